"""One scanned page: straightened, its ruled tables cut into cells, its text found, read and put in order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from gouji.normalize.readers.ocr_continued import row_of
from gouji.normalize.readers.ocr_engine import MIN_SCORE, Grey, Recognised, detect, recognise
from gouji.normalize.readers.ocr_ink import Ink, binarise, paper_of, skew_of, turned, turned_back, unread_boxes
from gouji.normalize.readers.ocr_lines import OcrLine, em_of, in_order, place_characters
from gouji.normalize.readers.ocr_rules import Cell, Grid, find_rules, grids
from gouji.normalize.readers.reading import Box

_WORKING = 200 / 72  # pixels a point that pages of more are brought down to
_MOST_PIXELS = 16_000_000  # of a page as it is worked on: A2, or a saved web page, which may be long
_MOST_WIDTH = 4_700  # pixels: A2 upon its side
_LEAST = 8  # pixels: no line of text is lower, no character narrower
_DARK = 100  # grey: a page that is mostly darker is white on black
_CELL_MARGIN = 0.25  # of its height, around the ink of a line in a cell
_LINE_BLANK = 0.8  # points without ink between two lines in a cell
_LEAST_INK = 1.2  # points: what is smaller is a speck
_FIGURES = re.compile(r"[\d.,%％]")


@dataclass(frozen=True, slots=True)
class OcrPage:
    """The lines of a page in reading order, and the boxes, in points, of ink that was not read."""

    lines: tuple[OcrLine, ...]
    unread: tuple[Box, ...]


def read_page(image: Image.Image, scale: float) -> OcrPage:
    """Read the picture of one page; `scale` is pixels a point. Raises OcrMissing without the extra `ocr`.

    Lines are not yet joined to paragraphs: `OcrLine.starts` says where one begins, also at the top of the page. Boxes are
    in points from the top left of the picture as given, straightened or not.
    """
    page = _upright(image)
    share = min(
        _WORKING / scale if scale > _WORKING * 1.2 else 1.0, (_MOST_PIXELS / page.size) ** 0.5, _MOST_WIDTH / page.shape[1]
    )
    if share < 1:
        page, scale = _smaller(page, share, scale)
    if min(page.shape) < _LEAST:
        return OcrPage((), ())
    angle = skew_of(binarise(page, scale))
    lines, unread = _read_straight(turned(page, angle), scale)
    width, height = page.shape[1] / scale, page.shape[0] / scale

    def back(box: Box) -> Box:
        return turned_back(box, angle, width, height)

    placed = tuple(
        replace(line, boxes=tuple(None if box is None else back(box) for box in line.boxes), box=back(line.box))
        for line in lines
    )
    return OcrPage(placed, tuple(back(box) for box in unread))


def _read_straight(page: Grey, scale: float) -> tuple[list[OcrLine], list[Box]]:
    """The lines in reading order, and the boxes of what was not read."""
    ink = binarise(page, scale)
    horizontal, vertical, ruled = find_rules(ink, scale)
    ink &= ~_thickened(ruled)
    tables = grids(horizontal, vertical, scale)
    paper = np.uint8(paper_of(page))
    bare = np.where(_thickened(_thickened(ruled)), paper, page)
    prose = bare.copy()
    for table in tables:
        prose[table.top : table.bottom + 1, table.left : table.right + 1] = paper
    free = [cut for found in detect(prose) if (cut := _Cut.of(found, ink, 0)) is not None]
    inside = [(table, cell, cut) for table in tables for cell in table.cells for cut in _cell_lines(cell, ink, scale)]
    cuts = [*free, *(cut for _, _, cut in inside)]
    texts = recognise([bare[cut.top : cut.bottom, cut.left : cut.right] for cut in cuts])
    lines = [
        _line(cut, read, ink, scale) if read.text and read.score >= MIN_SCORE else None
        for cut, read in zip(cuts, texts, strict=True)
    ]
    pieces = [line for line in lines[: len(free)] if line is not None]
    filled = [(*place[:2], line) for place, line in zip(inside, lines[len(free) :], strict=True) if line is not None]
    for table in tables:
        pieces += _rows(table, [(cell, line) for owner, cell, line in filled if owner is table], scale)
    seen = [(cut.left, cut.top, cut.right, cut.bottom) for cut, line in zip(cuts, lines, strict=True) if line is not None]
    return in_order(pieces), unread_boxes(ink, seen, scale)


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is cut out for the recogniser, and the edges of the ink in it, in pixels of the page."""

    left: int
    top: int
    right: int
    bottom: int
    inked: tuple[int, int, int, int]

    @classmethod
    def of(cls, edges: tuple[int, int, int, int], ink: Ink, margin: float) -> "_Cut | None":
        """The cut around these edges (a margin in heights more), None where there is no ink."""
        left, top, right, bottom = edges
        rows = np.nonzero(ink[top:bottom, left:right].any(axis=1))[0]
        columns = np.nonzero(ink[top:bottom, left:right].any(axis=0))[0]
        if not len(rows):
            return None
        inked = (left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1)
        more = round(margin * (bottom - top))
        height, width = ink.shape
        return cls(max(left - more, 0), max(top - more, 0), min(right + more, width), min(bottom + more, height), inked)


def _cell_lines(cell: Cell, ink: Ink, scale: float) -> Iterator[_Cut]:
    """The lines of text in a cell, cut where rows of pixels are blank: a lone digit needs no detector."""
    inside = ink[cell.top + 1 : cell.bottom, cell.left + 1 : cell.right]
    inked = np.nonzero(inside.sum(axis=1) > 0)[0]
    if not len(inked):
        return
    breaks = np.nonzero(np.diff(inked) > max(_LINE_BLANK * scale, 2))[0]
    tops = [int(inked[0]), *(int(inked[at + 1]) for at in breaks)]
    bottoms = [*(int(inked[at]) for at in breaks), int(inked[-1])]
    for top, bottom in zip(tops, bottoms, strict=True):
        columns = np.nonzero(inside[top : bottom + 1].any(axis=0))[0]
        if max(bottom + 1 - top, int(columns[-1]) + 1 - int(columns[0])) < _LEAST_INK * scale:
            continue
        left, right = cell.left + 1 + int(columns[0]), cell.left + 2 + int(columns[-1])
        cut = _Cut.of((left, cell.top + 1 + top, right, cell.top + 2 + bottom), ink, _CELL_MARGIN)
        if cut is not None:
            yield cut


def _line(cut: _Cut, read: Recognised, ink: Ink, scale: float) -> OcrLine:
    _, inked_top, _, inked_bottom = cut.inked
    em, above, below = em_of(read.text, inked_bottom - inked_top)
    top, bottom = (inked_top - above) / scale, (inked_bottom + below) / scale
    places = place_characters(read, ink[cut.top : cut.bottom, cut.left : cut.right], em)
    boxes = [((cut.left + start) / scale, top, (cut.left + end) / scale, bottom) for start, end in places]
    around = (min(box[0] for box in boxes), top, max(box[2] for box in boxes), bottom)
    return OcrLine(read.text.replace("|", "／"), tuple(boxes), around, read.score)


def _rows(table: Grid, filled: list[tuple[Cell, OcrLine]], scale: float) -> list[OcrLine]:
    """The rows of a table with pipes, a merged cell at its first place."""
    columns = tuple(edge / scale for edge in table.edges)
    rows = []
    for row in range(table.rows):
        lines = [[line for cell, line in filled if (cell.row, cell.column) == (row, at)] for at in range(table.columns)]
        text, boxes = row_of([_cell_text(cell) for cell in lines])
        tops = [cell.top for cell in table.cells if cell.row == row] or [table.bottom]
        bottoms = [cell.top for cell in table.cells if cell.row == row + 1] or [table.bottom]
        box = (columns[0], min(tops) / scale, columns[-1], min(bottoms) / scale)
        score = min((line.score for cell in lines for line in cell), default=1.0)
        rows.append(OcrLine(text, boxes, box, score, row=True, columns=columns))
    return rows


def _cell_text(lines: Sequence[OcrLine]) -> tuple[str, tuple[Box | None, ...]]:
    """The lines of a cell as one; two lines of figures must not become one number."""
    text, boxes = "", list[Box | None]()
    for line in lines:
        if text and _FIGURES.match(text[-1]) and _FIGURES.match(line.text):
            text += "、"
            boxes.append(None)
        text += line.text
        boxes += line.boxes
    return text, tuple(boxes)


def _thickened(ink: Ink) -> Ink:
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    thick[:, 1:] |= ink[:, :-1]
    thick[:, :-1] |= ink[:, 1:]
    return thick


def _upright(image: Image.Image) -> Grey:
    """The picture in greys, dark on light."""
    grey = np.asarray(image.convert("L"), dtype=np.uint8)
    return np.asarray(255 - grey) if np.median(grey[::4, ::4]) < _DARK else grey


def _smaller(page: Grey, share: float, scale: float) -> tuple[Grey, float]:
    size = (max(round(page.shape[1] * share), 1), max(round(page.shape[0] * share), 1))
    return np.asarray(Image.fromarray(page).resize(size, Image.Resampling.BOX)), scale * size[0] / page.shape[1]
