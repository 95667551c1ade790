"""Columns that add up others: called a total, opened by 其中, or borne out by the rows."""

import re

from gouji.extract.tables.model import Table
from gouji.extract.tables.words import NAMED_SUM, NOT_ADDITIVE

_SORTED = 3  # columns that sort those of a first one
_HOW_MANY = re.compile(r"(?:总|合)?(?:人数|总数|总量|件数|数量|个数|编制数|机构数)")


def total_columns(table: Table) -> list[tuple[int, list[int], bool]]:
    """Every total column with the columns that it adds up: those of its own group, of one kind and unit; a group that has
    a 小计 counts with it. A column followed by 其中 columns is a total that they need not exhaust."""
    columns = table.columns
    found: list[tuple[int, list[int], bool]] = []
    for j, column in enumerate(columns):
        if not column.total:
            continue
        group = [
            k for k, other in enumerate(columns) if k != j and other.path[: len(column.path)] == column.path and not other.open
        ]
        if "/" in (column.period or ""):  # 三年目标 | 2022年 | 2023年 | 两年累计: of the years alone
            first, _, last = (column.period or "").partition("/")
            group = [k for k in group if len(year := columns[k].period or "") == len("2022") and first <= year <= last]
        inner = {other.path for k, other in enumerate(columns) if k in group and other.total}
        parts = [k for k in group if columns[k].total or not any(columns[k].path[: len(path)] == path for path in inner)]
        before = [k for k in parts if k < j]
        parts = before if len(before) > 1 else [k for k in parts if k > j]
        if not column.path:
            parts = [k for k in parts if not NOT_ADDITIVE.search(columns[k].name) and _same_sort(table, j, k)]
        if len(parts) > 1:
            found.append((j, parts, True))
    for j in range(len(columns) - 1):
        if columns[j].open or not columns[j + 1].open:
            continue
        opened = [k for k in range(j + 1, len(columns)) if all(column.open for column in columns[j + 1 : k + 1])]
        if len(opened) > 1:
            found.append((j, opened, closes(table, j, opened)))
    return found + _named_totals(table) + _leading_total(table)


def _named_totals(table: Table) -> list[tuple[int, list[int], bool]]:
    """`行政编制 | 事业编制 | 编制合计`: a column that adds up those before it called alike, where its rows bear it out."""
    columns = table.columns
    found: list[tuple[int, list[int], bool]] = []
    for j, column in enumerate(columns):
        named = NAMED_SUM.fullmatch(column.name)
        if named is None or column.total:
            continue
        parts = [k for k in range(j) if columns[k].path[:-1] == column.path[:-1] and columns[k].name.endswith(named["what"])]
        parts = [k for k in parts if not NAMED_SUM.fullmatch(columns[k].name) and _same_sort(table, j, k)]
        if len(parts) > 1 and closes(table, j, parts, filled=True):
            found.append((j, parts, True))
    return found


def _leading_total(table: Table) -> list[tuple[int, list[int], bool]]:
    """`人数 | 正高 | 副高 | 中级 | 初级`: how many there are, which the other columns sort, where the rows bear it out."""
    columns = table.columns
    if len(columns) <= _SORTED or columns[0].total or not _HOW_MANY.fullmatch(columns[0].name):
        return []
    parts = [k for k in range(1, len(columns)) if not NOT_ADDITIVE.search(columns[k].name) and _same_sort(table, 0, k)]
    whole = len(parts) == len(columns) - 1 and not any(columns[k].total or columns[k].period for k in parts)
    return [(0, parts, True)] if whole and closes(table, 0, parts) else []


def closes(table: Table, whole: int, parts: list[int], *, filled: bool = False) -> bool:
    """Whether columns exhaust another: they do so exactly in two rows of three, and in two at least; `filled`: of the rows
    without a zero, since with one any column may be left out."""
    rows = [i for i in range(len(table.stubs)) if all((i, j) in table.grid for j in (whole, *parts))]
    rows = [i for i in rows if not filled or all(table.grid[i, j].quantity.value for j in parts)]
    exact = sum(table.grid[i, whole].quantity.value == sum(table.grid[i, j].quantity.value for j in parts) for i in rows)
    return exact > 1 and exact * 3 >= len(rows) * 2


def _same_sort(table: Table, one: int, other: int) -> bool:
    kinds = [{(d.kind, d.quantity.unit) for (_, j), d in table.grid.items() if j == column} for column in (one, other)]
    return bool(kinds[0] & kinds[1])
