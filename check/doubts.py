"""Failures that say more about our reading than about the report: what was tied, and should not have been.

A relation that fails is looked at once more beside what stands around it. Where another reading of the same words holds, it
is not tested; where a number of the text was left unread that would close it, a person should look.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from typing import Final

from gouji.check import reasons
from gouji.check.direction import year_of
from gouji.check.ledger import HOLDING
from gouji.check.wording import gaps, squeezed
from gouji.schemas import Figure, Relation, RelationType, Term

LEAD: Final = 60  # characters before the first part that was read, in which one may stand that was not
DIGITS: Final = "零一二三四五六七八九"
PLACES: Final = ("", "十", "百", "千")


def doubted(figures: Mapping[str, Figure], relations: Sequence[Relation]) -> list[Relation]:
    """The relations of a document in their order, those that fail for a reason of our own no longer `violated`."""
    if not any(relation.outcome == "violated" for relation in relations):
        return list(relations)
    told: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in figures.values():
        if figure.origin == "text" and figure.sentence and figure.value.is_finite():
            told[figure.report, figure.sentence].append(figure)
    implied = [relation for relation in relations if relation.rule.startswith("implied.")]
    sound = {(relation.type, relation.lhs) for relation in implied if relation.outcome in HOLDING}
    fuller = {relation.lhs: set(relation.terms) for relation in implied if relation.type == "sum"}
    summed = {
        (figures[relation.lhs].sentence, frozenset(relation.terms))
        for relation in relations
        if relation.type == "sum" and relation.outcome in HOLDING and relation.lhs in figures
    }
    return [
        _untested(relation)
        if relation.outcome == "violated"
        and relation.type == "sum"
        and (set(relation.terms) < fuller.get(relation.lhs, set()) or _adds_up_to_another(relation, figures, summed))
        else _doubted(relation, figures, told, sound)
        if relation.outcome == "violated"
        else relation
        for relation in relations
    ]


def _adds_up_to_another(relation: Relation, figures: Mapping[str, Figure], summed: Set[tuple[str, frozenset[Term]]]) -> bool:
    """Whether the parts make another figure of the sentence of their total: 受理418件，办结412件，其中… are of the former."""
    return relation.lhs in figures and (figures[relation.lhs].sentence, frozenset(relation.terms)) in summed


def _doubted(
    relation: Relation,
    figures: Mapping[str, Figure],
    told: Mapping[tuple[int, str], Sequence[Figure]],
    sound: set[tuple[RelationType, str]],
) -> Relation:
    if relation.type == "ratio" and (relation.type, relation.lhs) in sound:
        return _untested(relation)
    if relation.type == "equal" and _of_two_years(relation, figures):
        return replace(_untested(relation), reason=reasons.TWO_YEARS)
    if relation.type != "sum" or any(figure not in figures for figure in (relation.lhs, *(t.figure for t in relation.terms))):
        return relation
    total, terms = figures[relation.lhs], [figures[term.figure] for term in relation.terms]
    apart = total.sentence not in {term.sentence for term in terms}
    if (apart and _own_total(relation, total, terms, told)) or _left_out(relation, total, terms, told):
        return _untested(relation)
    if not relation.stated and total.bound != "exact":
        return replace(relation, outcome="review", reason=reasons.VAGUE)
    if apart and total.role == "delta" and all(term.role != "delta" for term in terms):
        return replace(relation, outcome="review", reason=reasons.OTHER_SENTENCE)
    if _left_unread(relation, total, terms, told):
        return replace(relation, outcome="review", reason=reasons.UNREAD)
    return relation


def _of_two_years(relation: Relation, figures: Mapping[str, Figure]) -> bool:
    """Whether what should be one fact is told of two years."""
    named = [figures[name] for name in (relation.lhs, *(term.figure for term in relation.terms)) if name in figures]
    return len({year for figure in named if (year := year_of(figure))}) > 1


def _untested(relation: Relation) -> Relation:
    return replace(relation, outcome="not_testable", expected=None, gap=None, tolerance=None, reason=reasons.OTHER_READING)


def _own_total(
    relation: Relation, total: Figure, terms: Sequence[Figure], told: Mapping[tuple[int, str], Sequence[Figure]]
) -> bool:
    """Whether parts that all stand in one sentence have their own total there, and come out."""
    places = {(term.report, term.sentence) for term in terms}
    if len(places) != 1:
        return False
    inside, together = {term.figure for term in terms}, _sum(relation, terms)
    return any(
        figure.value == together and figure.unit == total.unit and figure.figure not in inside
        for figure in told.get(places.pop(), ())
    )


def _left_out(
    relation: Relation, total: Figure, terms: Sequence[Figure], told: Mapping[tuple[int, str], Sequence[Figure]]
) -> bool:
    """Whether a figure that stands among the parts, in their unit, is what they are short of, as far as the print tells."""
    missing = total.value - _sum(relation, terms)
    parties = {total.figure, *(term.figure for term in terms)}
    first, last = total.start, max(term.start for term in terms)
    if total.sentence != terms[0].sentence:
        first = terms[0].start - LEAD
    here = told.get((total.report, terms[0].sentence), ())
    return missing > 0 and any(
        _may_be(figure, missing, relation.tolerance or Decimal(0)) and figure.unit == total.unit and first < figure.start < last
        for figure in here
        if figure.figure not in parties and _alike(figure, terms)
    )


def _sum(relation: Relation, terms: Sequence[Figure]) -> Decimal:
    return sum((term.sign * figure.value for term, figure in zip(relation.terms, terms, strict=True)), Decimal(0))


def _alike(figure: Figure, terms: Sequence[Figure]) -> bool:
    """Whether a figure can be one of the parts: points that an item got are not those that it is worth."""
    return figure.kind != "score" or any(figure.measure == term.measure for term in terms)


def _may_be(figure: Figure, value: Decimal, room: Decimal) -> bool:
    """Whether a figure may stand for a value, give or take what the print of a sum allows."""
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return low.is_finite() and high.is_finite() and low - room <= value <= high + room


def _left_unread(
    relation: Relation, total: Figure, terms: Sequence[Figure], told: Mapping[tuple[int, str], Sequence[Figure]]
) -> bool:
    """Whether a number that is no figure stands among the parts, and is just what they are short of."""
    missing = total.value - _sum(relation, terms)
    if missing <= 0:
        return False
    first, last = min(term.start for term in terms), max(term.end for term in terms)
    first, last = min(first, total.start) - LEAD, max(last, total.end)
    wanted = _spelled(missing.scaleb(-total.unit_mult) if total.unit_mult else missing, total.unit)
    for (report, _), here in told.items():
        if report == total.report and any(first <= figure.start <= last for figure in here):
            words = gaps(sorted(here, key=lambda figure: figure.start))
            if words is not None and any(re.search(pattern, gap) for gap in words for pattern in wanted):
                return True
    return False


def _spelled(value: Decimal, unit: str) -> tuple[str, ...]:
    """Patterns of a number in digits and in words, standing by itself; one word before its unit, for it is part of many
    others (九年一贯制)."""
    digits = rf"(?<![\d.]){re.escape(squeezed(format(value.normalize(), 'f')))}(?![\d.年月日时])"
    if value != value.to_integral_value() or not 0 < value < 10000:
        return (digits,)
    words = in_words(int(value))
    behind = re.escape(squeezed(unit)) if len(words) == 1 else ""
    return digits, rf"(?<![{DIGITS}十百千万]){words}(?![{DIGITS}十百千万]){behind}"


def in_words(number: int) -> str:
    """A whole number below ten thousand as it is written.

    >>> in_words(18), in_words(203), in_words(1010)
    ('十八', '二百零三', '一千零一十')
    """
    text, zero = "", False
    for place, digit in zip(reversed(range(4)), f"{number:04d}", strict=True):
        if digit == "0":
            zero = bool(text)
            continue
        text += ("零" if zero else "") + DIGITS[int(digit)] + PLACES[place]
        zero = False
    return text.removeprefix("一") if text.startswith("一十") else text
