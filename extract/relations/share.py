"""Shares and rates: which two figures a printed quotient is of."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import regex

from gouji.extract.draft import Tie
from gouji.extract.relations.average import FAR, TIMES, average, usable
from gouji.extract.relations.change import ratio_tie
from gouji.extract.relations.closure import is_quotient
from gouji.extract.relations.level_pairs import is_prior
from gouji.extract.relations.several import REACH, one_of_two, together
from gouji.extract.relations.slips import NAMED, WORDED, slip_in_quotient
from gouji.extract.relations.vacancy import usage_rate, vacancy_rate
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import OpenList

_BLOCKS = 8
_STEM = regex.compile(r"(?P<stem>[\u4e00-\u9fff]{2})(?:比)?率$")
_NEGATED = regex.compile(r"未|正在|待|不|没|无")
_WHOLE = regex.compile(r"占(?:全[市县区省镇乡局]|应?有)?(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:总数|总量|总额|合计)?的?$")
_BARE = regex.compile(r"占")
_SHARED = regex.compile(r"[，,（(]占\d")
_SO_MANY = regex.compile(r"(?:合计|合共|共计|总计|相加|合占|共占|占)")  # 两项合计占81%: no count of what the share is of
_ROW = ("）、", ")、", "）和", "）及", "）；", "），")
_OF_BOTH = regex.compile(r"综合|总体|合并|加总|总的|合起来|整体")
_THREE = 3  # digits by which a quotient gives itself away
_TIMES_OVER = Decimal("2.1")  # a quotient that is more than so many times the rate is of other figures
_POINTS = 13  # percentage points by which a quotient may miss that is still meant
_FILLING = regex.compile(r"总数|总量|总额|全部|整体|其中|全体|一半")
_APART = 12  # times; more than a slip of the scale: another quotient is meant
_TELLING = 10  # a number of two digits that stands again is no chance


def quotients(mentions: Sequence[Mention], lists: Sequence[OpenList]) -> list[Tie]:
    """The ratio of every rate, share and average whose two figures are printed."""
    owner = {id(part): one.total for one in lists for part in one.parts}
    ties: list[Tie] = []
    for place, rate in enumerate(mentions):
        tie = None
        if rate.unit in ("%", "‰"):
            if (whole := _whole_of_row(mentions, place, ties)) is not None:
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
    if (told := _of_several(rate, before)) is not None:
        return told[0]
    if rate.draft.rule == "named_share" and rate.base is not None and id(rate.base) in owner:
        return ratio_tie(rate, [(1, rate.base)], owner[id(rate.base)], "share")
    worded = _worded(rate, before, owner)
    if rate.share and rate.near.startswith(("前者", "后者")):
        return one_of_two(rate, before, worded)
    if worded and is_quotient(rate, [(1, worded[0])], worded[1]):
        return ratio_tie(rate, [(1, worded[0])], worded[1], "share" if rate.share else "rate")
    for numerator, denominator in _pairs(rate, before, owner):
        if is_quotient(rate, [(1, numerator)], denominator):
            return ratio_tie(rate, [(1, numerator)], denominator, "share" if rate.share else "rate")
    apart = worded is None or worded[1].sentence != rate.sentence
    if (apart or _digits(rate) > _THREE) and (far := _far_whole(mentions, place)):
        return ratio_tie(rate, [(1, far[0])], far[1], "far_whole")  # 实测1342人，…。近视437人，近视率32.27%: of all pupils
    for pair in (worded, _beside(rate, before)) if rate.draft.rule != "dealt" else ():
        if pair and (_names_another(rate, pair[0]) or rate.quantity.value == 100 or _OF_BOTH.search(rate.near)):
            continue  # 按时办结率100%: of those done; 综合起来优秀率27.5%
        if pair and ((not _is_far_fetched(rate, pair[1]) and plausible(rate, *pair)) or _misprinted(rate, *pair)):
            return ratio_tie(rate, [(1, pair[0])], pair[1], "share" if rate.share else "rate")
    if far := _far_whole(mentions, place):
        return ratio_tie(rate, [(1, far[0])], far[1], "far_whole")
    return None


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
    noun = found["noun"] if rate.share and (found := _WHOLE.search(rate.near)) else ""
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


def plausible(rate: Mention, numerator: Mention, denominator: Mention) -> bool:
    """Whether a quotient that does not come out is still near enough to be the one that is meant."""
    got = numerator.quantity.value / denominator.quantity.value * 100
    return (
        rate.quantity.bound == "exact"
        and abs(got - rate.quantity.value) <= _POINTS
        and got <= rate.quantity.value * _TIMES_OVER
        and rate.quantity.value / _APART <= got <= min(Decimal(200), rate.quantity.value * _APART)
    )


def _is_far_fetched(rate: Mention, whole: Mention) -> bool:
    """Whether a whole is an amount, or a part of something else, in the sentence before: as likely as not another is meant."""
    return whole.sentence != rate.sentence and (whole.unit == "元" or whole.draft.role == "part")


def _worded(rate: Mention, before: Sequence[Mention], owner: dict[int, Mention]) -> tuple[Mention, Mention] | None:
    """The pair that the words name; None where they name none clearly."""
    here = [m for m in before if m.sentence == rate.sentence and m.block == rate.block]
    if not here:
        return None
    last = here[-1]
    if rate.of_previous:
        earlier = [m for m in here[:-1] if m.unit == last.unit]
        wholes = [owner[id(m)] for m in earlier[-1:] if id(m) in owner]
        fits = next((m for m in [*earlier[-1:], *wholes] if is_quotient(rate, [(1, m)], last)), None)
        return (fits or earlier[-1], last) if earlier else None
    if rate.share:
        last = next((m for m in reversed(here) if rate.label and m.label == rate.label), last)
        noun = _WHOLE.search(rate.near)
        alike = [m for m in before if m.block == rate.block and m.unit == last.unit]
        if noun and (called := [m for m in alike if m is not last and m.label == noun["noun"]]):
            return last, called[-1]
        if id(last) in owner:
            return last, owner[id(last)]
        if noun and (named := [m for m in here if m is not last and noun["noun"] in m.label + m.draft.measure]):
            return last, named[-1]
        if noun and not _FILLING.fullmatch(noun["noun"]):
            return None  # 用去行政编制14名，占安置总数的23.3%: of no figure that stands here
        bigger = [m for m in here[:-1] if m.unit == last.unit and m.quantity.value >= last.quantity.value and not is_prior(m)]
        bigger = [m for m in bigger if not (_side_by_side(m, last) or _is_sibling(m, last))]
        return (last, bigger[-1]) if bigger else None
    if not rate.rate or not last.level:
        return None  # 实有人员减少135人，编制使用率为96.0%
    stem = _STEM.search(rate.label)
    named = [m for m in here if stem and stem["stem"] in m.near + m.after and not _NEGATED.search(m.near + m.after)]
    if not named and len([m for m in here if m.unit == last.unit]) > 2:
        return None
    last = named[-1] if named else last
    index = next(i for i, m in enumerate(before) if m is last)
    wholes = [m for m in before[:index] if m.unit == last.unit and m.quantity.value >= last.quantity.value]
    inside = [m for m in wholes if m.sentence == rate.sentence]
    if id(last) in owner and any(owner[id(last)] is m for m in inside):
        return last, owner[id(last)]
    if inside:
        return last, inside[-1]
    outside = [m for m in wholes if m.draft.role == "total" and m.draft.kind == last.draft.kind]
    return (last, outside[-1]) if named and outside else None


def _names_another(share: Mention, part: Mention) -> bool:
    """Whether a share says of itself what it is of, and not as the part is called: 城市低保96人，低保人数占户籍人口的2.3%."""
    own = share.near.rpartition("占")[0].strip("，, 的共约其又则还也已") if share.share else ""
    words = (part.label, part.after, part.draft.measure, part.draft.subject)
    return len(own) > 1 and not any(len(word) > 1 and (own in word or word in own) for word in words)


def _side_by_side(one: Mention, other: Mention) -> bool:
    """Whether a figure is joined to the one straight before it: 门诊19.05万、急诊2.43万."""
    return other.gap.lstrip()[:1] in ("、", "和") and one.draft.end + len(other.gap) == other.draft.start


def _is_sibling(one: Mention, other: Mention) -> bool:
    """Whether two figures have each a share of its own of a whole before both: 网上5938件，占53%；来电1474件，占13%."""
    return bool(_SHARED.match(one.rest)) and not other.opens and one.sentence == other.sentence


def _misprinted(rate: Mention, numerator: Mention, denominator: Mention) -> bool:
    """Whether a rate of two counts misses for a slip in one of the three; 100% need not say of what it is all."""
    if rate.quantity.value == 100 or numerator.per_head or denominator.per_head or not (numerator.level and denominator.level):
        return False
    stem = _STEM.search(rate.label)
    named = stem is not None and stem["stem"] in numerator.near + numerator.after and numerator.sentence == rate.sentence
    return slip_in_quotient(rate, numerator, denominator, chance=NAMED if named else WORDED)


def _beside(rate: Mention, before: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The part straight before a rate and what it is of by the words, whatever their size: the whole that a share names
    (占专任教师的), or of a rate that is named after its part (办结1185件，办结率) the count before that."""
    part = before[-1]
    wholes = [m for m in before[:-1] if m.unit == part.unit and m.block == rate.block and m.level and not m.per_head]
    wholes = [m for m in wholes if not (is_prior(m) or _side_by_side(m, part) or _is_sibling(m, part))]
    if part.sentence != rate.sentence or not part.level or part.per_head:
        return None
    if rate.share and (noun := _WHOLE.search(rate.near)):
        wholes = [m for m in wholes if noun["noun"] in m.label + m.draft.measure + m.after]
    elif rate.share:
        wholes = [m for m in wholes if m.draft.role != "part"]
    elif not ((stem := _STEM.search(rate.label)) and stem["stem"] in part.near + part.after):
        return None
    near = [m for m in wholes if m.sentence == rate.sentence]
    wholes = near or [m for m in wholes if m.sentence == rate.sentence - 1]
    return (part, wholes[-1]) if wholes else None


def _pairs(rate: Mention, before: Sequence[Mention], owner: dict[int, Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs (part, whole) near a rate, likeliest first; across units (人 of 名) only people count as the same."""
    near = [m for m in before if m.sentence >= rate.sentence - 2][::-1]
    if rate.quantity.form == "tenths":
        near = [m for m in near if m.sentence == rate.sentence and rate.share]
    reach = 2 if rate.quantity.value == 100 else 5
    if rate.quantity.value == 100:
        near = [m for m in near if m.sentence == rate.sentence]
    tops = _tops(rate, near[:reach])
    for numerator in tops:
        if id(numerator) in owner:
            yield numerator, owner[id(numerator)]
        for denominator in near[:8]:
            if (
                denominator is not numerator
                and (denominator.unit == numerator.unit or (numerator.unit == "人" and denominator.draft.kind == "quota"))
                and denominator.quantity.value >= numerator.quantity.value * 4 / 5
                and numerator.step != "from"  # 馆藏由10.2万卷增至13.05万卷: the old level is no part of the new one
            ):
                yield numerator, denominator
    if rate.share or rate.rate:
        for numerator in tops[:3]:
            for denominator in before[::-1]:
                if (
                    denominator is not numerator
                    and denominator.unit == numerator.unit
                    and denominator.quantity.value > numerator.quantity.value
                ):
                    yield numerator, denominator


def _tops(rate: Mention, near: Sequence[Mention]) -> Sequence[Mention]:
    """What a rate may be the part of: 占 alone speaks of the figure before it (大班额80个，占5.9%), and a rate that is named
    after a figure of its sentence (已整改6处，整改率) of none in another."""
    here = [m for m in near if m.sentence == rate.sentence]
    if here and _BARE.fullmatch(rate.near):
        return here[:1]
    stem = _STEM.search(rate.label)
    return here if stem and any(stem["stem"] in m.near for m in here) else near
