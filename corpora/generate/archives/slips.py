"""Slips in one number: the ways in which a fact's printed number comes out wrong."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gouji.corpora.generate.reports.content import Fact

POWERS = (1, 2, 3, 4, -1, -2, -3, -4)


def slipped(fact: Fact, kind: str, rng: random.Random) -> Fact | None:
    """The fact with a slip of this kind, one of `SLIPS`; None where its number allows of none."""
    ways = [new for new in SLIPS[kind](fact) if new.printed not in (fact.printed, 0)]
    return rng.choice(ways) if ways else None


def replaced(fact: Fact) -> Iterator[Fact]:
    """Another digit in the place of one."""
    digits = _digits(fact)
    for place, sign in enumerate(digits):
        for other in "0123456789" if sign != "." else ():
            yield from _read(fact, digits[:place] + other + digits[place + 1 :])


def omitted(fact: Fact) -> Iterator[Fact]:
    """A digit left out before the point."""
    digits = _digits(fact)
    whole = digits.partition(".")[0]
    if len(whole) > 1:
        for place in range(len(whole)):
            yield from _read(fact, digits[:place] + digits[place + 1 :])


def added(fact: Fact) -> Iterator[Fact]:
    """A digit too many before the point."""
    digits = _digits(fact)
    for place in range(len(digits.partition(".")[0]) + 1):
        for other in "0123456789":
            yield from _read(fact, digits[:place] + other + digits[place:])


def swapped(fact: Fact) -> Iterator[Fact]:
    """Two neighbouring digits in each other's place."""
    digits = _digits(fact)
    places = [place for place, sign in enumerate(digits) if sign != "."]
    for left, right in pairwise(places):
        signs = list(digits)
        signs[left], signs[right] = signs[right], signs[left]
        yield from _read(fact, "".join(signs))


def scaled(fact: Fact) -> Iterator[Fact]:
    """The decimal point moved, or a 万 lost or added; whole numbers stay whole."""
    for power in POWERS:
        decimals = max(0, fact.decimals - power) if fact.decimals else 0
        moved = fact.printed.scaleb(power)
        if moved == moved.quantize(Decimal(1).scaleb(-decimals)):
            yield replace(fact, printed=moved.quantize(Decimal(1).scaleb(-decimals)), decimals=decimals)


SLIPS: Mapping[str, Callable[[Fact], Iterator[Fact]]] = {
    "digit replaced": replaced,
    "digit omitted": omitted,
    "digit added": added,
    "digits swapped": swapped,
    "scale": scaled,
}


def _digits(fact: Fact) -> str:
    return f"{fact.printed:.{fact.decimals}f}"


def _read(fact: Fact, digits: str) -> Iterator[Fact]:
    if not (digits[0] == "0" and digits[1:2].isdigit()):
        yield replace(fact, printed=Decimal(digits))
