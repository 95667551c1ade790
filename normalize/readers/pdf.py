"""PDF: text with a box for each character through pdfium; ruled tables, headers and footers; pages without text by OCR."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gouji.normalize.readers.ocr_text import to_reading
from gouji.normalize.readers.pdf_flow import write
from gouji.normalize.readers.pdf_furniture import set_aside
from gouji.normalize.readers.pdf_guard import refuse_endless
from gouji.normalize.readers.pdf_page import PagesRead, read_page_of
from gouji.normalize.readers.pdf_write import Writer
from gouji.normalize.readers.reading import Reading
from gouji.schemas import SourceError

MAX_PAGES = 2_000
MAX_CHARACTERS = 10_000_000


def read_pdf(path: str, data: bytes) -> Reading:
    """The text of a PDF in reading order; SourceError where it is encrypted, damaged or holds no text.

    Pages beyond MAX_PAGES or MAX_CHARACTERS, damaged ones and those that only OCR could read are named in the notes.
    """
    refuse_endless(path, data, MAX_PAGES)
    found = PagesRead()
    with _opened(path, data) as document:
        count = len(document)
        if not count:
            raise SourceError(path, "is a PDF without pages")
        if count > MAX_PAGES:
            found.notes.append(f"pages {MAX_PAGES + 1} to {count} were not read (at most {MAX_PAGES:,} are)")
        characters = 0
        for number in range(1, min(count, MAX_PAGES) + 1):
            characters += read_page_of(document, number, found)
            if characters > MAX_CHARACTERS:
                found.notes.append(f"pages after {number} were not read (at most {MAX_CHARACTERS:,} characters are)")
                break
    return _reading(path, found)


@contextmanager
def _opened(path: str, data: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == c.FPDF_ERR_PASSWORD:
            raise SourceError(path, "is encrypted and opens only with a password") from error
        if error.err_code == c.FPDF_ERR_SECURITY:
            raise SourceError(path, "is encrypted in a way that cannot be opened") from error
        raise SourceError(path, "is a damaged PDF") from error
    try:
        yield document
    finally:
        document.close()


def _reading(path: str, found: PagesRead) -> Reading:
    filled = any(part.pieces or part.tables for part in found.parts)
    if found.unread and not filled:
        raise SourceError(path, f"is a scan without text; {found.missing}")
    if not filled:
        more = f" (and {len(found.notes) - 1} pages more)" if len(found.notes) > 1 else ""
        said = found.notes[0] + more if found.notes else "is a PDF without text"
        raise SourceError(path, "is a damaged PDF" if found.damaged else said)
    if found.damaged:
        found.notes.append(f"{_listed(found.damaged)} could not be read (damaged)")
    if found.unread:
        found.notes.append(f"{_listed(found.unread)} could not be read (no text, or damaged text); {found.missing}")
    if len(found.scans) == len(found.parts):
        scan = to_reading(found.scans)
        return Reading(scan.text, "pdf", None, scan.pages, "ocr", tuple(found.notes), scan.aside)
    for part, lines in zip(found.parts, set_aside([(part.pieces, part.height) for part in found.parts]), strict=True):
        part.aside = lines
    writer = Writer()
    write(found.parts, writer)
    text, pages, aside = writer.finish(found.sizes, found.turned)
    return Reading(text, "pdf", None, pages, "text", tuple(found.notes), aside)


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{' …' if len(numbers) > 10 else ''}"
