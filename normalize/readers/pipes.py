"""Rows of cells written into a text as lines `cell | cell |`, in the shape that gouji.extract.tables reads.

A merged cell stands where it begins, and the rest of it is empty: heads are spread from there, labels inherited.
"""

import re
from collections.abc import Iterable, Sequence

# The lines of one cell, () for an empty one and for what a merged cell covers.
Cell = Sequence[str]

MAX_CELLS = 2_000_000
# A number, or nothing but a number with a sign, a scale word and a unit.
_NUMBER = re.compile(r"[(（]?[-+−–－＋]?\s?\d[\d,，. ]*(?:[十百千]?[万亿萬億]|千)?\s?(?:[%％‰㎡]|[\u4e00-\u9fff]{1,3})?[)）]?")
_WORD = re.compile(r"[0-9A-Za-z]")
_FIGURES = re.compile(r"[\d.,%％]")
_BLANKS = re.compile(r"[\t\r\n\f\v]+")
_BLANKS = re.compile(r"[\t\r\n\f\v]+")
_LONG_CELL = 80
_ESSAY = 3  # lines in a cell that holds nearly all the words of its table


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The table as lines: pipe rows, with what spans its whole width above or below it as plain lines.

    A table that only lays out prose (one column, or no number and long or many-lined cells) becomes the lines of its cells.

    >>> table_lines([[["2019年编制情况"], []], [["单位"], ["编制", "（名）"]], [["甲局"], ["12"]], [["注：含借调"], []]])
    ['2019年编制情况', '单位 | 编制（名） |', '甲局 | 12 |', '注：含借调']
    """
    grid = _trimmed(rows)
    if not grid:
        return []
    if is_layout(grid):
        return [line for row in grid for cell in row for line in cell if line.strip()]
    first, stop = 0, len(grid)
    while first < stop and _spans_all(grid[first]):
        first += 1
    while stop > first and _spans_all(grid[stop - 1]):
        stop -= 1
    over = [line for row in grid[:first] for line in row[0]]
    under = [line for row in grid[stop:] for line in row[0]]
    return [*over, *(pipe_row([cell_text(cell) for cell in row]) for row in grid[first:stop]), *under]


def pipe_row(cells: Sequence[str]) -> str:
    """One row; a pipe inside a cell becomes ／.

    >>> pipe_row(["合计", "", "a|b"])
    '合计 |  | a／b |'
    """
    row = " | ".join(re.sub(r"[|\u2500-\u257f]", "／", cell) for cell in cells) + " |"
    return row if cells[0] else row.lstrip(" ")


def cell_text(cell: Cell) -> str:
    """The lines of a cell as one. Two lines of figures must not become one number.

    >>> cell_text(["合计", "(万元)"]), cell_text(["120", "345"]), cell_text(["Total", "staff"])
    ('合计(万元)', '120、345', 'Total staff')
    """
    text = ""
    for line in cell:
        line = _BLANKS.sub(" ", line).rstrip()
        line = line if not text else line.lstrip()  # the blanks before a label say how deep it stands
        if text and line:
            if _FIGURES.match(text[-1]) and _FIGURES.match(line):
                text += "、"
            elif _WORD.match(text[-1]) and _WORD.match(line):
                text += " "
        text += line
    return text


def is_layout(grid: Sequence[Sequence[Cell]]) -> bool:
    """Whether the cells are only a way to place prose on a page."""
    if max(len(row) for row in grid) < 2:
        return True
    cells = [cell for row in grid for cell in row if cell]
    lengths = [sum(map(len, cell)) for cell in cells]
    longest = max(lengths, default=0)
    numbers = any(len(cell) == 1 and _NUMBER.fullmatch(cell[0].strip()) is not None for cell in cells)
    if any(len(cell) >= _ESSAY and size * 5 > sum(lengths) * 4 for cell, size in zip(cells, lengths, strict=True)):
        return longest > _LONG_CELL
    return not numbers and longest > _LONG_CELL


def _spans_all(row: Sequence[Cell]) -> bool:
    return bool(row[0]) and len(row) > 1 and not any(row[1:])


def _trimmed(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """All rows as wide as the widest, without rows and columns in which nothing stands."""
    filled = [[_said(cell) for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    width = max((len(row) for row in filled), default=0)
    padded = [[*row, *[()] * (width - len(row))] for row in filled]
    kept = [i for i in range(width) if any(row[i] for row in padded)]
    return [[row[i] for i in kept] for row in padded]


def _said(cell: Cell) -> Cell:
    return tuple(line for line in cell if line.strip())


def spread(rows: Iterable[Sequence[tuple[Cell, int, int]]]) -> list[list[Cell]]:
    """Rows of (cell, columns, rows that it spans) as a grid; a merged cell stands at its top left.

    Raises OverflowError above MAX_CELLS.

    >>> spread([[(["类"], 1, 2), (["数"], 2, 1)], [(["甲"], 1, 1), (["乙"], 1, 1)]])
    [[['类'], ['数'], ()], [(), ['甲'], ['乙']]]
    """
    grid: list[list[Cell]] = []
    covered: dict[int, int] = {}  # columns that a cell from above still covers, and for how many rows
    total = 0
    for cells in rows:
        row: list[Cell] = []
        below = {column: left - 1 for column, left in covered.items() if left > 1}
        for cell, columns, depth in cells:
            while len(row) in covered:
                row.append(())
            if depth > 1:
                below.update((len(row) + i, depth - 1) for i in range(columns))
            row += [cell, *[()] * (columns - 1)]
            total += columns
            if total > MAX_CELLS:
                raise OverflowError
        grid.append(row)
        covered = below
    return grid
