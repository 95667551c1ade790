"""The shape of a table: its head rows, its label columns and its value columns."""

from dataclasses import dataclass

from gouji.extract.tables.cells import read_number
from gouji.extract.tables.lines import Cell, Row

Labels = tuple[Cell | None, ...]


@dataclass(slots=True)
class Line:
    """A row of the body: its cells of the label columns and of the value columns, None where there is none."""

    row: Row
    labels: Labels
    values: Labels


@dataclass(slots=True)
class Layout:
    """A table: `above` the lines of one cell over the head, `stub` the heads of the label columns, `heads` the head rows
    over the value columns (outermost first, merged cells repeated), `lines` the body."""

    above: list[Cell]
    meta: list[Cell]
    stub: tuple[str, ...]
    heads: list[Labels]
    lines: list[Line]
    head_rows: list[Row]
    start: int
    end: int

    @property
    def width(self) -> int:
        return len(self.lines[0].values)

    @property
    def style(self) -> str:
        return self.lines[0].row.style


@dataclass(frozen=True, slots=True)
class Alignment:
    """Cells told apart: the heads of the label columns, the head rows over the value columns, and the lines of the body."""

    stub: tuple[str, ...]
    heads: list[Labels]
    lines: list[Line]


def is_figure_row(row: Row) -> bool:
    """Whether the row holds figures: a number behind its first cell, or nothing but numbers."""
    cells = row.filled
    numbers = [cell for cell in cells if read_number(cell.text)]
    return any(cell is not cells[0] for cell in numbers) or (len(numbers) == len(cells) > 2)


def has_numbers(line: Line) -> bool:
    """Whether any value column of the line holds a number."""
    return any(cell is not None and read_number(cell.text) for cell in line.values)
