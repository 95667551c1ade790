"""The arithmetic of a finding, written out line by line as one would on paper."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gouji.check.phrases import SCALE_WORDS, amount, label_of, when
from gouji.schemas import Figure, Finding, Relation
from gouji.schemas.figure import plain
from gouji.web.words import Lang, say

Pair = tuple[str, str]
Signed = Sequence[tuple[str, Figure]]

_RATES: Final = ("%", "‰")
_MINUS: Final = "−"
# How a claim should stand to what it is held against, by the code of findings that have no relation.
_BOUNDS: Final = {"QUOTA": "≤", "SCORE": "≤", "LIMIT": "≤", "CUMULATIVE": "≥"}
_STATED_ALIKE: Final = ("YEAR_SAME", "EQUAL", "PROSE")  # nothing is worked out


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a sign, what the value is, the value with its unit. `lead` stands before the name; `figure` is None for
    what is worked out. `kind` is `result` under the line, `states` for the claim, else "". `period` tells when, where that
    is what tells the figure from the claim."""

    sign: str
    value: str
    lead: str = ""
    figure: Figure | None = None
    name: str = ""
    period: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """The lines, how far off the claim is, "" where that cannot be said, and how far it may be."""

    rows: Sequence[Row]
    gap: str
    tolerance: str


def written_out(finding: Finding, figures: Mapping[Pair, Figure], relations: Sequence[Relation], lang: Lang) -> Sum | None:
    """The sum of a finding; None where one of its figures is not there. `relations` are those of its document."""
    if not finding.figures or any(pair not in figures for pair in finding.figures):
        return None
    claim, *others = (figures[pair] for pair in finding.figures)
    relation = next((one for one in relations if one.relation == finding.relation), None)
    rows = list(_rows(finding, claim, others, relation, relations, lang))
    gap = amount(finding.gap, claim, lang) if finding.gap is not None else ""
    return Sum(rows, gap, _tolerance(finding, claim, lang))


def _rows(
    finding: Finding, claim: Figure, others: Sequence[Figure], relation: Relation | None, all_: Sequence[Relation], lang: Lang
) -> Iterator[Row]:
    expected = finding.expected
    if finding.code == "JOINT":
        yield from _together([claim, *others], all_, lang)
        return
    if finding.code == "WEIGHT" and expected is not None and finding.actual is not None:  # there is no claim but 100
        yield from (_row(sign, figure, claim, lang) for sign, figure in _spelled([(1, one) for one in (claim, *others)]))
        yield Row("=", _scaled(finding.actual, claim) + claim.unit, say("adds_to", lang), kind="result")
        yield Row("≠", _scaled(expected, claim) + claim.unit, say("should_be", lang), kind="states")
        return
    if bound := _bound(finding, relation):
        yield _row("", claim, claim, lang, lead=say("states", lang), kind="states")
        yield from _bounds(bound, claim, _signed(finding, claim, others, relation)[0], lang)
        return
    signed, divides = _signed(finding, claim, others, relation)
    yield from (_row(sign, figure, claim, lang, scale_of=figure if divides else claim) for sign, figure in signed)
    if relation is not None and relation.type == "list_length":
        yield Row("=", say("items", lang, n=relation.listed), say("adds_to", lang), kind="result")
    elif expected is not None and len(signed) > 1 and finding.code not in _STATED_ALIKE:
        worked = signed[1][0] != ""
        lead = say("adds_to" if worked else "compared", lang)
        yield Row("=" if worked else "", _scaled(expected, claim) + claim.unit, lead, kind="result")
    elif expected is not None and finding.code == "GRIM":
        yield Row("", _scaled(expected, claim) + claim.unit, say("nearest", lang), kind="result")
    yield _row("≠", claim, claim, lang, lead=say("states", lang), kind="states")


def _bound(finding: Finding, relation: Relation | None) -> str:
    """≤ or ≥ where the claim should stay on one side of something, "" where it should equal it."""
    if relation is None:
        return _BOUNDS.get(finding.code, "")
    if relation.type == "at_most":
        return "≤"
    return "≥" if relation.type == "sum" and not relation.closed else ""


def _bounds(bound: str, claim: Figure, signed: Signed, lang: Lang) -> Iterator[Row]:
    """What the claim should not exceed: the sum of the terms; or fall below: each of them, and those are shown that it does."""
    if bound == "≥":
        below = [(bound, figure) for _, figure in signed if figure.value > claim.value]
        signed = below or [(bound, figure) for _, figure in signed]
    lead = say("at_most" if bound == "≤" else "at_least", lang)
    for place, (sign, figure) in enumerate(signed):
        first = place == 0 or bound == "≥"
        yield _row(bound if first else sign, figure, claim, lang, lead=lead if first else "")


def _together(figures: Iterable[Figure], relations: Sequence[Relation], lang: Lang) -> Iterator[Row]:
    """Relations that cannot hold all together, one under the other: those that tie figures of the finding only."""
    known = {figure.figure: figure for figure in figures}
    for relation in relations:
        if relation.lhs in known and all(term.figure in known for term in relation.terms) and relation.terms:
            claim = known[relation.lhs]
            signed, divides = _by_relation(relation, list(known.values()))
            yield from (_row(sign, figure, claim, lang, scale_of=figure if divides else claim) for sign, figure in signed)
            sign = "≥" if relation.type == "at_most" else "≤" if relation.type == "sum" and not relation.closed else "="
            yield _row(sign, claim, claim, lang, kind="result")


def _signed(finding: Finding, claim: Figure, others: Sequence[Figure], relation: Relation | None) -> tuple[Signed, bool]:
    """The terms with their signs, and whether the last one divides what stands before it."""
    if relation is not None:
        return _by_relation(relation, others)
    if finding.code == "YEAR_DELTA" and len(others) == 2:
        old, new = others
        change = _rising([(1, new), (-1, old)])
        if claim.unit in _RATES and old.unit not in _RATES:
            return _divided(change, old), True
        return _spelled(change), False
    if finding.code == "POINT" and len(others) == 2:
        return _spelled(_rising([(1, others[0]), (-1, others[1])])), False
    return [("", figure) for figure in others], False


def _by_relation(relation: Relation, figures: Sequence[Figure]) -> tuple[Signed, bool]:
    by_id = {figure.figure: figure for figure in figures}
    terms = [(term.sign, by_id[term.figure]) for term in relation.terms if term.figure in by_id]
    if relation.type == "ratio" and len(terms) > 1:
        return _divided(_rising(terms[:-1]), terms[-1][1]), True
    if relation.type == "equal":
        return [("", figure) for _, figure in terms], False
    return _spelled(_rising(terms) if relation.type == "difference" else terms), False


def _divided(above: Sequence[tuple[int, Figure]], below: Figure) -> Signed:
    """A quotient; a sum above the line stands in brackets, the closing one before ÷."""
    spelled = _spelled(above)
    if len(spelled) == 1:
        return [*spelled, ("÷", below)]
    (sign, first), *others = spelled
    return [(f"({sign}", first), *others, (")÷", below)]


def _spelled(terms: Sequence[tuple[int, Figure]]) -> Signed:
    first = ["" if sign > 0 else _MINUS for sign, _ in terms[:1]]
    signs = [*first, *("+" if sign > 0 else _MINUS for sign, _ in terms[1:])]
    return [(sign, figure) for sign, (_, figure) in zip(signs, terms, strict=True)]


def _rising(terms: Sequence[tuple[int, Figure]]) -> Sequence[tuple[int, Figure]]:
    """The terms of a change the larger side first, so that it comes out above zero, as reports print it."""
    if sum(sign * figure.value for sign, figure in terms) >= 0:
        return terms
    return sorted(((-sign, figure) for sign, figure in terms), key=lambda term: -term[0])


def _row(
    sign: str, figure: Figure, claim: Figure, lang: Lang, *, scale_of: Figure | None = None, lead: str = "", kind: str = ""
) -> Row:
    tells = figure is claim or figure.period != claim.period or figure.document != claim.document
    period = when(figure.period, lang) if tells else ""
    scale = scale_of or claim
    value = _scaled(figure.value, scale, figure.decimals if scale.unit_mult == figure.unit_mult else 0) + figure.unit
    return Row(sign, value, lead, figure, label_of(figure), period, kind)


def _tolerance(finding: Finding, claim: Figure, lang: Lang) -> str:
    if finding.tolerance is None:
        return "" if finding.code in ("JUMP", "JOINT") else say("no_limit", lang)
    return amount(finding.tolerance, claim, lang) if finding.tolerance else say("exact", lang)


def _scaled(value: Decimal, like: Figure, decimals: int = 0) -> str:
    """The number in the scale of `like`, with its scale word and at least so many decimals."""
    word = SCALE_WORDS.get(like.unit_mult, "")
    return grouped(value.scaleb(-like.unit_mult) if word else value, decimals) + word


def grouped(value: Decimal, decimals: int = 0) -> str:
    """The number with its thousands set apart, and with at least so many decimals.

    >>> grouped(Decimal("1234567.50")), grouped(Decimal("285"), 1), grouped(Decimal("-0.5"))
    ('1,234,567.5', '285.0', '-0.5')
    """
    whole, _, rest = plain(value).partition(".")
    rest = rest.ljust(decimals, "0")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{'.' if rest else ''}{rest}"
