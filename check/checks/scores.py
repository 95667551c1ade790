"""SCORE: Points that do not add up: items against their whole, 满分 − 扣分 = 得分."""

from collections.abc import Iterator

from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each sum or difference of points that is violated or for review."""
    yield from failures("SCORE", ledger)
