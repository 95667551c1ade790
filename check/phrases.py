"""The parts that messages are made of: names, amounts, periods and equations."""

import re
from decimal import Decimal
from typing import Final, Literal

from gouji.check.claim import Claim
from gouji.check.direction import direction
from gouji.schemas import Figure, Relation
from gouji.schemas.figure import plain

Lang = Literal["zh", "en"]

SCALE_WORDS: Final[dict[int, str]] = {2: "百", 3: "千", 4: "万", 5: "十万", 6: "百万", 7: "千万", 8: "亿"}
POINTS: Final[dict[Lang, str]] = {"zh": "个百分点", "en": " percentage points"}


_CHANGES: Final = re.compile(
    r"(?:[增减升降]|[增减]?[幅差]|[增减]少|增加|增长|[下上][升降]|[扣加]分|提高|降低|回落|变动|变化|差额)(?:·|$)"
)


def figure_name(figure: Figure) -> str:
    """What a figure counts, and whose: 政法机构·行政编制."""
    return "·".join(part for part in (figure.subject, figure.measure) if part)


def named(figure: Figure, *, name: bool = True) -> str:
    """The figure as printed, spaces and line breaks taken out, after its name."""
    text = re.sub(r"\s+", "", figure.text)
    label = label_of(figure) if name else ""
    return f"{label} {text}" if label else text


def label_of(figure: Figure) -> str:
    """The name of a figure, which says of a change that it is one: 现有员额·变动 37人 is no level."""
    label = figure_name(figure)
    return f"{label}·变动" if label and figure.role == "delta" and not _CHANGES.search(label) else label


def amount(value: Decimal, like: Figure, lang: Lang, *, bare: bool = False) -> str:
    """A value in the unit and scale of a figure; the difference of two rates is in percentage points. `bare`: no unit."""
    if bare:
        return plain(value)
    if like.kind == "percentage" and like.unit != "‰":
        return plain(value) + POINTS[lang]
    return _scaled(value, like.unit_mult) + like.unit


def _scaled(value: Decimal, scale: int) -> str:
    """The number with its scale word, where it is printed with one."""
    word = SCALE_WORDS.get(scale)
    return plain(value.scaleb(-scale)) + word if word else plain(value)


def when(period: str | None, lang: Lang) -> str:
    """An ISO period in words: 2006-12-31 is 2006年末, 2007-H1 is 2007年上半年; other forms stay as they are.

    >>> when("2006-12-31", "zh"), when("2007", "zh"), when("2007-H1", "en")
    ('2006年末', '2007年', 'first half of 2007')
    """
    text = period or ""
    for pattern, words in _PERIODS:
        if match := re.fullmatch(pattern, text):
            return match.expand(words[lang])
    return text


_PERIODS: Final[tuple[tuple[str, dict[Lang, str]], ...]] = (
    (r"(\d{4})", {"zh": r"\1年", "en": r"\1"}),
    (r"(\d{4})-12-31", {"zh": r"\1年末", "en": r"end of \1"}),
    (r"(\d{4})-01-01", {"zh": r"\1年初", "en": r"beginning of \1"}),
    (r"(\d{4})-H1", {"zh": r"\1年上半年", "en": r"first half of \1"}),
    (r"(\d{4})-H2", {"zh": r"\1年下半年", "en": r"second half of \1"}),
    (r"(\d{4})-0?(\d+)", {"zh": r"\1年\2月", "en": r"\1-\2"}),
    (r"(\d{4})-0?(\d+)-0?(\d+)", {"zh": r"\1年\2月\3日", "en": r"\g<0>"}),
    (r"(\d{4})/(\d{4})", {"zh": r"\1年至\2年", "en": r"\1 to \2"}),
)


def equation(claim: Claim, lang: Lang) -> str:
    """The right-hand side worked out: 9912−9846=66, (164−148)÷148=10.81%; empty where there is nothing to work out."""
    if claim.joint:
        return {"zh": "；", "en": "; "}[lang].join(_printed(relation, claim) for relation in claim.joint)
    if claim.code == "GROWTH" and claim.relation is None:
        return _over_what_was(claim)
    if claim.relation is None or claim.expected is None:
        return ""
    subject, *others = claim.figures
    by_id = _figures_of(claim, others)
    terms = [(term.sign, by_id[term.figure]) for term in claim.relation.terms if term.figure in by_id]
    if claim.relation.type == "ratio":
        terms = _rising(terms[:-1]) + terms[-1:]
        result = (
            plain(claim.expected) + subject.unit if subject.unit in ("%", "‰") else _scaled(claim.expected, subject.unit_mult)
        )
        *numerator, (_, divisor) = terms
        above = _sum([(sign, _scaled(figure.value, figure.unit_mult)) for sign, figure in numerator])
        above = f"({above})" if len(numerator) > 1 else above
        return f"{above}÷{_scaled(divisor.value, divisor.unit_mult)}={result}"
    scale = subject.unit_mult
    if claim.relation.type == "difference":
        terms = _rising(terms)
    if len(terms) == 1:
        return f"{plain(subject.value.scaleb(-scale))}≠{plain(claim.expected.scaleb(-scale))}"
    if claim.relation.type == "sum" and not claim.relation.closed:
        largest = max((figure for _, figure in terms), key=lambda figure: figure.value)
        if largest.value > subject.value:  # each part of an open list is at most the whole
            return f"{plain(largest.value.scaleb(-scale))}>{plain(subject.value.scaleb(-scale))}"
    numbers = [(sign, plain(figure.value.scaleb(-scale))) for sign, figure in terms]
    return f"{_sum(numbers)}={plain(claim.expected.scaleb(-scale))}"


def _over_what_was(claim: Claim) -> str:
    """A change over the level before it, which follows from the one after: 412÷(3540−412)=13.17%."""
    rate, change, level = claim.figures
    part = _scaled(change.value, change.unit_mult)
    sign = "−" if direction(change) > 0 else "+"
    return f"{part}÷({_scaled(level.value, level.unit_mult)}{sign}{part})={plain(claim.expected or Decimal(0))}{rate.unit}"


def _printed(relation: Relation, claim: Claim) -> str:
    """A relation with its figures as printed: 10.0万元=4.9万元+5.0万元, 3.1万元≤30600元."""
    by_id = {figure.figure: named(figure, name=False) for figure in claim.figures}
    signed = [(term.sign, by_id[term.figure]) for term in relation.terms]
    if relation.type == "ratio":
        *above, (_, below) = signed
        text = _sum(above)
        return f"{by_id[relation.lhs]}={f'({text})' if len(above) > 1 else text}÷{below}"
    if relation.type == "equal":
        return "=".join([by_id[relation.lhs], *(text for _, text in signed)])
    bounded = relation.type == "at_most" or (relation.type == "sum" and not relation.closed)
    if relation.type == "sum" and bounded:
        return f"{by_id[relation.lhs]}≥{'、'.join(text for _, text in signed)}"
    return f"{by_id[relation.lhs]}{'≤' if bounded else '='}{_sum(signed)}"


def _figures_of(claim: Claim, others: list[Figure]) -> dict[str, Figure]:
    """The figures of the equation by the ids that its relation uses; across reports these are `old` and `new`."""
    if claim.code == "YEAR_DELTA":
        return dict(zip(("old", "new"), others, strict=True))
    return {figure.figure: figure for figure in claim.figures}


def _rising(terms: list[tuple[int, Figure]]) -> list[tuple[int, Figure]]:
    """The terms of a change the larger side first, so that it comes out above zero, as reports print it."""
    if sum(sign * figure.value for sign, figure in terms) >= 0:
        return terms
    return sorted(((-sign, figure) for sign, figure in terms), key=lambda term: -term[0])


def _sum(numbers: list[tuple[int, str]]) -> str:
    text = "".join(("+" if sign > 0 else "−") + number for sign, number in numbers)
    return text.removeprefix("+")
