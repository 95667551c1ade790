"""EQUAL: One fact stated twice, differently."""

from collections.abc import Iterator

from gouji.check.claim import Claim, relation_claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each equal that is violated or for review."""
    for relation in ledger.failed("equal"):
        yield relation_claim("EQUAL", relation, ledger)
