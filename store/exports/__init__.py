"""Exports: what a run read and found as files, one module a format, each with `write(folder, tables, lang)`."""

from collections.abc import Callable, Sequence
from pathlib import Path

from gouji.schemas import Finding, StoreError, UsageError
from gouji.store.exports.rows import Rows, rows_of, whole
from gouji.store.labels import Lang
from gouji.store.scan import Held
from gouji.store.store import Store

__all__ = ["FORMATS", "Rows", "export", "whole"]

Writer = Callable[[Path, Sequence[Rows], Lang], list[Path]]
FORMATS = ("jsonl", "csv", "xlsx")


def export(
    folder: Path,
    formats: Sequence[str],
    store: Store,
    held: Sequence[Held],
    findings: Sequence[Finding],
    lang: Lang = "zh",
) -> list[Path]:
    """Write the figures, relations and reports of these documents of a store, and the findings, into `folder`; returns the
    files, each of them whole.

    Raises UsageError for an unknown format, StoreError where the folder cannot be written.
    """
    tables = rows_of(store, held, findings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [path for name in formats for path in _writer(name)(folder, tables, lang)]
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error})") from error


def _writer(name: str) -> Writer:
    """The writer of a format; openpyxl is loaded only where it is asked for."""
    if name == "jsonl":
        from gouji.store.exports import jsonl

        return jsonl.write
    if name == "csv":
        from gouji.store.exports import csv

        return csv.write
    if name == "xlsx":
        from gouji.store.exports import xlsx

        return xlsx.write
    raise UsageError(f"{name}: no such format; there are {', '.join(FORMATS)}")
