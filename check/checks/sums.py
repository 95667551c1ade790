"""SUM and TABLE: a total that its parts do not add up to, in the text or in a table."""

from collections.abc import Iterator

from gouji.check.claim import Claim, relation_claim
from gouji.check.ledger import Ledger, parties


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each sum that is violated or for review; TABLE where all of its figures are cells of a table."""
    for relation in ledger.failed("sum"):
        cells = all(ledger.figures[figure].origin == "table" for figure in parties(relation))
        yield relation_claim("TABLE" if cells else "SUM", relation, ledger)
