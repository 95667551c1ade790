"""The tables that every export holds, and files that are either whole or not there."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.schemas import Document, Finding
from gouji.store.labels import columns


@dataclass(frozen=True, slots=True)
class Rows:
    """One table to export: its name, its columns, and its rows as their `row()` methods give them, afresh each time."""

    name: str
    columns: tuple[str, ...]
    each: Callable[[], Iterator[Mapping[str, Any]]]


def rows_of(documents: Sequence[Document], findings: Sequence[Finding]) -> list[Rows]:
    """figures, relations, findings and reports, in the order of the documents."""

    def figures() -> Iterator[Mapping[str, Any]]:
        return (figure.row() for document in documents for figure in document.figures)

    def relations() -> Iterator[Mapping[str, Any]]:
        return (relation.row() for document in documents for relation in document.relations)

    def reports() -> Iterator[Mapping[str, Any]]:
        return (head.row(document.document) for document in documents for head in document.reports)

    def found() -> Iterator[Mapping[str, Any]]:
        return (finding.row() for finding in findings)

    each = {"figures": figures, "relations": relations, "findings": found, "reports": reports}
    return [Rows(name, tuple(columns(name)), rows) for name, rows in each.items()]


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place to write `path` to; it takes its name only when all is written."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
