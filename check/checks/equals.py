"""EQUAL: One fact stated twice, differently."""

from collections.abc import Iterator

from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each restated fact that is violated or for review."""
    yield from failures("EQUAL", ledger)
