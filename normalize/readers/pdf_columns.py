"""The columns of a page, told apart by the white between them, and what stands in them in the order of reading."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from gouji.normalize.readers.pdf_continued import Item
from gouji.normalize.readers.pdf_glyphs import Piece
from gouji.normalize.readers.pdf_lines import MOST_SET_IN, Column, Line, inner_right, lines_of, set_column
from gouji.normalize.readers.pdf_tables import Table

# A gutter is at least this wide (points), within the middle of the text, with so many lines on either side, most of which
# fill their column; else the columns are those of a table without rules.
_GUTTER = 8
_MIDDLE = (0.25, 0.75)
_COLUMN_LINES = 4
_FILLED = 0.75
_LINE = 16.0  # points from one line to the next, more or less


@dataclass(slots=True)
class PageParts:
    """What stands on one page: runs of the running text, tables, and the headers and footers taken out of it.

    Of a page read by OCR, `scanned` has lines and tables in order, each with the run that stands for it in `pieces`.
    """

    number: int
    width: float
    height: float
    pieces: list[Piece]
    tables: list[Table] = field(default_factory=list)
    scanned: list[tuple[Piece, Item]] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)


def arrange(page: PageParts, margins: Column) -> list[Item]:
    """Lines and tables of a page in the order in which they are read; between `margins` the lines of the document stand."""
    if page.scanned:
        kept = set(map(id, page.pieces))
        return [item for piece, item in page.scanned if id(piece) in kept]
    items: list[Item] = []
    rest = dict(enumerate(page.tables))
    blocks = [block for at, table in rest.items() for block in _blocks(at, table)]
    for pieces, column in columns_of([*page.pieces, *blocks], margins):
        tables = [rest.pop(at) for at in sorted({piece.cell for piece in pieces}) if at in rest]
        items += _between([piece for piece in pieces if piece.cell < 0], tables, column)
    return items


def _blocks(at: int, table: Table) -> Iterator[Piece]:
    """A table as runs one under the other, as many as it has the place of lines, to tell in what column it stands."""
    nowhere = np.empty((0, 4), dtype=np.float32)
    count = max(round((table.bottom - table.top) / _LINE), 1)
    edges = np.linspace(table.top, table.bottom, count + 1).tolist()
    for top, bottom in itertools.pairwise(edges):
        yield Piece("", nowhere, table.columns[0], top, table.columns[-1], bottom, at)


def _between(rest: list[Piece], tables: list[Table], column: Column) -> list[Item]:
    """The tables of a column with the lines above, between and below them."""
    items: list[Item] = []
    column = Column(_left_of(rest, column.left), column.right)
    for table in tables:
        above = [piece for piece in rest if (piece.top + piece.bottom) / 2 < table.bottom]
        rest = [piece for piece in rest if (piece.top + piece.bottom) / 2 >= table.bottom]
        items += [*_lines(above, column), table]
    return items + _lines(rest, column)


def _left_of(pieces: Sequence[Piece], usual: float) -> float:
    """Where the lines of a column begin: in one of few lines all may be set in."""
    left = min((piece.left for piece in pieces), default=usual)
    few = 0 < len(pieces) < _COLUMN_LINES
    return usual if few and 0 < left - usual < MOST_SET_IN * pieces[0].height else left


def _lines(pieces: list[Piece], column: Column) -> list[Item]:
    items: list[Item] = []
    for own, place in columns_of(pieces, column):
        lines = lines_of(own)
        set_column(lines, place.right, place.left)
        items += lines
    return items


def columns_of(pieces: Sequence[Piece], whole: Column) -> list[tuple[list[Piece], Column]]:
    """The columns of a page one after the other, each as its runs and where its lines begin, and end at least.

    `whole` is that of a page with one column. A line across all columns parts what is above it from what is below.
    """
    gutter = _gutter(pieces)
    if gutter is None:
        return [(list(pieces), whole)] if pieces else []
    found: list[tuple[list[Piece], Column]] = []
    zone: list[Piece] = []
    across: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        if piece.left < gutter < piece.right:
            if zone:
                found += _zone(zone, gutter, across, whole)
                zone, across = [], []
            across.append(piece)
        else:
            zone.append(piece)
    return found + _zone(zone, gutter, across, whole)


def _zone(zone: list[Piece], gutter: float, across: list[Piece], whole: Column) -> list[tuple[list[Piece], Column]]:
    """What stands across, then the left column, then the right one; columns are taken to be of one width."""
    one = [piece for piece in zone if piece.right <= gutter]
    two = [piece for piece in zone if piece.left >= gutter]
    if not one or not two:
        return [([*across, *zone], whole)] if across or zone else []
    starts = min(piece.left for piece in one), min(piece.left for piece in two)
    width = max(max(map(inner_right, one)) - starts[0], max(map(inner_right, two)) - starts[1])
    width = min(width, starts[1] - starts[0])
    second = max(whole.right - width, gutter)
    columns = columns_of(one, Column(starts[0], starts[0] + width))
    columns += columns_of(two, Column(_left_of(two, second), starts[1] + width))
    return [(across, whole), *columns] if across else columns


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
