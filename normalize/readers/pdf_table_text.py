"""Tables of a PDF as lines of text, `cell | cell |`, with the page and the box of each character."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gouji.normalize.readers.pdf_glyphs import Boxes
from gouji.normalize.readers.pdf_lines import Line
from gouji.normalize.readers.pdf_tables import Table, TableCell
from gouji.normalize.readers.pdf_write import Writer

_WORD = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIGURES = "0123456789.,%％"
_ROOM = 1.5  # em that a line leaves free at most where the next line goes on with its number
# A pipe or a drawn line inside a cell would be taken for its edge.
_SAFE = str.maketrans({"|": "／", **{chr(code): "／" for code in range(0x2500, 0x2580)}})


class Words(NamedTuple):
    """Text on one page (its number) with a box for each character."""

    page: int
    text: str
    boxes: Boxes


def words_of(cell: TableCell) -> Iterator[Words]:
    """The lines of a cell as one, a stretch a line; two numbers under one another stay two, one that the edge of the cell
    cuts is whole."""
    above: Line | None = None
    edge = 0.0
    for part in cell.parts:
        for line in part.lines:
            glue = ""
            if above is not None and above.text[-1] in _FIGURES and line.text[0] in _FIGURES:
                glue = "" if edge - above.right < above.em * _ROOM else "、"
            elif above is not None and above.text[-1] in _WORD and line.text[0] in _WORD:
                glue = " "
            if glue:
                yield Words(part.page, glue, _nowhere(glue))
            yield Words(part.page, line.text.translate(_SAFE), line.boxes)
            above, edge = line, part.right


def text_of(cell: TableCell) -> str:
    """What `words_of` writes."""
    return "".join(words.text for words in words_of(cell))


def write_table(writer: Writer, table: Table) -> None:
    """The rows in which something stands, a merged cell at its first place; one that spans the whole table over or under
    the others is a line like any other."""
    width = len(table.columns) - 1
    rows: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        if cell.parts:
            rows.setdefault(cell.row, []).append(cell)
    parted = [row for row, cells in rows.items() if cells[0].columns < width] or [table.height]
    for row, cells in rows.items():
        if parted[0] <= row <= parted[-1]:
            _write_row(writer, cells, width)
        else:
            _write_cell(writer, cells[0])
        writer.add("\n")


def _write_row(writer: Writer, cells: list[TableCell], width: int) -> None:
    at = 0
    for cell in cells:
        _pad(writer, cell.parts[0].page, "| " * (cell.column - at))
        _write_cell(writer, cell)
        at = cell.column + 1
        _pad(writer, cell.parts[-1].page, " | " if at < width else " |")
    _pad(writer, cells[-1].parts[-1].page, ("| " * (width - at))[:-1])


def _pad(writer: Writer, page: int, marks: str) -> None:
    """Pipes, which no character of the page stands for."""
    if marks:
        writer.put(page, marks, _nowhere(marks))


def _write_cell(writer: Writer, cell: TableCell) -> None:
    for words in words_of(cell):
        writer.put(*words)


def _nowhere(text: str) -> Boxes:
    return np.full((len(text), 4), np.nan, dtype=np.float32)
