"""JSON Lines: figures.jsonl, relations.jsonl, findings.jsonl, reports.jsonl; decimals are strings, nothing is rounded."""

import json
from collections.abc import Sequence
from pathlib import Path

from gouji.store.exports.rows import Rows, whole
from gouji.store.labels import Lang


def write(folder: Path, tables: Sequence[Rows], _lang: Lang) -> list[Path]:
    """One file a table, UTF-8, one object a line."""
    paths = []
    for table in tables:
        path = folder / f"{table.name}.jsonl"
        with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
            rows = ({column: row[column] for column in table.columns} for row in table.each())
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        paths.append(path)
    return paths
