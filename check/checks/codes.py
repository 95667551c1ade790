"""Which check a relation belongs to: every relation to one, by its type, the rule that found it and what it ties."""

from collections.abc import Iterator

from gouji.check.claim import Claim, relation_claim
from gouji.check.ledger import Ledger, parties
from gouji.check.ratio import GROWTH
from gouji.schemas import Relation, Severity

FORMS = frozenset({"table.prescribed", "implied.form"})
SECTIONS = "sections"


def code_of(relation: Relation, ledger: Ledger) -> str:
    """The code under which a failure of the relation is reported."""
    lhs = ledger.figures[relation.lhs]
    if relation.type == "sum" and relation.rule in FORMS:
        return "FORM"
    if relation.type in ("sum", "difference") and lhs.kind == "score":
        return "SCORE"
    if relation.type == "sum" and relation.rule == SECTIONS:
        return "SECTION"
    in_table = {ledger.figures[figure].origin == "table" for figure in parties(relation)}
    if relation.type == "sum":
        return "SUM" if False in in_table else "TABLE"
    if relation.type == "ratio":
        return "GROWTH" if is_growth(relation) else "RATE"
    if relation.type == "equal":
        return "PROSE" if len(in_table) == 2 else "EQUAL"
    return {"difference": "DELTA", "list_length": "COUNT"}.get(relation.type, "LIMIT")


def is_growth(relation: Relation) -> bool:
    """Whether a quotient is of a change over what was before: (new − old)/old, or a stated change over the old level."""
    *above, below = relation.terms
    return relation.rule in GROWTH or any(term.figure == below.figure for term in above)


def failures(code: str, ledger: Ledger, *, at_worst: Severity = "error") -> Iterator[Claim]:
    """One claim for each relation under a code that is violated or for review."""
    for relation in ledger.failed():
        if code_of(relation, ledger) == code:
            yield relation_claim(code, relation, ledger, at_worst=at_worst)
