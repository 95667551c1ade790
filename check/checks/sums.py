"""SUM: A total that the parts which the text gives do not add up to."""

from collections.abc import Iterator

from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each sum of the text that is violated or for review; tables, forms, scores and sections stand apart."""
    yield from failures("SUM", ledger)
