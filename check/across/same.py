"""YEAR_SAME: the same fact of the same office and period, stated differently in two reports."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from gouji.check import reasons
from gouji.check.across.facts import Facts, Statement, Topic, names_of
from gouji.check.claim import Claim
from gouji.check.naming import extends, overlap
from gouji.check.verdict import compare
from gouji.schemas import Figure, Severity

ALIKE = 0.8  # names this close are one thing said twice, or two things told apart by a word: for review only
NEARLY = 20  # … and only where the values lie within a twentieth
CROWD = 400  # a period with more topics than this is not searched for names that are alike


def claims(facts: Facts) -> Iterator[Claim]:
    """One claim for each report that contradicts the first that stated the level, and reviews for names that are alike."""
    for statements in facts.levels.values():
        first, *later = sorted(statements, key=_first_hand)
        for other in later:
            if claim := _contradiction(first, other, ""):
                yield claim
    yield from _alike(facts)


def _first_hand(statement: Statement) -> tuple[bool, tuple[int, int]]:
    """The report about that very period comes first, then the order of the run."""
    year = (statement.figure.period or "")[:4]
    return (statement.about or "")[:4] != year, statement.order


def _contradiction(first: Statement, other: Statement, reason: str) -> Claim | None:
    one, two = other.reading, first.reading
    verdict = compare(one.value, one.span, two.value, two.span, [one, two])
    if first.report == other.report or verdict.outcome not in ("violated", "review"):
        return None
    severity: Severity = "error" if other.figure.period and len(other.figure.period) == 10 else "warning"
    return Claim(
        code="YEAR_SAME",
        severity="review" if reason or verdict.outcome == "review" else severity,
        figures=(other.figure, first.figure),
        expected=verdict.expected,
        actual=other.figure.value,
        gap=verdict.gap,
        tolerance=verdict.tolerance,
        reason=reason or verdict.reason,
        office=other.office,
        offices=names_of(other, first),
        suspects=(other.figure, first.figure),
    )


def _alike(facts: Facts) -> Iterator[Claim]:
    """Levels of one day whose names differ by some words more and whose values differ by little."""
    by_period: dict[tuple[str, str, str], list[tuple[Topic, list[Statement]]]] = defaultdict(list)
    for (topic, period), statements in facts.levels.items():
        if len(period) == 10 and not topic.known:
            by_period[topic.kind, topic.unit, period].append((topic, statements))
    for group in by_period.values():
        if len(group) > CROWD:
            continue
        for (topic, mine), (other_topic, others) in combinations(group, 2):
            if overlap(topic.name, other_topic.name) < ALIKE or not extends(topic.name, other_topic.name):
                continue
            first, other = sorted((mine[0], others[0]), key=_first_hand)
            if _told_apart(first.figure, other.figure):
                continue
            gap = abs(first.reading.value - other.reading.value)
            near = gap * NEARLY <= max(abs(first.reading.value), abs(other.reading.value))
            if near and (claim := _contradiction(first, other, reasons.OVERLAPPING_NAMES)):
                yield claim


def _told_apart(one: Figure, other: Figure) -> bool:
    """Whether both are known to count something, and not the same."""
    if one.indicator is None or other.indicator is None:
        return False
    return (one.indicator, one.breakdown) != (other.indicator, other.breakdown)
