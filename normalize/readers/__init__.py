"""Which reader a file goes to, told by its first bytes; its name has a say only where these are text (.csv)."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Literal, cast

from gouji.normalize.readers.reading import Reading
from gouji.schemas import SourceError

Kind = Literal["pdf", "docx", "xlsx", "archive", "html", "image", "office", "csv", "text"]
Reader = Callable[[str, bytes], Reading]
# The members of an archive with their names, or why one of them cannot be had.
Members = Callable[[str, bytes], Iterator[tuple[str, bytes] | SourceError]]

# What is read, by module and function; loaded when the first file of the kind comes.
READERS: dict[Kind, tuple[str, str]] = {
    "text": ("text", "read_text"),
    "csv": ("delimited", "read_delimited"),
    "pdf": ("pdf", "read_pdf"),
    "docx": ("docx", "read_docx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "html": ("html", "read_html"),
    "archive": ("archive", "members"),
    "image": ("ocr", "read_image"),
    "office": ("office", "read_office"),
}

# First bytes of formats, with what to call them.
SIGNATURES: tuple[tuple[bytes, Kind | None, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office", "an old Office or WPS file"),
    (b"{\\rtf", "office", "an RTF file"),
    (b"\x89PNG\r\n\x1a\n", "image", "a PNG image"),
    (b"\xff\xd8\xff", "image", "a JPEG image"),
    (b"II*\x00", "image", "a TIFF image"),
    (b"MM\x00*", "image", "a TIFF image"),
    (b"GIF8", None, "a GIF image"),
    (b"\x1f\x8b\x08", None, "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", None, "a 7z archive"),
    (b"Rar!\x1a\x07", None, "a RAR archive"),
    (b"SQLite format 3\x00", None, "an SQLite database"),
)
ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# The member that makes a zip archive a document of an office program.
ZIP_KINDS: tuple[tuple[str, Kind, str], ...] = (
    ("word/document.xml", "docx", "a Word file"),
    ("xl/workbook.xml", "xlsx", "an Excel file"),
    ("content.xml", "office", "an OpenDocument file"),
)
ZIP_ENTRY = b"PK\x01\x02"
MAX_ZIP_ENTRIES = 20_000
PDF_WITHIN = 1024  # some programs write something before the mark, and every viewer looks this far

OCR_PACKAGES = ("rapidocr", "onnxruntime")

HTML_WITHIN = 4096
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.I)
# A saved fragment has no <html>, but begins with a tag.
_FRAGMENT = re.compile(
    rb"\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:head|body|meta|title|table|div|p|h[1-6]|span|font|br|center)[\s/>]", re.I | re.S
)

# A page that a browser saved as a mail.
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.I)


def kind_of(path: str, data: bytes) -> tuple[Kind | None, str]:
    """The kind of a file (None: known, and not read) and what to call it; SourceError for a damaged zip archive."""
    if b"%PDF-" in data[:PDF_WITHIN]:
        return "pdf", "a PDF"
    if data.startswith(ZIPS):
        return _kind_of_zip(path, data)
    for signature, kind, called in SIGNATURES:
        if data.startswith(signature):
            return kind, called
    # Without NUL, UTF-16 looks like ASCII where it matters.
    head = data[:HTML_WITHIN].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _HTML.search(head[:1024]) or _FRAGMENT.match(head) or _MHTML.match(head):
        return "html", "a web page"
    return ("csv", "a table of commas") if path.lower().endswith(".csv") else ("text", "a text")


@cache
def has_ocr() -> bool:
    """Whether the extra `ocr` is installed, without which scans and pictures cannot be read."""
    return all(find_spec(package) is not None for package in OCR_PACKAGES)


def read_members(path: str, data: bytes) -> Iterator[tuple[str, bytes] | SourceError]:
    """The files of an archive, each with its name inside; SourceError in place of one that cannot be had."""
    return cast(Members, _load("archive", "a zip archive", path))(path, data)


def read_bytes(path: str, data: bytes) -> Reading:
    """The text of a file that is no archive; SourceError names `path` and the one reason."""
    kind, called = kind_of(path, data)
    return cast(Reader, _load(kind, called, path))(path, data)


def _kind_of_zip(path: str, data: bytes) -> tuple[Kind, str]:
    if data.count(ZIP_ENTRY) > MAX_ZIP_ENTRIES:
        raise SourceError(path, f"is a zip archive of more than {MAX_ZIP_ENTRIES:,} files")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception as broken:  # zipfile lets struct and decoding errors of damaged archives through
        raise SourceError(path, "is a damaged zip archive or Office file") from broken
    for member, kind, called in ZIP_KINDS:
        if member in names:
            return kind, called
    return "archive", "a zip archive"


def _load(kind: Kind | None, called: str, path: str) -> object:
    entry = READERS.get(kind) if kind else None
    if entry is None:
        raise SourceError(path, f"is {called}, which is not read yet")
    module, function = entry
    return getattr(import_module(f"gouji.normalize.readers.{module}"), function)
