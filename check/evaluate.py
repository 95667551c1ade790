"""Evaluating relations: which hold, which only by rounding, which cannot."""

from collections.abc import Callable, Mapping, Sequence

from gouji.check import reasons
from gouji.check.doubts import doubted
from gouji.check.linear import Signed, judge_at_most, judge_difference, judge_sum
from gouji.check.ratio import judge_ratio
from gouji.check.reading import Reading, read
from gouji.check.sameness import judge_equal, judge_list_length
from gouji.check.verdict import Verdict, untestable
from gouji.schemas import Figure, Relation, RelationType

LOW_CONFIDENCE = 0.4  # below it a contradiction says more about our reading than about the report

CHANGES = frozenset({"change", "growth"})  # the rules that tie a change to the levels at its two ends

LAWS: Mapping[RelationType, Callable[[Relation, Reading, Sequence[Signed]], Verdict]] = {
    "sum": judge_sum,
    "difference": judge_difference,
    "ratio": judge_ratio,
    "equal": judge_equal,
    "list_length": judge_list_length,
    "at_most": judge_at_most,
}


Readings = dict[str, Reading | None]


def evaluate(figures: Mapping[str, Figure], relations: Sequence[Relation], readings: Readings | None = None) -> list[Relation]:
    """The relations of one document with `outcome`, `expected`, `gap`, `tolerance` and `reason` filled in.

    `figures` maps figure ids to the figures of the document. `expected` is what the right-hand side gives (of a ratio
    rounded to 2 decimals or to those of the claim, whichever is more), `gap` its distance from the claim, never negative,
    `tolerance` the distance that print and wording allow (None: no limit), all in the unit of the claim with scale words
    multiplied in. `reason` is a code of gouji.check.reasons. Odd data gives `not_testable`, never an error. The relations
    come back in their order. `readings` keeps what was read of the figures, where more relations of them come later.
    """
    known: Readings = {} if readings is None else readings

    def reading_of(figure: str) -> Reading | None:
        if figure not in known:
            known[figure] = read(figures[figure])
        return known[figure]

    return doubted(figures, [_filled(relation, _judge(relation, figures, reading_of)) for relation in relations])


def _judge(relation: Relation, figures: Mapping[str, Figure], reading_of: Callable[[str], Reading | None]) -> Verdict:
    law = LAWS.get(relation.type)
    if law is None:
        return untestable(reasons.UNKNOWN_TYPE)
    if not relation.terms and relation.type != "list_length":
        return untestable(reasons.NO_TERMS)
    if relation.lhs not in figures or any(term.figure not in figures for term in relation.terms):
        return untestable(reasons.MISSING_FIGURE)
    claim = reading_of(relation.lhs)
    terms: list[Signed] = []
    for term in relation.terms:
        reading = reading_of(term.figure)
        if reading is None:
            return untestable(reasons.OUT_OF_RANGE)
        terms.append(Signed(1 if term.sign >= 0 else -1, reading))
    if claim is None:
        return untestable(reasons.OUT_OF_RANGE)
    verdict = law(relation, claim, terms)
    if verdict.outcome == "violated" and relation.rule in CHANGES and _of_one_period(terms):
        return untestable(reasons.ONE_PERIOD)
    if verdict.outcome == "violated" and min(_confidences(claim, terms)) < LOW_CONFIDENCE:
        return verdict._replace(outcome="review", reason=reasons.LOW_CONFIDENCE)
    return verdict


def _of_one_period(terms: Sequence[Signed]) -> bool:
    """Whether the two levels of a change hold at one time, so that one of them was misread as the earlier one."""
    periods = {term.reading.figure.period for term in terms}
    return len(terms) > 1 and len(periods) == 1 and None not in periods


def _confidences(claim: Reading, terms: Sequence[Signed]) -> list[float]:
    return [claim.figure.confidence, *(term.reading.figure.confidence for term in terms)]


def _filled(relation: Relation, verdict: Verdict) -> Relation:
    """The relation with its verdict; written out because dataclasses.replace takes three times as long."""
    return Relation(
        relation.document,
        relation.report,
        relation.relation,
        relation.type,
        relation.lhs,
        relation.terms,
        relation.stated,
        relation.closed,
        relation.evidence,
        relation.rule,
        relation.listed,
        verdict.outcome,
        verdict.expected,
        verdict.gap,
        verdict.tolerance,
        verdict.reason,
    )
