"""Slips of the pen: the other numbers that a printed figure may have been meant to be, and what each slip costs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal, get_args

from gouji.schemas import Figure
from gouji.schemas.figure import plain
from gouji.schemas.misprint import misprints

Slip = Literal["misread", "list member", "scale", "one digit", "swapped digits", "sign", "last year", "other"]

# The order of ../shared/DESIGN.md: what we may have read wrong, then what is easily written wrong, then anything.
COSTS: Final[dict[Slip, int]] = {
    "misread": 0,
    "list member": 1,
    "scale": 2,
    "one digit": 3,
    "swapped digits": 3,
    "sign": 4,
    "last year": 5,
    "other": 6,
}
SLIPS: Final[tuple[Slip, ...]] = get_args(Slip)
TYPOS: Final = ("misread", "scale", "one digit", "swapped digits")

SCALES = (1, 2, 3, 4, -1, -2, -3, -4)  # a decimal point or a 万 lost or added
MAX_DIGITS = 15
SCALE_WORDS = frozenset("百千仟佰万萬亿億")


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure read with one slip undone: its number as printed and as it would be, in the printed scale.

    Of a "list member" `repaired` is empty: the figure is not a part of the sum.
    """

    figure: Figure
    printed: str
    repaired: str
    slip: Slip

    @property
    def cost(self) -> int:
        """The place of its slip in the order of the design."""
        return COSTS[self.slip]


def slips(figure: Figure) -> Iterator[tuple[Figure, Repair]]:
    """The figure with one slip undone, as `undone` has its values."""
    for value, repair in undone(figure):
        yield moved(figure, value), repair


def undone(figure: Figure) -> Iterator[tuple[Decimal, Repair]]:
    """The values of a figure with one slip undone, the cheapest first: its scale, one digit changed, added or left out, two
    digits swapped, its sign. What was recognised from a picture, or took its scale from the head of a table, was rather
    misread."""
    found = as_printed(figure)
    if found is None:
        return
    printed, scale = found
    for number, slip in _respelled(printed):
        value = Decimal(number).scaleb(scale)
        if value != figure.value:
            yield value, Repair(figure, printed, number, _ours(figure, value, slip))
    if figure.value and (figure.role == "delta" or figure.value < 0):
        yield -figure.value, Repair(figure, printed, _negated(printed), "sign")


def as_printed(figure: Figure) -> tuple[str, int] | None:
    """The number as printed and the power of ten of its scale word; None where no one number and scale show it."""
    scale = figure.unit_mult
    printed = _printed(figure.value, scale, figure.decimals)
    if printed is None:  # 1万2486: no single scale; the plain number is what was meant
        scale = 0
        printed = _printed(figure.value, scale, 0)
    if printed is None or sum(character.isdigit() for character in printed) > MAX_DIGITS:
        return None
    return printed, scale


def in_print(figure: Figure, value: Decimal) -> str | None:
    """Another value of a figure as it would be printed in its place, rounded to its decimals; None where it cannot be."""
    found = as_printed(figure)
    if found is None:
        return None
    scale = found[1]
    decimals = max(figure.decimals, 0) if scale == figure.unit_mult else 0
    step = Decimal(1).scaleb(-decimals)
    number = value.scaleb(-scale).quantize(step)
    return _printed(number.scaleb(scale), scale, decimals)


def moved(figure: Figure, value: Decimal) -> Figure:
    """The figure with another value; its interval moves along."""
    by = value - figure.value
    low = None if figure.low is None else figure.low + by
    high = None if figure.high is None else figure.high + by
    return replace(figure, value=value, low=low, high=high)


def _ours(figure: Figure, value: Decimal, slip: Slip) -> Slip:
    """A slip that is rather our own reading's: a digit on a picture, a scale word that does not stand at the number."""
    if figure.origin == "ocr" and slip == "one digit":
        return "misread"
    lent = figure.unit_mult > 0 and not SCALE_WORDS & set(figure.text)
    return "misread" if slip == "scale" and lent and value == figure.value.scaleb(-figure.unit_mult) else slip


def _respelled(printed: str) -> Iterator[tuple[str, Slip]]:
    sign, digits = ("-", printed[1:]) if printed.startswith("-") else ("", printed)
    for power in SCALES:
        shifted = Decimal(digits).scaleb(power)
        yield sign + (format(shifted, "f") if "." in digits else plain(shifted)), "scale"
    for number, slip in misprints(digits):
        yield sign + number, slip


def _printed(value: Decimal, scale: int, decimals: int) -> str | None:
    """The number without its scale word, as printed; None where those decimals cannot show it."""
    if not value.is_finite() or abs(value.adjusted()) > MAX_DIGITS or not 0 <= decimals <= MAX_DIGITS:
        return None
    if abs(scale) > MAX_DIGITS:
        return None
    number = value.scaleb(-scale)
    text = format(number, f".{decimals}f")
    return text if Decimal(text) == number else None


def _negated(printed: str) -> str:
    return printed[1:] if printed.startswith("-") else f"-{printed}"
