"""What Word and Excel files have in common: a zip archive of XML parts, checked before any library opens it."""

import re
from typing import NoReturn

from gouji.normalize.readers.archive import open_zip, unpack
from gouji.schemas import SourceError

MAX_XML = 48 * 1024 * 1024  # bytes of one XML part unpacked; a tree takes ten times as much
MAX_XML_TOTAL = 96 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024
# Office Open XML forbids document types (ECMA-376 part 2, 9.1.4); one that has them wants to be expanded without end.
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0D\0O\0C\0T|\0<\0!\0D\0O\0C\0T")


def check_package(path: str, data: bytes) -> None:
    """Unpacks every part once and throws it away; SourceError with one reason where the file is damaged or a trap."""
    xml = total = 0
    with open_zip(path, data) as archive:
        for info in archive.infolist():
            is_xml = info.filename.lower().endswith((".xml", ".rels", ".vml"))
            try:
                part = unpack(archive, info, MAX_XML if is_xml else MAX_TOTAL)
            except ValueError as refused:
                raise SourceError(path, f"holds a part ({printable(info.filename)}) that {refused}") from refused
            total += len(part)
            xml += len(part) if is_xml else 0
            if total > MAX_TOTAL or xml > MAX_XML_TOTAL:
                raise SourceError(path, f"unpacks to more than {MAX_XML_TOTAL if xml > MAX_XML_TOTAL else MAX_TOTAL:,} bytes")
            if is_xml and _DOCTYPE.search(part):
                raise SourceError(path, "defines XML entities, which no Office program does")


def printable(name: str) -> str:
    """A name from the inside of a file, fit for a message of one line."""
    return re.sub(r"[^\x20-\x7e\u3000-\u9fff]", "?", name[:80])


def refuse(path: str, program: str, broken: BaseException) -> NoReturn:
    """The one reason for a file that passed the checks and still cannot be read."""
    raise SourceError(path, f"is a damaged {program} file") from broken
