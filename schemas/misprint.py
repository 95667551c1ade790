"""Misprints: the numbers that a printed one may have been meant to be, a slip of the pen apart."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

Misprint = Literal["one digit", "swapped digits"]
DIGITS = "0123456789"


def misprints(printed: str, *, same_length: bool = False) -> Iterator[tuple[str, Misprint]]:
    """The numbers with one digit changed, added or left out, or two neighbouring digits swapped, and which of the two it is.

    `printed` is digits with at most one point; digits are added to and left out of its whole part only, for decimals are
    printed in equal number, and of neither where `same_length`. No number begins with a zero that it does not need.

    >>> [number for number, slip in misprints("12", same_length=True) if slip == "swapped digits"]
    ['21']
    """
    for number in dict.fromkeys(_one_digit(printed, same_length)):
        if number != printed and not (number[0] == "0" and number[1:2].isdigit()):
            yield number, "one digit"
    places = [place for place, character in enumerate(printed) if character.isdigit()]
    for left, right in pairwise(places):
        if printed[left] != printed[right] and not (left == 0 and printed[right] == "0" and printed[1:2].isdigit()):
            swapped = list(printed)
            swapped[left], swapped[right] = printed[right], printed[left]
            yield "".join(swapped), "swapped digits"


def _one_digit(printed: str, same_length: bool) -> Iterator[str]:
    for place, digit in enumerate(printed):
        if digit != ".":
            yield from (printed[:place] + other + printed[place + 1 :] for other in DIGITS)
    whole = 0 if same_length else len(printed.partition(".")[0])
    for place in range(whole + 1 if whole else 0):
        yield from (printed[:place] + other + printed[place:] for other in DIGITS)
    for place in range(whole) if whole > 1 else ():
        yield printed[:place] + printed[place + 1 :]
