"""WEIGHT: the weights of a scheme that do not add up to 100%."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.check.claim import Claim
from gouji.check.interval import HALF, ZERO, without_sign
from gouji.check.ledger import Ledger
from gouji.check.reading import Reading, read
from gouji.check.units import HUNDREDTHS
from gouji.check.verdict import decimal
from gouji.schemas import Figure

WEIGHTS = ("权重", "权数", "占比权重")
WHOLE = 100
# Farther off than this, the weights are those of several levels or of half a scheme.
NEAR = 20
LEAST = 3


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each list or column of weights, three or more, that comes near to 100% and misses it.

    A warning in one sentence; for review in a table, where a row may have been left out of it.
    """
    places: dict[tuple[int, str, str], list[Figure]] = defaultdict(list)
    for figure in ledger.figures.values():
        if figure.kind == "percentage" and figure.unit in HUNDREDTHS and any(word in figure.measure for word in WEIGHTS):
            where = figure.section + "\x1f" + figure.measure if figure.origin == "table" else figure.sentence
            places[figure.report, figure.origin, where].append(figure)
    for weights in places.values():
        readings = [reading for figure in weights if figure.bound == "exact" and (reading := read(figure)) is not None]
        if len(readings) == len(weights) >= LEAST and (claim := _claim(weights, readings, ledger)):
            yield claim


def _claim(weights: Sequence[Figure], readings: Sequence[Reading], ledger: Ledger) -> Claim | None:
    """The claim of weights that miss 100%; None where one of them is the total of the others, or rounding explains it."""
    together = sum((reading.value for reading in readings), ZERO)
    fractions = any(figure.decimals for figure in weights)
    gap = without_sign(together - WHOLE)
    steps = sum((reading.step for reading in readings), ZERO)
    room = steps * HALF if fractions else ZERO  # whole percents are set, not rounded
    if gap <= room or gap > NEAR or any(reading.value >= WHOLE for reading in readings):
        return None
    return Claim(
        code="WEIGHT",
        severity="warning" if weights[0].origin == "text" else "review",
        figures=tuple(weights),
        expected=Decimal(WHOLE),
        actual=decimal(together),
        gap=decimal(gap),
        tolerance=decimal(room),
        office=ledger.office(weights[0].report),
    )
