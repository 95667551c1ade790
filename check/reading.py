"""A figure as the checks read it: its exact value, what its print and its wording allow, and its last printed digit."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from gouji.check.interval import HALF, Exact, Interval, exact
from gouji.check.units import PERCENT
from gouji.check.wording import places, squeezed
from gouji.schemas import Figure

# Beyond this many digits either way no report states a quantity, and exact fractions would grow without bound.
MAX_DIGITS = 40

# Words straight before a number that leave the number itself out. Source: 现代汉语词典 (超过: 高出…之上; 不足: 不满).
BEYOND: Final = ("超过", "逾", "超", "高于", "多于", "大于", "突破")
SHORT_OF: Final = ("不足", "不到", "未满", "不满", "低于", "少于", "小于", "未到")


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` exact, `span` what the figure may stand for, `step` one unit of its last printed digit, all in its unit."""

    figure: Figure
    value: Exact
    span: Interval
    step: Exact

    @property
    def rounded(self) -> Interval:
        """The span, but at least half a unit of the last digit either way: a quotient is always printed rounded."""
        half = self.step * HALF
        return self.span.hull(Interval(self.value - half, self.value + half))


def read(figure: Figure) -> Reading | None:
    """The reading of a figure; None where its number is infinite, no number, or out of any sensible range."""
    if not (0 <= figure.decimals <= MAX_DIGITS and abs(figure.unit_mult) <= MAX_DIGITS):
        return None
    ends = () if figure.low is figure.value is figure.high else (figure.low, figure.high)
    if not _sensible(figure.value) or not all(end is None or _sensible(end) for end in ends):
        return None
    value = exact(figure.value)
    step = _step(figure)
    return Reading(figure, value, _span(figure, value, step), step)


def _span(figure: Figure, value: Exact, step: Exact) -> Interval:
    """The interval of the row, made to hold the value; a share is rounded even where it is printed without decimals."""
    low, high = figure.low, figure.high
    share = figure.kind == "percentage" or figure.unit in PERCENT
    unsaid = low is None and high is None
    if unsaid and figure.bound != "exact":
        return _by_bound(figure, value)
    as_printed = unsaid or low == high == figure.value
    if not share and as_printed and (step == 1 or not unsaid):
        return Interval(value, value)
    if not share and not as_printed:
        span = Interval.between(low, high).hull(Interval(value, value))
        return _without_limit(figure, value, span) if figure.bound in ("at_least", "at_most") else span
    half = step * HALF
    printed = Interval(value - half, value + half)
    return printed if as_printed else printed.hull(Interval.between(low, high))


def _without_limit(figure: Figure, value: Exact, span: Interval) -> Interval:
    """The span of 超过100 or 不足100 without 100 itself; that of 100以上 or 至多100 as it is."""
    if figure.bound == "at_least" and span.low == value and _stands_behind(figure, BEYOND):
        return replace(span, low_open=True)
    if figure.bound == "at_most" and span.high == value and _stands_behind(figure, SHORT_OF):
        return replace(span, high_open=True)
    return span


def _stands_behind(figure: Figure, words: tuple[str, ...]) -> bool:
    """Whether the number stands straight behind one of these words wherever its sentence has it."""
    sentence = squeezed(figure.sentence)
    before = [sentence.endswith(words, 0, place) for place in places(squeezed(figure.text), sentence)]
    return bool(before) and all(before)


def _by_bound(figure: Figure, value: Exact) -> Interval:
    if figure.bound == "at_least":
        return Interval(value, None)
    if figure.bound == "at_most":
        return Interval(None, value)
    return Interval(value, value)


def _step(figure: Figure) -> Exact:
    """One unit of the last printed digit; 九成 steps by ten percent, 七成五 by one."""
    if "成" in figure.text and figure.unit in PERCENT:
        return 10 if figure.text.rstrip("多余左右").endswith("成") else 1
    return _power_of_ten(figure.unit_mult - figure.decimals)


@lru_cache(maxsize=256)
def _power_of_ten(exponent: int) -> Exact:
    return 10**exponent if exponent >= 0 else Fraction(1, 10**-exponent)


def _sensible(number: Decimal) -> bool:
    _, digits, exponent = number.as_tuple()
    # Of what is no number, or no finite one, the exponent is a letter.
    return not isinstance(exponent, str) and -MAX_DIGITS <= exponent <= MAX_DIGITS and len(digits) <= 2 * MAX_DIGITS
