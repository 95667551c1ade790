"""Whether one slip of the pen explains why numbers that the words tie together do not agree.

A tie that the words make is kept where one figure, misprinted in one of the common ways, would make it come out, and where that
is no accident: with many slips to choose from, some would explain nearly any small gap.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise
from math import log

from gouji.extract.relations.closure import comes_to, half_of, half_unit
from gouji.extract.scope.mentions import Mention
from gouji.schemas.misprint import misprints

WORDED = 0.1  # how likely an accident may be where the words say that the numbers belong together
NAMED = 0.4  # … where a rate is named after the figure before it
LIKELY = 2.0  # … where parts leave next to nothing of a whole
_POWERS = (1, 2, 3, 4, -1, -2, -3, -4)
_DECADES = 4  # over so many powers of ten a wrong quotient may lie


def slip_in_sum(total: Mention, parts: Sequence[tuple[int, Mention]], *, chance: float) -> bool:
    """Whether a slip in one figure of total = Σ sign·part explains the gap, and would by accident less often than `chance`."""
    value = total.quantity.value
    gap = value - sum((sign * part.quantity.value for sign, part in parts), Decimal(0))
    slack = half_unit(total) + sum((half_unit(part) for _, part in parts), Decimal(0))
    if abs(gap) <= slack:
        return False
    near, explained = 0, False
    for sign, mention in ((-1, total), *parts):
        wanted, others = gap * sign, slack - half_unit(mention)
        for move, half in moves(mention):
            if abs(gap) / 2 <= abs(move) <= abs(gap) * 2 and (move > 0) == (wanted > 0):
                near += 1
                explained = explained or abs(move - wanted) <= others + half
    step = max(2 * slack, _last_place(total))
    return explained and near * step <= abs(gap) * Decimal("1.5") * Decimal(str(chance))


def slip_in_quotient(rate: Mention, numerator: Mention, denominator: Mention, *, chance: float) -> bool:
    """Whether a slip in one of three figures makes the rate come out, and would by accident less often than `chance`."""
    count, explained = 0, False
    figures = (rate, numerator, denominator)
    printed = [(mention.quantity.value, half_unit(mention)) for mention in figures]
    for place, mention in enumerate(figures):
        for move, half in moves(mention):
            count += 1
            value = mention.quantity.value + move
            if not explained and value > 0:
                meant = [*printed[:place], (value, half), *printed[place + 1 :]]
                explained = comes_to(rate.quantity, *meant)
    half = half_unit(rate) or _last_place(rate) / 2
    width = float(2 * half / rate.quantity.value) if rate.quantity.value else 1.0
    return explained and count * width <= chance * _DECADES * log(10)


def twice(parts: Sequence[Mention]) -> Decimal:
    """What the parts that stand twice, under one name and side by side, come to."""
    doubled = [
        one
        for one, other in pairwise(parts)
        if (name := _called(one)) and (name, one.quantity.value) == (_called(other), other.quantity.value)
    ]
    return sum((part.quantity.value for part in doubled), Decimal(0))


def _called(part: Mention) -> str:
    """What a part is called by its own words, or behind 分别为 by the list."""
    return (part.draft.rule == "part" and part.draft.subject) or part.label


def moves(mention: Mention) -> Iterator[tuple[Decimal, Decimal]]:
    """By how much a figure changes with each slip, a digit replaced, added, left out, two swapped, the point moved; and half
    the unit to which it is then printed, for 28.1万 that should be 28.1 is no rounded number any more."""
    quantity = mention.quantity
    printed = format(abs(quantity.value).scaleb(-quantity.unit_mult), f".{max(quantity.decimals, 0)}f")
    met = {quantity.value}
    slips = ((number, 0) for number, _ in misprints(printed))
    shifted = ((str(Decimal(printed).scaleb(power)), power) for power in _POWERS)
    for number, power in chain(slips, shifted):
        value = Decimal(number).scaleb(quantity.unit_mult).copy_sign(quantity.value)
        if value not in met:
            met.add(value)
            yield value - quantity.value, half_of(quantity, value).scaleb(min(power, 0))


def _last_place(mention: Mention) -> Decimal:
    return Decimal(1).scaleb(mention.quantity.unit_mult - mention.quantity.decimals)
