"""One page of a PDF: its text layer with tables, or what OCR reads on it where there is none that can be trusted."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import nan

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c

from gouji.normalize.encoding import decode
from gouji.normalize.readers.ocr import OcrLine, OcrMissing, OcrPage, read_page
from gouji.normalize.readers.ocr_continued import cells_of as cells_of_row
from gouji.normalize.readers.ocr_text import ScannedPage
from gouji.normalize.readers.pdf_columns import PageParts
from gouji.normalize.readers.pdf_continued import Item
from gouji.normalize.readers.pdf_glyphs import Boxes, Frame, Glyphs, PageUnreadError, Piece, glyphs_of, pieces_of
from gouji.normalize.readers.pdf_grid import MIN_RULES, Grid, TooManyRulesError, cells_of, grids_of
from gouji.normalize.readers.pdf_level import level_grids
from gouji.normalize.readers.pdf_lines import Line
from gouji.normalize.readers.pdf_rules import MAX_OBJECTS, Drawn, drawn_on
from gouji.normalize.readers.pdf_tables import Part, Table, TableCell, tables_of
from gouji.normalize.readers.reading import Box, Origin

# A page with fewer characters and a picture over so much of it is a scan with a stamp or a page number.
FEW_CHARACTERS = 40
PICTURE_SHARE = 0.5
PASTED_SHARE = 0.08  # of a page: a picture so large may hold a table; a seal or a crest is smaller
# A text layer of which more than this share is no text, or that is less likely than this (nats a character; Chinese and
# figures stand at 5 to 7, characters drawn at random beyond 11), is not what the page shows.
MAX_GARBAGE = 0.1
MAX_NATS = 10.0
OCR_SCALE = 200 / 72  # pixels a point
OCR_PIXELS = 16_000_000  # of a page: A2
MAX_SIDE = 3_000  # points; a page of more is no sheet of paper, and its picture would not fit into memory


@dataclass(slots=True)
class PagesRead:
    """What was read so far. `sizes` has width, height and origin by page number, `turned` by how many degrees a page was
    turned clockwise to read text that lies on its side, `damaged` the pages that cannot be loaded, `unread` those that only
    OCR could read, `missing` what to do about it; `scans` are the pages as OCR gave them."""

    parts: list[PageParts] = field(default_factory=list)
    sizes: dict[int, tuple[float, float, Origin]] = field(default_factory=dict)
    turned: dict[int, int] = field(default_factory=dict)
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
        if c.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS:
            raise PageUnreadError(f"is drawn of more than {MAX_OBJECTS:,} things")
        frame = Frame.of(page)
        glyphs, drawn = glyphs_of(page, frame), drawn_on(page)
        if _is_text(glyphs, drawn, frame):
            found.sizes[number] = (*frame.size, "text")
            found.turned[number] = (glyphs.frame.rotation - frame.rotation) % 360
            found.parts.append(_with_tables(number, glyphs, drawn, found.notes))
            _note_pictures(number, glyphs, drawn, found.notes)
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


def _with_tables(number: int, glyphs: Glyphs, drawn: Drawn, notes: list[str]) -> PageParts:
    grids: list[Grid] = []
    if len(drawn.lines) >= MIN_RULES:
        try:
            grids, levels = grids_of(drawn.lines_shown(glyphs.frame))
            grids += level_grids(glyphs, cells_of(glyphs, grids) < 0, levels)
        except TooManyRulesError:
            notes.append(f"page {number} has too many ruled lines for a table and was read without")
    pieces = pieces_of(glyphs, cells_of(glyphs, grids))
    tables = tables_of(number, pieces, grids) if grids else []
    return PageParts(number, *glyphs.frame.size, [piece for piece in pieces if piece.cell < 0], tables)


def _note_pictures(number: int, glyphs: Glyphs, drawn: Drawn, notes: list[str]) -> None:
    """Says that a page of text has large pictures, such as a table pasted as one; a picture under the text is a background,
    or the scan that the text was read from."""
    if not drawn.pictures:
        return
    width, height = glyphs.frame.size
    boxes = drawn.pictures_shown(glyphs.frame)
    large = boxes[(boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) >= PASTED_SHARE * width * height]
    across, down = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2, (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    for left, top, right, bottom in large.tolist():
        if np.any((across > left) & (across < right) & (down > top) & (down < bottom)):
            return
    if len(large):
        pictures = "a picture that was" if len(large) == 1 else f"{len(large)} pictures that were"
        notes.append(f"page {number} has {pictures} not read")


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
    scale = min(OCR_SCALE, (OCR_PIXELS / (width * height or 1.0)) ** 0.5)
    try:
        read = read_page(page.render(scale=scale).to_pil(), scale)
    except OcrMissing as missing:
        found.missing = str(missing)
        found.unread.append(number)
        return
    found.sizes[number] = (width, height, "ocr")
    found.scans.append(ScannedPage(number, width, height, read.lines, read.unread))
    scanned = list(_scanned(number, read.lines))
    found.parts.append(PageParts(number, width, height, [piece for piece, _ in scanned], scanned=scanned))
    _note_unread(number, read, found.notes)


def _scanned(number: int, lines: Sequence[OcrLine]) -> Iterator[tuple[Piece, Item]]:
    """The lines and tables of a scanned page, each with the run that stands for it."""
    for columns, group in itertools.groupby(lines, lambda line: line.columns if line.row else ()):
        if columns:
            rows = list(group)
            table = _table(number, rows)
            yield Piece("", np.empty((0, 4), np.float32), columns[0], table.top, columns[-1], table.bottom, 0), table
            continue
        for line in group:
            if line.text:
                boxes = _boxes(line.boxes)
                piece = Piece(line.text, boxes, *line.box)
                yield piece, Line(line.text, boxes, *line.box, line.height, starts=line.starts, ends=line.ends)


def _table(number: int, rows: Sequence[OcrLine]) -> Table:
    columns = rows[0].columns
    cells: list[TableCell] = []
    for at, row in enumerate(rows):
        for column, (text, boxes) in enumerate(cells_of_row(row)):
            left, right = columns[column : column + 2]
            line = Line(text, _boxes(boxes), left, row.box[1], right, row.box[3], row.height)
            parts = [Part(number, [line], left, right)] if text else []
            cells.append(TableCell(at, column, 1, 1, False, False, parts))
    return Table(rows[0].box[1], rows[-1].box[3], columns, len(rows), cells)


def _boxes(boxes: Sequence[Box | None]) -> Boxes:
    return np.array([(nan,) * 4 if box is None else box for box in boxes], dtype=np.float32)


def _note_unread(number: int, read: OcrPage, notes: list[str]) -> None:
    if read.unread:
        places = "a place" if len(read.unread) == 1 else f"{len(read.unread)} places"
        notes.append(f"page {number} has {places} with ink but no text that could be read")
