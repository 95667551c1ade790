"""Totals that a table states by its form: of columns, of rows, of headings, and details under their row."""

from collections.abc import Container
from decimal import Decimal
from itertools import pairwise

from gouji.extract.draft import Draft, Tie
from gouji.extract.tables.model import Table
from gouji.extract.tables.stubs import RANKS
from gouji.extract.tables.total_columns import total_columns
from gouji.extract.tables.words import CLOSED_PARENT, NOT_ADDITIVE, SHARE
from gouji.schemas.relation import RelationType

_COLUMNS = 2  # in one alone, some rows come to a total by chance
_FULL_SHARE = (99, 101)
# Details that leave out more than this of a total were not meant to exhaust it.
_NEARLY_ALL = Decimal("0.8")


def tie(
    kind: RelationType, lhs: Draft, terms: list[tuple[int, Draft]], rule: str, closed: bool = True, stated: bool = True
) -> Tie:
    drafts = [lhs, *(draft for _, draft in terms)]
    evidence = (min(draft.start for draft in drafts), max(draft.end for draft in drafts))
    return Tie(kind, lhs, terms, stated=stated, closed=closed, evidence=evidence, rule=rule)


def _sum(lhs: Draft | None, parts: list[Draft | None], rule: str, closed: bool = True, least: int = 2) -> list[Tie]:
    """A sum, where there is a total and so many parts at `least`, all in one unit."""
    terms = [(1, part) for part in parts if part is not None]
    if lhs is None or len(terms) < least or {part.quantity.unit for _, part in terms} != {lhs.quantity.unit}:
        return []
    return [tie("sum", lhs, terms, rule, closed)]


def _least(table: Table) -> int:
    """One part is enough where blank cells are zeros, as they are in official forms."""
    return 1 if table.form is not None else 2


def _additive(table: Table) -> list[int]:
    """The columns whose values may be added down the table."""
    counted = {j for (_, j), draft in table.grid.items() if draft.kind != "percentage"}
    return [j for j in range(len(table.columns)) if _adds_up(table, j, counted)]


def _adds_up(table: Table, j: int, counted: Container[int]) -> bool:
    name = table.columns[j].name
    if SHARE.search(name):
        totals = [table.grid[i, j] for i, stub in enumerate(table.stubs) if stub.whole and (i, j) in table.grid]
        return any(_FULL_SHARE[0] <= draft.quantity.value <= _FULL_SHARE[1] for draft in totals)
    return not NOT_ADDITIVE.search(name) and j in counted


def column_totals(table: Table) -> list[Tie]:
    ties: list[Tie] = []
    columns = _additive(table)
    for total, parts in total_rows(table):
        groups = list(table.heads.values())
        for j in columns:
            lhs = table.grid.get((total, j))
            if groups and table.stubs[total].whole and lhs is not None and (lhs.kind, lhs.mode) == ("score", "norm"):
                ties += _sum(lhs, [*groups], "table.headings")
            else:
                closed = not any(_unread(table, i, j) for i in parts)
                ties += _sum(lhs, [table.grid.get((i, j)) for i in parts], "table.column", closed, _least(table))
    return ties


def _unread(table: Table, i: int, j: int) -> bool:
    """Whether a cell holds a number that is no figure (约150, 12/30), so that the others need not add up."""
    cell = table.layout.lines[i].values[j]
    return cell is not None and (i, j) not in table.grid and any(character.isdigit() for character in cell.text)


def total_rows(table: Table) -> list[tuple[int, list[int]]]:
    """Every total row with the rows that it adds up: those since the last total of its rank or a higher one, less what a
    lower total among them took. Where the first row is a total, totals stand over their parts."""
    stubs = table.stubs
    valued = {i for i, _ in table.grid}
    rows = [i for i, stub in enumerate(stubs) if i in valued and stub.total != "result"]
    leading = len(rows) > 2 and stubs[rows[0]].total != ""
    if leading:
        rows.reverse()
    taken: set[int] = set()
    found: list[tuple[int, list[int]]] = []
    totals = [i for i in rows if stubs[i].total]
    totals.sort(key=lambda i: (RANKS[stubs[i].total], -len(stubs[i].path)))
    for total in totals:
        scope = stubs[total].path if stubs[total].total != "named" else stubs[total].path[:-1]
        run = _run(table, rows[: rows.index(total)], RANKS[stubs[total].total], len(stubs[total].path))
        inside = set(run)
        parts = [i for i in run if i not in taken and stubs[i].path[: len(scope)] == scope and stubs[i].parent not in inside]
        parts = _own_parts(table, total, sorted(parts))
        if len(parts) > 1:
            taken.update(parts)
            found.append((total, parts))
    return found


def _own_parts(table: Table, total: int, parts: list[int]) -> list[int]:
    """The rows that a total adds up where not all above it are meant: 办理结果总计 is of the outcomes, not of 新收.

    The last of them that come out in every column, two at least, where all of them come out in none.
    """
    columns = [j for j in _additive(table) if (total, j) in table.grid]

    def comes_out(rows: list[int], j: int) -> bool:
        cells = [table.grid[i, j].quantity.value for i in rows if (i, j) in table.grid]
        return sum(cells) == table.grid[total, j].quantity.value

    named = [table.stubs[i].path for i in parts]
    twice = len(set(named)) < len(named)  # a row that was written down twice is a mistake, and no reason to leave it out
    if not parts or twice or total < parts[0] or len(columns) < _COLUMNS or any(comes_out(parts, j) for j in columns):
        return parts
    suffixes = (parts[first:] for first in range(1, len(parts) - 1))
    return next((rows for rows in suffixes if all(comes_out(rows, j) for j in columns)), parts)


def _run(table: Table, rows: list[int], rank: int, depth: int) -> list[int]:
    """The last of `rows`, back to a total of the same depth that ranks as high."""
    run: list[int] = []
    for i in reversed(rows):
        stub = table.stubs[i]
        if stub.total and RANKS[stub.total] >= rank and len(stub.path) <= depth:
            break
        run.append(i)
    return run


def heading_totals(table: Table) -> list[Tie]:
    """A heading with a figure is the sum of the scores of its items, in the column of what can be scored."""
    ties: list[Tie] = []
    firsts = [group.first for group in table.groups] + [len(table.stubs)]
    for number, lhs in table.heads.items():
        name = table.groups[number].name
        rows = [
            i for i in range(firsts[number], firsts[number + 1]) if name in table.stubs[i].path and not table.stubs[i].total
        ]
        for j in range(len(table.columns)):
            parts = [table.grid.get((i, j)) for i in rows]
            if any(p is not None and p.kind == "score" and p.mode == "norm" for p in parts):
                ties += _sum(lhs, parts, "table.heading")
                break
    return ties


def nested_scores(table: Table) -> list[Tie]:
    """一级指标 | 分值 | 二级指标 | 分值: the score of a group stands in its first row, those of its items beside it, one a row.

    Tied where two groups, and two of three, come out: of other pairs of columns that would be chance.
    """
    scores = [j for j, first in table.firsts.items() if (first.kind, first.mode) == ("score", "norm")]
    rows = [i for i, stub in enumerate(table.stubs) if not stub.total]
    for whole, item in pairwise(scores):
        starts = [i for i in rows if (i, whole) in table.grid]
        if len(starts) < 2 or len(starts) == len(rows) or any((i, item) not in table.grid for i in rows):
            continue
        ends = [*starts[1:], rows[-1] + 1]
        ties = [
            found
            for start, end in zip(starts, ends, strict=True)
            for found in _sum(table.grid[start, whole], [table.grid.get((i, item)) for i in range(start, end)], "table.heading")
        ]
        right = sum(sum(part.quantity.value for _, part in one.terms) == one.lhs.quantity.value for one in ties)
        if right > 1 and right * 3 >= len(ties) * 2:
            return ties
    return []


def detail_sums(table: Table) -> list[Tie]:
    """其中 rows under the row that they detail; closed only where that row is called a total."""
    ties: list[Tie] = []
    under: dict[int, list[int]] = {}
    for i, stub in enumerate(table.stubs):
        if stub.parent is not None and not stub.total:
            under.setdefault(stub.parent, []).append(i)
    columns = _additive(table)
    for parent, rows in under.items():
        whole = bool(CLOSED_PARENT.search(table.stubs[parent].path[-1] if table.stubs[parent].path else "合计"))
        for j in columns:
            for found in _sum(table.grid.get((parent, j)), [table.grid.get((i, j)) for i in rows], "table.details"):
                found.closed = whole and sum(t.quantity.value for _, t in found.terms) >= found.lhs.quantity.value * _NEARLY_ALL
                ties.append(found)
    return ties


def row_totals(table: Table) -> list[Tie]:
    ties: list[Tie] = []
    for total, parts, closed in total_columns(table):
        for i in range(len(table.stubs)):
            cells = [table.grid.get((i, j)) for j in parts]
            ties += _sum(table.grid.get((i, total)), cells, "table.row", closed, _least(table))
    return ties
