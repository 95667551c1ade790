"""Saved web pages: the article, its paragraphs and items one a line, its tables as pipe rows."""

import email
import email.policy
import re

from lxml import etree

from gouji.normalize.readers.html_article import find_article
from gouji.normalize.readers.html_charset import decode_page
from gouji.normalize.readers.html_lines import page_lines
from gouji.normalize.readers.reading import Reading
from gouji.schemas import SourceError

# libxml2 stops at this depth; each limit keeps a page that was made to exhaust from doing so.
MAX_DEPTH = 256
MAX_PIECE = 10_000_000  # bytes of one text or attribute, also a limit of libxml2
MAX_PAGE_BYTES = 20 * 1024 * 1024
MAX_TAGS = 800_000  # counted by <; a tree takes a thousand times as much memory as the bytes of its tags
# Marks of a font that old editors open again and again and never close; without them the page is as flat as it looks.
_FONT_MARKS = re.compile(r"</?(?:font|span|b|i|u|em|strong|big|small|center|o:p|st1:\w+)(?:\s[^<>]*)?>", re.I)
# What libxml2 would take for the end of the text or for nothing at all.
_CONTROLS = re.compile("[\0-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OWN = re.compile('<meta name="generator" content="gouji">')
_MAIL_HEAD = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.I)


def read_html(path: str, data: bytes) -> Reading:
    """The article of a web page (HTML, or the MHTML archive that browsers save); nothing outside the file is loaded.

    `encoding` is the charset that reads it best, whatever the page declares. Raises SourceError where it is too large,
    nested too deeply, without text or of gouji's own making.
    """
    if len(data) > MAX_PAGE_BYTES:
        raise SourceError(path, f"is too large for a web page (at most {MAX_PAGE_BYTES:,} bytes are read)")
    charset = None
    if is_mhtml(data):
        data, charset = _page_of_mail(path, data)
    if data.count(b"<") > MAX_TAGS:
        raise SourceError(path, f"has too many elements for a web page (more than {MAX_TAGS:,} tags)")
    page = decode_page(data, charset)
    if _OWN.search(page.text[:2048]):
        raise SourceError(path, "is a page that gouji wrote, and no report")
    body = _body(path, page.text)
    try:
        lines = page_lines(find_article(body))
    except OverflowError as endless:
        raise SourceError(path, "holds a table with too many cells") from endless
    if not lines:
        framed = next(body.getroottree().iter("frameset"), None) is not None
        raise SourceError(path, "holds only frames, and no text of its own" if framed else "is a web page without text")
    return Reading("\n".join(lines) + "\n", page.encoding, page.runner_up)


def is_mhtml(data: bytes) -> bool:
    """Whether a browser saved the page as a mail (.mht)."""
    return _MAIL_HEAD.match(data[:4096]) is not None and b"text/html" in data[:65536].lower()


def _page_of_mail(path: str, data: bytes) -> tuple[bytes, str | None]:
    try:
        mail = email.message_from_bytes(data, policy=email.policy.compat32)
        part = next((part for part in mail.walk() if part.get_content_type() == "text/html"), None)
        content = part.get_payload(decode=True) if part is not None else None
        charset = part.get_content_charset() if part is not None else None
    except Exception as broken:  # a mangled mail trips the parser in many ways
        raise SourceError(path, "is a damaged web archive (MHTML)") from broken
    if not isinstance(content, bytes):
        raise SourceError(path, "is a web archive (MHTML) without a page")
    return content, charset


def _body(path: str, text: str) -> etree._Element:
    text = _CONTROLS.sub("", text)
    for attempt in (text, _FONT_MARKS.sub("", text)):
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(attempt.encode("utf-8", "replace"), parser)
        except etree.LxmlError as broken:
            raise SourceError(path, "is a web page without text") from broken
        if root is None:
            raise SourceError(path, "is a web page without text")
        # At a limit libxml2 stops, and hands over what it had so far: half a report must not pass for a whole one.
        limits = [entry.message for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL]
        if not limits:
            body = root.find("body")
            return root if body is None else body
        if not any("Excessive depth" in limit for limit in limits):
            raise SourceError(path, f"holds a text, script or attribute that is too long (over {MAX_PIECE:,} bytes)")
    raise SourceError(path, f"is nested too deeply for a web page (more than {MAX_DEPTH} levels)")
