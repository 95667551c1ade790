"""Intervals against brute force: every number that can come out lies inside, and every end can be reached."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check.interval import Exact, Interval, quotient, total

NUMBERS = st.fractions(min_value=-20, max_value=20, max_denominator=8)
ABOVE_ZERO = st.fractions(min_value=Fraction(1, 8), max_value=20, max_denominator=8)
INTERVALS = st.builds(Interval.between, st.none() | NUMBERS, st.none() | NUMBERS)
CLOSED = st.builds(Interval.between, NUMBERS, NUMBERS)
POSITIVE = st.builds(Interval.between, ABOVE_ZERO, ABOVE_ZERO)
DIVISORS = POSITIVE | POSITIVE.map(Interval.negative)
FAR = Fraction(10**9)


def samples(interval: Interval) -> list[Fraction]:
    """Both ends, the middle, zero where it is inside, and numbers far out on an open side."""
    low = Fraction(interval.low if interval.low is not None else (interval.high or 0) - FAR)
    high = Fraction(interval.high if interval.high is not None else (interval.low or 0) + FAR)
    inside = [low, high, (low + high) / 2, low + (high - low) / 7]
    return inside + [number for number in (Fraction(0), Fraction(1, 10**6)) if interval.contains(number)]


def ends(interval: Interval) -> tuple[Exact | None, Exact | None]:
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
        share = a.over(b)
        for x, y in product(samples(a), samples(b)):
            assert share.contains(x / y)


@given(CLOSED, DIVISORS)
def test_ends_of_quotients_are_reached(a: Interval, b: Interval) -> None:
    corners = [quotient(x, y) for x, y in product((a.low, a.high), (b.low, b.high))]
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


# Every open and closed interval over a small grid, and all of its numbers on a grid twelve times as fine: brute force is exact
# here, because sums, differences and quotients of grid numbers reach or miss an end just as all numbers do.
GRID = [Fraction(number) for number in range(-2, 4)]
FINE = [Fraction(number, 12) for number in range(-24, 37)]
SMALL = st.builds(Interval, st.sampled_from(GRID[:4]), st.sampled_from(GRID[4:]), st.booleans(), st.booleans())
SHIFTED = SMALL.map(lambda span: span.plus(Interval.point(4)))


def inside(interval: Interval) -> list[Fraction]:
    return [number for number in [*FINE, *(number + 4 for number in FINE)] if interval.contains(number)]


@given(SMALL, SMALL)
def test_open_ends_of_sums_and_differences_are_missed_and_closed_ones_reached(a: Interval, b: Interval) -> None:
    for result, outcomes in (
        (a.plus(b), [x + y for x in inside(a) for y in inside(b)]),
        (a.minus(b), [x - y for x in inside(a) for y in inside(b)]),
    ):
        assert all(result.contains(outcome) for outcome in outcomes)
        assert (result.low in outcomes) is not result.low_open
        assert (result.high in outcomes) is not result.high_open


@given(SMALL, SHIFTED)
def test_open_ends_of_quotients_are_missed_and_closed_ones_reached(a: Interval, b: Interval) -> None:
    quotient = a.over(b)
    outcomes = {x / y for x in inside(a) for y in inside(b)}
    assert all(quotient.contains(outcome) for outcome in outcomes)
    assert (quotient.low in outcomes) is not quotient.low_open
    assert (quotient.high in outcomes) is not quotient.high_open


@given(SMALL | SHIFTED, SMALL | SHIFTED)
def test_what_two_intervals_share(a: Interval, b: Interval) -> None:
    shared = [x for x in inside(a) if b.contains(x)]
    both = a.meet(b)
    assert (both is None) is (not shared)
    if both is not None:
        assert inside(both) == shared and (both.low in shared) is not both.low_open
        assert a.distance(b) == 0


@given(SMALL | SHIFTED, SMALL | SHIFTED)
def test_hull_and_magnitude_keep_open_ends(a: Interval, b: Interval) -> None:
    hull, sizes = a.hull(b), {abs(x) for x in inside(a)}
    assert hull.contains(hull.low or Fraction(0)) is any(span.contains(hull.low or Fraction(0)) for span in (a, b))
    assert hull.contains(hull.high or Fraction(0)) is any(span.contains(hull.high or Fraction(0)) for span in (a, b))
    assert all(a.magnitude().contains(size) for size in sizes)
    assert (a.magnitude().high in sizes) is not a.magnitude().high_open


def test_a_limit_at_infinity_is_never_reached() -> None:
    assert Interval(Fraction(1), Fraction(2)).over(Interval(Fraction(1), None)) == Interval(
        Fraction(0), Fraction(2), True, False
    )
    assert Interval(Fraction(1), None, True).plus(Interval(Fraction(1), Fraction(1))) == Interval(Fraction(2), None, True)
    assert Interval(Fraction(1), None).negative() == Interval(None, Fraction(-1))


def test_ends_the_wrong_way_round_are_swapped() -> None:
    assert Interval.between(3, 1) == Interval.between(1, 3)
    assert Interval.between(None, 1) == Interval(None, Fraction(1))
