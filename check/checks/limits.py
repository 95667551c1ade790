"""SCORE and LIMIT: a figure above what it may be at most, points of an assessment or anything else."""

from collections.abc import Iterator

from gouji.check.claim import Claim, relation_claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each limit that is violated or for review."""
    for relation in ledger.failed("at_most"):
        score = ledger.figures[relation.lhs].kind == "score"
        yield relation_claim("SCORE" if score else "LIMIT", relation, ledger)
