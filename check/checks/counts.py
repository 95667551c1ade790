"""COUNT: A stated number of items that the list does not have."""

from collections.abc import Iterator

from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each list length that is violated or for review."""
    yield from failures("COUNT", ledger, at_worst="warning")
