"""A claim that does not stand, before it is put into words."""

from dataclasses import dataclass
from decimal import Decimal

from gouji.check.culprit import Explanation, Repair, explain
from gouji.check.ledger import Ledger, parties
from gouji.schemas import Figure, Relation, Severity


@dataclass(frozen=True, slots=True)
class Claim:
    """What a Finding will be made of.

    `figures` has the claim first, then what it is held against in the order of the equation. `expected` is what those
    give, `actual` what the claim says; `tolerance` None where one side is open. `office` is the issuer as written;
    `offices` the different ways it is written where reports of more than one name were brought together, `grounds` why
    they are one: (kind, as written, in full), kinds as in check.across.offices.Ground. `joint` holds the relations that
    contradict each other where no single one fails.
    """

    code: str
    severity: Severity
    figures: tuple[Figure, ...]
    expected: Decimal | None
    actual: Decimal | None
    gap: Decimal | None
    tolerance: Decimal | None
    reason: str = ""
    relation: Relation | None = None
    office: str | None = None
    offices: tuple[str, ...] = ()
    grounds: tuple[tuple[str, str, str], ...] = ()
    suspects: tuple[Figure, ...] = ()
    repairs: tuple[Repair, ...] = ()
    joint: tuple[Relation, ...] = ()

    @property
    def size(self) -> Decimal:
        """The gap as a share of the larger side, by which claims of one severity are ranked."""
        largest = max(abs(self.actual or Decimal(0)), abs(self.expected or Decimal(0)))
        return Decimal(0) if not self.gap or not largest else self.gap / largest


def relation_claim(code: str, relation: Relation, ledger: Ledger, *, at_worst: Severity = "error") -> Claim:
    """The claim of a failed relation: `at_worst` where the text states it, a warning where it is only implied."""
    violated = relation.outcome == "violated"
    severity: Severity = "review"
    if violated:
        severity = at_worst if relation.stated else "warning"
    explained = explain(relation, ledger) if violated else Explanation((), ())
    lhs = ledger.figures[relation.lhs]
    return Claim(
        code=code,
        severity=severity,
        figures=tuple(ledger.figures[figure] for figure in parties(relation)),
        expected=relation.expected,
        actual=lhs.value,
        gap=relation.gap,
        tolerance=relation.tolerance,
        reason=relation.reason,
        relation=relation,
        office=ledger.office(relation.report),
        suspects=explained.suspects,
        repairs=explained.repairs,
    )
