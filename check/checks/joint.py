"""JOINT: relations that each hold within rounding, and cannot all hold together."""

from collections.abc import Iterator

from gouji.check import reasons
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger, parties
from gouji.check.propagation import Conflict, conflicts
from gouji.check.verdict import decimal
from gouji.schemas import Figure


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim, for review, for each smallest set of relations that contradict each other, the figure where they do first.

    Never more than that: relations of figures printed in 万 may hold though a part was left out of one of them.
    """
    for conflict in conflicts(ledger):
        figures = _figures(conflict, ledger)
        yield Claim(
            code="JOINT",
            severity="review",
            figures=figures,
            expected=None,
            actual=figures[0].value,
            gap=decimal(conflict.gap),
            tolerance=None,
            reason=reasons.TOGETHER,
            office=ledger.office(figures[0].report),
            joint=conflict.relations,
        )


def _figures(conflict: Conflict, ledger: Ledger) -> tuple[Figure, ...]:
    names = dict.fromkeys((conflict.figure, *(figure for relation in conflict.relations for figure in parties(relation))))
    return tuple(ledger.figures[figure] for figure in names)
