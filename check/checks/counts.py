"""COUNT: A stated number of items that the list does not have."""

from collections.abc import Iterator

from gouji.check.claim import Claim, relation_claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each list_length that is violated or for review."""
    for relation in ledger.failed("list_length"):
        yield relation_claim("COUNT", relation, ledger, at_worst="warning")
