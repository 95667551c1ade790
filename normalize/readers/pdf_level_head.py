"""The head of a table without upright rules: which columns a head stands over, and what stands under it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouji.normalize.readers.pdf_grid import TOUCH, GridCell, Rules
from gouji.normalize.readers.pdf_level_lines import Level, Run

_NEXT = 1.8  # heights of a line from one line of a head to the next at most


@dataclass(slots=True)
class _Head:
    """One head, over the columns `first` to `last`; `row` counts the heads over it."""

    first: int
    last: int
    top: float
    bottom: float
    row: int = 0

    def shares(self, other: "_Head") -> bool:
        return self.first <= other.last and other.first <= self.last


def head_cells(
    levels: Sequence[Level], across: Sequence[float], rules: Rules, bottom: float
) -> tuple[list[GridCell], list[float]]:
    """The cells of the head, and the lower edges of its rows, the last at `bottom`; `rules` stand under heads of several
    columns."""
    heads: list[_Head] = []
    for level in levels:
        for run in level.runs:
            _place(run, level, heads, across, rules, levels)
    for head in heads:
        over = [
            other.row + 1 for other in heads if other.shares(head) and other.bottom <= head.top + TOUCH and other is not head
        ]
        head.row = max(over, default=0)
    height = max(head.row for head in heads) + 1
    edges = [_edge([head for head in heads if head.row == row], heads) for row in range(height - 1)]
    cells = [_cell(head, heads, height) for head in heads]
    taken = {(row, column) for cell in cells for row in range(cell.row, cell.row + cell.rows)
             for column in range(cell.column, cell.column + cell.columns)}  # fmt: skip
    blank = [
        GridCell(row, column)
        for row, column in itertools.product(range(height), range(len(across) - 1))
        if (row, column) not in taken
    ]
    return cells + blank, [*itertools.accumulate(edges, max), bottom]


def leaves_of(levels: Sequence[Level], rules: Rules) -> list[Run]:
    """The runs of a head that stand over one column: over no rule that is shorter than the table, nor, where there is none,
    with others in the lines under them."""
    found: list[Run] = []
    for level in levels:
        for run in level.runs:
            over = any(start < run.middle < end and at > run.top for at, start, end in rules.tolist())
            if not over and (len(rules) or level is levels[-1]):
                found.append(run)
    return found


def _place(run: Run, level: Level, heads: list[_Head], across: Sequence[float], rules: Rules, levels: Sequence[Level]) -> None:
    """Adds a run to the heads, or to the one whose next line it is."""
    first, last = _columns(run, across, levels)
    under = [rule for rule in rules.tolist() if rule[1] < run.middle < rule[2] and rule[0] > run.top]
    if under:
        _, start, end = min(under)
        # Rules under two heads that touch are one: a column belongs to the head that stands nearest.
        beside = [one.middle for one in level.runs if start < one.middle < end]
        middles = [(column, (across[column] + across[column + 1]) / 2) for column in range(len(across) - 1)]
        inside = [
            column
            for column, place in middles
            if start < place < end and min(beside, key=lambda one: abs(one - place)) == run.middle
        ]
        first, last = min([first, *inside]), max([last, *inside])
    for head in reversed(heads):
        near = 0 < run.bottom - head.bottom < _NEXT * (run.bottom - run.top)
        parted = any(
            head.bottom - TOUCH < at < run.top + TOUCH and start < run.middle < end for at, start, end in rules.tolist()
        )
        if (head.first, head.last) == (first, last) and near and not parted:
            head.bottom = run.bottom
            return
    heads.append(_Head(first, last, run.top, run.bottom))


def _columns(run: Run, across: Sequence[float], levels: Sequence[Level]) -> tuple[int, int]:
    """The first and last column that a run stands over: one but where it goes over an edge with heads of both under it."""
    first, last = _column(across, run.left), _column(across, run.right)
    lower = {_column(across, other.middle) for level in levels for other in level.runs if other.top >= run.bottom - TOUCH}
    if first < last and not {first, last} <= lower:
        return (column := _column(across, run.middle)), column
    return first, last


def _column(across: Sequence[float], place: float) -> int:
    return min(max(int(np.searchsorted(across, place)) - 1, 0), len(across) - 2)


def _edge(row: Sequence[_Head], heads: Sequence[_Head]) -> float:
    """Where a row of heads ends: between those that have heads under them and these."""
    below = [other for head in row for other in heads if other.row > head.row and other.shares(head)]
    over = [head for head in row if any(other.shares(head) for other in below)]
    return (max(head.bottom for head in over) + min(other.top for other in below)) / 2


def _cell(head: _Head, heads: Sequence[_Head], height: int) -> GridCell:
    below = [other.row for other in heads if other.row > head.row and other.shares(head)]
    return GridCell(head.row, head.first, min(below, default=height) - head.row, head.last - head.first + 1)
