"""RATE: A share, a rate of change or an average that its figures do not give."""

from collections.abc import Iterator

from gouji.check.claim import Claim, relation_claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each ratio that is violated or for review."""
    for relation in ledger.failed("ratio"):
        yield relation_claim("RATE", relation, ledger)
