"""Relations of equality: one fact stated more than once, a stated number of items against the list itself."""

from collections.abc import Sequence

from gouji.check import reasons
from gouji.check.interval import Interval
from gouji.check.linear import Signed
from gouji.check.reading import Reading
from gouji.check.units import same
from gouji.check.verdict import Verdict, compare, untestable
from gouji.schemas import Outcome, Relation

_WORST_FIRST: tuple[Outcome, ...] = ("violated", "review", "holds_by_rounding", "holds")


def judge_equal(_relation: Relation, claim: Reading, terms: Sequence[Signed]) -> Verdict:
    """lhs = each term; the verdict is on the term that disagrees most."""
    readings = [term.reading for term in terms]
    if not all(same(claim.figure.unit, reading.figure.unit) for reading in readings):
        return untestable(reasons.UNIT_MISMATCH)
    verdicts = [compare(claim.value, claim.span, other.value, other.span, [claim, other]) for other in readings]
    return min(verdicts, key=lambda verdict: (_WORST_FIRST.index(verdict.outcome), -(verdict.gap or 0)))


def judge_list_length(relation: Relation, claim: Reading, _terms: Sequence[Signed]) -> Verdict:
    """lhs = the number of items counted; an open list (等) may name fewer than there are."""
    if relation.listed is None:
        return untestable(reasons.NOT_COUNTED)
    listed = relation.listed
    verdict = compare(claim.value, claim.span, listed, Interval(listed, listed), [claim])
    if verdict.outcome == "violated" and not relation.closed and listed < claim.value:
        return verdict._replace(outcome="not_testable", reason=reasons.OPEN_LIST)
    return verdict
