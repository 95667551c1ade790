"""Rows that details, results and official forms put under another one, as their numbers and their names show."""

from collections.abc import Mapping
from decimal import Decimal

from gouji.extract.tables.cells import read_number
from gouji.extract.tables.grid import Layout
from gouji.extract.tables.stubs import Stub
from gouji.extract.tables.words import (
    PLAIN_RESULT,
)

_ROW = Decimal("0.4")  # no row is more of its total
_MOST_DETAILS = 8  # rows


def settle_details(layout: Layout, stubs: list[Stub]) -> None:
    """`其中：市直 | 县属` under 在册法人: rows behind the first detail are details where they all come to the row above."""
    for i, stub in enumerate(stubs):
        if stub.parent != i - 1 or stub.total:
            continue
        whole = stubs[i - 1]
        behind = [k for k in range(i + 1, min(i + _MOST_DETAILS, len(stubs))) if len(stubs[k].path) == len(whole.path)]
        for many in range(1, len(behind) + 1):
            rows = behind[:many]
            if rows[-1] != i + many or stubs[rows[-1]].total or stubs[rows[-1]].units:
                break
            if _come_to(layout, i - 1, [i, *rows]):
                for k in rows:
                    stubs[k].parent, stubs[k].units = i - 1, stubs[k].units or whole.units
                    stubs[k].path = (*whole.path, *stubs[k].path[-1:])
                break


def _come_to(layout: Layout, whole: int, parts: list[int]) -> bool:
    """Whether rows add up to another in two columns at least, and in two of three."""
    columns = range(len(layout.lines[whole].values))
    cells = [[_number(layout, i, j) for i in (whole, *parts)] for j in columns]
    full = [values for values in cells if None not in values]
    right = sum(values[0] == sum(filter(None, values[1:])) for values in full)
    return right > 1 and right * 3 >= len(full) * 2


def _number(layout: Layout, i: int, j: int) -> Decimal | None:
    cell = layout.lines[i].values[j]
    read = read_number(cell.text) if cell is not None else None
    return read.value if read else None


def put_under(stubs: list[Stub], under: Mapping[str, str]) -> None:
    """Rows that an official form has under a heading, where the row of that heading was left out and they stand under another:
    they and the total behind them are of that heading, which holds no figures."""
    if any(stub.path[:1] == (heading,) for stub in stubs for heading in under.values()):
        return
    heading = ""
    for stub in stubs:
        if len(stub.path) > 1 and stub.path[1] in under:
            heading = under[stub.path[1]]
        elif not (heading and stub.whole):
            heading = heading if len(stub.path) > 2 else ""
        if heading and stub.path:
            stub.path = (heading, *stub.path[1:])
            stub.parent = stub.parent if stub.parent is not None and len(stubs[stub.parent].path) > 1 else None


def settle_results(layout: Layout, stubs: list[Stub]) -> None:
    """A 总分 is a total where in some column it is just the sum of the rows above it, as the full marks are, a row that stands
    there twice counted once; or where it exceeds them as by one row that was left out."""
    for i, stub in enumerate(stubs):
        if stub.total != "result" or not PLAIN_RESULT.fullmatch(stub.path[-1]):
            continue
        above = [layout.lines[k].values for k, upper in enumerate(stubs[:i]) if not upper.total and upper.parent is None]
        names = [upper.path for upper in stubs[:i] if not upper.total and upper.parent is None]
        gaps: list[Decimal] = []
        for j, cell in enumerate(layout.lines[i].values):
            whole = read_number(cell.text) if cell is not None else None
            parts = [n.value if (part := values[j]) is not None and (n := read_number(part.text)) else None for values in above]
            twice = {at for at in range(1, len(parts)) if (names[at], parts[at]) == (names[at - 1], parts[at - 1])}
            there = [part for at, part in enumerate(parts) if part is not None and at not in twice]
            if whole is not None and len(there) > 1:
                gaps.append((whole.value - sum(there)) / whole.value if whole.value else Decimal(-1))
        if 0 in gaps or (len(gaps) > 1 and all(0 < gap <= _ROW for gap in gaps)):
            stub.total, stub.path = "all", stub.path[:-1]
