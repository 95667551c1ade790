"""Relations of sums: a total and its parts, a change and its two levels, a value and its limit."""

from collections.abc import Sequence
from typing import NamedTuple

from gouji.check import reasons
from gouji.check.direction import direction, went
from gouji.check.interval import ZERO, Exact, Interval, exact, total, without_sign
from gouji.check.reading import Reading
from gouji.check.rounding import improbable
from gouji.check.units import mix
from gouji.check.verdict import Verdict, compare, decimal, untestable
from gouji.schemas import Relation

FEW = 6  # so few rounded figures may well all be off by half a unit in the same direction


class Signed(NamedTuple):
    """A term as the laws see it."""

    sign: int
    reading: Reading


def right_side(terms: Sequence[Signed]) -> tuple[Exact, Interval]:
    """Σ sign·term: its value and what it may stand for."""
    value: Exact = ZERO
    for sign, reading in terms:
        value = value + reading.value if sign > 0 else value - reading.value
    span = total(reading.span if sign > 0 else reading.span.negative() for sign, reading in terms)
    return value, span


def judge_sum(relation: Relation, claim: Reading, terms: Sequence[Signed]) -> Verdict:
    """lhs = Σ sign·term; an open list only bounds each of its parts by the whole."""
    if not _units_mix(claim, terms):
        return untestable(reasons.UNIT_MISMATCH)
    value, span = right_side(terms)
    parties = [claim, *(term.reading for term in terms)]
    verdict = compare(claim.value, claim.span, value, span, parties)
    if verdict.outcome == "holds_by_rounding":
        return _as_likely(verdict, parties)
    if relation.closed or verdict.outcome == "holds":
        return verdict
    too_large = max(terms, key=lambda term: term.reading.value)
    over = _at_most(too_large.reading.value, too_large.reading.span, claim.value, claim.span, parties)
    if over.outcome == "violated":
        return over
    if over.outcome == "review" or value > claim.value:
        return verdict._replace(outcome="review", reason=over.reason or reasons.PARTS_EXCEED_OPEN_LIST)
    return verdict._replace(outcome="not_testable", reason=reasons.OPEN_LIST)


def _as_likely(verdict: Verdict, parties: Sequence[Reading]) -> Verdict:
    """A sum that only holds if nearly all of many figures were rounded the same way is for review."""
    if len(parties) <= FEW or not verdict.gap or any(party.figure.bound != "exact" for party in parties):
        return verdict
    steps = [party.step for party in parties if party.span.low is not party.span.high]
    if improbable(exact(verdict.gap), steps):
        return verdict._replace(outcome="review", reason=reasons.ROUNDING)
    return verdict


def judge_difference(relation: Relation, claim: Reading, terms: Sequence[Signed]) -> Verdict:
    """lhs = |a − b|; where the text says which way it went, the other way is for review."""
    if not _units_mix(claim, terms):
        return untestable(reasons.UNIT_MISMATCH)
    value, span = right_side(terms)
    parties = [claim, *(term.reading for term in terms)]
    straight = compare(claim.value, claim.span, value, span, parties)
    levels = [term.reading for term in terms]
    told = relation.stated or relation.rule == "implied.change"
    if (claim.value >= 0 and value >= 0) or straight.outcome in ("holds", "holds_by_rounding"):
        against = told and claim.value > 0 and straight.outcome in ("holds", "holds_by_rounding") and _against(claim, levels)
        return straight._replace(outcome="violated", reason=reasons.REVERSED) if against else straight
    size, sizes = (value, span) if value >= 0 else (-value, span.negative())
    verdict = compare(without_sign(claim.value), claim.span.magnitude(), size, sizes, parties)
    agree = verdict.outcome in ("holds", "holds_by_rounding")
    if agree and told and value and (value < 0) is (claim.value > 0):
        return turned(verdict, claim, levels)
    return verdict


def _against(claim: Reading, levels: Sequence[Reading]) -> bool:
    """Whether the words say of a change that it went one way, and the rows that its levels went the other."""
    way = direction(claim.figure) if len(levels) == 2 else 0
    gone = went(*(level.figure for level in levels)) if way else None
    return bool(gone) and gone != way


def turned(verdict: Verdict, claim: Reading, levels: Sequence[Reading]) -> Verdict:
    """A change of the right size whose words say that it went the other way.

    Violated where the rows tell which level is the later one; nothing is wrong where by the rows the words are right.
    """
    way = direction(claim.figure)
    gone = went(*(level.figure for level in levels)) if way and len(levels) == 2 else None
    if gone is None:
        return verdict._replace(outcome="review", reason=reasons.REVERSED)
    return verdict if gone == way else verdict._replace(outcome="violated", reason=reasons.REVERSED)


def judge_at_most(_relation: Relation, claim: Reading, terms: Sequence[Signed]) -> Verdict:
    """lhs ≤ Σ sign·term."""
    if not _units_mix(claim, terms):
        return untestable(reasons.UNIT_MISMATCH)
    value, span = right_side(terms)
    return _at_most(claim.value, claim.span, value, span, [claim, *(term.reading for term in terms)])


def _at_most(claim: Exact, claimed: Interval, limit: Exact, span: Interval, parties: Sequence[Reading]) -> Verdict:
    """A value against what it must not exceed; below it there is no gap."""
    if claim <= limit:
        return Verdict("holds", decimal(limit), decimal(ZERO), decimal(ZERO))
    return compare(claim, claimed, limit, span, parties)


def _units_mix(claim: Reading, terms: Sequence[Signed]) -> bool:
    unit = claim.figure.unit
    return all(mix(unit, term.reading.figure.unit) for term in terms)
