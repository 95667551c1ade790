"""Intervals against brute force: every number that can come out lies inside, and every end can be reached."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check.interval import Interval, total

NUMBERS = st.fractions(min_value=-20, max_value=20, max_denominator=8)
ABOVE_ZERO = st.fractions(min_value=Fraction(1, 8), max_value=20, max_denominator=8)
INTERVALS = st.builds(Interval.between, st.none() | NUMBERS, st.none() | NUMBERS)
CLOSED = st.builds(Interval.between, NUMBERS, NUMBERS)
POSITIVE = st.builds(Interval.between, ABOVE_ZERO, ABOVE_ZERO)
DIVISORS = POSITIVE | POSITIVE.map(Interval.negative)
FAR = Fraction(10**9)


def samples(interval: Interval) -> list[Fraction]:
    """Both ends, the middle, zero where it is inside, and numbers far out on an open side."""
    low = interval.low if interval.low is not None else (interval.high or Fraction(0)) - FAR
    high = interval.high if interval.high is not None else (interval.low or Fraction(0)) + FAR
    inside = [low, high, (low + high) / 2, low + (high - low) / 7]
    return inside + [number for number in (Fraction(0), Fraction(1, 10**6)) if interval.contains(number)]


def ends(interval: Interval) -> tuple[Fraction | None, Fraction | None]:
    return interval.low, interval.high


@given(INTERVALS, INTERVALS)
def test_sums_and_differences_hold_every_outcome(a: Interval, b: Interval) -> None:
    for x, y in product(samples(a), samples(b)):
        assert a.plus(b).contains(x + y)
        assert a.minus(b).contains(x - y)
        assert total([a, b, a]).contains(x + y + x)


@given(CLOSED, CLOSED)
def test_ends_of_sums_and_differences_are_reached(a: Interval, b: Interval) -> None:
    corners = list(product((a.low, a.high), (b.low, b.high)))
    assert ends(a.plus(b)) == (min(x + y for x, y in corners), max(x + y for x, y in corners))
    assert ends(a.minus(b)) == (min(x - y for x, y in corners), max(x - y for x, y in corners))


@given(INTERVALS, INTERVALS)
def test_quotients_hold_every_outcome(a: Interval, b: Interval) -> None:
    if b.contains(Fraction(0)):
        with pytest.raises(ZeroDivisionError):
            a.over(b)
    else:
        quotient = a.over(b)
        for x, y in product(samples(a), samples(b)):
            assert quotient.contains(x / y)


@given(CLOSED, DIVISORS)
def test_ends_of_quotients_are_reached(a: Interval, b: Interval) -> None:
    corners = [x / y for x, y in product((a.low, a.high), (b.low, b.high))]
    assert ends(a.over(b)) == (min(corners), max(corners))


@given(INTERVALS, INTERVALS)
def test_distance_is_that_of_the_nearest_numbers(a: Interval, b: Interval) -> None:
    nearest = min(abs(x - y) for x, y in product(samples(a), samples(b)))
    assert a.distance(b) == b.distance(a) <= nearest
    if a.distance(b):
        assert a.distance(b) == nearest
    else:
        overlap = [x for x in samples(a) if b.contains(x)] + [y for y in samples(b) if a.contains(y)]
        assert overlap


@given(INTERVALS, INTERVALS)
def test_hull_and_magnitude_hold_every_number(a: Interval, b: Interval) -> None:
    for x in samples(a):
        assert a.hull(b).contains(x) and b.hull(a).contains(x)
        assert a.magnitude().contains(abs(x))
        assert a.negative().contains(-x)
        assert a.times(100).contains(100 * x)
    low = a.magnitude().low
    assert low is not None and low >= 0


def test_ends_the_wrong_way_round_are_swapped() -> None:
    assert Interval.between(3, 1) == Interval.between(1, 3)
    assert Interval.between(None, 1) == Interval(None, Fraction(1))
