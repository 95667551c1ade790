"""Official forms whose tables are known beforehand: their columns, and the relations that the form itself prescribes."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal


@dataclass(frozen=True, slots=True)
class PrescribedSum:
    """In every column the row `lhs` equals the rows `plus` less the rows `minus`; rows by their label paths joined with ·."""

    lhs: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A table of an official form.

    leaves   labels that all stand in its head
    columns  the head labels over each value column, outermost first
    measure  where what is counted stands: in the rows, in the lowest head (and no labels before the values), or in the
             only head
    anchor   the first line by which the table is known where it was pasted with one cell a line
    under    the heading that rows stand under, by their names
    """

    name: str
    leaves: frozenset[str]
    columns: tuple[tuple[str, ...], ...]
    measure: Literal["row", "leaf", "column"]
    anchor: str
    sums: tuple[PrescribedSum, ...]
    under: Mapping[str, str]

    @property
    def labels(self) -> frozenset[str]:
        """All labels of its head; where the rows name what is counted, its anchor is the first of them and no head."""
        over = frozenset({self.anchor}) if self.measure != "row" else frozenset[str]()
        return over.union(*self.columns)


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
            under = {name: heading for heading, names in table.get("under", {}).items() for name in names}
            leaves, measure, anchor = frozenset(table["leaves"]), table["measure"], table["anchor"]
            found.append(Form(table["name"], leaves, columns, measure, anchor, sums, under))
    return tuple(found)


def plain_label(label: str) -> str:
    """A head label as the forms write it: without blanks, its brackets and colons of half width.

    >>> plain_label("本年收费金额 （单位：万元）")
    '本年收费金额(单位:万元)'
    """
    return re.sub(r"\s", "", label).translate(_HALF_WIDTH)


_HALF_WIDTH = str.maketrans("（）：／", "():/")
