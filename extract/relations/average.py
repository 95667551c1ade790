"""Averages and multiples: 人均, 平均每件, 是去年的2.5倍; which two figures they are of."""

from collections.abc import Sequence

import regex

from gouji.extract.draft import Tie
from gouji.extract.relations.change import ratio_tie
from gouji.extract.relations.closure import is_quotient
from gouji.extract.relations.level_pairs import is_prior
from gouji.extract.scope.mentions import Mention, unit_key

_PER = regex.compile(
    r"(?P<of>[人户件])均|每(?P<each>人次|[人名位户件宗个家期班处所次批册项场])(?P<noun>[\u4e00-\u9fff]{2,4}(?=约|为|达|可|仅|$))?"
)
FAR = 120  # how many figures back a whole may stand that is named, or that a rate of three digits gives away
TIMES = ("倍",)
_REACH = 14
_NEAR = 8


def average(mentions: Sequence[Mention], place: int) -> Tie | None:
    """人均, 平均每件, 倍: found only where it comes out, since the words name the two figures loosely."""
    rate = mentions[place]
    if rate.quantity.bound not in ("exact", "about"):
        return None
    near = [m for m in mentions[max(0, place - _REACH) : place] if usable(m) and m.block >= rate.block - 2][::-1]
    behind = [m for m in mentions[place + 1 : place + 4] if rate.sentence <= m.sentence <= rate.sentence + 1]
    near += [m for m in behind if usable(m) and is_prior(m) <= is_prior(rate)]
    each, noun = _each(rate)
    if rate.unit in TIMES:
        return _multiple(rate, near)
    denominators = (
        [m for m in near if m.unit in (each, f"{each}次")] if each else [m for m in near if m.unit != "元" and not m.per_head]
    )
    if noun:
        near = [m for m in mentions[max(0, place - FAR) : place] if usable(m) and m.unit == rate.unit][::-1] + near
        far = mentions[max(0, place - FAR) : place][::-1]
        denominators += [m for m in far if m.unit == each and noun[:2] in m.label + m.after + m.draft.measure]
    for numerator in near if each else near[:_NEAR]:
        if numerator.unit[:1] != rate.unit[:1] or (each and numerator.unit != rate.unit):
            continue  # 生均建筑面积0.9平方米 is of no teachers; 人次 of 人 may be
        for denominator in denominators if each else denominators[:_NEAR]:
            if numerator is not denominator and is_quotient(rate, [(1, numerator)], denominator):
                return ratio_tie(rate, [(1, numerator)], denominator, "average")
    return _plain_average(rate, near, denominators) if each else None


def _plain_average(rate: Mention, near: Sequence[Mention], denominators: Sequence[Mention]) -> Tie | None:
    """The quotient of the only two figures of its sentence that it can be of (266批、1841人次，平均每批6.9人次)."""
    if is_prior(rate):
        return None
    tops = [m for m in near if m.sentence == rate.sentence and m.unit == rate.unit and m.draft.start < rate.draft.start]
    tops = list({id(m): m for m in tops if m.draft.role != "part" and not m.per_head}.values())
    below = [m for m in denominators if m.sentence == rate.sentence and m.draft.start < rate.draft.start]
    below = list({id(m): m for m in below if m.draft.role != "part"}.values())
    if len(tops) != 1 or len(below) != 1 or tops[0] is below[0]:
        return None
    return ratio_tie(rate, [(1, tops[0])], below[0], "average")


def _multiple(rate: Mention, near: Sequence[Mention]) -> Tie | None:
    """`702亿元，是281亿元的2.5倍`: two figures of one unit, the nearest that give it; 的 stands behind the divisor."""
    for denominator in near[: 1 if rate.of_previous else _NEAR]:
        for numerator in near[:_NEAR]:
            alike = numerator is not denominator and numerator.unit == denominator.unit
            if alike and is_quotient(rate, [(1, numerator)], denominator):
                return ratio_tie(rate, [(1, numerator)], denominator, "average")
    return None


def _each(rate: Mention) -> tuple[str, str]:
    """The unit and noun of what an average is per: 人 of 人均, 个 and 窗口 of 平均每个窗口; "" where it is something else."""
    match = _PER.search(rate.near) or (_PER.search(rate.base.near) if rate.base is not None and rate.step == "to" else None)
    if match is None:
        return "", ""
    unit = match["of"] or match["each"]
    return unit_key(unit), match["noun"] or ""


def usable(mention: Mention) -> bool:
    """Whether a figure can stand in a quotient."""
    return mention.unit not in ("%", "‰", "百分点", "倍", "番") and mention.quantity.value > 0
