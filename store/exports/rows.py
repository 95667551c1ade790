"""The tables that every export holds, and files that are either whole or not there."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.schemas import Finding
from gouji.store.labels import columns
from gouji.store.scan import Held
from gouji.store.store import Store


@dataclass(frozen=True, slots=True)
class Rows:
    """One table to export: its name, its columns in order, and its rows with at least these, afresh each time."""

    name: str
    columns: tuple[str, ...]
    each: Callable[[], Iterator[Mapping[str, Any]]]


def rows_of(store: Store, held: Sequence[Held], findings: Sequence[Finding]) -> list[Rows]:
    """figures, relations, findings and reports, in the order of the documents."""

    def found() -> Iterator[Mapping[str, Any]]:
        return (finding.row() for finding in findings)

    each: dict[str, Callable[[], Iterator[Mapping[str, Any]]]] = {
        "figures": lambda: store.rows("figures", held),
        "relations": lambda: store.rows("relations", held),
        "findings": found,
        "reports": lambda: store.rows("reports", held),
    }
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
