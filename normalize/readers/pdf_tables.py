"""Tables with ruled lines on a PDF page: the characters fall into the cells that pdf_grid finds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.normalize.readers.pdf_glyphs import Piece
from gouji.normalize.readers.pdf_grid import Grid, GridCell
from gouji.normalize.readers.pdf_lines import Line, lines_of, set_column

_PADDING = 8.0  # between a cell's edge and its text, at most


@dataclass(slots=True)
class Part:
    """The lines of a cell on one page (its number), and the left and right edge of the cell there."""

    page: int
    lines: list[Line]
    left: float
    right: float


@dataclass(slots=True)
class TableCell:
    """A cell of a table at its first row and column, and over how many it goes; `cut_above` and `cut_below` say that no rule
    closes it there. One that goes on over the next page has more than one part, one without text none."""

    row: int
    column: int
    rows: int
    columns: int
    cut_above: bool
    cut_below: bool
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Cells in the order of their rows, `height` of them. `columns` are the edges of the columns, `top` and `bottom` those of
    the table, in points on the page where it begins."""

    top: float
    bottom: float
    columns: tuple[float, ...]
    height: int
    cells: list[TableCell]
    whites: tuple[tuple[float, float], ...] = ()  # of a grid without upright rules

    def rows(self) -> list[list[tuple[str, ...]]]:
        """The lines of each cell."""
        rows: list[list[tuple[str, ...]]] = [[()] * (len(self.columns) - 1) for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row][cell.column] = tuple(line.text for part in cell.parts for line in part.lines)
        return rows

    def prose(self) -> list[Line]:
        """The lines of the cells, each cell a column of its own."""
        found: list[Line] = []
        for part in (part for cell in self.cells for part in cell.parts):
            set_column(part.lines, part.right - _PADDING)
            part.lines[0].apart = True
            found += part.lines
        return found


def tables_of(page: int, pieces: Sequence[Piece], grids: Sequence[Grid]) -> list[Table]:
    """The grids of a page with their text, from top to bottom; one in which nothing stands is none."""
    inside: dict[int, list[Piece]] = {}
    for piece in pieces:
        inside.setdefault(piece.cell, []).append(piece)
    found: list[Table] = []
    first = 0
    for grid in grids:
        own = [inside.get(number, []) for number in range(first, first + len(grid.cells))]
        first += len(grid.cells)
        if any(own):
            cells = [_cell(page, grid, cell, runs) for cell, runs in zip(grid.cells, own, strict=True)]
            cells.sort(key=lambda cell: (cell.row, cell.column))
            found.append(Table(grid.down[0], grid.down[-1], grid.across, len(grid.down) - 1, cells, grid.whites))
    return _in_order(found)


def _in_order(tables: Sequence[Table]) -> list[Table]:
    """From top to bottom; of two beside one another the left one first, though the right one may begin higher."""
    found: list[Table] = []
    for table in sorted(tables, key=lambda table: table.top):
        at = len(found)
        while at and _is_left_of(table, found[at - 1]):
            at -= 1
        found.insert(at, table)
    return found


def _is_left_of(table: Table, other: Table) -> bool:
    shared = min(table.bottom, other.bottom) - max(table.top, other.top)
    lower = min(table.bottom - table.top, other.bottom - other.top)
    return table.columns[-1] <= other.columns[0] and shared > lower / 2


def _cell(page: int, grid: Grid, cell: GridCell, pieces: list[Piece]) -> TableCell:
    left, right = grid.across[cell.column], grid.across[cell.column + cell.columns]
    parts = [Part(page, lines_of(pieces), left, right)] if pieces else []
    return TableCell(cell.row, cell.column, cell.rows, cell.columns, cell.cut_above, cell.cut_below, parts)
