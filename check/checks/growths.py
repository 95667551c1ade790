"""GROWTH: A rate of change, or a multiple, that its two levels do not give, or that goes the other way."""

from collections.abc import Iterator

from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each growth that is violated or for review."""
    yield from failures("GROWTH", ledger)
