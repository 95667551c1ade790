"""The cells that ruled lines draw on a PDF page.

Found with numpy over whole pages and not by pdfplumber's table finder, which took two fifths of the time of a page with
tables and knows no table that is open at a side: without rules left and right, or cut by the end of the page.
"""

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gouji.normalize.readers.pdf_glyphs import Boxes, Glyphs, Integers

MIN_RULES = 1  # under the end of a table without upright rules
MAX_RULES = 2_000
MAX_CROSSINGS = 4_000
TOUCH = 3.0  # points within which lines are one, and touch
_OPEN = 2 * TOUCH  # how far rules must jut out beyond the last one across them to leave a side open
_ROW = 30.0  # points that a row is high which fills a page
_CLOSED = 0.75  # of the sides of a cell that rules must draw

# n rows of where a rule stands, where it starts and where it ends, in points.
Rules = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class TooManyRulesError(Exception):
    """More lines than a table has: a drawing."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its first row and column and over how many it goes; `cut_above` and `cut_below` say that no rule closes it
    there, at the edge of the table."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    cut_above: bool = False
    cut_below: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The edges of the columns and rows of one table, in points, and its cells. Where no rules part the columns, `whites` are
    the stretches of white between them, from left to right."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[GridCell, ...]
    whites: tuple[tuple[float, float], ...] = ()


def grids_of(lines: Boxes) -> tuple[list[Grid], Rules]:
    """The tables that ruled lines draw, and the level rules that no upright one touches.

    Raises TooManyRulesError where there are more than MAX_RULES or MAX_CROSSINGS.
    """
    if len(lines) > 10 * MAX_RULES:
        raise TooManyRulesError
    left, top, right, bottom = lines.astype(np.float64).T
    level = right - left > bottom - top
    levels = _merged((top + bottom)[level] / 2, left[level], right[level])
    uprights = _merged((left + right)[~level] / 2, top[~level], bottom[~level])
    if len(levels) + len(uprights) > MAX_RULES or len(levels) * len(uprights) > MAX_RULES * 100:
        raise TooManyRulesError
    crossed = (
        (uprights[:, 0] >= levels[:, 1:2] - TOUCH)
        & (uprights[:, 0] <= levels[:, 2:3] + TOUCH)
        & (levels[:, :1] >= uprights[:, 1] - TOUCH)
        & (levels[:, :1] <= uprights[:, 2] + TOUCH)
    )
    if np.count_nonzero(crossed) > MAX_CROSSINGS:
        raise TooManyRulesError
    found: list[Grid] = []
    for rows, columns in _connected(crossed):
        found += _grids(levels[rows], uprights[columns])
    found += _open_rows(uprights[~crossed.any(axis=0)])
    return found, levels[~crossed.any(axis=1)]


def cells_of(glyphs: Glyphs, grids: Sequence[Grid]) -> Integers:
    """For each character the cell that its middle stands in, counted over all grids, or -1; of a table in a cell, the inner.

    A character that begins in a cell which no rule closes at the end of the page stands in it, though its middle lies beyond.
    """
    found = np.full(len(glyphs.codes), -1, dtype=np.int32)
    if not grids:
        return found
    across = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
    down = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    firsts = [0, *itertools.accumulate(len(grid.cells) for grid in grids)]
    for grid, first in sorted(zip(grids, firsts, strict=False), key=lambda one: -_area(one[0])):
        # An edge more on each side stands for what is outside.
        owner = np.full((len(grid.down) + 1, len(grid.across) + 1), -1, dtype=np.int32)
        for number, cell in enumerate(grid.cells, first):
            owner[cell.row + 1 : cell.row + 1 + cell.rows, cell.column + 1 : cell.column + 1 + cell.columns] = number
        own = owner[np.searchsorted(grid.down, down), np.searchsorted(grid.across, across)]
        found = np.where(own >= 0, own, found)
        cut = [number for number, cell in enumerate(grid.cells, first) if cell.cut_below]
        sticks_out = (found < 0) & (glyphs.boxes[:, 1] < grid.down[-1]) & (down >= grid.down[-1])
        if cut and sticks_out.any():
            last = owner[len(grid.down) - 1, np.searchsorted(grid.across, across)]
            found = np.where(sticks_out & np.isin(last, cut), last, found)
    return found


def _area(grid: Grid) -> float:
    return (grid.across[-1] - grid.across[0]) * (grid.down[-1] - grid.down[0])


def _merged(at: Rules, start: Rules, end: Rules) -> Rules:
    """Lines as near to each other as TOUCH and drawn one behind the other are one rule."""
    if not len(at):
        return np.zeros((0, 3))
    order = np.argsort(at, kind="stable")
    at, start, end = at[order], start[order], end[order]
    place = np.concatenate(([0], np.cumsum(np.diff(at) > TOUCH)))
    at = (np.bincount(place, at) / np.bincount(place))[place]
    order = np.lexsort((start, place))
    at, start, end, place = at[order], start[order], end[order], place[order]
    apart = float(end.max() - start.min()) + 2 * TOUCH  # so that the ends of one place lie before those of the next
    reached = np.maximum.accumulate(end + place * apart)
    firsts = np.flatnonzero(np.concatenate(([True], start[1:] + place[1:] * apart > reached[:-1] + TOUCH)))
    start, end = start[firsts], np.maximum.reduceat(end, firsts)
    long = end - start >= TOUCH
    return np.stack((at[firsts][long], start[long], end[long]), axis=1)


def _connected(crossed: Mask) -> Iterator[tuple[Mask, Mask]]:
    """The level and the upright rules of each group that hangs together."""
    left: Mask = np.asarray(crossed.any(axis=1))
    while left.any():
        rows: Mask = np.arange(len(left)) == np.argmax(left)
        while True:
            columns: Mask = np.asarray(crossed[rows].any(axis=0))
            more: Mask = np.asarray(crossed[:, columns].any(axis=1))
            if np.array_equal(more, rows):
                break
            rows = more
        yield rows, columns
        left = left & ~rows


def _grids(levels: Rules, uprights: Rules) -> list[Grid]:
    down = _edges(levels[:, 0], uprights)
    across = _edges(uprights[:, 0], levels)
    if len(down) < 2 or len(across) < 3:
        return []
    closed_below = _drawn(levels, down, across)  # [edge of a row, column]
    closed_right = _drawn(uprights, across, down)  # [edge of a column, row]
    cells = _closed(_cells(closed_below, closed_right), closed_below, closed_right, across, down)
    groups = [cells] if _fills(cells, down, across) else _touching(cells)
    return [grid for group in groups if len((grid := _cut_out(group, across, down)).across) > 2]


def _open_rows(uprights: Rules) -> Iterator[Grid]:
    """Upright rules of one height and nothing across: a row that fills a page, and goes on before and after it."""
    left = uprights.tolist()
    while left:
        _, start, end = left[0]
        alike = [rule for rule in left if abs(rule[1] - start) <= TOUCH and abs(rule[2] - end) <= TOUCH]
        left = [rule for rule in left if rule not in alike]
        if len(alike) > 2 and end - start >= _ROW:
            cells = tuple(GridCell(0, column, cut_above=True, cut_below=True) for column in range(len(alike) - 1))
            yield Grid(tuple(sorted(at for at, _, _ in alike)), (start, end), cells)


def _edges(places: Rules, rules_across: Rules) -> list[float]:
    """Where rules stand, and, where two rules across them (the only one, where there is one) jut out beyond the outermost,
    where these end."""
    edges = sorted(set(places.tolist()))
    starts, ends = np.sort(rules_across[:, 1]), np.sort(rules_across[:, 2])
    first, last = float(starts[:2][-1]), float(ends[-2:][0])
    return [*([first] if edges[0] - first > _OPEN else []), *edges, *([last] if last - edges[-1] > _OPEN else [])]


def _drawn(rules: Rules, edges: list[float], marks: list[float]) -> Mask:
    """Whether a rule is drawn along each edge between each two neighbouring marks."""
    drawn = np.zeros((len(edges), len(marks) - 1), dtype=np.bool_)
    for at, start, end in rules.tolist():
        edge = bisect.bisect_left(edges, at)
        drawn[edge, bisect.bisect_left(marks, start - TOUCH) : max(bisect.bisect_right(marks, end + TOUCH) - 1, 0)] = True
    return drawn


def _cells(below: Mask, right: Mask) -> Iterator[GridCell]:
    """Every cell as large as no rule parts it."""
    height, width = len(below) - 1, len(right) - 1
    ruled_below, ruled_right = below.tolist(), right.tolist()
    taken = [[False] * width for _ in range(height)]
    for row, column in itertools.product(range(height), range(width)):
        if taken[row][column]:
            continue
        last = column + 1
        while last < width and not ruled_right[last][row] and not taken[row][last]:
            last += 1
        bottom = row + 1
        while bottom < height and not any(
            ruled_below[bottom][at] or taken[bottom][at] or (at > column and ruled_right[at][bottom])
            for at in range(column, last)
        ):
            bottom += 1
        for covered in range(row, bottom):
            taken[covered][column:last] = [True] * (last - column)
        yield GridCell(
            row,
            column,
            bottom - row,
            last - column,
            cut_above=row == 0 and not all(ruled_below[0][column:last]),
            cut_below=bottom == height and not all(ruled_below[height][column:last]),
        )


def _closed(cells: Iterable[GridCell], below: Mask, right: Mask, across: list[float], down: list[float]) -> list[GridCell]:
    """Those of which enough of the sides is drawn; a side of the table may be open."""
    level, upright = _lengths(below, across), _lengths(right, down)
    found = []
    for cell in cells:
        last_column, last_row = cell.column + cell.columns, cell.row + cell.rows
        width, height = across[last_column] - across[cell.column], down[last_row] - down[cell.row]
        drawn = whole = 0.0
        for edge, length, sums, outer, first, stop in (
            (cell.row, width, level, len(below) - 1, cell.column, last_column),
            (last_row, width, level, len(below) - 1, cell.column, last_column),
            (cell.column, height, upright, len(right) - 1, cell.row, last_row),
            (last_column, height, upright, len(right) - 1, cell.row, last_row),
        ):
            ruled = sums[edge][stop] - sums[edge][first]
            if 0 < edge < outer or ruled > length - TOUCH:
                drawn += ruled
                whole += length
        if drawn >= _CLOSED * whole:
            found.append(cell)
    return found


def _lengths(drawn: Mask, marks: list[float]) -> list[list[float]]:
    """For each edge the length that is drawn from the first mark to each."""
    lengths = np.zeros((len(drawn), len(marks)))
    np.cumsum(drawn * np.diff(marks), axis=1, out=lengths[:, 1:])
    return lengths.tolist()


def _fills(cells: Sequence[GridCell], down: Sequence[float], across: Sequence[float]) -> bool:
    return sum(cell.rows * cell.columns for cell in cells) == (len(down) - 1) * (len(across) - 1)


def _touching(cells: Sequence[GridCell]) -> list[list[GridCell]]:
    """Cells that share corners, two at least: boxes that lines tie together are none of a table."""
    groups: list[tuple[set[tuple[int, int]], list[GridCell]]] = []
    for cell in cells:
        corners = set(itertools.product((cell.row, cell.row + cell.rows), (cell.column, cell.column + cell.columns)))
        joined = [cell]
        for group in [group for group in groups if not group[0].isdisjoint(corners)]:
            groups.remove(group)
            corners |= group[0]
            joined = group[1] + joined
        groups.append((corners, joined))
    return [group for _, group in groups if len(group) > 1]


def _cut_out(cells: Sequence[GridCell], across: Sequence[float], down: Sequence[float]) -> Grid:
    """A grid of only the edges that its cells have."""
    columns = sorted({at for cell in cells for at in (cell.column, cell.column + cell.columns)})
    rows = sorted({at for cell in cells for at in (cell.row, cell.row + cell.rows)})
    column_of, row_of = {at: i for i, at in enumerate(columns)}, {at: i for i, at in enumerate(rows)}
    placed = tuple(
        GridCell(
            row_of[cell.row],
            column_of[cell.column],
            row_of[cell.row + cell.rows] - row_of[cell.row],
            column_of[cell.column + cell.columns] - column_of[cell.column],
            cell.cut_above,
            cell.cut_below,
        )
        for cell in cells
    )
    return Grid(tuple(across[at] for at in columns), tuple(down[at] for at in rows), placed)
