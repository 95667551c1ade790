"""Relations as constraints on what their figures may stand for, and what one constraint leaves of each of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from gouji.check.interval import ZERO, Interval
from gouji.check.ledger import HOLDING
from gouji.check.reading import Reading
from gouji.check.units import PER
from gouji.schemas import Relation

Spans = Mapping[str, Interval]
_FINEST = 10**9  # ends of quotients are moved outwards to whole billionths, or their digits would grow with every round
_EXACTLY = Interval(ZERO, ZERO)
_NOT_BELOW = Interval(ZERO, None)


@dataclass(frozen=True, slots=True)
class Linear:
    """Σ factor·figure lies in `within`: zero for a sum, zero or more for a limit."""

    relation: Relation
    factors: tuple[tuple[int, str], ...]
    within: Interval

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of its figures."""
        return tuple(figure for _, figure in self.factors)

    def narrowed(self, spans: Spans) -> Iterator[tuple[str, Interval]]:
        """Each figure with what the others leave of it."""
        parts = [_times(spans[figure], factor) for factor, figure in self.factors]
        before = list(accumulate(parts[:-1], Interval.plus, initial=_EXACTLY))
        behind = list(accumulate(reversed(parts[1:]), Interval.plus, initial=_EXACTLY))[::-1]
        for (factor, figure), one, other in zip(self.factors, before, behind, strict=True):
            yield figure, _times(self.within.minus(one.plus(other)), Fraction(1, factor))


@dataclass(frozen=True, slots=True)
class Share:
    """rate = per · part / whole, all above zero."""

    relation: Relation
    rate: str
    part: str
    whole: str
    per: int

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of its figures."""
        return self.rate, self.part, self.whole

    def narrowed(self, spans: Spans) -> Iterator[tuple[str, Interval]]:
        """Each figure with what the two others leave of it."""
        rate, part, whole = (spans[figure] for figure in self.figures)
        if not all(_above_zero(span) for span in (rate, part, whole)):
            return
        yield self.rate, _outwards(part.over(whole).times(self.per))
        yield self.part, _outwards(_product(rate, whole).times(Fraction(1, self.per)))
        yield self.whole, _outwards(part.over(rate).times(self.per))


Constraint = Linear | Share


def constraints(relation: Relation, readings: Mapping[str, Reading]) -> list[Constraint]:
    """What a relation that may hold says of its figures; [] where it says nothing or fails by itself.

    An open list bounds each part by the whole; of growth and of averages nothing is said.
    """
    if any(figure not in readings for figure in (relation.lhs, *(term.figure for term in relation.terms))):
        return []
    if relation.type == "sum" and not relation.closed:
        parts = [term.figure for term in relation.terms if term.sign > 0 and term.figure != relation.lhs]
        return [Linear(relation, ((1, relation.lhs), (-1, part)), _NOT_BELOW) for part in parts]
    if relation.outcome not in HOLDING:
        return []
    if relation.type == "ratio":
        return _share(relation, readings)
    if relation.type == "equal":
        period = readings[relation.lhs].figure.period
        if any(readings[term.figure].figure.period != period for term in relation.terms):
            return []  # rounded, two years may look alike
        return [_linear(relation, [(1, relation.lhs), (-1, term.figure)]) for term in relation.terms]
    if relation.type == "at_most":
        signed = [(-1, relation.lhs), *((term.sign, term.figure) for term in relation.terms)]
        return [Linear(relation, _collected(signed), _NOT_BELOW)]
    if relation.type not in ("sum", "difference"):
        return []
    turn = 1
    if relation.type == "difference":
        gone = sum((term.sign * readings[term.figure].value for term in relation.terms), ZERO)
        turn = -1 if (gone < 0) is not (readings[relation.lhs].value < 0) else 1
    return [_linear(relation, [(-turn, relation.lhs), *((term.sign, term.figure) for term in relation.terms)])]


def _linear(relation: Relation, signed: Sequence[tuple[int, str]]) -> Linear:
    return Linear(relation, _collected(signed), _EXACTLY)


def _collected(signed: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Each figure once, with how often it is taken."""
    factors: dict[str, int] = {}
    for sign, figure in signed:
        factors[figure] = factors.get(figure, 0) + sign
    return tuple((factor, figure) for figure, factor in factors.items() if factor)


def _share(relation: Relation, readings: Mapping[str, Reading]) -> list[Constraint]:
    if len(relation.terms) != 2 or any(term.sign < 0 for term in relation.terms):
        return []
    part, whole = (term.figure for term in relation.terms)
    rate = readings[relation.lhs].figure
    if rate.kind != "percentage" or len({relation.lhs, part, whole}) < 3:
        return []
    return [Share(relation, relation.lhs, part, whole, PER.get(rate.unit, 100))]


def _times(span: Interval, factor: int | Fraction) -> Interval:
    return span.times(factor) if factor > 0 else span.negative().times(-factor)


def _above_zero(span: Interval) -> bool:
    return span.low is not None and span.low > 0


def _product(a: Interval, b: Interval) -> Interval:
    """Every product of a number of one and a number of the other, both above zero."""
    low = None if a.low is None or b.low is None else a.low * b.low
    high = None if a.high is None or b.high is None else a.high * b.high
    return Interval(low, high, a.low_open or b.low_open, high is not None and (a.high_open or b.high_open))


def _outwards(span: Interval) -> Interval:
    low = None if span.low is None else Fraction((span.low.numerator * _FINEST) // span.low.denominator, _FINEST)
    high = None if span.high is None else Fraction(-(-span.high.numerator * _FINEST // span.high.denominator), _FINEST)
    return Interval(low, high, span.low_open and low == span.low, span.high_open and high == span.high)
