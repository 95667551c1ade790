"""Columns that a head 其中 puts under another one though it stands over the first of them alone, as their numbers show."""

from decimal import Decimal

from gouji.extract.tables.cells import read_number
from gouji.extract.tables.grid import Layout
from gouji.extract.tables.heads import Column

_MOST = 8  # columns


def settle_columns(layout: Layout, columns: list[Column]) -> None:
    """`聘用（人） | 其中：教育 | 卫生`: columns behind the first detail are details, too, where all come to the one before."""
    for j in range(1, len(columns) - 1):
        whole, first = columns[j - 1], columns[j]
        if not first.open or whole.open or columns[j + 1].open:
            continue
        for many in range(j + 1, min(j + _MOST, len(columns))):
            if columns[many].total or columns[many].units or columns[many].period:
                break
            if _come_to(layout, j - 1, range(j, many + 1)):
                for column in columns[j + 1 : many + 1]:
                    column.open, column.units, column.path = True, whole.units, (*whole.path, *column.path)
                break


def _come_to(layout: Layout, whole: int, parts: range) -> bool:
    """Whether columns add up to another in two rows at least, and in two of three."""
    rows = [[_number(layout, i, j) for j in (whole, *parts)] for i in range(len(layout.lines))]
    full = [values for values in rows if None not in values]
    right = sum(values[0] == sum(filter(None, values[1:])) for values in full)
    return right > 1 and right * 3 >= len(full) * 2


def _number(layout: Layout, i: int, j: int) -> Decimal | None:
    values = layout.lines[i].values
    cell = values[j] if j < len(values) else None
    number = read_number(cell.text) if cell is not None else None
    return number.value if number is not None else None
