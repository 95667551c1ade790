"""What codes and columns are called in Chinese and English: labels.toml, and the indicators by their own names."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, cast

from gouji.schemas.indicators import lexicon
from gouji.store.views import views

Lang = Literal["zh", "en"]
_LANGS: tuple[Lang, ...] = ("zh", "en")
Names = dict[str, tuple[str, str]]


@cache
def vocabulary(field: str) -> Names:
    """Code → (Chinese, English) of one field: `kind`, `bound`, `outcome`, `code`, `sheet` …"""
    return {code: (zh, en) for code, (zh, en) in _file()[field].items()}


@cache
def columns(table: str) -> Names:
    """Column → (Chinese, English) of one exported table, in the order of its `row()` method, or of a view."""
    if view := views().get(table):
        return {column: (told.heading, column.replace("_", " ")) for column, told in view.columns.items()}
    tables = cast(dict[str, dict[str, list[str]]], _file()["columns"])
    return {column: (zh, en) for column, (zh, en) in tables[table].items()}


def label(field: str, code: str, lang: Lang = "zh") -> str:
    """What `code` is called; a code without a name is its own name."""
    names = vocabulary(field).get(code)
    return code if names is None else names[_LANGS.index(lang)]


def fields() -> list[str]:
    """The fields whose codes have names."""
    return [field for field in _file() if field not in ("columns", "sheet")]


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    indicators = {code: [each.zh, each.en] for code, each in lexicon().indicators.items()}
    return {**tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8")), "indicator": indicators}
