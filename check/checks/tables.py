"""TABLE: a cell that its row or its column does not add up to, and the cell where a row and a column fail alike."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.check import reasons
from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger
from gouji.schemas import Figure

MARGINS = {"table.row": reasons.ROW_TOTAL, "table.column": reasons.COLUMN_TOTAL}


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each total of a table that is violated or for review, with the margin that fails.

    Where a row and a column miss by the same amount, the one cell that both add up is the first suspect of both.
    """
    found = list(failures("TABLE", ledger))
    for claim in found:
        if claim.severity == "review" or claim.relation is None or claim.relation.rule not in MARGINS:
            yield claim
        elif (cell := _crossing(claim, found)) is not None:
            others = tuple(figure for figure in claim.suspects if figure != cell)
            yield replace(claim, reason=reasons.CROSSING, suspects=(cell, *others))
        else:
            yield replace(claim, reason=MARGINS[claim.relation.rule])


def _crossing(claim: Claim, others: Sequence[Claim]) -> Figure | None:
    """The cell that a failed row and a failed column share, both short or both over by the same; None where none is."""
    for other in others:
        if other.relation is None or claim.relation is None or {claim.relation.rule, other.relation.rule} != set(MARGINS):
            continue
        shared = [figure for figure in claim.figures if figure in other.figures]
        if len(shared) == 1 and _excess(claim, shared[0]) == _excess(other, shared[0]) is not None:
            return shared[0]
    return None


def _excess(claim: Claim, cell: Figure) -> object:
    """How much larger the cell would have to be for the sum to come out; as a total it moves the other way."""
    if claim.expected is None or claim.actual is None:
        return None
    missing = claim.actual - claim.expected
    return -missing if claim.figures[0] == cell else missing
