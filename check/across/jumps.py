"""JUMP: a level far from all the other years of its series. Never more than a question: such things happen."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from statistics import median
from typing import Final

from gouji.check import reasons
from gouji.check.across.series import Series, Statement
from gouji.check.across.told import claim_of
from gouji.check.claim import Claim
from gouji.check.verdict import Verdict, decimal, rounded

FEWEST = 4  # years; of three, two cannot say which of them the third is far from
SMALLEST = 20  # below it, one more or less is a large share
COUNTED = ("unit_count", "quota", "headcount", "money", "count")
# How far from the median of the others, in their own spread (the largest distance of one of them) and beyond it. What there is
# on a day (编制, 机构) moves little from year to year; what is done in a year (培训, 办件) moves much.
STANDING: Final = (3.0, math.log(1.5))
DONE: Final = (5.0, math.log(3.0))
NEAR = 0.03  # a slip explains a figure that it brings so near to the others, their own spread aside
MOST_SHOWN = 3
POWERS: Final = (1, 2, 3, 4, -1, -2, -3, -4)


def claims(series: Sequence[Series]) -> Iterator[Claim]:
    """One review for each level that stands out; where a slip of the pen explains it, the reason says which."""
    for one in series:
        if one.topic.kind and one.topic.kind not in COUNTED:
            continue
        by_shape: dict[str, list[Statement]] = defaultdict(list)
        for period, statements in one.levels.items():
            first = statements[0]
            agree = all(first.span.distance(other.span) == 0 for other in statements[1:])
            if agree and first.figure.kind in COUNTED and first.figure.bound == "exact" and first.reading.value > 0:
                by_shape[re.sub(r"^\d{4}", "", period)].append(first)
        for shape, points in by_shape.items():
            yield from _far(points, *(STANDING if shape.count("-") == 2 else DONE))


def _far(points: Sequence[Statement], times: float, beyond: float) -> Iterator[Claim]:
    if len(points) < FEWEST or len({point.report for point in points}) < 2:
        return
    sizes = [math.log(point.reading.value) for point in points]
    for place, (point, size) in enumerate(zip(points, sizes, strict=True)):
        others = [*points[:place], *points[place + 1 :]]
        usual = median(sizes[:place] + sizes[place + 1 :])
        spread = max(abs(each - usual) for each in sizes[:place] + sizes[place + 1 :])
        if math.exp(usual) < SMALLEST or abs(size - usual) <= times * spread + beyond:
            continue
        middle = median(other.reading.value for other in others)
        gap = abs(point.reading.value - middle)
        near = sorted(others, key=lambda other: abs(points.index(other) - place))[:MOST_SHOWN]
        shown = [other for other in others if other in near]
        verdict = Verdict("review", rounded(Fraction(middle), 2), decimal(Fraction(gap)))
        reason = _slip(point, size, usual, 2 * spread + NEAR)
        yield claim_of("JUMP", "review", (point, *shown), verdict, reason=reason)


def _slip(point: Statement, size: float, usual: float, room: float) -> str:
    """The slip of the pen that would bring the figure among the others; a digit is looked for in the number as printed."""
    if any(abs(size + power * math.log(10) - usual) <= 2 * room for power in POWERS):
        return reasons.JUMP_SCALE
    printed = re.match(r"\d+", re.sub(r"[\s,，]", "", point.figure.text))
    if printed and len(printed[0]) > 1:
        step = point.reading.value / int(printed[0]) if int(printed[0]) else Fraction(1)
        for digit in "123456789":
            other = int(digit + printed[0][1:]) * step
            if other and abs(math.log(other) - usual) <= room:
                return reasons.JUMP_DIGIT
    return reasons.JUMP
