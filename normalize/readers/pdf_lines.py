"""Runs of characters put together to lines, and where the column begins and ends that they stand in."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from statistics import median

import numpy as np

from gouji.normalize.readers.pdf_glyphs import Boxes, Piece

CLOSING = "，。、；：！？）】》」』〉”’％%,.;:!?)"
# In heights of the line: where one run ends and the next begins, a space; where columns of a table are meant, two.
_SPACE = 0.3
_COLUMN_SPACE = 1.2
# How far the first line of a paragraph is set in, in em.
_LEAST_SET_IN, MOST_SET_IN = 1.2, 3.5


@dataclass(slots=True)
class Column:
    """Where the lines of a column begin and end."""

    left: float
    right: float


@dataclass(slots=True)
class Line:
    """One line of a column; `em` is the width of a Chinese character, `apart` that it stands off from the line before,
    `tabular` that wide gaps part it into cells. `opens` says that its paragraph begins set in, `hangs` that it goes on an
    item whose number hangs out. `starts` and `ends` are what OCR says of whether it begins and ends a paragraph."""

    text: str
    boxes: Boxes
    left: float
    top: float
    right: float
    bottom: float
    em: float
    tabular: bool = False
    apart: bool = False
    opens: bool = False
    hangs: bool = False
    starts: bool | None = None
    ends: bool | None = None
    column: Column = field(default_factory=lambda: Column(0, 0))

    @property
    def room(self) -> tuple[float, float]:
        """What it leaves free of its column to the left and to the right."""
        return self.left - self.column.left, self.column.right - self.right

    @property
    def centred(self) -> bool:
        """Whether it stands in the middle of its column."""
        left, right = self.room
        return left > self.em and abs(left - right) < self.em


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


def set_column(lines: list[Line], right: float, left: float = inf) -> None:
    """Tells each line of a column where the column begins and ends: these edges, or those of lines that reach further."""
    left = min(left, *(line.left for line in lines))
    gaps = [below.top - above.bottom for above, below in itertools.pairwise(lines)]
    gap = median(gaps) if gaps else 0.0
    column = Column(left, max(right_edge(lines), right))
    for line, white in zip(lines, [None, *gaps], strict=True):
        line.column = column
        line.apart = white is not None and white - gap > 0.6 * line.em
        line.opens = _LEAST_SET_IN < line.room[0] / line.em < MOST_SET_IN and not line.centred


def right_edge(lines: Sequence[Line]) -> float:
    """The right edge that more than one line keeps to: neither a line that juts out nor hanging punctuation is a measure."""
    rights = sorted((inner_right(line) for line in lines), reverse=True)
    em = median(line.em for line in lines)
    if len(rights) >= 4:
        for one, other in itertools.pairwise(rights):
            if one - other < em:
                return one
    return rights[0]


def inner_right(line: Line | Piece) -> float:
    """Where it ends but for punctuation, which may hang over the edge."""
    count = len(line.text.rstrip(CLOSING))
    return float(line.boxes[count - 1, 2]) if count else line.right
