"""How far a sum of rounded figures may be off: not n halves of a unit, which never come together, but what chance allows.

A printed figure may be off by any tenth of a unit of its last digit from −0.5 to +0.5: what was rounded away had one digit
at least. The errors of n figures nearly cancel out; their sum spreads by √(n/12) units, and not by n/2.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate

from gouji.check.interval import Exact

# One sum of rounded figures in a million may lie farther off than this allows, on either side.
ONE_IN = 10**6
TENTHS = 11  # −5 … +5 tenths
MOST_EXACT = 64  # so many errors are added up one by one; beyond that the bound is as good

# Each error e is symmetric and uniform over equal steps, so that E exp(λe) ≤ exp(λ²σ²/2), σ² = 1/10 of a square unit
# (11 values a tenth apart: (11² − 1)/12 · 1/100). Then P(|Σe| ≥ t) ≤ 2 exp(−t²/(2Σσ²)), which is 1e-6 at t² = 2 ln(2e6) · Σσ².
# 2 ln(2e6) = 29.0173…, rounded up.
BOUND = Fraction(2902, 1000)  # 29.02 · 1/10


def improbable(gap: Exact, steps: Sequence[Exact]) -> bool:
    """Whether rounding leaves so wide a gap between a total and its parts less than once in a million sums.

    `steps` holds one unit of the last printed digit of every rounded figure, the total's among them. Conservative: False
    where it is not proven.
    """
    if not steps:
        return False
    if len(set(steps)) == 1 and len(steps) <= MOST_EXACT:
        return gap * 10 >= critical(len(steps)) * steps[0]
    return gap * gap >= BOUND * sum(step * step for step in steps)


@lru_cache(maxsize=MOST_EXACT)
def critical(count: int) -> int:
    """The smallest number of tenths that the sum of so many errors reaches less than once in a million times, either way."""
    ways = spread(count)
    allowed = TENTHS**count // (2 * ONE_IN)
    tail = 0
    for tenths in range(5 * count, 0, -1):
        tail += ways[tenths + 5 * count]
        if tail > allowed:
            return tenths + 1
    return 1


def spread(count: int) -> list[int]:
    """In how many of the 11ⁿ ways n errors add up to −5n … +5n tenths.

    >>> spread(1), spread(2)[:3]
    ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 2, 3])
    """
    ways = [1]
    for _ in range(count):
        sums = [0, *accumulate(ways + [0] * (TENTHS - 1))]
        ways = [sums[place] - sums[max(0, place - TENTHS)] for place in range(1, len(sums))]
    return ways
