"""The views: their SQL (views.sql), and what each of their columns holds (views.toml), which a server keeps as comments."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Told:
    """A Chinese heading and an English sentence for a view or one of its columns."""

    heading: str
    meaning: str

    @property
    def comment(self) -> str:
        return f"{self.heading}: {self.meaning}"


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it is, and its columns in their order."""

    name: str
    about: Told
    columns: dict[str, Told]


@cache
def views() -> dict[str, View]:
    """Every view by its name, in the order of docs/views.md."""
    file = tomllib.loads(Path(__file__).with_name("views.toml").read_text(encoding="utf-8"))
    return {
        name: View(name, Told(*entry["about"]), {column: Told(*told) for column, told in entry["columns"].items()})
        for name, entry in file.items()
    }


@cache
def definitions() -> tuple[str, ...]:
    """The statements that make the views."""
    text = Path(__file__).with_name("views.sql").read_text(encoding="utf-8")
    return tuple(filter(str.strip, text.split(";\n")))


def comments() -> Iterator[str]:
    """The statements that tell PostgreSQL what views and columns are."""
    for view in views().values():
        yield f"COMMENT ON VIEW {view.name} IS {_quoted(view.about.comment)}"
        for column, told in view.columns.items():
            yield f'COMMENT ON COLUMN {view.name}."{column}" IS {_quoted(told.comment)}'


def headings() -> Iterator[tuple[str, str, str, str]]:
    """The rows of table `label` that name the columns of the views: view, column, Chinese heading, English meaning."""
    for view in views().values():
        yield from ((view.name, column, told.heading, told.meaning) for column, told in view.columns.items())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
