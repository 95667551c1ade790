"""Lines of text on a scanned page: characters in their boxes, pieces put in reading order, where paragraphs begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from math import inf
from statistics import median

import numpy as np
from numpy.typing import NDArray

from gouji.normalize.readers.ocr_engine import Recognised
from gouji.normalize.readers.reading import Box

Ink = NDArray[np.bool_]

_INDENT = 1.2  # heights of a character by which the first line of a paragraph stands in
_SHORT = 2.0  # and by which a line that ends a paragraph stays away from the right edge
_SENTENCE = 3.5  # the same for one that ends with a sentence, where paragraphs are indented
_SHORTEST = 8.0  # a line that ends earlier was not broken for want of room
_CENTRED = 3.0  # a line that stays away as far from both edges stands in the middle
_GAP = 1.6  # between two pieces of a line, from here on they are set apart
_GUTTER = 0.8  # the least width of the blank between two columns
_FILLED = 0.6  # of a column's width that most of its lines take
_LEAST = 3  # lines of a column
_SENTENCE_ENDS = "。！？；!?;"
_CALL_ENDS = "：:"
_APART = "  "
# Of the size of the type: the height of the ink, and the white above and below it, in a line with Chinese characters and in
# one of figures and capitals alone; as the fonts of reports are drawn.
_FULL = (0.92, 0.03, 0.05)
_CAPITALS = (0.72, 0.13, 0.15)
_FULL_HEIGHT = re.compile(r"[\u3400-\u9fff\uf900-\ufaff（）《》“”｜]")
_SIDE = 0.05  # the white left and right of a character
_REACH = 0.8  # of it, from the middle of a character: ink beyond belongs to another


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of text or a row of a table (`row`, with its pipes) as read from a picture.

    `boxes` has one box a character, in points from the top left of the picture, None for what the reader put in itself;
    `box` is around all of it. `starts` says that a paragraph begins with it, `ends` that one ends, as far as the column
    shows it. `columns` are the places of the rules between the columns of a table, from its left to its right side.
    """

    text: str
    boxes: tuple[Box | None, ...]
    box: Box
    score: float
    starts: bool = True
    ends: bool = False
    row: bool = False
    columns: tuple[float, ...] = ()

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def em_of(text: str, inked: float) -> tuple[float, float, float]:
    """The size of the type of a line whose ink is `inked` high, and how far its box goes above and below the ink."""
    share, above, below = _FULL if _FULL_HEIGHT.search(text) else _CAPITALS
    em = inked / share
    return em, above * em, below * em


def place_characters(read: Recognised, ink: Ink, em: float) -> list[tuple[float, float]]:
    """Left and right of each character in pixels of its cut-out line: from gap to gap, drawn close around its ink."""
    width = ink.shape[1]
    columns = ink.sum(axis=0)
    cuts = [0]
    for before, behind in pairwise(read.centres):
        low, high = round(before), max(round(behind), round(before) + 1)
        between = columns[low:high]
        if not len(between):
            cuts.append(min(low, width))
            continue
        blank = np.nonzero(between == between.min())[0] + low
        cuts.append(int(blank[np.abs(blank - (before + behind) / 2).argmin()]))
    cuts.append(width)
    places = []
    for (low, high), centre in zip(pairwise(cuts), read.centres, strict=True):
        left, right = max(low, int(centre - _REACH * em)), min(high, int(centre + _REACH * em) + 1)
        inked = np.nonzero(columns[left:right])[0]
        tight = (left + int(inked[0]), left + int(inked[-1]) + 1) if len(inked) else (left, max(right, left + 1))
        places.append((tight[0] - _SIDE * em, tight[1] + _SIDE * em))
    return places


def in_order(pieces: Sequence[OcrLine]) -> list[OcrLine]:
    """The lines of a page in reading order, those marked that begin and end a paragraph.

    Pieces at the same height are one line; the left of two columns comes before the right, what stands across both parts
    what is above from what is below.
    """
    gutter = _gutter(pieces)
    if gutter is None:
        return _marked(_by_rows(pieces), alone=False)
    lines: list[OcrLine] = []
    rest = sorted(pieces, key=lambda piece: piece.box[1])
    while rest:
        across = list(takewhile(lambda piece: piece.box[0] < gutter < piece.box[2], rest))
        lines += _marked(_by_rows(across), alone=True)
        rest = rest[len(across) :]
        next_across = next((piece.box[1] for piece in rest if piece.box[0] < gutter < piece.box[2]), inf)
        zone = [piece for piece in rest if piece.box[1] < next_across]
        for at, side in enumerate((True, False)):
            column = _by_rows([piece for piece in zone if (piece.box[2] <= gutter) is side])
            lines += _marked(column, alone=at == 0 and bool(across))
        rest = rest[len(zone) :]
    return lines


def _gutter(pieces: Sequence[OcrLine]) -> float | None:
    """Where the blank between two columns of text is; None on a page of one column."""
    lines = [piece for piece in pieces if not piece.row]
    if len(lines) < 2 * _LEAST:
        return None
    size = median(piece.height for piece in lines)
    left, right = min(piece.box[0] for piece in lines), max(piece.box[2] for piece in lines)
    best: tuple[float, float] | None = None
    for at in np.linspace(left + (right - left) * 0.35, left + (right - left) * 0.65, 61):
        crossing = [piece for piece in pieces if piece.box[0] - size * _GUTTER / 2 < at < piece.box[2] + size * _GUTTER / 2]
        share = len(crossing) / len(pieces)
        if share < 0.25 and (best is None or share < best[0]):
            best = (share, float(at))
    if best is None:
        return None
    for low, high, side in ((left, best[1], 0), (best[1], right, 1)):
        column = [piece for piece in lines if (piece.box[2] <= high if side == 0 else piece.box[0] >= low)]
        if len(column) < _LEAST:
            return None
        edges = min(piece.box[0] for piece in column), max(piece.box[2] for piece in column)
        if median(piece.box[2] - piece.box[0] for piece in column) < (edges[1] - edges[0]) * _FILLED:
            return None
        if edges[1] - edges[0] < size * 8:
            return None
    return best[1]


def _by_rows(pieces: Sequence[OcrLine]) -> list[OcrLine]:
    """Pieces at the same height made into one line."""
    rows: list[list[OcrLine]] = []
    for piece in sorted(pieces, key=lambda p: (p.box[1] + p.box[3]) / 2):
        middle = (piece.box[1] + piece.box[3]) / 2
        if rows and not piece.row and not rows[-1][0].row and rows[-1][-1].box[1] < middle < rows[-1][-1].box[3]:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_joined(sorted(row, key=lambda p: p.box[0])) for row in rows]


def _joined(row: Sequence[OcrLine]) -> OcrLine:
    """One line of pieces side by side; blanks stand for a wide gap, as between the columns of a table without rules."""
    if len(row) == 1:
        return row[0]
    text, boxes = row[0].text, list(row[0].boxes)
    for before, piece in pairwise(row):
        if piece.box[0] - before.box[2] > _GAP * min(before.height, piece.height):
            text += _APART
            boxes += [None] * len(_APART)
        text += piece.text
        boxes += piece.boxes
    edges = list(zip(*(piece.box for piece in row), strict=True))
    box = (min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))
    return OcrLine(text, tuple(boxes), box, min(piece.score for piece in row))


def _marked(column: Sequence[OcrLine], alone: bool) -> list[OcrLine]:
    """The lines of a column with what they begin and end; `alone` says that the first does not go on with another column."""
    lines = [line for line in column if not line.row]
    if not lines:
        return [replace(line, ends=True) for line in column]
    size = median(line.height for line in lines)
    left, right = _left_edge(lines, size), max(line.box[2] for line in lines)
    indents = sum(line.box[0] - left > _INDENT * size for line in lines) * 4 >= len(lines)
    marked: list[OcrLine] = []
    for line in column:
        starts = (
            line.row or _APART in line.text or line.box[0] - left > _INDENT * size or (marked[-1].ends if marked else alone)
        )
        marked.append(replace(line, starts=starts, ends=_ends(line, left, right, size, indents)))
    return marked


def _left_edge(lines: Sequence[OcrLine], size: float) -> float:
    """The leftmost place where several lines begin; one line that juts out does not move it."""
    lefts = sorted(line.box[0] for line in lines)
    for left in lefts:
        if sum(left <= other <= left + size for other in lefts) >= 2:
            return left
    return lefts[0]


def _ends(line: OcrLine, left: float, right: float, size: float, indents: bool) -> bool:
    """Whether a paragraph ends with this line, where the next begins at the left edge.

    A row, a line in the middle and a short line do; where paragraphs are indented, a line that is only a little short was
    broken before a number or a mark that must not be cut, unless a sentence ends with it.
    """
    if line.row or _APART in line.text:
        return True
    before, room = (line.box[0] - left) / size, (right - line.box[2]) / size
    if min(before, room) > _CENTRED and abs(before - room) < 1:
        return True
    if not indents:
        return room > _SHORT
    return room > (_SHORT if line.text[-1] in _CALL_ENDS else _SENTENCE if line.text[-1] in _SENTENCE_ENDS else _SHORTEST)
