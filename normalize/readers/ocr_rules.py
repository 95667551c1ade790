"""Ruled tables on a scanned page: the straight rules, and the grid of cells between them, merged ones as one."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.bool_]

_SHORTEST = (24.0, 9.0)  # points: horizontal rules, vertical ones (which must reach from rule to rule)
_LONG = 60.0  # points: a horizontal rule that needs no other to be one
_SOLID = 0.9  # share of ink along a rule; a worn one has gaps
_TOUCH = 3.0  # points between the end of a rule and the one that it meets
_OPEN = 4  # times that, from the outermost upright rule to the end of the level ones: a column without a rule at its side
_THICKEST = 4.0  # points
_GAP = 6.0  # points: what wear may take out of a rule
_BESIDE = (1.6, 3.0)  # points from the middle of a rule: where there is hardly any ink
_BUSY = 0.3  # share of ink there that is text
_COVERED = 0.5  # share of an edge between two cells along which a rule must stand


class Rule(NamedTuple):
    """A straight rule: at `at` across its direction, from `start` to `end` along it, in pixels."""

    at: float
    start: int
    end: int


class Cell(NamedTuple):
    """A cell of a grid: the row and column it begins at, and its edges in pixels, rules excluded as well as can be."""

    row: int
    column: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table of so many rows: its cells, the places of its upright rules, and its top and bottom, in pixels."""

    rows: int
    cells: tuple[Cell, ...]
    edges: tuple[int, ...]
    top: int
    bottom: int

    @property
    def columns(self) -> int:
        return len(self.edges) - 1

    @property
    def left(self) -> int:
        return self.edges[0]

    @property
    def right(self) -> int:
        return self.edges[-1]


def find_rules(ink: Ink, scale: float) -> tuple[list[Rule], list[Rule], Ink]:
    """The horizontal rules, the vertical ones between them, and the ink that they are made of."""
    level, flat = _rules(ink, _SHORTEST[0] * scale, scale)
    flipped, upright = _rules(np.ascontiguousarray(ink.T), _SHORTEST[1] * scale, scale)
    touch = _TOUCH * scale
    # The strokes of characters side by side can look like a short rule: it must end at others, as a long one need not.
    horizontal = [rule for rule in flat if rule.end - rule.start >= _LONG * scale]
    vertical = _between(upright, horizontal, touch)
    horizontal = [rule for rule in flat if rule in horizontal or _between([rule], vertical, touch)]
    vertical = _between(upright, horizontal, touch)
    return horizontal, vertical, np.asarray(_drawn(horizontal, level, scale) | _drawn(vertical, flipped, scale).T)


def _drawn(rules: list[Rule], ink: Ink, scale: float) -> Ink:
    """What of the ink of rules along its rows belongs to these."""
    kept = np.zeros_like(ink)
    reach = int(_THICKEST * scale / 2) + 1
    for rule in rules:
        kept[max(round(rule.at) - reach, 0) : round(rule.at) + reach + 1, rule.start : rule.end] = True
    return np.asarray(kept & ink)


def _between(rules: list[Rule], others: list[Rule], touch: float) -> list[Rule]:
    """The rules that begin and end at one of those that go across them."""

    def meets(at: float, end: int) -> bool:
        return any(abs(other.at - end) <= touch and other.start - touch <= at <= other.end + touch for other in others)

    return [rule for rule in rules if meets(rule.at, rule.start) and meets(rule.at, rule.end)]


def _rules(ink: Ink, shortest: float, scale: float) -> tuple[Ink, list[Rule]]:
    """Rules along the rows of `ink`, and their ink. A rule slightly askew steps from row to row: rows are read thickened."""
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    length = max(int(shortest), 8)
    sums = np.pad(thick.cumsum(axis=1, dtype=np.int32), ((0, 0), (1, 0)))
    solid = (sums[:, length:] - sums[:, :-length]) >= length * _SOLID
    long = np.zeros(ink.shape, dtype=np.int32)
    long[:, : solid.shape[1]] += solid
    long[:, length:] -= solid[:, : ink.shape[1] - length]
    mask = np.asarray(long.cumsum(axis=1) > 0)
    rules = _merge(_runs(mask), _THICKEST * scale)
    rules = [rule for rule in rules if _stands_alone(rule, ink, scale)]
    return np.asarray(mask & thick), _mended(rules, _THICKEST * scale / 2, _GAP * scale)


def _mended(rules: list[Rule], near: float, gap: float) -> list[Rule]:
    """Stretches of one rule that wear has broken, made whole."""
    whole: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        for at, other in enumerate(whole):
            if abs(other.at - rule.at) <= near and -gap <= rule.start - other.end <= gap:
                lengths = other.end - other.start, rule.end - rule.start
                middle = (other.at * lengths[0] + rule.at * lengths[1]) / sum(lengths)
                whole[at] = Rule(middle, other.start, max(other.end, rule.end))
                break
        else:
            whole.append(rule)
    return whole


def _stands_alone(rule: Rule, ink: Ink, scale: float) -> bool:
    """Whether there is little ink close to the rule on both its sides: what looks like one in a line of text has more."""
    near, far = (round(reach * scale) for reach in _BESIDE)
    at = round(rule.at)
    sides = (
        ink[max(at - far, 0) : max(at - near, 0), rule.start : rule.end],
        ink[at + near + 1 : at + far + 1, rule.start : rule.end],
    )
    return all(not side.size or side.mean() < _BUSY for side in sides)


def _runs(mask: Ink) -> list[tuple[int, int, int]]:
    """(row, start, end) of the stretches that are True."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    return [(int(row), int(start), int(end)) for row, start, end in zip(rows, starts, ends, strict=True)]


def _merge(runs: list[tuple[int, int, int]], thickest: float) -> list[Rule]:
    """Runs on neighbouring rows that overlap are one rule; what is thicker than a rule is none."""
    groups: list[list[tuple[int, int, int]]] = []
    for run in runs:
        for group in reversed(groups):
            if run[0] - group[-1][0] > 1 and run[0] - max(row for row, _, _ in group) > 1:
                continue
            if any(run[0] - row <= 1 and run[1] < end and start < run[2] for row, start, end in group[-6:]):
                group.append(run)
                break
        else:
            groups.append([run])
    found = []
    for group in groups:
        rows = [row for row, _, _ in group]
        if max(rows) - min(rows) <= thickest + 2:
            weight = sum(end - start for _, start, end in group)
            at = sum(row * (end - start) for row, start, end in group) / weight
            found.append(Rule(at, min(start for _, start, _ in group), max(end for _, _, end in group)))
    return found


def grids(horizontal: list[Rule], vertical: list[Rule], scale: float) -> list[Grid]:
    """The ruled tables made of these rules, from top to bottom; two rows and two columns at least."""
    touch = _TOUCH * scale
    rules = [(True, rule) for rule in horizontal] + [(False, rule) for rule in vertical]
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for down, upright in enumerate(vertical, len(horizontal)):
        for across, level in enumerate(horizontal):
            if level.start - touch <= upright.at <= level.end + touch and (
                upright.start - touch <= level.at <= upright.end + touch
            ):
                parent[root(down)] = root(across)
    tables: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for at, (is_level, rule) in enumerate(rules):
        tables[root(at)][0 if is_level else 1].append(rule)
    found = [_grid(levels, uprights, touch) for levels, uprights in tables.values() if len(levels) > 1]
    return sorted((grid for grid in found if grid is not None), key=lambda grid: (grid.top, grid.left))


def _grid(levels: list[Rule], uprights: list[Rule], touch: float) -> Grid | None:
    left, right = min(rule.start for rule in levels), max(rule.end for rule in levels)
    ys = _clusters([rule.at for rule in levels], touch)
    xs = _clusters([rule.at for rule in uprights], touch)
    # A table may be open at its sides.
    xs = [*([float(left)] if not xs or xs[0] - left > _OPEN * touch else []), *xs]
    xs = [*xs, *([float(right)] if right - xs[-1] > _OPEN * touch else [])]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2:
        return None
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((root(one), root(other)))
        owner[second] = first

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not _covered(uprights, xs[column + 1], ys[row], ys[row + 1], touch):
                join((row, column), (row, column + 1))
            if row + 1 < rows and not _covered(levels, ys[row + 1], xs[column], xs[column + 1], touch):
                join((row, column), (row + 1, column))
    merged: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for cell in owner:
        merged[root(cell)].append(cell)
    cells = tuple(_cell(parts, xs, ys) for _, parts in sorted(merged.items()))
    return Grid(rows, cells, tuple(round(x) for x in xs), round(ys[0]), round(ys[-1]))


def _cell(parts: list[tuple[int, int]], xs: list[float], ys: list[float]) -> Cell:
    top, left = min(row for row, _ in parts), min(column for _, column in parts)
    bottom, right = max(row for row, _ in parts) + 1, max(column for _, column in parts) + 1
    return Cell(top, left, round(xs[left]), round(ys[top]), round(xs[right]), round(ys[bottom]))


def _clusters(places: list[float], touch: float) -> list[float]:
    """Places nearer to each other than `touch` are one."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= touch:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _covered(rules: list[Rule], at: float, start: float, end: float, touch: float) -> bool:
    """Whether rules at this place cover most of the stretch."""
    shared = sum(max(min(rule.end, end) - max(rule.start, start), 0.0) for rule in rules if abs(rule.at - at) <= touch)
    return shared >= (end - start) * _COVERED
