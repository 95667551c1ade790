"""Whether printed numbers agree, as far as reading needs it: which figures a list or a rate is about is settled by what closes.

This decides nothing about right or wrong (gouji.check does); it only prefers, among the readings that the words allow, the
one in which the arithmetic comes out.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from gouji.extract.draft import Quantity
from gouji.extract.scope.mentions import Mention

Rounded = tuple[Decimal, Decimal]  # a value and half a unit of its last printed digit

_ZERO, _ONE = Decimal(0), Decimal(1)
_PERCENT = {"%": Decimal(100), "‰": Decimal(1000)}


def half_unit(mention: Mention) -> Decimal:
    """Half a unit of the last printed digit; nothing for plain integers, which are exact."""
    half = mention.half
    if half is None:
        half = mention.half = half_of(mention.quantity, mention.quantity.value)
    return half


def half_of(quantity: Quantity, value: Decimal) -> Decimal:
    """The same of a quantity that had this value, printed as it is."""
    if quantity.form == "tenths":
        return Decimal(5) if value % 10 == 0 else Decimal("0.5")
    if quantity.decimals == 0 and quantity.unit_mult == 0 and quantity.unit not in _PERCENT:
        return _ZERO
    return _five_at(quantity.unit_mult - quantity.decimals - 1)


@lru_cache(maxsize=256)
def _five_at(exponent: int) -> Decimal:
    return Decimal(5).scaleb(exponent)


def comparable(a: Mention, b: Mention) -> bool:
    """Whether two figures can stand in one sum: the same unit, and posts only with posts."""
    return a.unit == b.unit and (a.draft.kind == "quota") == (b.draft.kind == "quota")


def adds_up(total: Mention, terms: Sequence[tuple[int, Mention]]) -> bool:
    """Whether total = Σ sign·term within the rounding of each as printed."""
    gap, slack = total.quantity.value, half_unit(total)
    for sign, term in terms:
        gap -= sign * term.quantity.value
        slack += half_unit(term)
    return abs(gap) <= slack


def differs_by(delta: Mention, a: Mention, b: Mention) -> bool:
    """Whether |a − b| is delta within rounding."""
    slack = half_unit(delta) + half_unit(a) + half_unit(b)
    return abs(abs(a.quantity.value - b.quantity.value) - delta.quantity.value) <= slack


def is_quotient(rate: Mention, numerator: Sequence[tuple[int, Mention]], denominator: Mention) -> bool:
    """Whether rate = Σ numerator / denominator (in % where the rate is) within rounding of all three."""
    top = spread = _ZERO
    for sign, term in numerator:
        top += sign * term.quantity.value
        spread += half_unit(term)
    quantity, bottom = rate.quantity, (denominator.quantity.value, half_unit(denominator))
    return comes_to(quantity, (quantity.value, half_unit(rate)), (abs(top), spread), bottom)


def comes_to(rate: Quantity, printed: Rounded, above: Rounded, below: Rounded) -> bool:
    """Whether a quotient comes to a rate that is printed like `rate`, with the value and half unit of `printed`."""
    (value, half), (top, spread), (bottom, blur) = printed, above, below
    if bottom - blur <= 0:
        return False
    scale = _PERCENT.get(rate.unit, _ONE)
    if spread or blur:
        low, high = (top - spread) / (bottom + blur) * scale, (top + spread) / (bottom - blur) * scale
    else:
        low = high = top / bottom * scale
    half = half or _five_at(-rate.decimals - 1)
    if rate.bound == "about":
        half = max(half, value / 50)
    if rate.bound == "at_least":
        return high >= value - half and low <= value * Decimal("1.2")
    return low - half <= value <= high + half


def one_slip(gap: Decimal, values: Sequence[Decimal]) -> bool:
    """Whether one wrong or one swapped digit in one of the printed values explains a gap that is not tiny by itself.

    >>> one_slip(Decimal(18), [Decimal(112), Decimal(68)]), one_slip(Decimal(17), [Decimal(90), Decimal(40)])
    (True, False)
    >>> one_slip(Decimal(30), [Decimal(151), Decimal(121)]), one_slip(Decimal(120), [Decimal(6723), Decimal(6603)])
    (True, False)
    """
    places = max(-int(number.normalize().as_tuple().exponent) for number in (gap, *values))
    missing = abs(int(gap.scaleb(places)))
    for value in values:
        digits = str(abs(int(value.scaleb(places))))
        for i in range(len(digits) - 1):
            swapped = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
            if abs(int(swapped) - int(digits)) == missing:
                return True
    return missing >= 10 and len(str(missing).rstrip("0")) == 1
