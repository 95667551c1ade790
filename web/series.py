"""What the reports of one office say of one indicator over the years, as points to draw."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Final, NamedTuple

from gouji.check.units import PEOPLE
from gouji.schemas import Document, Figure

_LEVELS: Final = ("total", "plain", "part")
_COUNTED_ONCE: Final = ("quota", "headcount", "unit_count")  # 名 and 个 count these alike
_FORMS: Final = (
    (r"(\d{4})", "year"),
    (r"(\d{4})-(\d{2})-(\d{2})", "day"),
    (r"(\d{4})-H([12])", "half"),
    (r"(\d{4})-Q([1-4])", "quarter"),
    (r"(\d{4})-(\d{2})", "month"),
)
_MONTHS: Final = {"half": 6, "quarter": 3, "month": 1}


class Stated(NamedTuple):
    """One report's figure for a period; `low` and `high` enclose what it may stand for, None where open."""

    document: str
    report: int
    figure: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    scale: int


@dataclass(frozen=True, slots=True)
class Point:
    """What is stated for one period; `day` is its last day. In a conflict two reports say what cannot both be true."""

    period: str
    day: date
    stated: Sequence[Stated]
    conflict: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The points of an office and indicator in the order of time; `unit` and `scale` (a power of ten) are the commonest."""

    office: str
    indicator: str
    breakdown: str
    unit: str
    scale: int
    points: Sequence[Point]

    @property
    def conflicts(self) -> int:
        return sum(point.conflict for point in self.points)


class _Key(NamedTuple):
    """What one series is of; `form` keeps years apart from days, as a flow is no level."""

    office: str
    indicator: str
    breakdown: str
    unit: str
    form: str


class Collected:
    """Statements gathered document by document, so that an archive need not be held whole."""

    def __init__(self) -> None:
        self._stated: dict[_Key, dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))

    def add(self, document: Document) -> None:
        """Take in the levels of a document whose office, indicator and period are known."""
        offices = {head.report: head.office for head in document.reports}
        for figure in document.figures:
            office = offices.get(figure.report)
            form = _form(figure.period or "")
            if office and form and figure.indicator and figure.role in _LEVELS and figure.mode == "actual":
                if figure.role == "part" and figure.breakdown:  # a mere division of something
                    continue
                key = _Key(office, figure.indicator, figure.breakdown, _unit(figure), form)
                self._stated[key][figure.period or ""].append(_stated(figure))

    def series(self, office_of: Mapping[str, str]) -> list[Series]:
        """Every series of two periods or more, and what conflicts within one; `office_of` brings the names of an office
        together. Those with conflicts come first, then by office and indicator."""
        joined: dict[_Key, dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))
        for key, periods in self._stated.items():
            for period, stated in periods.items():
                joined[key._replace(office=office_of.get(key.office, key.office))][period] += stated
        found = [_series(key, periods) for key, periods in joined.items()]
        found = [one for one in found if len(one.points) > 1 or one.conflicts]
        return sorted(found, key=lambda one: (not one.conflicts, one.office, one.indicator, one.breakdown))


def series_of(documents: Iterable[Document], office_of: Mapping[str, str]) -> list[Series]:
    """The series of these documents; `office_of` as gouji.check.across.offices.same_offices gives it."""
    collected = Collected()
    for document in documents:
        collected.add(document)
    return collected.series(office_of)


def _series(key: _Key, periods: Mapping[str, Sequence[Stated]]) -> Series:
    points = []
    for period, stated in periods.items():
        clear = list(_unambiguous(stated))
        if clear:
            points.append(Point(period, _last_day(period), clear, _conflict(clear)))
    points.sort(key=lambda point: point.day)
    every = [one for point in points for one in point.stated]
    (unit, scale), _ = Counter((one.unit, one.scale) for one in every).most_common(1)[0] if every else (("", 0), 0)
    return Series(key.office, key.indicator, key.breakdown, unit, scale, points)


def _unambiguous(stated: Sequence[Stated]) -> Iterator[Stated]:
    """The first statement of each report; of a report that gives several values, none."""
    by_report: dict[tuple[str, int], list[Stated]] = defaultdict(list)
    for one in stated:
        by_report[one.document, one.report].append(one)
    for group in by_report.values():
        if all(_agree(group[0], other) for other in group[1:]):
            yield group[0]


def _conflict(stated: Sequence[Stated]) -> bool:
    return any(not _agree(one, other) for one, other in combinations(stated, 2))


def _agree(one: Stated, other: Stated) -> bool:
    """Whether the two may stand for one number."""
    lows = [bound for bound in (one.low, other.low) if bound is not None]
    highs = [bound for bound in (one.high, other.high) if bound is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _stated(figure: Figure) -> Stated:
    return Stated(
        figure.document, figure.report, figure.figure, figure.value, figure.low, figure.high, figure.unit, figure.unit_mult
    )


def _unit(figure: Figure) -> str:
    if figure.kind in _COUNTED_ONCE:
        return ""
    return "人" if figure.unit in PEOPLE else figure.unit


def _form(period: str) -> str:
    """`day`, `year`, `half` …; "" for what has no place in a series."""
    form = next((form for pattern, form in _FORMS if re.fullmatch(pattern, period)), "")
    try:
        return form if form and _last_day(period) else ""
    except ValueError:  # 2008-02-30, 0000
        return ""


def _last_day(period: str) -> date:
    for pattern, form in _FORMS:
        if match := re.fullmatch(pattern, period):
            year, *rest = (int(part) for part in match.groups())
            if form == "year":
                return date(year, 12, 31)
            if form == "day":
                return date(year, *rest)
            month = rest[0] * _MONTHS[form]
            return date(year, 12, 31) if month == 12 else date.fromordinal(date(year, month + 1, 1).toordinal() - 1)
    raise ValueError(period)
