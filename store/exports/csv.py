"""CSV: the same tables and column names as the JSON Lines; decimals as printed strings, lists and spans as JSON."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gouji.store.exports.rows import Rows, whole
from gouji.store.labels import Lang


def write(folder: Path, tables: Sequence[Rows], _lang: Lang, *, excel: bool = False) -> list[Path]:
    """One file a table, UTF-8, quoted as RFC 4180 has it but with plain line feeds.

    Only `excel` puts a byte order mark first: Excel opens the file right with it, other programs take it for a letter.
    """
    paths = []
    for table in tables:
        path = folder / f"{table.name}.csv"
        with whole(path) as part:
            write_table(part, table, excel=excel)
        paths.append(path)
    return paths


def write_table(path: Path, table: Rows, *, excel: bool = False) -> None:
    with path.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(table.columns)
        lines.writerows([_cell(row[column]) for column in table.columns] for row in table.each())


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict, bool)) else value
