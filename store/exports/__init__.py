"""Exports: what a store holds as files, one module a format, each with `write(folder, tables, lang)`."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from gouji.schemas import Finding, StoreError, UsageError
from gouji.store.exports.rows import Rows, more_of, rows_of, whole
from gouji.store.labels import Lang
from gouji.store.scan import Held
from gouji.store.store import Store

__all__ = ["FORMATS", "Rows", "check_formats", "export", "whole"]

Writer = Callable[[Path, Sequence[Rows], Lang], list[Path]]
FORMATS = ("jsonl", "csv", "xlsx", "parquet", "sdmx-csv", "datapackage")
_NEEDS = {"parquet": "pyarrow"}  # format → what it is written with, and gouji[format] installs


def export(
    folder: Path,
    formats: Sequence[str],
    store: Store,
    held: Sequence[Held],
    findings: Sequence[Finding],
    lang: Lang = "zh",
    *,
    everything: bool = False,
    excel: bool = False,
    left_out: Counter[str] | None = None,
) -> list[Path]:
    """Write what these documents of a store hold, and the findings, into `folder`; returns the files and folders, each of
    them whole.

    `everything` adds the documents, the values by year and the quality of all that the store holds, which SDMX-CSV is always
    made of; `left_out` counts by why what cannot be said in it. `excel` begins CSV files with the mark that Excel knows UTF-8
    by. Raises UsageError for a format that there is not, or that needs what
    is not installed, StoreError where the folder cannot be written.
    """
    check_formats(formats)
    tables = rows_of(store, held, findings)
    if everything:
        tables += more_of(store, held)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writers = [_writer(name, store, excel=excel, left_out=left_out) for name in formats]
        return [path for write in writers for path in write(folder, tables, lang)]
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error})") from error


def check_formats(formats: Sequence[str]) -> None:
    """Raise UsageError for a format that there is not, or that needs what is not installed."""
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"{name}: no such format; there are {', '.join(FORMATS)}")
        if name in _NEEDS and find_spec(_NEEDS[name]) is None:
            raise UsageError(f"{name}: needs {_NEEDS[name]}; install gouji[{name}]")


def _writer(name: str, store: Store, *, excel: bool, left_out: Counter[str] | None) -> Writer:
    """The writer of a format; what it writes with is loaded only where it is asked for."""
    if name == "jsonl":
        from gouji.store.exports import jsonl

        return jsonl.write
    if name == "csv":
        from gouji.store.exports import csv

        return partial(csv.write, excel=excel)
    if name == "xlsx":
        from gouji.store.exports import xlsx

        return xlsx.write
    if name == "parquet":
        from gouji.store.exports import parquet

        return parquet.write
    if name == "datapackage":
        from gouji.store.exports import datapackage

        return datapackage.write
    from gouji.store.exports import sdmx

    return lambda folder, _tables, _lang: sdmx.write(folder, store, left_out)
