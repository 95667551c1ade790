"""A Frictionless data package: a folder of CSV files with `datapackage.json`, which says what every column holds.

Specification: Data Package 1, Table Schema 1 (https://specs.frictionlessdata.io).
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gouji.store.datatypes import DataType, datatypes, nullable
from gouji.store.exports.csv import write_table
from gouji.store.exports.rows import Rows, whole_folder
from gouji.store.labels import Lang, columns, fields, label, vocabulary
from gouji.store.views import views

NAME = "datapackage"

_TYPES: dict[DataType, str] = {"integer": "integer", "number": "number", "decimal": "number", "boolean": "boolean"}
_OBJECTS = frozenset({"spans", "waiver"})  # of the columns in JSON; the others are arrays
_OPEN_LISTS = frozenset({"indicator", "code"})  # codes that grow from version to version

_KEYS = {
    "documents": ("document",),
    "reports": ("document", "report"),
    "figures": ("document", "figure"),
    "relations": ("document", "relation"),
    "findings": ("finding",),
    "quality": ("document",),
}
_FOREIGN_KEYS: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "reports": ((("document",), "documents"),),
    "figures": ((("document",), "documents"), (("document", "report"), "reports")),
    "relations": ((("document",), "documents"), (("document", "lhs"), "figures")),
    "indicator_years": ((("document",), "documents"), (("document", "figure"), "figures")),
    "quality": ((("document",), "documents"),),
}

# What a number is in: a fixed unit, or the column of the same row that names it.
_UNITS = {"start": "code point", "end": "code point", "decimals": "digit", "unit_mult": "power of ten", "confidence": "1"}
_IN_UNIT = frozenset({"value", "value_number", "low", "high"})


def write(folder: Path, tables: Sequence[Rows], lang: Lang) -> list[Path]:
    """The folder `datapackage`; its titles and descriptions are in `lang`."""
    path = folder / NAME
    with whole_folder(path) as part:
        for table in tables:
            write_table(part / f"{table.name}.csv", table)
        there = {table.name for table in tables}
        package = {
            "name": "gouji",
            "title": {"zh": "勾稽:报告中的数据及其关系", "en": "gouji: the figures of reports and how they agree"}[lang],
            "profile": "tabular-data-package",
            "resources": [_resource(part / f"{table.name}.csv", table, there, lang) for table in tables],
        }
        text = json.dumps(package, ensure_ascii=False, indent=2)
        (part / "datapackage.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return [path]


def _resource(path: Path, table: Rows, there: set[str], lang: Lang) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table.name.replace("_", "-"),
        "path": path.name,
        "title": label("sheet", table.name, lang),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table, there, lang),
    }


def _schema(table: Rows, there: set[str], lang: Lang) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, column, lang) for column in table.columns], "missingValues": [""]}
    if key := _KEYS.get(table.name):
        schema["primaryKey"] = list(key)
    foreign = [
        {"fields": list(own), "reference": {"resource": other, "fields": list(_KEYS[other])}}
        for own, other in _FOREIGN_KEYS.get(table.name, ())
        if other in there
    ]
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _field(table: Rows, column: str, lang: Lang) -> dict[str, Any]:
    """Text that is never missing may be empty, which is not the same: such a field takes nothing for missing."""
    kind = datatypes(table.described).get(column, "text")
    field: dict[str, Any] = {"name": column, "type": _TYPES.get(kind, "string")}
    if kind == "json":
        field["type"] = "object" if column in _OBJECTS else "array"
    field["title"] = columns(table.described)[column][lang == "en"]
    if described := _meaning(table, column):
        field["description"] = described
    if column in _IN_UNIT:
        field["unitField"] = "unit"
    elif column in _UNITS:
        field["unit"] = _UNITS[column]
    if column not in nullable(table.described):
        if field["type"] == "string":
            field["missingValues"] = []
        field["constraints"] = {"required": True}
    if kind == "code" and column in fields() and column not in _OPEN_LISTS:
        field.setdefault("constraints", {})["enum"] = list(vocabulary(column))
    return field


def _meaning(table: Rows, column: str) -> str:
    view = views().get({"figures": "v_observation"}.get(table.described, table.described))
    told = view.columns.get(column) if view else None
    return told.meaning if told else ""
