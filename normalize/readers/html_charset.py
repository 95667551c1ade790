"""The charset of a web page: what it declares is often a lie, so the plausibility of its words decides."""

import codecs
import re
from dataclasses import replace
from typing import NamedTuple

from gouji.normalize.encoding import Decoded, decode

# Code points that charsets share with the one that contains them; pages say gb2312 and mean GB18030.
FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "utf-8-sig": "utf-8", "hz": "hz", "ascii": "utf-8"}
_DECLARED = re.compile(
    rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^<>]{0,100}?encoding=[\"']([\w.:-]+)", re.I
)
# Neither < nor > is the second byte of a character in any of the charsets but UTF-16.
_MARKUP = re.compile(rb"<[^<>]*>")
_NOT_ASCII = re.compile(rb"[\x80-\xff]|~\{")
_HEAD = 8192
_FEW_BYTES = 12  # so few bytes above ASCII tell nothing


class Page(NamedTuple):
    """The text of a page with its markup; `runner_up` is what it declares where that was not believed."""

    text: str
    encoding: str
    runner_up: str | None


def decode_page(data: bytes, declared: str | None = None) -> Page:
    """The page as text. `declared` stands for the charset of its meta element.

    >>> page = "<meta charset=big5><p>全县共有编制三百二十名，实有二百九十八人。</p>".encode("gb18030")
    >>> decode_page(page)[1:]
    ('gb18030', 'cp950')
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)) or data.count(0) > len(data) // 8:
        whole = decode(data)
        return Page(whole.text, whole.encoding, whole.runner_up)
    # Lines of ASCII (markup, scripts) read the same in all of them and would only crowd the words out of the sample.
    words = b"\n".join(line for line in _MARKUP.sub(b"\n", data).split(b"\n") if _NOT_ASCII.search(line))
    found = _bytewise(decode(words))
    named = _family(declared) or declared_charset(data)
    if named is None or named == found.encoding:
        return Page(_text(data, found.encoding), found.encoding, found.runner_up)
    if _same(words, named, found.text) or _only_named_reads(words, named, found.replaced):
        return Page(_text(data, named), named, found.encoding if found.text != _text(words, named) else found.runner_up)
    return Page(_text(data, found.encoding), found.encoding, named)


def _bytewise(found: Decoded) -> Decoded:
    """A page whose markup is single bytes is not UTF-16, whatever pairs of them look like."""
    if not found.encoding.startswith("utf-16"):
        return found
    other = found.runner_up or ""
    # `replaced` says that nothing reads it well, so that what the page declares is believed where it can be.
    return replace(found, encoding="gb18030" if other.startswith("utf-16") or not other else other, runner_up=None, replaced=1)


def declared_charset(data: bytes) -> str | None:
    """What the page says of itself, as the name of the charset that contains it; None for nothing or nonsense."""
    match = _DECLARED.search(data[:_HEAD])
    return _family((match[1] or match[2]).decode("ascii", "replace")) if match else None


def _family(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding:
        return None
    return FAMILIES.get(info.name, info.name)


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace")


def _same(words: bytes, named: str, text: str) -> bool:
    try:
        return words.decode(named) == text
    except UnicodeError:
        return False


def _only_named_reads(words: bytes, named: str, replaced: int) -> bool:
    """A charset that is no candidate (Shift JIS) is believed where the best candidate fails and it does not; so is one
    where there is too little text to judge by."""
    try:
        words.decode(named)
    except UnicodeError:
        return False
    return replaced > 0 or sum(byte > 0x7F for byte in words) < _FEW_BYTES
