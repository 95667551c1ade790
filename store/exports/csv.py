"""CSV: the same tables and column names as the JSON Lines; decimals as printed strings, lists and spans as JSON."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gouji.store.datatypes import datatypes
from gouji.store.exports.rows import Rows, whole
from gouji.store.labels import Lang

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that spreadsheets calculate (OWASP, CSV Injection)


def write(folder: Path, tables: Sequence[Rows], _lang: Lang, *, excel: bool = False) -> list[Path]:
    """One file a table, UTF-8, quoted as RFC 4180 has it but with plain line feeds.

    Only `excel` puts a byte order mark first, by which Excel knows UTF-8 and which other programs take for a letter, and an
    apostrophe before texts that Excel would take for formulas.
    """
    paths = []
    for table in tables:
        path = folder / f"{table.name}.csv"
        with whole(path) as part:
            write_table(part, table, excel=excel)
        paths.append(path)
    return paths


def write_table(path: Path, table: Rows, *, excel: bool = False) -> None:
    types = datatypes(table.described)
    texts = frozenset(column for column in table.columns if types.get(column, "text") in ("text", "code"))
    with path.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(table.columns)
        for row in table.each():
            cells = [_cell(row[column]) for column in table.columns]
            if excel:
                cells = [_shown(cell) if column in texts else cell for column, cell in zip(table.columns, cells, strict=True)]
            lines.writerow(cells)


def _shown(cell: Any) -> Any:
    """A text that Excel would run as a formula, with the apostrophe that makes it show it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict, bool)) else value
