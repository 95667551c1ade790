"""Parquet: a file a table, those with a time in a folder of files by year (`year=2015`), as pyarrow, pandas and DuckDB read it.

A decimal is its exact text, and beside it, as `…_number`, a binary double to filter and to draw by: no decimal type of fixed
scale holds every figure, and one chosen by the figures at hand would be another in the next export.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gouji.store.datatypes import DataType, datatypes
from gouji.store.exports.rows import Rows, whole, whole_folder
from gouji.store.labels import Lang

_BY_YEAR = frozenset({"figures", "indicator_years"})
_GROUP = 10_000  # rows of a row group
_HELD = 40_000  # rows in memory while years are sorted apart
_OPEN = 100  # files open at a time
_NO_YEAR = "0"  # of rows without a period: pandas cannot read a folder of years of which one is null, as Hive would have it
_ARROW: dict[DataType, pa.DataType] = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "code": pa.dictionary(pa.int32(), pa.string()),
}


def write(folder: Path, tables: Sequence[Rows], _lang: Lang) -> list[Path]:
    """One `NAME.parquet` a table; a folder where it is kept by year."""
    paths = []
    for table in tables:
        path = folder / f"{table.name}.parquet"
        shape = _Shape(table)
        if table.name in _BY_YEAR:
            with whole_folder(path) as part:
                _write_by_year(part, shape, table.each())
        else:
            with whole(path) as part, pq.ParquetWriter(part, shape.schema, compression="zstd") as file:
                rows = table.each()
                while group := list(islice(rows, _GROUP)):
                    file.write_table(shape.table(group))
        paths.append(path)
    return paths


class _Shape:
    """The columns of a table as Arrow has them."""

    def __init__(self, table: Rows) -> None:
        types = datatypes(table.described)
        self._types: dict[str, DataType] = {
            column: types.get(column, "text") for column in table.columns if (table.name, column) != ("indicator_years", "year")
        }
        self._doubles = {
            f"{column}_number": column
            for column, kind in self._types.items()
            if kind == "decimal" and f"{column}_number" not in self._types
        }
        fields = [pa.field(column, _ARROW.get(kind, pa.string())) for column, kind in self._types.items()]
        self.schema = pa.schema([*fields, *(pa.field(column, pa.float64()) for column in self._doubles)])

    def table(self, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
        columns: dict[str, list[Any]] = {}
        for column, kind in self._types.items():
            cells = [row[column] for row in rows]
            columns[column] = (
                [None if cell is None else json.dumps(cell, ensure_ascii=False) for cell in cells] if kind == "json" else cells
            )
        for column, exact in self._doubles.items():
            columns[column] = [None if text is None else float(text) for text in columns[exact]]
        return pa.Table.from_pydict(columns, schema=self.schema)


def _write_by_year(folder: Path, shape: _Shape, rows: Iterator[Mapping[str, Any]]) -> None:
    """Rows into `year=Y/part-N.parquet`: a year when it has a row group, the fullest one when there are too many rows."""
    waiting: dict[str, list[Mapping[str, Any]]] = {}
    years = _Years(folder, shape)
    try:
        for count, row in enumerate(rows, start=1):
            year = _year_of(row)
            own = waiting.setdefault(year, [])
            own.append(row)
            if len(own) >= _GROUP:
                years.write(year, waiting.pop(year))
            elif count % _GROUP == 0 and sum(map(len, waiting.values())) >= _HELD:
                year = max(waiting, key=lambda each: len(waiting[each]))
                years.write(year, waiting.pop(year))
        for year, own in waiting.items():
            years.write(year, own)
        if not any(folder.iterdir()):  # a dataset of no rows still says its columns
            years.write(_NO_YEAR, [])
    finally:
        years.close()


class _Years:
    """The files of a folder, some of them open."""

    def __init__(self, folder: Path, shape: _Shape) -> None:
        self._folder, self._shape = folder, shape
        self._open: dict[str, pq.ParquetWriter] = {}

    def write(self, year: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if year not in self._open:
            while len(self._open) >= _OPEN:
                self._open.pop(next(iter(self._open))).close()
            place = self._folder / f"year={year}"
            place.mkdir(exist_ok=True)
            path = place / f"part-{sum(1 for _ in place.iterdir())}.parquet"
            self._open[year] = pq.ParquetWriter(path, self._shape.schema, compression="zstd")
        self._open[year].write_table(self._shape.table(rows))

    def close(self) -> None:
        for file in self._open.values():
            file.close()


def _year_of(row: Mapping[str, Any]) -> str:
    year = (row["period"] or "")[:4]
    return year if len(year) == 4 and year.isdecimal() and year.isascii() else _NO_YEAR
