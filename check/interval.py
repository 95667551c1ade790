"""Exact intervals: what a printed number may stand for, and what sums, differences and quotients of such numbers may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both ends included; None is an open end (no limit on that side).

    Ends are Fractions, so that nothing is ever rounded. Closed ends on purpose: 95.45 may be printed 95.4 or 95.5, so that
    the half on the edge belongs to both. Use `between` to build one from figures; it puts the ends in order.
    """

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def point(cls, value: Decimal | Fraction | int) -> "Interval":
        """The interval that holds one number only."""
        exact = Fraction(value)
        return cls(exact, exact)

    @classmethod
    def between(cls, low: Decimal | Fraction | int | None, high: Decimal | Fraction | int | None) -> "Interval":
        """The interval with these ends, swapped where they stand the wrong way round."""
        bottom = None if low is None else Fraction(low)
        top = None if high is None else Fraction(high)
        if bottom is not None and top is not None and bottom > top:
            bottom, top = top, bottom
        return cls(bottom, top)

    def contains(self, value: Fraction) -> bool:
        """Whether the number lies inside or on an end."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def plus(self, other: "Interval") -> "Interval":
        """Every sum of a number of this and a number of the other."""
        low = _add(self.low, other.low)
        if self.low is self.high and other.low is other.high:  # two points, by far the most common case
            return Interval(low, low)
        return Interval(low, _add(self.high, other.high))

    def minus(self, other: "Interval") -> "Interval":
        """Every difference of a number of this and a number of the other."""
        return self.plus(other.negative())

    def negative(self) -> "Interval":
        """The mirror image at zero."""
        low = None if self.high is None else -self.high
        return Interval(low, low if self.low is self.high else None if self.low is None else -self.low)

    def times(self, factor: Fraction | int) -> "Interval":
        """Every number multiplied by a factor above zero."""
        return Interval(None if self.low is None else self.low * factor, None if self.high is None else self.high * factor)

    def over(self, other: "Interval") -> "Interval":
        """The smallest interval with every quotient; ZeroDivisionError where the divisor may be zero."""
        if other.contains(ZERO):
            raise ZeroDivisionError("the divisor may be zero")
        if other.low is None or other.low < 0:
            return self.negative().over(other.negative())
        return Interval(_quotient(self.low, other, lower=True), _quotient(self.high, other, lower=False))

    def magnitude(self) -> "Interval":
        """The absolute values of its numbers."""
        if self.low is not None and self.low >= 0:
            return self
        if self.high is not None and self.high <= 0:
            return self.negative()
        return Interval(ZERO, None if self.low is None or self.high is None else max(-self.low, self.high))

    def hull(self, other: "Interval") -> "Interval":
        """The smallest interval with all numbers of both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Interval(low, high)

    def distance(self, other: "Interval") -> Fraction:
        """How far apart the nearest numbers of the two are; 0 where they meet."""
        if self.high is not None and other.low is not None and self.high < other.low:
            return other.low - self.high
        if other.high is not None and self.low is not None and other.high < self.low:
            return self.low - other.high
        return ZERO


_NOTHING = Interval(ZERO, ZERO)


def total(intervals: Iterable[Interval]) -> Interval:
    """Every sum of one number of each; zero where there is none."""
    return reduce(Interval.plus, intervals, _NOTHING)


def _add(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _quotient(end: Fraction | None, divisor: Interval, *, lower: bool) -> Fraction | None:
    """One end over a divisor above zero: the large divisor brings it nearest to zero, the small one farthest from it."""
    if end is None:
        return None
    nearest = (end >= 0) is lower
    by = divisor.high if nearest else divisor.low
    return ZERO if by is None else end / by
