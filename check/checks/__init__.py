"""The checks within a report, one file a check: each turns failed relations or figures into claims."""

from collections.abc import Callable, Iterator

from gouji.check.checks import counts, deltas, equals, limits, quotas, rates, sums
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger

CHECKS: tuple[Callable[[Ledger], Iterator[Claim]], ...] = (
    sums.claims,
    deltas.claims,
    rates.claims,
    equals.claims,
    counts.claims,
    limits.claims,
    quotas.claims,
)
