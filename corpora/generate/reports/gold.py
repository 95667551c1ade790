"""From mentions to gold: rows, and of every law of a scene the relation that its mentioned facts make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from gouji.corpora.generate.reports.calendar import Calendar
from gouji.corpora.generate.reports.content import Fact, Law, Scene
from gouji.corpora.generate.reports.phrases import Mention
from gouji.corpora.generate.reports.printing import split_scale
from gouji.corpora.generate.reports.values import GoldFigure, GoldRelation

BOUNDS = ("about", "at_least", "at_most")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Told:
    """A scene with where its facts stand in the text, by key; `blank` are zeros whose cells were left empty."""

    scene: Scene
    mentions: Mapping[str, Mention]
    blank: frozenset[str] = frozenset()

    def laws(self) -> list[Law]:
        """Of each choice of laws the first whose facts all stand in the text; a term left blank is no term."""
        found = []
        for choices in self.scene.laws:
            for law in choices:
                terms = tuple(term for term in law.terms if term[1] not in self.blank)
                told = law.lhs in self.mentions and all(key in self.mentions for _, key in terms)
                if told and (terms or law.type == "list_length"):
                    found.append(replace(law, terms=terms))
                    break
        return found


def role_of(fact: Fact, laws: Sequence[Law]) -> str:
    """The part that the fact plays, by its own flag, else by the laws in which it stands."""
    for role in ("delta", "rate", "total"):
        if role in fact.flags:
            return role
    mine = {law.type for law in laws if law.lhs == fact.key}
    if "ratio" in mine or fact.unit == "%":
        return "rate"
    changes = [law for law in laws if law.lhs == fact.key and law.type == "difference" and law.stated]
    if changes or fact.unit == "个百分点":
        return "delta"
    if any(law.lhs == fact.key and law.type == "sum" and all(sign > 0 for sign, _ in law.terms) for law in laws):
        return "total"
    return "part" if any((1, fact.key) in law.terms and law.type == "sum" for law in laws) else "plain"


def figure(
    mention: Mention, id: str, text: str, calendar: Calendar, laws: Sequence[Law], simplify: Mapping[int, int]
) -> GoldFigure:
    """The row of a mention; `simplify` maps traditional characters to simplified ones."""
    fact = mention.fact
    unit = split_scale(fact.unit)[1].translate(simplify)
    value = fact.value.normalize()
    return GoldFigure(
        id=id,
        report=1,
        start=mention.start,
        end=mention.end,
        text=text[mention.start : mention.end],
        value=f"{value:f}",
        unit={"个百分点": "百分点", "成": "%"}.get(unit, unit),
        kind=fact.kind,
        bound=next((bound for bound in BOUNDS if bound in fact.flags), "exact"),
        mode="norm" if "norm" in fact.flags else "actual",
        measure=mention.measure.translate(simplify),
        subject=mention.subject.translate(simplify),
        period=calendar.period(fact.when),
        role=role_of(fact, laws),
        optional="optional" in fact.flags,
    )


def relation(law: Law, id: str, facts: Mapping[str, Fact], ids: Mapping[str, str]) -> GoldRelation:
    """The relation of a law, weighed with the rounding of every figure as printed."""
    lhs = facts[law.lhs]
    terms = [(sign, facts[key]) for sign, key in law.terms]
    low, high = outcome(law, [(sign, *interval(fact)) for sign, fact in terms], lhs)
    least, most = interval(lhs, rounded=law.type == "ratio")
    holds = least <= high and low <= most
    exact = outcome(law, [(sign, fact.value, fact.value) for sign, fact in terms], lhs)[0]
    expected = exact.quantize(CENT, ROUND_HALF_UP) if law.type == "ratio" else exact.normalize()
    return GoldRelation(
        id=id,
        type=law.type,
        lhs=ids[law.lhs],
        terms=tuple((sign, ids[key]) for sign, key in law.terms),
        stated=law.stated,
        holds=holds,
        expected=f"{expected:f}",
        note="" if holds else f"{lhs.value:f}, should be {expected:f}",
        listed=law.listed,
    )


def interval(fact: Fact, *, rounded: bool = False) -> tuple[Decimal, Decimal]:
    """What a printed number may stand for: half a unit of its last digit where it is `rounded` or looks so, else itself."""
    scale = split_scale(fact.unit)[0]
    if not rounded and fact.decimals == 0 and scale == 1 and fact.unit != "%":
        return fact.value, fact.value
    half = Decimal(1).scaleb(-fact.decimals) * scale / 2
    return fact.value - half, fact.value + half


def agree(one: Fact, other: Fact) -> bool:
    """Whether two printed numbers may stand for the same."""
    (low, high), (least, most) = interval(one), interval(other)
    return low <= most and least <= high


def outcome(law: Law, terms: Sequence[tuple[int, Decimal, Decimal]], lhs: Fact) -> tuple[Decimal, Decimal]:
    """The least and the most that the right-hand side gives; a quotient is in % where its left side is, never below zero."""
    if law.type == "list_length":
        return Decimal(law.listed or 0), Decimal(law.listed or 0)
    weighed = terms[:-1] if law.type == "ratio" else terms
    low = sum((least if sign > 0 else -most for sign, least, most in weighed), Decimal(0))
    high = sum((most if sign > 0 else -least for sign, least, most in weighed), Decimal(0))
    if law.type != "ratio":
        return low, high
    if high < 0:
        low, high = -high, -low
    _, least, most = terms[-1]
    factor = 100 if lhs.unit == "%" else 1
    return max(low, Decimal(0)) / most * factor, high / least * factor
