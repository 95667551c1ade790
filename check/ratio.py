"""Relations of quotients: a share, a rate of change, an average."""

from collections.abc import Sequence
from fractions import Fraction

from gouji.check import reasons
from gouji.check.direction import direction
from gouji.check.interval import ZERO, Exact, Interval, quotient, without_sign
from gouji.check.linear import Signed, right_side, turned
from gouji.check.reading import Reading
from gouji.check.units import mix, per_whole
from gouji.check.verdict import Verdict, compare, rounded, untestable
from gouji.schemas import Relation

EXPECTED_PLACES = 2
GROWTH = ("growth", "implied.growth")
# 98.46 → 98.5 → 99: rounded to one digit more first, the printed rate may lie this share of its step too high.
TWICE_ROUNDED = Fraction(56, 100)


def judge_ratio(relation: Relation, claim: Reading, terms: Sequence[Signed]) -> Verdict:
    """lhs = Σ signed terms before the last / the last, in percent where lhs is; the sign of a change is in its words."""
    if len(terms) < 2:
        return untestable(reasons.NO_TERMS)
    per = per_whole(claim.figure)
    if per > 1 and not _one_dimension(terms):
        return untestable(reasons.UNIT_MISMATCH)
    try:
        value, span = _quotient(terms)
    except ZeroDivisionError:
        return untestable(reasons.DIVISION_BY_ZERO)
    rises, sure = value > 0, not span.contains(ZERO)
    value, span = without_sign(value) * per, span.magnitude().times(per)
    shown = without_sign(claim.value)
    verdict = compare(shown, claim.rounded.magnitude(), value, span, [claim])
    expected = rounded(value, max(EXPECTED_PLACES, claim.figure.decimals - claim.figure.unit_mult))
    gap = abs(claim.figure.value.copy_abs() - expected)
    verdict = verdict._replace(expected=expected, gap=gap)
    if verdict.outcome == "holds_by_rounding" and without_sign(shown - value) * 2 <= claim.step:
        verdict = verdict._replace(outcome="holds")
    if verdict.outcome in ("holds", "holds_by_rounding") and value and _is_change(terms):
        way = direction(claim.figure)
        if sure and way and (way > 0) is not rises:
            return turned(verdict, claim, [terms[0].reading, terms[1].reading])
        return verdict
    if verdict.outcome in ("holds", "holds_by_rounding") and relation.rule in GROWTH and _turns(claim, terms):
        return verdict._replace(outcome="violated", reason=reasons.REVERSED)
    if verdict.outcome in ("violated", "review"):
        explained = _explained(verdict, shown, claim.step, span)
        if explained.outcome == "review" and sure and _is_change(terms) and direction(claim.figure) * (1 if rises else -1) < 0:
            return turned(explained, claim, [terms[0].reading, terms[1].reading])
        return explained
    return verdict


def _is_change(terms: Sequence[Signed]) -> bool:
    """Whether a quotient is (new − old)/old."""
    return len(terms) == 3 and terms[1].reading is terms[2].reading and terms[1].sign < 0


def _turns(claim: Reading, terms: Sequence[Signed]) -> bool:
    """Whether a rate and the change that it is of are told as going opposite ways: 减少36件，上升2.0%."""
    change = terms[0].reading.figure
    if len(terms) != 2 or change.role != "delta" or change.sentence != claim.figure.sentence:
        return False
    return direction(change) * direction(claim.figure) < 0


def _quotient(terms: Sequence[Signed]) -> tuple[Exact, Interval]:
    """The quotient and what it may be; (new − old)/old is taken as new/old − 1, so that old is not counted twice."""
    *numerator, divisor = terms
    whole = divisor.reading
    times = sum(term.sign for term in numerator if term.reading is whole)
    value, span = right_side([term for term in numerator if term.reading is not whole])
    if not whole.value:
        raise ZeroDivisionError("the divisor is zero")
    share = quotient(value, whole.value) + times
    spread = span.over(whole.span).plus(Interval.point(times))
    return (share, spread) if divisor.sign > 0 else (-share, spread.negative())


def _explained(verdict: Verdict, shown: Exact, step: Exact, span: Interval) -> Verdict:
    """A rate cut off instead of rounded, or rounded twice, is for review."""
    if span.distance(Interval(shown, shown + step)) == 0 and not (span.low is not None and span.low == shown + step):
        return verdict._replace(outcome="review", reason=reasons.TRUNCATED)
    if span.distance(Interval(shown - step * TWICE_ROUNDED, shown)) == 0:
        return verdict._replace(outcome="review", reason=reasons.ROUNDED_TWICE)
    return verdict


def _one_dimension(terms: Sequence[Signed]) -> bool:
    unit = terms[-1].reading.figure.unit
    return all(mix(unit, term.reading.figure.unit) for term in terms[:-1])
