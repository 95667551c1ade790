"""DELTA: a difference that does not agree with the two figures it lies between, or goes the other way."""

from collections.abc import Iterator
from dataclasses import replace

from gouji.check import reasons
from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.interval import HALF, quotient, without_sign
from gouji.check.ledger import Ledger
from gouji.check.reading import read


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each difference that is violated or for review; of percentage points, whether they are percent."""
    for claim in failures("DELTA", ledger):
        yield replace(claim, reason=reasons.PERCENT_NOT_POINTS) if _is_growth_in_points(claim) else claim


def _is_growth_in_points(claim: Claim) -> bool:
    """Whether a change called percentage points is the rate of change of the two percentages that it lies between."""
    sized = claim.severity != "review" and claim.reason != reasons.REVERSED
    if claim.figures[0].unit != "百分点" or len(claim.figures) != 3 or not sized:
        return False
    points, *levels = (read(figure) for figure in claim.figures)
    first, second = levels
    if points is None or first is None or second is None:
        return False
    change = without_sign(first.value - second.value)
    rates = [quotient(change, level.value) * 100 for level in (first, second) if level.value]
    return any(without_sign(rate - points.value) <= points.step * HALF for rate in rates)
