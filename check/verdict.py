"""What a law says of one relation, and the comparison that all laws share."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from gouji.check import reasons
from gouji.check.interval import ZERO, Exact, Interval, without_sign
from gouji.check.reading import Reading
from gouji.schemas import Outcome

# Room for every digit a sensible figure and a sum of thousands of them can have: no addition is ever rounded.
_EXACT = Context(prec=200, rounding=ROUND_HALF_EVEN)
_TOLERANCE_PLACES = 6  # a quotient of rounded figures has endless digits; six places are more than any report prints

# 约, 余, 以上 … are stretched by a tenth before a gap beyond them is called a contradiction.
VAGUE_SHARE = Fraction(1, 10)


class Verdict(NamedTuple):
    """The outcome with the right-hand side, its distance from the claim, and the distance still allowed (None: no limit)."""

    outcome: Outcome
    expected: Decimal | None = None
    gap: Decimal | None = None
    tolerance: Decimal | None = None
    reason: str = ""


def untestable(reason: str) -> Verdict:
    """The verdict on what cannot be tested."""
    return Verdict("not_testable", reason=reason)


def compare(claim: Exact, claimed: Interval, value: Exact, span: Interval, parties: Sequence[Reading]) -> Verdict:
    """A claim against a right-hand side that should equal it.

    `claimed` and `span` are what the two sides may stand for; `parties` are the figures involved, whose vague wording
    may explain a gap that the intervals leave.
    """
    gap = ZERO if claim == value else without_sign(claim - value)
    room = _room(span, value, claimed, claim) if claim < value else _room(claimed, claim, span, value)
    outcome: Outcome
    reason = ""
    if (not gap or gap == room) and (claimed.has_open_end or span.has_open_end) and claimed.meet(span) is None:
        outcome, reason = "review", reasons.LIMIT_ITSELF
    elif not gap:
        outcome = "holds"
    elif room is None or gap <= room:
        outcome = "holds_by_rounding"
    elif gap <= room + VAGUE_SHARE * sum(without_sign(party.value) for party in parties if party.figure.bound != "exact"):
        outcome, reason = "review", reasons.VAGUE
    else:
        outcome = "violated"
    return Verdict(outcome, decimal(value), decimal(gap), None if room is None else decimal(room), reason)


def _room(upper: Interval, above: Exact, lower: Interval, below: Exact) -> Exact | None:
    """How far apart two values may be and still meet: the upper one's slack downwards and the lower one's upwards."""
    if upper.low is None or lower.high is None:
        return None
    if upper.low is upper.high and lower.low is lower.high:  # two points
        return ZERO
    return (above - upper.low) + (lower.high - below)


def decimal(value: Exact) -> Decimal:
    """The number as a Decimal: exact where it has finitely many digits, else to six places."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return rounded(value, _TOLERANCE_PLACES)


def rounded(value: Exact, places: int) -> Decimal:
    """The number to so many places, halves away from zero, as reports round."""
    scale = 10**places
    units = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    return _EXACT.scaleb(Decimal(units if value >= 0 else -units), -places)
