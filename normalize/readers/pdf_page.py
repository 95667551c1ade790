"""One page of a PDF: its text layer with tables, or what OCR reads on it where there is none that can be trusted."""

from dataclasses import dataclass, field
from math import nan

import numpy as np
import pypdfium2 as pdfium

from gouji.normalize.encoding import decode
from gouji.normalize.readers.ocr import OcrLine, OcrMissing, OcrPage, read_page
from gouji.normalize.readers.ocr_text import ScannedPage
from gouji.normalize.readers.pdf_columns import PageParts
from gouji.normalize.readers.pdf_glyphs import Frame, Glyphs, PageUnreadError, Piece, glyphs_of, pieces_of
from gouji.normalize.readers.pdf_grid import MIN_RULES, Grid, TooManyRulesError, cells_of, grids_of
from gouji.normalize.readers.pdf_lines import Line
from gouji.normalize.readers.pdf_rules import Drawn, drawn_on
from gouji.normalize.readers.pdf_tables import tables_of
from gouji.normalize.readers.reading import Origin

# A page with fewer characters and a picture over so much of it is a scan with a stamp or a page number.
FEW_CHARACTERS = 40
PICTURE_SHARE = 0.5
# A text layer of which more than this share is no text, or that is less likely than this (nats a character; Chinese and
# figures stand at 5 to 7, characters drawn at random beyond 11), is not what the page shows.
MAX_GARBAGE = 0.1
MAX_NATS = 10.0
OCR_SCALE = 200 / 72  # pixels a point
MAX_SIDE = 3_000  # points; a page of more is no sheet of paper, and its picture would not fit into memory


@dataclass(slots=True)
class PagesRead:
    """What was read so far. `sizes` has width, height and origin by page number, `damaged` the pages that cannot be
    loaded, `unread` those that only OCR could read, `missing` what to do about it; `scans` are the pages as OCR gave them."""

    parts: list[PageParts] = field(default_factory=list)
    sizes: dict[int, tuple[float, float, Origin]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    missing: str = ""
    scans: list[ScannedPage] = field(default_factory=list)


def read_page_of(document: pdfium.PdfDocument, number: int, found: PagesRead) -> int:
    """Reads page `number` (from 1) into `found`, with a note where that cannot be; gives the number of its characters."""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        found.damaged.append(number)
        return 0
    try:
        frame = Frame.of(page)
        glyphs, drawn = glyphs_of(page, frame), drawn_on(page)
        if _is_text(glyphs, drawn, frame):
            found.sizes[number] = (*frame.size, "text")
            found.parts.append(_with_tables(number, glyphs, drawn, frame, found.notes))
        elif drawn.objects or len(glyphs.codes):
            _read_scan(page, number, frame, found)
        return len(glyphs.codes)
    except PageUnreadError as reason:
        found.notes.append(f"page {number} {reason} and was not read")
    except pdfium.PdfiumError:
        found.damaged.append(number)
    finally:
        page.close()
    return 0


def _with_tables(number: int, glyphs: Glyphs, drawn: Drawn, frame: Frame, notes: list[str]) -> PageParts:
    grids: list[Grid] = []
    if len(drawn.lines) >= MIN_RULES:
        try:
            grids, _ = grids_of(drawn.lines_shown(frame))
        except TooManyRulesError:
            notes.append(f"page {number} has too many ruled lines for a table and was read without")
    pieces = pieces_of(glyphs, cells_of(glyphs, grids))
    tables = tables_of(number, pieces, grids) if grids else []
    return PageParts(number, frame.size[0], [piece for piece in pieces if piece.cell < 0], tables)


def _is_text(glyphs: Glyphs, drawn: Drawn, frame: Frame) -> bool:
    """Whether the page has a text layer that is what it shows."""
    codes = glyphs.codes
    if len(codes) < FEW_CHARACTERS and (not len(codes) or drawn.picture_share(frame) > PICTURE_SHARE):
        return False
    no_text = (codes == 0xFFFD) | ((codes >= 0xE000) & (codes < 0xF900)) | (codes >= 0xF0000)
    if np.count_nonzero(no_text) > MAX_GARBAGE * len(codes):
        return False
    data = codes.astype("<u4").tobytes().decode("utf-32-le", "replace").encode()
    if len(data) < len(codes) * 1.5 or len(codes) < FEW_CHARACTERS:
        return True  # too few Chinese characters to be judged by
    judged = decode(data)
    return judged.encoding != "utf-8" or -judged.score * len(data) / len(codes) < MAX_NATS


def _read_scan(page: pdfium.PdfPage, number: int, frame: Frame, found: PagesRead) -> None:
    if found.missing:
        found.unread.append(number)
        return
    width, height = frame.size
    if max(width, height) > MAX_SIDE:
        raise PageUnreadError("is a picture of more than 100 cm")
    try:
        read = read_page(page.render(scale=OCR_SCALE).to_pil(), OCR_SCALE)
    except OcrMissing as missing:
        found.missing = str(missing)
        found.unread.append(number)
        return
    found.sizes[number] = (width, height, "ocr")
    found.scans.append(ScannedPage(number, width, height, read.lines, read.unread))
    scanned = [_line(line) for line in read.lines if line.text]
    found.parts.append(PageParts(number, width, [piece for piece, _ in scanned], scanned=scanned))
    _note_unread(number, read, found.notes)


def _line(line: OcrLine) -> tuple[Piece, Line]:
    boxes = np.array([(nan,) * 4 if box is None else box for box in line.boxes], dtype=np.float32)
    piece = Piece(line.text, boxes, *line.box, cell=0 if line.row else -1)
    return piece, Line(line.text, boxes, *line.box, line.height, starts=line.starts or line.row, ends=line.ends)


def _note_unread(number: int, read: OcrPage, notes: list[str]) -> None:
    if read.unread:
        places = "a place" if len(read.unread) == 1 else f"{len(read.unread)} places"
        notes.append(f"page {number} has {places} with ink but no text that could be read")
