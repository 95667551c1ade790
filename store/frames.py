"""The views as pandas frames, chosen by office, indicator, time and file in the database: docs/python.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from gouji.schemas import UsageError
from gouji.schemas.indicators import lexicon
from gouji.store.datatypes import DataType, datatypes
from gouji.store.labels import fields, vocabulary
from gouji.store.lookup import VIEWS, Sought
from gouji.store.store import Store
from gouji.store.views import views

What = Literal["observations", "indicator_years", "findings", "documents", "quality"]


def load(
    store: Store | str | Path,
    what: What = "observations",
    *,
    office: str | Sequence[str] | None = None,
    indicator: str | Sequence[str] | None = None,
    period: str | Sequence[str] | None = None,
    years: int | Iterable[int] | None = None,
    document: str | Sequence[str] | None = None,
    exact: bool = True,
) -> pd.DataFrame:
    """A view of a store (open, or where it is) as a frame, one row a row, in the view's columns without the store's ids.

    Each filter takes one value or several, and is part of the statement: what is not asked for is not read. An office is
    named as the view has it, an indicator by its code or its Chinese name, `years` are those in which periods begin.
    Text is `string`, a number of things `Int64`, a code `category` with all codes of its field, whatever is called number a
    `float64`. Decimals are `Decimal` objects; with `exact` False they are `float64`, too.

    Raises UsageError for a view, an indicator or a filter that there is not, StoreError where the store cannot be read.
    """
    if what not in VIEWS:
        raise UsageError(f"{what}: there are {', '.join(VIEWS)}")
    sought = Sought(
        offices=_several(office),
        indicators=_codes(indicator),
        periods=_several(period),
        years=[years] if isinstance(years, int) else None if years is None else list(years),
        documents=_several(document),
    )
    types = datatypes(VIEWS[what])
    columns: dict[str, list[Any]] = {
        name: [] for name in views()[VIEWS[what]].columns if name not in ("id", "run_id", "document_id")
    }
    with _opened(store) as kept:
        for row in kept.view_rows(what, sought):
            for name, cells in columns.items():
                cells.append(row[name])
    return pd.DataFrame({name: _series(name, types.get(name, "text"), columns[name], exact=exact) for name in columns})


@contextmanager
def _opened(store: Store | str | Path) -> Iterator[Store]:
    if isinstance(store, Store):
        yield store
        return
    with Store.existing(str(store)) as opened:
        yield opened


def _several(asked: str | Sequence[str] | None) -> Sequence[str] | None:
    return [asked] if isinstance(asked, str) else asked


def _codes(asked: str | Sequence[str] | None) -> list[str] | None:
    known = lexicon().indicators
    by_name = {indicator.zh: code for code, indicator in known.items()}
    named = _several(asked)
    if named is None:
        return None
    for name in named:
        if name not in known and name not in by_name:
            raise UsageError(f"{name}: no such indicator; docs/indicators.md tells where they stand")
    return [by_name.get(name, name) for name in named]


def _series(name: str, kind: DataType, cells: list[Any], *, exact: bool) -> "pd.Series[Any]":
    if kind == "code":
        return pd.Series(pd.Categorical(cells, categories=_categories(name, cells)))
    if kind == "decimal" and exact:
        return pd.Series([None if cell is None else Decimal(cell) for cell in cells], dtype=object)
    if kind in ("decimal", "number"):
        return pd.Series([None if cell is None else float(cell) for cell in cells], dtype="float64")
    series: pd.Series[Any] = pd.Series(cells, dtype=_DTYPES.get(kind, "string"))
    return series


_DTYPES: Mapping[DataType, Any] = {"integer": "Int64", "boolean": "boolean", "json": object}


def _categories(name: str, cells: Iterable[Any]) -> list[str]:
    """All codes of a field in their order, or what they are called in Chinese; then what only the store has."""
    field = name.removesuffix("_zh")
    known = vocabulary(field) if field in fields() else {}
    listed = [names[0] for names in known.values()] if name.endswith("_zh") else list(known)
    return list(dict.fromkeys([*listed, *(cell for cell in cells if cell is not None)]))
