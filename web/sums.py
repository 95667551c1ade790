"""The arithmetic of a finding, written out line by line as one would on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gouji.check.phrases import SCALE_WORDS, amount, figure_name, when
from gouji.schemas import Figure, Finding, Relation
from gouji.schemas.figure import plain
from gouji.web.words import Lang, say

_RATES: Final = ("%", "‰")
_MINUS: Final = "−"
_EQUAL_CODES: Final = ("YEAR_SAME", "EQUAL")
_BOUND_CODES: Final = ("QUOTA", "SCORE", "LIMIT")


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of the sum: its sign before it ("" for the first), its value in the scale of the claim, what it counts,
    and when, "" where that is no different from the claim's."""

    sign: str
    figure: Figure
    value: str
    name: str
    period: str


@dataclass(frozen=True, slots=True)
class Sum:
    """What the terms come to, what the report says instead, how far off it is and how far it may be.

    `result` is "" where there is nothing to work out; `relates` is how the claim should stand to them: = or ≤.
    """

    terms: Sequence[Term]
    result: str
    claim: Term
    relates: str
    gap: str
    tolerance: str


def written_out(
    finding: Finding, figures: Mapping[tuple[str, str], Figure], relation: Relation | None, lang: Lang
) -> Sum | None:
    """The sum of a finding; None where one of its figures is not there."""
    if not finding.figures or any(pair not in figures for pair in finding.figures):
        return None
    claim, *others = (figures[pair] for pair in finding.figures)
    signed, ratio = _signed(finding, claim, others, relation)
    terms = [_term(sign, figure, figure if ratio else claim, claim, lang) for sign, figure in signed]
    if relation is not None and relation.type == "list_length":
        result = say("items", lang, n=relation.listed)
    else:
        works = len(terms) > 1 and finding.expected is not None and all(term.sign != "=" for term in terms)
        result = _scaled(finding.expected, claim) + claim.unit if works and finding.expected is not None else ""
    bounds = finding.code in _BOUND_CODES or (relation is not None and relation.type == "at_most")
    return Sum(
        terms,
        result,
        _term("", claim, claim, claim, lang),
        "≤" if bounds else "=",
        amount(finding.gap, claim, lang) if finding.gap is not None else "",
        _tolerance(finding, claim, lang),
    )


def _signed(
    finding: Finding, claim: Figure, others: Sequence[Figure], relation: Relation | None
) -> tuple[list[tuple[str, Figure]], bool]:
    """The terms with their signs, and whether the last one divides what stands before it."""
    by_id = {figure.figure: figure for figure in others}
    if relation is not None:
        terms = [(term.sign, by_id[term.figure]) for term in relation.terms if term.figure in by_id]
        if relation.type == "ratio" and len(terms) > 1:
            return [*_spelled(_rising(terms[:-1])), ("÷", terms[-1][1])], True
        if relation.type == "equal":
            return [("=", figure) for _, figure in terms], False
        return _spelled(_rising(terms) if relation.type == "difference" else terms), False
    if finding.code == "YEAR_DELTA" and len(others) == 2:
        old, new = others
        change = _rising([(1, new), (-1, old)])
        if claim.unit in _RATES and old.unit not in _RATES:
            return [*_spelled(change), ("÷", old)], True
        return _spelled(change), False
    return [("=" if finding.code in _EQUAL_CODES else "", figure) for figure in others], False


def _spelled(terms: Sequence[tuple[int, Figure]]) -> list[tuple[str, Figure]]:
    return [
        ("" if place == 0 and sign > 0 else "+" if sign > 0 else _MINUS, figure) for place, (sign, figure) in enumerate(terms)
    ]


def _rising(terms: Sequence[tuple[int, Figure]]) -> Sequence[tuple[int, Figure]]:
    """The terms of a change the larger side first, so that it comes out above zero, as reports print it."""
    if sum(sign * figure.value for sign, figure in terms) >= 0:
        return terms
    return sorted(((-sign, figure) for sign, figure in terms), key=lambda term: -term[0])


def _term(sign: str, figure: Figure, scale_of: Figure, claim: Figure, lang: Lang) -> Term:
    tells = figure is claim or figure.period != claim.period or figure.document != claim.document
    period = when(figure.period, lang) if tells else ""
    return Term(sign, figure, _scaled(figure.value, scale_of) + figure.unit, figure_name(figure), period)


def _tolerance(finding: Finding, claim: Figure, lang: Lang) -> str:
    if finding.tolerance is None:
        return say("no_limit", lang)
    return amount(finding.tolerance, claim, lang) if finding.tolerance else say("exact", lang)


def _scaled(value: Decimal, like: Figure) -> str:
    word = SCALE_WORDS.get(like.unit_mult, "")
    return grouped(value.scaleb(-like.unit_mult) if word else value) + word


def grouped(value: Decimal) -> str:
    """The number with its thousands set apart.

    >>> grouped(Decimal("1234567.50"))
    '1,234,567.5'
    """
    whole, point, rest = plain(value).partition(".")
    return plain(value) if whole == "-0" else f"{int(whole):,}{point}{rest}"
