"""Shares of several figures together, and of one that is only pointed to: 两家合占60%, 前者占64%."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import regex

from gouji.extract.draft import Tie
from gouji.extract.relations.average import FAR, usable
from gouji.extract.relations.change import ratio_tie
from gouji.extract.relations.closure import is_quotient
from gouji.extract.scope.mentions import Mention

REACH = 18  # figures back to the parts of a share
_TOGETHER = regex.compile(r"[^，。；]{0,6}占")
_AND = regex.compile(r"[、和及与]")
_ABOVE = regex.compile(r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:学历|职称)?(?:及其?)?以上[^，。；]{0,6}占$")
_DIGITS = 3  # fewer digits agree by chance
_GROUPS = frozenset("家项类者个")  # how parts are counted together: 两家合占, 前三类占


def together(mentions: Sequence[Mention], place: int) -> Tie | None:
    """`教育系统510个、卫生系统200个，两家合占60%`, `前三类占42.8%`: several parts together over a whole anywhere before."""
    rate, count = mentions[place], mentions[place - 1]
    wanted = int(count.quantity.value)
    if not (_TOGETHER.match(rate.gap) and count.quantity.unit in _GROUPS and 2 <= wanted <= 5):
        return None
    before = [m for m in mentions[max(0, place - REACH) : place - 1] if usable(m) and m.level]
    row = [m for m in before if m.unit == before[-1].unit and m.sentence >= before[-1].sentence - 1]
    parts = [m for m in row if m.draft.role == "part"][:wanted] if count.near.endswith("前") else row[-wanted:]
    names = [name for name in _AND.split(count.near) if name]
    if len(names) == wanted and len(named := [m for m in row if m.label in names]) == wanted:
        parts = named  # 教育51873名，卫生14320名，其他20449名，教育、卫生两个系统合计占76.4%
    if len(parts) < wanted:
        return None
    for whole in reversed(mentions[max(0, place - FAR) : place]):
        if whole.unit[:1] == parts[0].unit and whole.level and is_quotient(rate, [(1, part) for part in parts], whole):
            return ratio_tie(rate, [(1, part) for part in parts], whole, "share")
    all_of = _whole_of(parts)
    if all_of is not None and swapped(rate, sum(part.quantity.value for part in parts), all_of.quantity.value):
        return ratio_tie(rate, [(1, part) for part in parts], all_of, "share")
    return None


def of_row(rate: Mention, before: Sequence[Mention]) -> tuple[Tie | None] | None:
    """`抽查14个街道、22个部门，占全区90个单位的四成`: the figures that 、 joins are one part.

    None where no row stands there, (None,) where they do not come to it.
    """
    whole = before[-1]
    row: list[Mention] = []
    for one in reversed(before[:-1]):
        if one.sentence != whole.sentence or one.unit != whole.unit or not one.level:
            break
        row.insert(0, one)
        if not one.gap.rstrip().endswith("、"):
            break
    of_that = rate.near.strip(" ）)") in ("的", "之", f"{whole.after}的")  # 占全区90个单位的四成
    if not of_that or len(row) < 2 or any(one.draft.role == "part" for one in row):
        return None
    fits = is_quotient(rate, [(1, part) for part in row], whole)
    single = any(is_quotient(rate, [(1, part)], whole) for part in row)
    if fits:
        return (ratio_tie(rate, [(1, part) for part in row], whole, "share"),)
    return None if single else (None,)


def and_above(rate: Mention, before: Sequence[Mention]) -> tuple[Tie | None] | None:
    """`研究生58人、本科1236人、大专566人，本科及以上占69.6%`: the parts from the first to the one that is named.

    None where the share is of no such thing, (None,) where they do not come to it.
    """
    named = _ABOVE.search(rate.near)
    row = [m for m in before if m.sentence == rate.sentence and m.level and m.unit == before[-1].unit] if named else []
    last = next((at for at in range(len(row) - 1, 0, -1) if named and row[at].label == named["name"]), 0)
    if named is None or not last:
        return None
    first = next((at for at in range(last, 0, -1) if not row[at].gap.startswith(("、", "，"))), 0)
    parts = row[first : last + 1]
    for whole in reversed(before):
        if whole.unit == parts[0].unit and whole.level and is_quotient(rate, [(1, part) for part in parts], whole):
            return (ratio_tie(rate, [(1, part) for part in parts], whole, "share"),)
    return (None,)


def _whole_of(parts: Sequence[Mention]) -> Mention | None:
    """The total that all parts divide, None where they are of several or of none."""
    wholes = {id(part.base): part.base for part in parts}
    whole = next(iter(wholes.values()))
    return whole if len(wholes) == 1 and whole is not None and all(part.draft.role == "part" for part in parts) else None


def swapped(rate: Mention, above: Decimal | int, below: Decimal) -> bool:
    """Whether a rate of three digits has two neighbouring ones in the wrong order: 74.6% where it comes to 76.4%."""
    quantity = rate.quantity
    if quantity.bound != "exact" or quantity.form != "arabic" or below <= 0 or quantity.value >= 100:
        return False
    printed = f"{quantity.value:.{quantity.decimals}f}"
    due = f"{(Decimal(above) / below * 100).quantize(Decimal(1).scaleb(-quantity.decimals), ROUND_HALF_UP)}"
    if len(printed) != len(due) or len(printed.replace(".", "")) < _DIGITS:
        return False
    digits, others = printed.replace(".", ""), due.replace(".", "")
    apart = [at for at, (one, other) in enumerate(zip(digits, others, strict=True)) if one != other]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(digits) == sorted(others)


def swapped_share(rate: Mention, before: Sequence[Mention]) -> Tie | None:
    """`收到申请23件。…。涉及土地的申请13件，占65.5%` is of a figure of its paragraph with two digits in the wrong order."""
    part = before[-1] if before and before[-1].sentence == rate.sentence and before[-1].level else None
    own = rate.near.rpartition("占")[0].strip("，, ") if rate.share else ""
    if len(own) > 1:  # 公益一类298个，公益二类65个，公益一类单位占公益服务类单位的81.2%
        named = (m for m in reversed(before) if m.label and own.startswith(m.label) and m.block == rate.block and m.level)
        part = next(named, part if part is not None and part.label in own else None)
    if part is None or not (rate.share or rate.rate):
        return None
    for whole in reversed(before):
        fits = whole.unit == part.unit and whole.level and whole.block == rate.block and not whole.prior
        if fits and whole.quantity.value > part.quantity.value and swapped(rate, part.quantity.value, whole.quantity.value):
            return ratio_tie(rate, [(1, part)], whole, "share" if rate.share else "rate")
    return None


def one_of_two(rate: Mention, before: Sequence[Mention], worded: tuple[Mention, Mention] | None) -> Tie | None:
    """`即办件15万件、承诺件8万件，前者占64%` is of both together, which no relation tells, unless a printed whole gives it."""
    pair = [m for m in before if m.sentence == rate.sentence and m.level][-2:]
    wholes = [*((worded[1],) if worded else ()), *reversed(before)]
    for part in pair[-1:] if rate.near.startswith("后") else pair[:1]:
        for whole in wholes:
            if whole not in pair and whole.unit == part.unit and is_quotient(rate, [(1, part)], whole):
                return ratio_tie(rate, [(1, part)], whole, "share")
    return None
