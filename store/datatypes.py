"""What the columns of exported tables and of views hold (datatypes.toml)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from gouji.store import tables

DataType = Literal["text", "integer", "number", "decimal", "boolean", "json", "code"]
_TABLES = {"figures": tables.figure, "relations": tables.relation, "findings": tables.finding, "reports": tables.report}


@cache
def datatypes(table: str) -> Mapping[str, DataType]:
    """Column → what it holds, of an exported table or a view; text where a column is not among them."""
    file = _file()
    return {
        column: kind
        for part in ("every", table)
        for kind in get_args(DataType)
        for column in file.get(part, {}).get(kind, "").split()
    }


@cache
def nullable(table: str) -> frozenset[str]:
    """The columns of an exported table that may hold nothing."""
    stored = _TABLES.get(table)
    of_store = () if stored is None else (column.name for column in stored.c if column.nullable)
    return frozenset((*of_store, *_file().get(table, {}).get("null", "").split()))


@cache
def _file() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("datatypes.toml").read_text(encoding="utf-8"))
