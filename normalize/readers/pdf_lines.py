"""Runs of characters put together to lines, and lines told apart by columns and read in order."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from gouji.normalize.readers.pdf_glyphs import Boxes, Piece

CLOSING = "，。、；：！？）】》」』〉”’％%,.;:!?)"
# In heights of the line: where one run ends and the next begins, a space; where columns of a table are meant, two.
_SPACE = 0.3
_COLUMN_SPACE = 1.2
# A gutter is at least this wide (points), within the middle of the text, with so many lines on either side, most of which
# fill their column; else the columns are those of a table without rules.
_GUTTER = 8
_MIDDLE = (0.25, 0.75)
_COLUMN_LINES = 4
_FILLED = 0.75


@dataclass(slots=True)
class Column:
    """Where the lines of a column begin and end."""

    left: float
    right: float


@dataclass(slots=True)
class Line:
    """One line of a column; `em` is the width of a Chinese character, `apart` that it stands off from the line before,
    `tabular` that wide gaps part it into cells. `hangs` that it goes on an item whose number hangs out.
    `starts` is what OCR says of whether it begins a paragraph."""

    text: str
    boxes: Boxes
    left: float
    top: float
    right: float
    bottom: float
    em: float
    tabular: bool = False
    apart: bool = False
    hangs: bool = False
    starts: bool | None = None
    column: Column = field(default_factory=lambda: Column(0, 0))


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """Runs at the same height are a line; from top to bottom."""
    rows: list[list[Piece]] = []
    top = bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        shared = min(bottom, piece.bottom) - max(top, piece.top)
        if rows and shared > min(bottom - top, piece.height) / 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
            top, bottom = piece.top, piece.bottom
    return [_line(row) for row in rows]


def _line(row: list[Piece]) -> Line:
    if len(row) == 1:
        text, boxes, tabular = row[0].text, row[0].boxes, False
    else:
        row.sort(key=lambda piece: piece.left)
        text, boxes, tabular = _joined(row)
    return Line(
        text,
        boxes,
        row[0].left,
        min(piece.top for piece in row),
        max(piece.right for piece in row),
        max(piece.bottom for piece in row),
        max(float(np.fmax.reduce(boxes[:, 2] - boxes[:, 0])), 0.1),
        tabular,
    )


def _joined(row: list[Piece]) -> tuple[str, Boxes, bool]:
    nowhere = np.full((2, 4), np.nan, dtype=np.float32)
    parts, boxes, tabular = [row[0].text], [row[0].boxes], False
    for last, piece in itertools.pairwise(row):
        gap = (piece.left - last.right) / (min(last.height, piece.height) or 1.0)
        blanks = 2 if gap > _COLUMN_SPACE else 1 if gap > _SPACE else 0
        tabular = tabular or blanks == 2
        parts += [" " * blanks, piece.text]
        boxes += [nowhere[:blanks], piece.boxes]
    return "".join(parts), np.concatenate(boxes), tabular


def columns_of(pieces: Sequence[Piece], right: float) -> list[tuple[list[Piece], float]]:
    """The columns of a page one after the other, each as its runs and where its full lines end at least.

    `right` is that of a page with one column. A line across all columns parts what is above it from what is below.
    """
    gutter = _gutter(pieces)
    if gutter is None:
        return [(list(pieces), right)] if pieces else []
    found: list[tuple[list[Piece], float]] = []
    zone: list[Piece] = []
    across: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        if piece.left < gutter < piece.right:
            if zone:
                found += _zone(zone, gutter, across, right)
                zone, across = [], []
            across.append(piece)
        else:
            zone.append(piece)
    return found + _zone(zone, gutter, across, right)


def _zone(zone: list[Piece], gutter: float, across: list[Piece], right: float) -> list[tuple[list[Piece], float]]:
    """What stands across, then the left column, then the right one; columns are taken to be of one width."""
    one = [piece for piece in zone if piece.right <= gutter]
    two = [piece for piece in zone if piece.left >= gutter]
    if not one or not two:
        return [([*across, *zone], right)] if across or zone else []
    starts = min(piece.left for piece in one), min(piece.left for piece in two)
    width = max(max(map(_inner_right, one)) - starts[0], max(map(_inner_right, two)) - starts[1])
    width = min(width, starts[1] - starts[0])
    columns = columns_of(one, starts[0] + width) + columns_of(two, starts[1] + width)
    return [(across, right), *columns] if across else columns


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The middle of the white between two columns of full lines."""
    if len(pieces) < _COLUMN_LINES:
        return None
    first, last = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    width = int(last - first) + 2
    covered = np.zeros(width + 1, dtype=np.int32)
    for piece in pieces:
        covered[int(piece.left - first)] += 1
        covered[int(piece.right - first) + 1] -= 1
    low, high = int(width * _MIDDLE[0]), int(width * _MIDDLE[1])
    covered = np.cumsum(covered)[low:high]
    if not len(covered):
        return None
    free = covered == covered.min()
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False])).astype(np.int8)))
    start, stop = max(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True), key=lambda run: run[1] - run[0])
    middle = first + low + (start + stop) / 2
    return middle if stop - start >= _GUTTER and _are_columns(pieces, middle, first, last) else None


def _are_columns(pieces: Sequence[Piece], middle: float, first: float, last: float) -> bool:
    left = [piece for piece in pieces if piece.right <= middle]
    right = [piece for piece in pieces if piece.left >= middle]
    if not left or not right:
        return False
    filled = [_usual_width(left) / (middle - first), _usual_width(right) / (last - middle)]
    if len(right) < _COLUMN_LINES:
        # The text ends early in the second column, or there is none and a date stands to the right.
        high = min(piece.top for piece in right) < min(piece.bottom for piece in left)
        return len(left) > _COLUMN_LINES and filled[0] > _FILLED and high
    return len(left) >= _COLUMN_LINES and min(filled) > _FILLED


def _usual_width(pieces: Sequence[Piece]) -> float:
    """What three in ten reach: paragraphs end early, and lists often do."""
    return sorted(piece.right - piece.left for piece in pieces)[int(len(pieces) * 0.7)]


def set_column(lines: list[Line], right: float) -> None:
    """Tells each line of a column where the column begins and ends; `right` is the least that its right edge can be."""
    left = min(line.left for line in lines)
    gaps = [below.top - above.bottom for above, below in itertools.pairwise(lines)]
    gap = median(gaps) if gaps else 0.0
    column = Column(left, max(right_edge(lines), right))
    for line, white in zip(lines, [None, *gaps], strict=True):
        line.column = column
        line.apart = white is not None and white - gap > 0.6 * line.em


def right_edge(lines: Sequence[Line]) -> float:
    """The right edge that more than one line keeps to: neither a line that juts out nor hanging punctuation is a measure."""
    rights = sorted((_inner_right(line) for line in lines), reverse=True)
    em = median(line.em for line in lines)
    if len(rights) >= 4:
        for one, other in itertools.pairwise(rights):
            if one - other < em:
                return one
    return rights[0]


def _inner_right(line: Line | Piece) -> float:
    count = len(line.text.rstrip(CLOSING))
    return float(line.boxes[count - 1, 2]) if count else line.right
