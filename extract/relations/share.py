"""Shares and rates: which two figures a printed quotient is of."""

from collections.abc import Mapping, Sequence

import regex

from gouji.extract.draft import Tie
from gouji.extract.relations.average import FAR, TIMES, average, usable
from gouji.extract.relations.change import ratio_tie
from gouji.extract.relations.closure import is_quotient
from gouji.extract.relations.level_pairs import is_prior
from gouji.extract.relations.several import REACH, and_above, of_row, one_of_two, swapped, swapped_share, together
from gouji.extract.relations.share_pairs import (
    WHOLE,
    by_words,
    is_far_fetched,
    misprinted,
    names_another,
    near_pairs,
    plausible,
    straight_before,
)
from gouji.extract.relations.vacancy import usage_rate, vacancy_rate
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import OpenList

_BLOCKS = 8
_PLAN = regex.compile(r"(?:年度|全年|年初|总|投资|目标)(?:计划|任务|目标|预算)")
_PLANNED = regex.compile(r"计划|任务|目标|预算|限额|概算|指标")
_SO_MANY = regex.compile(r"(?:合计|合共|共计|总计|相加|合占|共占|占)")  # 两项合计占81%: no count of what the share is of
_ROW_OF_SHARES = 3
_ITEM = 14  # characters of an item of a row of shares
_ROW = ("）、", ")、", "）和", "）及", "）；", "），")
_OF_BOTH = regex.compile(r"综合|总体|合并|加总|总的|合起来|整体")
_THREE = 3  # digits by which a quotient gives itself away
_TELLING = 10  # a number of two digits that stands again is no chance


def quotients(mentions: Sequence[Mention], lists: Sequence[OpenList]) -> list[Tie]:
    """The ratio of every rate, share and average whose two figures are printed."""
    owner = {id(part): one.total for one in lists for part in one.parts}
    ties: list[Tie] = []
    for place, rate in enumerate(mentions):
        tie = None
        if rate.unit in ("%", "‰"):
            whole = _whole_of_row(mentions, place, ties) or _whole_of_sibling(mentions, place, ties)
            if whole is not None:
                tie = ratio_tie(rate, [(1, mentions[place - 1])], whole, "share")
            elif not rate.change:
                tie = vacancy_rate(mentions, place) or usage_rate(mentions, place) or _percent(mentions, place, owner)
        elif rate.unit != "百分点" and (rate.per_head or rate.unit in TIMES):
            tie = average(mentions, place)
        if tie is not None:
            ties.append(tie)
    return _each_of_its_own(ties, {id(mention.draft): mention for mention in mentions})


def _whole_of_row(mentions: Sequence[Mention], place: int, ties: Sequence[Tie]) -> Mention | None:
    """The whole of the share before, where both stand in brackets behind parts that 、 joins: 甲18人（75%）、乙6人（25%）."""
    if place < 3 or not ties or ties[-1].lhs is not mentions[place - 2].draft:
        return None
    first, part, rate = mentions[place - 2 : place + 1]
    alone = all(m.gap in ("（", "(") for m in (first, rate))
    if not (alone and part.gap.startswith(_ROW) and mentions[place - 3].unit == part.unit):
        return None
    terms = ties[-1].terms
    whole = next((m for m in mentions[:place] if m.draft is terms[-1][1]), None) if len(terms) == 2 else None
    return whole if terms[0][1] is mentions[place - 3].draft and whole is not part else None


def _whole_of_sibling(mentions: Sequence[Mention], place: int, ties: Sequence[Tie]) -> Mention | None:
    """The whole of the share before in a row of them, each straight behind its part: 甲18人、占75%，乙6人、占25%."""
    rate = mentions[place]
    if place < _ROW_OF_SHARES or not rate.share or not ties or ties[-1].lhs is not mentions[place - 2].draft:
        return None
    before, first, part = mentions[place - 3 : place]
    terms = ties[-1].terms
    row = len(terms) == len((before, first)) and terms[0][1] is before.draft and before.sentence == rate.sentence
    alike = first.gap == rate.gap and rate.near.endswith("占") and before.unit == part.unit and len(part.gap) <= _ITEM
    if not (row and alike) or rate.quantity.bound != "exact" or rate.quantity.form != "arabic":
        return None
    whole = next((m for m in mentions[:place] if m.draft is terms[1][1]), None)
    fits = whole is not None and (
        is_quotient(rate, [(1, part)], whole) or swapped(rate, part.quantity.value, whole.quantity.value)
    )
    return whole if fits else None


def _each_of_its_own(ties: Sequence[Tie], of: Mapping[int, Mention]) -> list[Tie]:
    """Without rates that do not come out and are of two figures of which another rate is: 办结率98.6%，满意率95.4%."""
    pairs = [tuple(id(draft) for _, draft in tie.terms) for tie in ties]
    fits = [
        is_quotient(of[id(tie.lhs)], [(sign, of[id(draft)]) for sign, draft in tie.terms[:-1]], of[id(tie.terms[-1][1])])
        for tie in ties
    ]
    taken = {pair for pair, fit in zip(pairs, fits, strict=True) if fit}
    return [tie for tie, pair, fit in zip(ties, pairs, fits, strict=True) if fit or pair not in taken]


def _percent(mentions: Sequence[Mention], place: int, owner: dict[int, Mention]) -> Tie | None:
    rate = mentions[place]
    before = [m for m in mentions[max(0, place - REACH) : place] if usable(m) and m.block >= rate.block - _BLOCKS]
    before = [m for m in before if m.draft.kind != "duration" and not _SO_MANY.match(m.rest)]
    if rate.share:
        before = [m for m in before if m.draft.rule != "target"]  # 发证1254份，完成计划1100份的114%，占在册单位的87.8%
    if not rate.gap.startswith(("）的", ")的")):  # 完成计划（240个）的85%, but 税收61785万元（…），占64%
        before = [m for m in before if m.depth <= rate.depth or m.sentence != rate.sentence]
    if not before or is_prior(rate):
        return None
    planned = rate.share and before[-1].draft.mode == "norm" and before[-1].sentence == rate.sentence  # a share of a budget
    if not (rate.of_previous or planned) and (rate.draft.mode == "norm" or rate.quantity.bound in ("at_least", "at_most")):
        return None
    if tie := together(mentions, place):
        return tie
    if rate.draft.rule == "dealt" and rate.base is not None:
        return _of_its_part(rate, rate.base, owner.get(id(rate.base)), before)
    if (told := and_above(rate, before) or of_row(rate, before)) is not None:
        return told[0]
    if (told := _of_several(rate, before)) is not None:
        return told[0]
    if rate.draft.rule == "named_share" and rate.base is not None and id(rate.base) in owner:
        return ratio_tie(rate, [(1, rate.base)], owner[id(rate.base)], "share")
    if rate.share and _PLAN.search(rate.near) and not any(_PLANNED.search(m.near) or m.draft.mode == "norm" for m in before):
        return None  # 完成投资2.9亿元，占年度计划的90.6%: the plan is not printed
    worded = by_words(rate, before, owner)
    if rate.share and rate.near.startswith(("前者", "后者")):
        return one_of_two(rate, before, worded)
    if worded and is_quotient(rate, [(1, worded[0])], worded[1]):
        return ratio_tie(rate, [(1, worded[0])], worded[1], "share" if rate.share else "rate")
    for numerator, denominator in near_pairs(rate, before, owner):
        if is_quotient(rate, [(1, numerator)], denominator):
            return ratio_tie(rate, [(1, numerator)], denominator, "share" if rate.share else "rate")
    apart = worded is None or worded[1].sentence != rate.sentence
    if (apart or _digits(rate) > _THREE) and (far := _far_whole(mentions, place)):
        return ratio_tie(rate, [(1, far[0])], far[1], "far_whole")  # 实测1342人，…。近视437人，近视率32.27%: of all pupils
    for pair in (worded, straight_before(rate, before)) if rate.draft.rule != "dealt" else ():
        if pair and (names_another(rate, pair[0]) or rate.quantity.value == 100 or _OF_BOTH.search(rate.near)):
            continue  # 按时办结率100%: of those done; 综合起来优秀率27.5%
        if pair and ((not is_far_fetched(rate, pair[1]) and plausible(rate, *pair)) or misprinted(rate, *pair)):
            return ratio_tie(rate, [(1, pair[0])], pair[1], "share" if rate.share else "rate")
    if far := _far_whole(mentions, place):
        return ratio_tie(rate, [(1, far[0])], far[1], "far_whole")
    return swapped_share(rate, before)


def _of_its_part(rate: Mention, part: Mention, whole: Mention | None, before: Sequence[Mention]) -> Tie | None:
    """`留守儿童9.1万人、流动儿童2.5万人，分别占27%、7%`: a share that is dealt out is of its own part, and of no other."""
    wholes = [whole] if whole is not None else [m for m in reversed(before) if m.unit == part.unit and m is not part]
    of = next((m for m in wholes if is_quotient(rate, [(1, part)], m)), whole)
    meant = of is not None and (is_quotient(rate, [(1, part)], of) or plausible(rate, part, of) or misprinted(rate, part, of))
    return ratio_tie(rate, [(1, part)], of, "share") if of is not None and meant else None


def _of_several(rate: Mention, before: Sequence[Mention]) -> tuple[Tie | None] | None:
    """The tie, or none, of a rate that is named after several figures side by side (省里采用9条、市里采用31条，采用率46.5%);
    None where it is not."""
    deed = rate.label.removesuffix("率")
    if deed == rate.label or len(deed) < 2 or not rate.rate:
        return None
    named = [m for m in before if m.sentence == rate.sentence and deed in m.near and m.level]
    joined = named[-1].gap.lstrip()[:1] == "、" if named else False
    done_by = len(named) > 1 and all(m.near.endswith(deed) and m.near != deed for m in named)  # 省级采用3篇，市级采用17篇
    if len(named) < 2 or not (joined or done_by) or named[-1] is not before[-1]:
        return None
    wholes = [m for m in reversed(before) if m not in named and m.unit == named[0].unit and m.sentence == rate.sentence]
    for whole in wholes:
        if is_quotient(rate, [(1, part) for part in named], whole):
            return (ratio_tie(rate, [(1, part) for part in named], whole, "rate"),)
    return (None,) if joined else None


def _digits(rate: Mention) -> int:
    """How many digits a rate is printed to."""
    return len(str(rate.quantity.value).replace(".", "").lstrip("0"))


def _far_whole(mentions: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """The part in the sentence of a rate, and a whole anywhere around it: named (占事业单位的), equal (100%), or the only
    figure that gives the rate to three digits."""
    rate = mentions[place]
    here = [m for m in mentions[max(0, place - 4) : place] if m.sentence == rate.sentence and usable(m) and m.level]
    if not here or not (rate.rate or rate.share):
        return None
    part = here[-1]
    noun = found["noun"] if rate.share and (found := WHOLE.search(rate.near)) else ""
    digits = _digits(rate)
    behind = [m for m in mentions[place + 1 : place + 3] if m.sentence == rate.sentence]
    for whole in [*mentions[max(0, place - FAR) : place][::-1], *behind]:
        if whole is part or whole.unit != part.unit or not usable(whole) or not whole.level:
            continue
        if whole.quantity.value < part.quantity.value or not is_quotient(rate, [(1, part)], whole):
            continue
        named = bool(noun) and (noun in whole.label or noun in whole.draft.measure)
        again = whole.quantity.value == part.quantity.value >= _TELLING
        if named or digits >= _THREE or again:
            return part, whole
    return None
