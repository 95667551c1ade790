"""The tables that exports hold, and files and folders that are either whole or not there."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.schemas import Finding
from gouji.store.labels import columns
from gouji.store.lookup import VIEWS
from gouji.store.scan import Held
from gouji.store.store import Store

_OF_STORE = frozenset({"document_id"})  # the store's own number of a document


@dataclass(frozen=True, slots=True)
class Rows:
    """One table to export: its name, what describes it (itself, or the view it comes from), its columns in order, and its
    rows with at least these, afresh each time."""

    name: str
    described: str
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
    return [Rows(name, name, tuple(columns(name)), rows) for name, rows in each.items()]


def more_of(store: Store, held: Sequence[Held]) -> list[Rows]:
    """documents, indicator_years and quality; the last two are over all of the store."""
    documents = Rows("documents", "documents", tuple(columns("documents")), lambda: store.rows("documents", held))
    return [documents, _view(store, "indicator_years"), _view(store, "quality")]


def _view(store: Store, what: str) -> Rows:
    shown = tuple(column for column in columns(VIEWS[what]) if column not in _OF_STORE)
    return Rows(what, VIEWS[what], shown, lambda: store.view_rows(what))


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place to write `path` to; it takes its name only when all is written."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder to write what shall be in `path`, which it replaces only when all is written."""
    part, old = path.with_name(f".{path.name}.part"), path.with_name(f".{path.name}.old")
    _remove(part)
    _remove(old)
    try:
        part.mkdir()
        yield part
        if path.exists():  # a folder can only be put where there is none
            path.rename(old)
        try:
            part.rename(path)
        except OSError:
            old.rename(path)
            raise
    finally:
        _remove(part)
    _remove(old)


def _remove(path: Path) -> None:
    """Take away a folder, or a file that is where one should be."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
