"""LIMIT: A figure above what it may be at most: points above their maximum, or anything above its limit."""

from collections.abc import Iterator

from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each limit that is violated or for review."""
    yield from failures("LIMIT", ledger)
