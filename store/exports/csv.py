"""CSV: the same tables and column names as the JSON Lines; decimals as printed strings, lists and spans as JSON."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gouji.store.exports.rows import Rows, whole
from gouji.store.labels import Lang


def write(folder: Path, tables: Sequence[Rows], _lang: Lang) -> list[Path]:
    """One file a table, UTF-8 without a byte order mark, quoted as RFC 4180 has it but with plain line feeds."""
    paths = []
    for table in tables:
        path = folder / f"{table.name}.csv"
        with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(table.columns)
            lines.writerows([_cell(row[column]) for column in table.columns] for row in table.each())
        paths.append(path)
    return paths


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict, bool)) else value
