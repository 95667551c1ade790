"""Slips of the pen in a printed number, and how telling it is that one of them would make a sum come out."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gouji.check.interval import HALF, ZERO, Exact, quotient, without_sign
from gouji.check.reading import Reading
from gouji.schemas.misprint import misprints

# A list behind 其中 may leave parts out, but most leave out none: chance may give so many slips that would close it.
SURE = Fraction(1, 50)


def slips(reading: Reading) -> Iterator[Exact]:
    """The values that the number would have with one digit changed, or two neighbouring digits swapped."""
    whole = quotient(reading.value, reading.step)
    if whole.denominator != 1 or whole < 0:
        return
    for number, _ in misprints(str(whole.numerator), same_length=True):
        yield int(number) * reading.step


def one_slip_closes(total: Reading, parts: Sequence[Reading]) -> bool:
    """Whether a sum that does not come out would with one slip in one figure, and chance would hardly do as much.

    Chance is the number of slips that there are over the number of totals that there could be.
    """
    gap = total.value - sum((part.value for part in parts), ZERO)
    readings = (total, *parts)
    room = sum((reading.step for reading in readings if reading.span.low is not reading.span.high), ZERO) * HALF
    if without_sign(gap) <= room:  # it comes out as it is
        return False
    ways, closing = 0, False
    for reading in readings:
        wanted = reading.value - gap if reading is total else reading.value + gap
        for value in slips(reading):
            ways += 1
            closing = closing or without_sign(value - wanted) <= room
    finest = max(min(reading.step for reading in readings), 2 * room)
    return closing and ways * finest <= SURE * max(without_sign(total.value), without_sign(total.value - gap))
