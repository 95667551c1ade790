"""JUMP: a level far from all the other years of its series. Never more than a question: such things happen."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from statistics import median
from typing import Final, NamedTuple

from gouji.check import reasons
from gouji.check.across.series import ONCE, Series, Statement
from gouji.check.across.told import claim_of
from gouji.check.claim import Claim
from gouji.check.interval import quotient
from gouji.check.verdict import Verdict, decimal, rounded

FEWEST = 4  # years; of three, two cannot say which of them the third is far from
COUNTED = ("unit_count", "quota", "headcount", "money", "count")
# What is left between two levels moves freely, however little these do. Source: the terms of 机构编制统计.
LEFT_OVER = ("空编", "缺编", "缺额", "空缺", "空额", "余编", "超编", "超员", "结余", "结转", "差额")


class Usual(NamedTuple):
    """How far from the median of the others a level may lie: so many times their own spread (the largest distance of one of
    them, `floor` at least) and `beyond`, in logarithms. Below `smallest`, one more or less is a large share."""

    times: float
    floor: float
    beyond: float
    smallest: int


# What there is on a day (编制, 机构) moves little from year to year; what is done in a year (培训, 办件) moves much.
STANDING: Final = Usual(3.0, 0.0, math.log(1.5), 20)
DONE: Final = Usual(5.0, 0.1, math.log(3.0), 100)
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
            if any(word in first.figure.subject + first.figure.measure for word in LEFT_OVER):
                continue
            agree = all(first.span.distance(other.span) == 0 for other in statements[1:])
            if agree and first.figure.kind in COUNTED and first.figure.bound == "exact" and first.reading.value > 0:
                by_shape[re.sub(r"^\d{4}", "", period)].append(first)
        for shape, points in by_shape.items():
            stands = shape.count("-") == 2 and points[0].figure.kind in ONCE
            yield from _far(points, STANDING if stands else DONE)


def _far(points: Sequence[Statement], room: Usual) -> Iterator[Claim]:
    if len(points) < FEWEST or len({point.report for point in points}) < 2:
        return
    sizes = [math.log(point.reading.value) for point in points]
    for place, (point, size) in enumerate(zip(points, sizes, strict=True)):
        others = [*points[:place], *points[place + 1 :]]
        usual = median(sizes[:place] + sizes[place + 1 :])
        spread = max(abs(each - usual) for each in sizes[:place] + sizes[place + 1 :])
        if math.exp(usual) < room.smallest or abs(size - usual) <= room.times * max(spread, room.floor) + room.beyond:
            continue
        middle = median(Fraction(other.reading.value) for other in others)
        gap = abs(point.reading.value - middle)
        near = sorted(others, key=lambda other: abs(points.index(other) - place))[:MOST_SHOWN]
        shown = [other for other in others if other in near]
        verdict = Verdict("review", rounded(middle, 2), decimal(gap))
        reason = _slip(point, size, usual, 2 * spread + NEAR)
        yield claim_of("JUMP", "review", (point, *shown), verdict, reason=reason)


def _slip(point: Statement, size: float, usual: float, room: float) -> str:
    """The slip of the pen that would bring the figure among the others; a digit is looked for in the number as printed."""
    if any(abs(size + power * math.log(10) - usual) <= 2 * room for power in POWERS):
        return reasons.JUMP_SCALE
    printed = re.match(r"\d+", re.sub(r"[\s,，]", "", point.figure.text))
    if printed and len(printed[0]) > 1:
        step = quotient(point.reading.value, int(printed[0])) if int(printed[0]) else Fraction(1)
        for digit in "123456789":
            other = int(digit + printed[0][1:]) * step
            if other and abs(math.log(other) - usual) <= room:
                return reasons.JUMP_DIGIT
    return reasons.JUMP
