"""Whether a printed percentage can be that of whole numbers (GRIM: granularity-related inconsistency of means).

Source: Brown and Heathers, The GRIM Test (Social Psychological and Personality Science 8, 2017): of 30 people no whole number
is 97.3%. It says something only where the whole is smaller than the digits printed are fine.
"""

from fractions import Fraction

from gouji.check.interval import HALF
from gouji.check.reading import Reading
from gouji.check.units import dimension, per_whole
from gouji.schemas import Figure

COUNTED = ("headcount", "quota", "unit_count", "count")


def is_whole(figure: Figure) -> bool:
    """Whether a figure counts things one by one and is printed to the last of them."""
    if figure.kind not in COUNTED or figure.bound != "exact" or figure.decimals or figure.unit_mult:
        return False
    whole = figure.value.is_finite() and figure.value > 0 and figure.value == figure.value.to_integral_value()
    return whole and dimension(figure.unit) == "things"


def tells(rate: Reading, whole: Figure) -> bool:
    """Whether the print is finer than the whole, so that some percentages cannot be."""
    return Fraction(whole.value) * rate.step < per_whole(rate.figure)


def attainable(rate: Reading, whole: Figure) -> bool:
    """Whether some whole number of the whole rounds to the printed rate, or is cut off to it."""
    per, count = per_whole(rate.figure), Fraction(whole.value)
    low, high = (rate.value - rate.step * HALF) * count / per, (rate.value + rate.step) * count / per
    first = -(-low.numerator // low.denominator)  # the smallest whole number that is not below
    return first < high or first == (rate.value + rate.step * HALF) * count / per


def nearest(rate: Reading, whole: Figure) -> Fraction:
    """The share of the whole, in the unit of the rate, that comes nearest to it and is one of whole numbers."""
    per, count = per_whole(rate.figure), Fraction(whole.value)
    return round(rate.value * count / per) * per / count
