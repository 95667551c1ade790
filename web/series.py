"""What the reports of one office say of one indicator over the years, as points to draw."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from gouji.check.across import Series as Stated
from gouji.check.across import Statement
from gouji.check.across.periods import bounds_of
from gouji.schemas import Figure


@dataclass(frozen=True, slots=True)
class Point:
    """What is stated for one period; `day` is its last day. In a conflict two reports say what cannot both be true."""

    period: str
    day: date
    figures: Sequence[Figure]
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


def drawable(series: Stated) -> Iterator[Series]:
    """The levels of a known indicator, apart by the form of their period: years are not mixed with days, a flow being no
    level. What has one period only, and no conflict in it, is left out."""
    if not series.topic.known:
        return
    indicator, _, breakdown = series.topic.name.partition(" ")
    by_form: dict[str, list[Point]] = defaultdict(list)
    for period, statements in series.levels.items():
        day = _last_day(period)
        if day is not None:
            figures = [statement.figure for statement in statements]
            by_form[re.sub(r"\d", "0", period)].append(Point(period, day, figures, _conflict(statements)))
    for points in by_form.values():
        points.sort(key=lambda point: point.day)
        figures = [figure for point in points for figure in point.figures]
        (unit, scale), _ = Counter((figure.unit, figure.unit_mult) for figure in figures).most_common(1)[0]
        found = Series(series.office, indicator, breakdown, unit, scale, points)
        if len(points) > 1 or found.conflicts:
            yield found


def _conflict(statements: Sequence[Statement]) -> bool:
    return any(one.span.distance(other.span) > 0 for one, other in combinations(statements, 2))


def _last_day(period: str) -> date | None:
    """None for a span of several periods and for what is no date."""
    if "/" in period:
        return None
    try:
        return date.fromisoformat(bounds_of(period)[1])
    except ValueError:
        return None
