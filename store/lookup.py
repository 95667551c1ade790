"""Rows of the views, by office, indicator, period, year and document; what is not wanted is never read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Double, Integer, Select, Text, column, false, or_, select, table
from sqlalchemy.types import TypeEngine

from gouji.schemas import UsageError
from gouji.store.datatypes import datatypes
from gouji.store.views import views

VIEWS = {
    "observations": "v_observation",
    "indicator_years": "v_indicator_year",
    "findings": "v_finding",
    "documents": "v_document",
    "quality": "v_quality",
}
_ORDERS = {
    "v_observation": ("document", "start", "end"),
    "v_indicator_year": ("office", "indicator", "breakdown", "period", "document_id"),
    "v_finding": ("run_id", "id"),
    "v_document": ("document", "id"),
    "v_quality": ("document", "document_id"),
}
_TYPES: dict[str, type[TypeEngine[Any]]] = {"integer": Integer, "number": Double, "json": JSON}
_COLUMNS = {"offices": "office", "indicators": "indicator", "periods": "period", "years": "year", "documents": "document"}
_AT_A_TIME = 1_000  # rows


@dataclass(frozen=True, slots=True)
class Sought:
    """Which rows of a view: those whose column is among the values given; None asks for nothing."""

    offices: Sequence[str] | None = None
    indicators: Sequence[str] | None = None
    periods: Sequence[str] | None = None
    years: Sequence[int] | None = None
    documents: Sequence[str] | None = None


EVERYTHING = Sought()


def view_rows(connection: Connection, what: str, sought: Sought) -> Iterator[Mapping[str, Any]]:
    """The rows of a view as it has them, lists and mappings decoded; raises UsageError as `query` does."""
    result = connection.execution_options(yield_per=_AT_A_TIME).execute(query(what, sought))
    names = tuple(result.keys())
    yield from (dict(zip(names, row, strict=True)) for row in result)


def query(what: str, sought: Sought) -> Select[Any]:
    """The statement for some rows of a view, in an order of their own.

    Raises UsageError for a view that there is not, and for a filter on a column that it has not.
    """
    name = VIEWS.get(what)
    if name is None:
        raise UsageError(f"{what}: there are {', '.join(VIEWS)}")
    types = datatypes(name)
    source = table(name, *(column(each, _TYPES.get(types.get(each, ""), Text)) for each in views()[name].columns))
    chosen = select(source).order_by(*(source.c[each] for each in _ORDERS[name]))
    for field in fields(sought):
        values = getattr(sought, field.name)
        if values is None:
            continue
        if _COLUMNS[field.name] not in source.c:
            raise UsageError(f"{what} have no {_COLUMNS[field.name]} to choose by")
        chosen = chosen.where(_among(source.c[_COLUMNS[field.name]], values))
    return chosen


def _among(asked: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """Years as spans where they follow on each other, so that a range of a thousand stays a short statement."""
    if not values:
        return false()
    if not isinstance(values[0], int):
        return asked == values[0] if len(values) == 1 else asked.in_(values)
    return or_(*(asked.between(first, last) for first, last in _spans(values)))


def _spans(years: Sequence[int]) -> list[tuple[int, int]]:
    """Years as (first, last) of those that follow on each other.

    >>> _spans([2012, 2010, 2011, 2015])
    [(2010, 2012), (2015, 2015)]
    """
    spans: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if spans and spans[-1][1] == year - 1:
            spans[-1] = spans[-1][0], year
        else:
            spans.append((year, year))
    return spans
