"""DELTA: A difference that does not agree with the two figures it lies between."""

from collections.abc import Iterator

from gouji.check.claim import Claim, relation_claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each difference that is violated or for review."""
    for relation in ledger.failed("difference"):
        yield relation_claim("DELTA", relation, ledger)
