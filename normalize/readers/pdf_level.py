"""Tables of a PDF that only level rules draw (三线表): columns by the white between them, rows by their figures.

What rules say is taken first: those of one length stand over, within and under a table. Between two of them the lines must be
parted by white that goes down through all of them, so that prose between the rules of a running head and foot is no table.
"""

import bisect
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from gouji.normalize.readers.pdf_glyphs import Glyphs
from gouji.normalize.readers.pdf_grid import TOUCH, Grid, GridCell, Mask, Rules
from gouji.normalize.readers.pdf_level_head import head_cells, leaves_of
from gouji.normalize.readers.pdf_level_lines import Level, Run, levels_of

_MOST_RULES = 200  # of a page; more are a drawing, or lines to write on
_NEAR = 60.0  # points over a rule in which the last row of its table stands
_SHORTEST = 60.0  # points; a shorter rule is drawn under a word
_PROSE = 0.7  # of the width of the table, or of its column, that a line of prose fills
_WHITE = 0.8  # em between two columns at least
_NARROWED = 0.3  # em that a longer line may leave of it
_APART = 0.75  # of the distance between two rows, beyond which a line without figures is a row of its own
_FEW = 2  # rows that a table has at least which nothing but the rule under it tells

White = tuple[float, float]


@dataclass(slots=True)
class _Band:
    """What stands between two rules, or between a rule and the end of the table on this page."""

    top: float
    bottom: float
    levels: list[Level]


def level_grids(glyphs: Glyphs, free: Mask, rules: Rules) -> list[Grid]:
    """The tables among characters that are `free`, drawn by level rules that no upright one touches."""
    found: list[Grid] = []
    if len(rules) > _MOST_RULES:
        return found
    for left, right, places in _of_one_length(rules):
        # Of a rule alone, such as under a running head, the lines next to it tell first whether there is anything to find.
        if len(places) == 1:
            near = levels_of(
                glyphs, free & (glyphs.boxes[:, 3] < places[0] + TOUCH), left - TOUCH, right + TOUCH, places[0] - _NEAR
            )
            if not any(level.figures for level in near):
                continue
        levels = levels_of(glyphs, free, left - TOUCH, right + TOUCH)
        inner = rules[
            (rules[:, 1] > left - TOUCH) & (rules[:, 2] < right + TOUCH) & (rules[:, 2] - rules[:, 1] < right - left - TOUCH)
        ]
        for bands, rule_count in _tables(levels, places, right - left):
            grid = _grid(bands, rule_count, left, right, inner)
            if grid is not None:
                found.append(grid)
    return found


def _of_one_length(rules: Rules) -> Iterator[tuple[float, float, list[float]]]:
    """Where rules begin and end, and the heights at which such stand."""
    left = [rule for rule in rules.tolist() if rule[2] - rule[1] >= _SHORTEST]
    while left:
        _, start, end = left[0]
        alike = [rule for rule in left if abs(rule[1] - start) <= TOUCH and abs(rule[2] - end) <= TOUCH]
        left = [rule for rule in left if rule not in alike]
        yield start, end, sorted(at for at, _, _ in alike)


def _tables(levels: Sequence[Level], places: Sequence[float], width: float) -> Iterator[tuple[list[_Band], int]]:
    """The bands of each table, from top to bottom, and how many rules it has; the first and the last may be cut off by an end
    of the page without a rule."""
    above = [level for level in reversed(levels) if level.middle < places[0]]
    below = [level for level in levels if level.middle > places[-1]]
    bands: list[_Band] = []
    for top, bottom in itertools.pairwise(places):
        band = _Band(top, bottom, [level for level in levels if top < level.middle < bottom])
        if _is_tabular(band, width):
            if not bands and top == places[0] and _rows_told(band) == 1:
                bands += _open_band(above, top, width, least=1)
            bands.append(band)
        elif bands:
            yield bands, len(bands) + 1
            bands = []
    if bands and _rows_told(bands[-1]) < 2:
        bands += _open_band(below, places[-1], width, least=1)
    if len(places) == 1:
        bands = _open_band(above, places[0], width, least=_FEW)
    if bands:
        yield bands, len(bands) + 1


def _is_tabular(band: _Band, width: float) -> bool:
    parted = [level for level in band.levels if len(level.runs) > 1]
    if len(band.levels) == 1 and not parted:
        return band.levels[0].runs[0].width < _PROSE * width
    return (bool(parted) or _rows_told(band) > 0) and not any(
        len(level.runs) == 1 and level.runs[0].width > _PROSE * width for level in band.levels
    )


def _open_band(levels: Sequence[Level], edge: float, width: float, *, least: int) -> list[_Band]:
    """The lines from a rule on which the end of the page, and no other rule, parts from what follows: none where fewer than
    `least` have figures."""
    taken: list[Level] = []
    for level in levels:
        far = abs(level.middle - (taken[-1].middle if taken else edge)) > 3 * level.height
        if far or (len(level.runs) == 1 and level.runs[0].width > _PROSE * width):
            break
        taken.append(level)
    while taken and len(taken[-1].runs) == 1:
        taken.pop()
    if sum(level.figures for level in taken) < least:
        return []
    taken.sort(key=lambda level: level.middle)
    return [_Band(min(edge, taken[0].top), max(edge, taken[-1].bottom), taken)]


def _rows_told(band: _Band) -> int:
    return sum(level.figures for level in band.levels)


def _grid(bands: Sequence[_Band], rule_count: int, left: float, right: float, inner: Rules) -> Grid | None:
    """The table of these bands; None where no white goes down through them, or where they are prose."""
    has_head = len(bands) > 1 and not _rows_told(bands[0])
    head, body = (bands[0].levels, bands[1:]) if has_head else ([], bands)
    lines = [level for band in body for level in band.levels]
    inside = inner[(inner[:, 0] > bands[0].top) & (inner[:, 0] < bands[0].bottom)]
    whites = _whites(lines, leaves_of(head, inside))
    if not whites:
        return None
    across = (left, *((start + end) / 2 for start, end in whites), right)
    if not _is_table(lines, across, rule_count):
        return None
    sure = _certain(lines, len(body))
    pitch = min((after.middle - before.middle for before, after in itertools.pairwise(sure)), default=0.0)
    cells: list[GridCell] = []
    down = [bands[0].top]
    if head:
        cells, edges = head_cells(head, across, inside, bands[0].bottom)
        down += edges
    for band in body:
        rows = list(_rows(band.levels, sure, pitch))
        edges = [
            (max(level.bottom for level in one) + min(level.top for level in two)) / 2 for one, two in itertools.pairwise(rows)
        ]
        for row, edge in zip(rows, [*itertools.accumulate(edges, max), band.bottom], strict=True):
            cells += _row_cells(row, across, len(down) - 1)
            down.append(edge)
    return Grid(across, tuple(down), tuple(cells), tuple(whites))


def _whites(lines: Sequence[Level], heads: Sequence[Run]) -> list[White]:
    """The white between the columns, from left to right; `heads` stand over one column each."""
    # A run that has its line to itself may stand over several columns.
    parted = [level for level in lines if len(level.runs) > 1] or lines
    runs = sorted([*(run for level in parted for run in level.runs), *heads], key=lambda run: run.left)
    if not runs:
        return []
    em = median(run.em for run in runs)
    whites: list[White] = []
    reached = runs[0].right
    for run in runs:
        if run.left - reached >= _WHITE * em:
            whites.append((reached, run.left))
        reached = max(reached, run.right)
    for level in lines:
        if len(level.runs) == 1:
            whites = [_narrowed(white, level.runs[0], em) for white in whites]
    return whites


def _narrowed(white: White, run: Run, em: float) -> White:
    """The white but for where a run juts into it from one side."""
    start, end = white
    if run.left < start < run.right < end:
        start = run.right
    elif start < run.left < end < run.right:
        end = run.left
    return (start, end) if end - start >= _NARROWED * em else white


def _is_table(lines: Sequence[Level], across: Sequence[float], rule_count: int) -> bool:
    """Whether a column holds figures; or three rules and more part short texts."""
    columns: dict[int, list[Run]] = {}
    for level in lines:
        for run in level.runs:
            columns.setdefault(_column(across, run.middle), []).append(run)
    for column, runs in columns.items():
        if column and sum(run.is_figure for run in runs) * 2 >= len(runs) > 0:
            return True
    fills = [run.width / (across[column + 1] - across[column]) for column, runs in columns.items() for run in runs]
    return rule_count > 2 and len(lines) > 1 and median(fills) < _PROSE


def _certain(lines: Sequence[Level], bands: int) -> list[Level]:
    """Of each row the line that tells it: the one with figures; in words alone between two rules, one with all columns."""
    figures = [level for level in lines if level.figures]
    most = max(len(level.runs) for level in lines)
    return figures or [level for level in lines if len(level.runs) == most and bands == 1]


def _rows(levels: Sequence[Level], sure: Sequence[Level], pitch: float) -> Iterator[list[Level]]:
    """The lines of each row: one that is sure to be of another row begins it, others belong to the line they stand close to;
    `pitch` is the distance from one row to the next where both are of one line."""
    told = set(map(id, sure))
    certain = [at for at, level in enumerate(levels) if id(level) in told]
    if len(certain) < 2:
        yield list(levels)
        return
    gaps = [after.middle - before.middle for before, after in itertools.pairwise(levels)]
    row = [levels[0]]
    for at, level in enumerate(levels[1:], start=1):
        # Up to the next line that is sure the widest gap parts the rows.
        stretch = _stretch(at, certain)
        apart = gaps[at - 1] >= _APART * pitch if stretch is None else gaps[at - 1] == max(gaps[stretch[0] : stretch[1]])
        if apart or (id(level) in told and any(id(one) in told for one in row)):
            yield row
            row = []
        row.append(level)
    yield row


def _stretch(at: int, certain: Sequence[int]) -> tuple[int, int] | None:
    """The gaps between the sure lines before and after line `at`; None where there is none on one side."""
    after = bisect.bisect_left(certain, at)
    return (certain[after - 1], certain[after]) if 0 < after < len(certain) else None


def _row_cells(row: Sequence[Level], across: Sequence[float], number: int) -> Iterator[GridCell]:
    """A cell a column; a single run over several columns is one cell."""
    width = len(across) - 1
    only = [run for level in row for run in level.runs]
    if len(only) == 1:
        first, last = _column(across, only[0].left + TOUCH), _column(across, only[0].right - TOUCH)
        if last > first:
            yield from (GridCell(number, column) for column in range(first))
            yield GridCell(number, first, 1, last - first + 1)
            yield from (GridCell(number, column) for column in range(last + 1, width))
            return
    yield from (GridCell(number, column) for column in range(width))


def _column(across: Sequence[float], place: float) -> int:
    return min(max(int(np.searchsorted(across, place)) - 1, 0), len(across) - 2)
