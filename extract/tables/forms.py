"""Official forms whose tables are known beforehand: their columns, and the relations that the form itself prescribes."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from gouji.extract.tables.cells import read_number
from gouji.extract.tables.grid import Layout, Line
from gouji.extract.tables.lines import BLANKS, Cell, Row


@dataclass(frozen=True, slots=True)
class PrescribedSum:
    """In every column the row `lhs` equals the rows `plus` less the rows `minus`; rows by their label paths joined with ·."""

    lhs: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A table of an official form; `measure` says where what is counted stands: in the rows or in the lowest head."""

    name: str
    leaves: frozenset[str]
    columns: tuple[tuple[str, ...], ...]
    measure: Literal["row", "leaf"]
    anchor: str
    sums: tuple[PrescribedSum, ...]


@cache
def forms() -> tuple[Form, ...]:
    """All tables of gouji/schemas/forms/*.toml."""
    found: list[Form] = []
    for file in sorted(files("gouji.schemas").joinpath("forms").iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for table in tomllib.loads(file.read_text(encoding="utf-8"))["table"]:
            sums = tuple(PrescribedSum(s["lhs"], tuple(s["plus"]), tuple(s["minus"])) for s in table.get("sum", ()))
            columns = tuple(tuple(path) for path in table["columns"])
            found.append(
                Form(table["name"], frozenset(table["leaves"]), columns, table["measure"], table.get("anchor", ""), sums)
            )
    return tuple(found)


def form_of(layout: Layout) -> Form | None:
    """The form whose labels all stand in the head of the table and whose columns are as many."""
    labels = {re.sub(r"\s", "", cell.text) for row in layout.head_rows for cell in row.filled}
    return next((form for form in forms() if form.leaves <= labels and len(form.columns) == layout.width), None)


def one_cell_a_line(text: str, start: int, end: int) -> Iterator[tuple[Form, Layout]]:
    """Tables of forms that were pasted with every cell on a line of its own: labels, then a number for each column."""
    for form in forms():
        at = text.find(form.anchor, start, end) if form.anchor else -1
        while at >= 0:
            lines = _gather(text, at, end, len(form.columns))
            if len(lines) > 2:
                yield form, Layout([], [], (), [], lines, [], at, lines[-1].row.end)
            at = text.find(form.anchor, lines[-1].row.end if lines else at + 1, end)


def _gather(text: str, start: int, end: int, width: int) -> list[Line]:
    lines: list[Line] = []
    labels: list[Cell] = []
    values: list[Cell] = []
    for match in re.compile(r"[^\n]+").finditer(text, start, end):
        inner = match.group().strip(BLANKS)
        if not inner:
            continue
        first = match.start() + match.group().index(inner)
        cell = Cell(first, first + len(inner), inner)
        if read_number(inner):
            values.append(cell)
        elif values or len(labels) == 3 or len(inner) > 60 or "|" in inner or "\t" in inner:
            break
        else:
            labels.append(cell)
        if len(values) == width and labels:
            row = Row("label", labels[0].start, cell.end, (*labels, *values))
            lines.append(Line(row, (*labels, *[None] * (3 - len(labels))), tuple(values)))
            labels, values = [], []
    return lines
