"""How far rounded figures may be off together, against counting every way that they can be."""

from collections import Counter
from fractions import Fraction
from itertools import product
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check.rounding import BOUND, MOST_EXACT, ONE_IN, critical, improbable, spread


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_spread_counts_every_way(count: int) -> None:
    ways = Counter(sum(errors) for errors in product(range(-5, 6), repeat=count))
    assert spread(count) == [ways[tenths] for tenths in range(-5 * count, 5 * count + 1)]


@pytest.mark.parametrize("count", [7, 8, 12, 30, MOST_EXACT])
def test_critical_leaves_less_than_one_in_a_million(count: int) -> None:
    ways = spread(count)
    assert sum(ways) == 11**count

    def beyond(tenths: int) -> Fraction:
        return Fraction(2 * sum(ways[tenths + 5 * count :]), 11**count)

    assert beyond(critical(count)) * ONE_IN <= 1 < beyond(critical(count) - 1) * ONE_IN


def test_six_figures_may_all_be_off_by_half_a_unit() -> None:
    assert all(critical(count) > 5 * count for count in range(1, 7))
    assert critical(7) <= 35


def test_the_bound_is_proven_and_no_stricter_than_counting() -> None:
    assert 2 * exp(-float(BOUND) * 5) <= 1 / ONE_IN
    for count in (7, 20, MOST_EXACT):
        assert Fraction(critical(count), 10) ** 2 <= BOUND * count


@given(st.lists(st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(10)]), max_size=80), st.fractions(0, 400))
def test_wider_gaps_are_never_likelier(steps: list[Fraction], gap: Fraction) -> None:
    assert improbable(gap + 1, steps) or not improbable(gap, steps)
    assert not improbable(Fraction(0), steps)
