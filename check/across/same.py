"""YEAR_SAME: the same fact of the same office and period, stated differently in two reports."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from gouji.check import reasons
from gouji.check.across.series import Series, Statement
from gouji.check.across.told import claim_of
from gouji.check.claim import Claim
from gouji.check.culprit.slips import slips
from gouji.check.interval import without_sign
from gouji.check.naming import extends, level_name, overlap
from gouji.check.reading import Reading, read
from gouji.check.verdict import compare
from gouji.schemas import Figure, Severity

ALIKE = 0.8  # names this close are one thing said twice, or two things told apart by a word: for review only
NEARLY = 20  # … and only where the values lie within a twentieth
CROWD = 400  # a period with more topics than this is not searched for names that are alike


def claims(series: Sequence[Series]) -> Iterator[Claim]:
    """One claim for each report that contradicts the first that stated the level, and reviews for names that are alike.

    Where the first gives the other's value, too, under a fuller name (编制 617 of all, 部门编制 67), either may be meant.
    """
    told: dict[tuple[tuple[str, int], str, str], list[Statement]] = defaultdict(list)
    for one in series:
        for period, statements in one.levels.items():
            for statement in statements:
                told[statement.report, period, statement.figure.kind].append(statement)
    for one in series:
        for period, (first, *later) in one.levels.items():
            for other in later:
                beside = told.get((first.report, period, first.figure.kind), ())
                fuller = any(_gives(statement, other) for statement in beside if statement.figure is not first.figure)
                if claim := _contradiction(first, other, reasons.OVERLAPPING_NAMES if fuller else ""):
                    yield claim
    yield from _alike(series)


def _gives(statement: Statement, other: Statement) -> bool:
    """Whether a report gives the other's very number, under a name that is much like it."""
    one, two = (level_name(each.figure.subject, each.figure.measure) for each in (statement, other))
    return statement.reading.value == other.reading.value and overlap(one, two) >= ALIKE


def _contradiction(first: Statement, other: Statement, reason: str) -> Claim | None:
    """`first` is held to be right: the report about that very period."""
    one, two = other.reading, first.reading
    verdict = compare(one.value, one.span, two.value, two.span, [one, two])
    if first.report == other.report or verdict.outcome not in ("violated", "review"):
        return None
    severity: Severity = "error" if other.figure.period and len(other.figure.period) == 10 else "warning"
    if not reason and verdict.outcome == "violated" and _are_far(one, two):
        reason = reasons.FAR_APART
    return claim_of(
        "YEAR_SAME",
        "review" if reason or verdict.outcome == "review" else severity,
        (other, first),
        verdict,
        reason=reason or verdict.reason,
    )


def _are_far(one: Reading, two: Reading) -> bool:
    """Whether two numbers are so far apart, and by no slip of the pen, that they rather count two things of one name."""
    large, small = max(without_sign(one.value), without_sign(two.value)), min(without_sign(one.value), without_sign(two.value))
    return large * 2 > small * 3 and not any(
        (reading := read(trial)) is not None and reading.span.distance(other.span) == 0
        for figure, other in ((one.figure, two), (two.figure, one))
        for trial, _ in slips(figure)
    )


def _alike(series: Sequence[Series]) -> Iterator[Claim]:
    """Levels of one day whose names differ by some words more and whose values differ by little."""
    by_period: dict[tuple[str, str, str], list[tuple[str, Statement]]] = defaultdict(list)
    for one in series:
        for period, statements in one.levels.items():
            if len(period) == 10 and not one.topic.known:
                by_period[one.topic.kind, one.topic.unit, period].append((one.topic.name, statements[0]))
    for group in by_period.values():
        if len(group) > CROWD:
            continue
        for (name, mine), (other_name, others) in combinations(group, 2):
            if overlap(name, other_name) < ALIKE or not extends(name, other_name):
                continue
            first, other = sorted((mine, others), key=lambda s: (not s.is_first_hand, s.issued.order, s.issued.report))
            if _told_apart(first.figure, other.figure):
                continue
            gap = without_sign(first.reading.value - other.reading.value)
            near = gap * NEARLY <= max(without_sign(first.reading.value), without_sign(other.reading.value))
            if near and (claim := _contradiction(first, other, reasons.OVERLAPPING_NAMES)):
                yield claim


def _told_apart(one: Figure, other: Figure) -> bool:
    """Whether both are known to count something, and not the same."""
    if one.indicator is None or other.indicator is None:
        return False
    return (one.indicator, one.breakdown) != (other.indicator, other.breakdown)
