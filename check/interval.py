"""Exact intervals: what a printed number may stand for, and what sums, differences and quotients of such numbers may be.

Numbers are `Exact`: ints where they are whole, as most figures are, since fractions take ten times as long.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce

Exact = int | Fraction
ZERO = 0
HALF = Fraction(1, 2)


def exact(value: Decimal | Exact) -> Exact:
    """A finite number as it is.

    >>> exact(Decimal("12")), exact(Decimal("1.20"))
    (12, Fraction(6, 5))
    """
    above, below = value.as_integer_ratio()
    return above if below == 1 else Fraction(above, below)


def without_sign(value: Exact) -> Exact:
    """How large a number is, whatever its sign; as abs, which does not say what it gives of either type."""
    return value if value >= 0 else -value


def quotient(a: Exact, b: Exact) -> Fraction:
    """a over b, exact for ints, too."""
    return a / b if isinstance(a, Fraction) else Fraction(a) / b


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; None where there is no limit on that side.

    Ends are exact, so that nothing is ever rounded. An end belongs to the interval unless `low_open` or `high_open` says
    that it does not (超过100: every number above 100, and not 100). Rounding gives closed ends on purpose: 95.45 may be printed
    95.4 or 95.5, so that the half on the edge belongs to both. Use `between` to build one from figures; it puts the ends in
    order.
    """

    low: Exact | None
    high: Exact | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: Exact) -> "Interval":
        """The interval that holds one number only."""
        return cls(value, value)

    @classmethod
    def between(cls, low: Decimal | Exact | None, high: Decimal | Exact | None) -> "Interval":
        """The closed interval with these ends, swapped where they stand the wrong way round."""
        bottom = None if low is None else exact(low)
        top = None if high is None else exact(high)
        if bottom is not None and top is not None and bottom > top:
            bottom, top = top, bottom
        return cls(bottom, top)

    @property
    def has_open_end(self) -> bool:
        """Whether a limit is given that does not itself belong to it."""
        return self.low_open or self.high_open

    def contains(self, value: Exact) -> bool:
        """Whether the number lies inside, or on an end that belongs to it."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.high_open)

    def plus(self, other: "Interval") -> "Interval":
        """Every sum of a number of this and a number of the other."""
        low = _add(self.low, other.low)
        if self.low is self.high and other.low is other.high:  # two points, by far the most common case
            return Interval(low, low)
        high = _add(self.high, other.high)
        if not (self.has_open_end or other.has_open_end):
            return Interval(low, high)
        low_open, high_open = self.low_open or other.low_open, self.high_open or other.high_open
        return Interval(low, high, low is not None and low_open, high is not None and high_open)

    def minus(self, other: "Interval") -> "Interval":
        """Every difference of a number of this and a number of the other."""
        return self.plus(other.negative())

    def negative(self) -> "Interval":
        """The mirror image at zero."""
        low = None if self.high is None else -self.high
        high = low if self.low is self.high else None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open)

    def times(self, factor: Exact) -> "Interval":
        """Every number multiplied by a factor above zero."""
        low, high = None if self.low is None else self.low * factor, None if self.high is None else self.high * factor
        return Interval(low, high, self.low_open, self.high_open)

    def over(self, other: "Interval") -> "Interval":
        """The smallest interval with every quotient; ZeroDivisionError where the divisor may be zero or come near it."""
        if Interval(other.low, other.high).contains(ZERO):
            raise ZeroDivisionError("the divisor may be zero")
        if other.low is None or other.low < 0:
            return self.negative().over(other.negative())
        low, low_open = _quotient(self.low, self.low_open, other, lower=True)
        high, high_open = _quotient(self.high, self.high_open, other, lower=False)
        return Interval(low, high, low_open, high_open)

    def magnitude(self) -> "Interval":
        """The absolute values of its numbers."""
        if self.low is not None and self.low >= 0:
            return self
        if self.high is not None and self.high <= 0:
            return self.negative()
        if self.low is None or self.high is None:
            return Interval(ZERO, None)
        far = max(-self.low, self.high)
        reached = (self.high == far and not self.high_open) or (-self.low == far and not self.low_open)
        return Interval(ZERO, far, False, not reached)

    def hull(self, other: "Interval") -> "Interval":
        """The smallest interval with all numbers of both."""
        low, low_open = _outer(self.low, self.low_open, other.low, other.low_open, lower=True)
        high, high_open = _outer(self.high, self.high_open, other.high, other.high_open, lower=False)
        return Interval(low, high, low_open, high_open)

    def meet(self, other: "Interval") -> "Interval | None":
        """The numbers that belong to both; None where there is none."""
        low, low_open = _inner(self.low, self.low_open, other.low, other.low_open, lower=True)
        high, high_open = _inner(self.high, self.high_open, other.high, other.high_open, lower=False)
        if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
            return None
        return Interval(low, high, low_open, high_open)

    def distance(self, other: "Interval") -> Exact:
        """How far apart the nearest numbers of the two are; 0 where they meet or come as near as one likes."""
        if self.high is not None and other.low is not None and self.high < other.low:
            return other.low - self.high
        if other.high is not None and self.low is not None and other.high < self.low:
            return self.low - other.high
        return ZERO


_NOTHING = Interval(ZERO, ZERO)


def total(intervals: Iterable[Interval]) -> Interval:
    """Every sum of one number of each; zero where there is none."""
    return reduce(Interval.plus, intervals, _NOTHING)


def _add(a: Exact | None, b: Exact | None) -> Exact | None:
    return None if a is None or b is None else a + b


def _quotient(end: Exact | None, is_open: bool, divisor: Interval, *, lower: bool) -> tuple[Exact | None, bool]:
    """One end over a divisor above zero: the large divisor brings it nearest to zero, the small one farthest from it."""
    if end is None:
        return None, False
    if end == 0:
        return ZERO, is_open
    nearest = (end > 0) is lower
    by, by_open = (divisor.high, divisor.high_open) if nearest else (divisor.low, divisor.low_open)
    return (ZERO, True) if by is None else (quotient(end, by), is_open or by_open)


def _outer(a: Exact | None, a_open: bool, b: Exact | None, b_open: bool, *, lower: bool) -> tuple[Exact | None, bool]:
    """The farther of two ends."""
    if a is None or b is None:
        return None, False
    if a == b:
        return a, a_open and b_open
    return (a, a_open) if (a < b) is lower else (b, b_open)


def _inner(a: Exact | None, a_open: bool, b: Exact | None, b_open: bool, *, lower: bool) -> tuple[Exact | None, bool]:
    """The nearer of two ends."""
    if a is None or b is None:
        return (b, b_open) if a is None else (a, a_open)
    if a == b:
        return a, a_open or b_open
    return (b, b_open) if (a < b) is lower else (a, a_open)
