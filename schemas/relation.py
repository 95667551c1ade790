"""Relation: an arithmetic tie between figures that the text states or plainly implies."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

from gouji.schemas.figure import plain

RelationType = Literal["sum", "difference", "ratio", "equal", "list_length", "at_most", "growth"]
Outcome = Literal["holds", "holds_by_rounding", "violated", "review", "not_testable"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Term(NamedTuple):
    """A signed figure of a relation; `sign` is +1 or -1."""

    sign: int
    figure: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of `relations.jsonl`, within one document; figures are named by their ids.

    sum          lhs = Σ sign·term; `closed` False (其中, 主要) only bounds each part by the whole
    difference   lhs = |a − b|, terms [+a, −b] written so that the right side is positive where the text says which way
    ratio        lhs = Σ signed terms before the last / the last term, times 100 where lhs is in percent
    equal        lhs = each term
    list_length  lhs = `listed`, the number of items counted in the text; no terms
    at_most      lhs ≤ Σ sign·term

    `evidence` is the source span (start, end) of the words that state it. `outcome` and what follows are filled by
    gouji.check; before that `outcome` is None. `reason` says why it could not be tested or is only for review.
    """

    document: str
    report: int
    relation: str
    type: RelationType
    lhs: str
    terms: tuple[Term, ...]
    stated: bool
    closed: bool
    evidence: tuple[int, int]
    rule: str
    listed: int | None = None
    outcome: Outcome | None = None
    expected: Decimal | None = None
    gap: Decimal | None = None
    tolerance: Decimal | None = None
    reason: str = ""

    def row(self) -> dict[str, Any]:
        """The relation as a JSON-ready mapping."""
        return {
            "document": self.document,
            "report": self.report,
            "relation": self.relation,
            "type": self.type,
            "lhs": self.lhs,
            "terms": [[term.sign, term.figure] for term in self.terms],
            "listed": self.listed,
            "stated": self.stated,
            "closed": self.closed,
            "outcome": self.outcome,
            "expected": None if self.expected is None else plain(self.expected),
            "gap": None if self.gap is None else plain(self.gap),
            "tolerance": None if self.tolerance is None else plain(self.tolerance),
            "evidence": list(self.evidence),
            "reason": self.reason,
            "rule": self.rule,
        }
