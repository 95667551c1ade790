"""Tables with ruled lines: pdfium gives the lines, pdfplumber's table finder the cells, and the characters fall into them."""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gouji.normalize.readers.pdf_glyphs import Boxes, Glyphs, Integers, Piece
from gouji.normalize.readers.pdf_lines import Line, lines_of, set_column
from gouji.normalize.readers.pipes import is_layout

MIN_RULES = 6  # the least of a table of two rows and two columns; one path may draw them all
MAX_RULES = 2_000
MAX_CROSSINGS = 4_000
_TOLERANCE = 3.0  # points within which lines are one, and touch
_SHORT_RULE = 3.0
_PADDING = 8.0  # between a cell's edge and its text, at most
_WORD = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIGURES = "0123456789.,%％"
# A pipe or a drawn line inside a cell would be taken for its edge.
_SAFE = str.maketrans({"|": "／", **{chr(code): "／" for code in range(0x2500, 0x2580)}})

Box = tuple[float, float, float, float]
Point = tuple[float, float]


class TooManyRulesError(Exception):
    """More lines than a table has: a drawing."""


@dataclass(slots=True)
class Words:
    """Text with a box for each character, a cell of a table."""

    text: str
    boxes: Boxes


@dataclass(slots=True)
class Table:
    """Rows of cells, merged ones at their top left and otherwise empty. `columns` are the edges of the columns, `whole` says
    of each row whether its first cell spans all columns; `prose` that the cells only place paragraphs on the page."""

    top: float
    bottom: float
    columns: tuple[float, ...]
    rows: list[list[Words]]
    whole: list[bool]
    prose: list[Line]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table as boxes."""

    cells: tuple[Box, ...]

    @property
    def edges(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The edges of its columns and of its rows."""
        across = {x for cell in self.cells for x in (cell[0], cell[2])}
        return tuple(sorted(across)), tuple(sorted({y for cell in self.cells for y in (cell[1], cell[3])}))


def grids_of(lines: Boxes) -> list[Grid]:
    """The tables that ruled lines draw; TooManyRulesError where there are more than MAX_RULES or MAX_CROSSINGS."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

    if len(lines) > 10 * MAX_RULES:
        raise TooManyRulesError
    edges = merge_edges([_edge(*line) for line in lines.tolist()], _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    edges = [edge for edge in edges if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _SHORT_RULE]
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if len(edges) > MAX_RULES or upright * (len(edges) - upright) > MAX_RULES * 100:
        raise TooManyRulesError
    crossings = edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    if len(crossings) > MAX_CROSSINGS:
        raise TooManyRulesError
    found = [Grid(tuple(cells)) for cells in cells_to_tables(smallest_cells(crossings))]
    return [grid for grid in found if all(len(edges) > 2 for edges in grid.edges)]


def smallest_cells(crossings: Mapping[Point, Mapping[str, Sequence[Mapping[str, Any]]]]) -> list[Box]:
    """The smallest cell right below each crossing, where there is one; `crossings` has the lines of each, "v" and "h".

    The same as pdfplumber's intersections_to_cells, which takes a third of all reading time on pages of tables.
    """
    upright = {point: {_bbox(line) for line in lines["v"]} for point, lines in crossings.items()}
    level = {point: {_bbox(line) for line in lines["h"]} for point, lines in crossings.items()}
    points = sorted(crossings)
    in_column: dict[float, list[Point]] = defaultdict(list)
    in_row: dict[float, list[Point]] = defaultdict(list)
    for point in points:
        in_column[point[0]].append(point)
        in_row[point[1]].append(point)

    def smallest(point: Point) -> Box | None:
        right = [other for other in in_row[point[1]] if other > point and not level[point].isdisjoint(level[other])]
        for below in in_column[point[0]]:
            if below <= point or upright[point].isdisjoint(upright[below]):
                continue
            for beside in right:
                corner = beside[0], below[1]
                held = corner in upright and not upright[corner].isdisjoint(upright[beside])
                if held and not level[corner].isdisjoint(level[below]):
                    return (*point, *corner)
        return None

    return [cell for point in points if (cell := smallest(point))]


def _bbox(line: Mapping[str, Any]) -> Box:
    return line["x0"], line["top"], line["x1"], line["bottom"]


def _edge(left: float, top: float, right: float, bottom: float) -> dict[str, Any]:
    """A line in pdfplumber's terms."""
    level = right - left > bottom - top
    middle = (top + bottom) / 2 if level else (left + right) / 2
    return {
        "object_type": "line",
        "orientation": "h" if level else "v",
        "x0": left if level else middle,
        "x1": right if level else middle,
        "top": middle if level else top,
        "bottom": middle if level else bottom,
        "width": right - left if level else 0.0,
        "height": 0.0 if level else bottom - top,
    }


def cells_of(glyphs: Glyphs, grids: Sequence[Grid]) -> Integers:
    """For each character the cell that its middle stands in, counted over all grids, or -1."""
    across = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
    down = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    cells = np.full(len(across), -1, dtype=np.int32)
    for number, (left, top, right, bottom) in enumerate(cell for grid in grids for cell in grid.cells):
        cells[(across > left) & (across <= right) & (down > top) & (down <= bottom)] = number
    return cells


def tables_of(pieces: Sequence[Piece], grids: Sequence[Grid]) -> list[Table]:
    """The grids with their text, from top to bottom; one in which nothing stands is none."""
    inside: dict[int, list[Piece]] = {}
    for piece in pieces:
        inside.setdefault(piece.cell, []).append(piece)
    found: list[Table] = []
    first = 0
    for grid in grids:
        lines = {i: lines_of(inside[first + i]) for i in range(len(grid.cells)) if first + i in inside}
        first += len(grid.cells)
        if lines:
            found.append(_table(grid, lines))
    return sorted(found, key=lambda table: table.top)


def _table(grid: Grid, lines: dict[int, list[Line]]) -> Table:
    across, down = grid.edges
    rows = [[Words("", _nowhere(0)) for _ in across[1:]] for _ in down[1:]]
    texts: list[list[list[str]]] = [[[] for _ in across[1:]] for _ in down[1:]]
    whole = [False] * len(rows)
    for number, cell_lines in lines.items():
        left, top, right, _ = grid.cells[number]
        row, column = down.index(top), across.index(left)
        rows[row][column] = _cell(cell_lines, right)
        texts[row][column] = [line.text for line in cell_lines]
        whole[row] = column == 0 and right == across[-1]
    filled = [i for i, row in enumerate(rows) if any(words.text for words in row)]
    layout = is_layout([[tuple(cell) for cell in row] for row in texts])
    prose = _prose(grid, lines) if layout else []
    return Table(down[0], down[-1], across, [rows[i] for i in filled], [whole[i] for i in filled], prose)


def _prose(grid: Grid, lines: dict[int, list[Line]]) -> list[Line]:
    """The lines of the cells, each cell a column of its own."""
    found: list[Line] = []
    for number in sorted(lines, key=lambda i: grid.cells[i][1::-1]):
        set_column(lines[number], grid.cells[number][2] - _PADDING)
        lines[number][0].apart = True
        found += lines[number]
    return found


def _cell(lines: list[Line], right: float) -> Words:
    """The lines of a cell as one; two numbers under one another stay two, one that the edge of the cell cuts is whole."""
    text, parts = lines[0].text, [lines[0].boxes]
    for above, below in itertools.pairwise(lines):
        glue = ""
        if above.text[-1] in _FIGURES and below.text[0] in _FIGURES:
            glue = "" if right - above.right < above.em * 1.5 else "、"
        elif above.text[-1] in _WORD and below.text[0] in _WORD:
            glue = " "
        text += glue + below.text
        parts += [_nowhere(len(glue)), below.boxes]
    return Words(text.translate(_SAFE), np.concatenate(parts))


def _nowhere(count: int) -> Boxes:
    return np.full((count, 4), np.nan, dtype=np.float32)
