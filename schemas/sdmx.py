"""SDMX: which concept each field is (sdmx.toml), and times and numbers as SDMX writes them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from gouji.schemas.figure import plain

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_POINT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-Q[1-4])?")
_HALF = re.compile(r"(\d{4})-H([12])")


@dataclass(frozen=True, slots=True)
class Component:
    """A column of SDMX-CSV: its concept, its role, the field it comes from, how that is put, what stands for nothing."""

    id: str
    role: Literal["dimension", "measure", "attribute"]
    field: str
    put: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Dataflow:
    """A dataflow: `reference` is `AGENCY:ID(VERSION)`, `source` the view that its rows come from."""

    id: str
    reference: str
    zh: str
    en: str
    source: str
    components: tuple[Component, ...]


@cache
def dataflows() -> Mapping[str, Dataflow]:
    """The dataflows by their ids."""
    file = tomllib.loads(files("gouji.schemas").joinpath("sdmx.toml").read_text(encoding="utf-8"))
    return {
        name: Dataflow(
            name,
            f"{file['agency']}:{name}({file['version']})",
            entry["zh"],
            entry["en"],
            entry["source"],
            tuple(
                Component(each["id"], each["role"], each["from"], each.get("as", ""), each.get("empty", ""))
                for each in entry["columns"]
            ),
        )
        for name, entry in file["dataflows"].items()
    }


def time_period(period: str) -> str | None:
    """A period of ours (ISO 8601) as an SDMX observational time period; None where it has none: an end that is open.

    A half year is a semester, an interval a start and its length (SDMX 3.0, section 6, 4.2: Gregorian, reporting and range).

    >>> time_period("2015-12-31"), time_period("2008-H1"), time_period("2006-07/..")
    ('2015-12-31', '2008-S1', None)
    >>> time_period("2006/2010"), time_period("2012-03/2013-11"), time_period("2008-07-01/2008-11-15")
    ('2006-01-01/P5Y', '2012-03-01/P21M', '2008-07-01/P138D')
    """
    if _POINT.fullmatch(period):
        return period
    if half := _HALF.fullmatch(period):
        return f"{half[1]}-S{half[2]}"
    start, _, end = period.partition("/")
    try:
        first, after = _first_day(start), _day_after(end)
    except (ValueError, OverflowError):
        return None
    months = (after.year - first.year) * 12 + after.month - first.month
    if after <= first:
        return None
    if first.day != after.day:
        return f"{first.isoformat()}/P{(after - first).days}D"
    return f"{first.isoformat()}/P{months // 12}Y" if months % 12 == 0 else f"{first.isoformat()}/P{months}M"


def printed_number(value: Decimal, unit_mult: int) -> str:
    """The number in units of its scale word, as OBS_VALUE stands beside UNIT_MULT: exact, no exponent.

    >>> printed_number(Decimal("344724300"), 4), printed_number(Decimal("5"), 0)
    ('34472.43', '5')
    """
    return plain(Decimal((value.as_tuple().sign, value.as_tuple().digits, int(value.as_tuple().exponent) - unit_mult)))


def _first_day(text: str) -> date:
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def _day_after(text: str) -> date:
    year, month, day = _parts(text)
    if day:
        return date(year, month, day) + timedelta(1)
    if month:
        return date(year + month // 12, month % 12 + 1, 1)
    return date(year + 1, 1, 1)


def _parts(text: str) -> tuple[int, int, int]:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1]), int(found[2] or 0), int(found[3] or 0)
