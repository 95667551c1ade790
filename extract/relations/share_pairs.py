"""Which two figures a share or a rate can be of: those that its words name, and those that stand near."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.relations.closure import is_quotient
from gouji.extract.relations.level_pairs import is_prior
from gouji.extract.relations.slips import NAMED, WORDED, slip_in_quotient
from gouji.extract.scope.mentions import Mention

WHOLE = regex.compile(r"占(?:全[市县区省镇乡局]|应?有)?(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:总数|总量|总额|合计)?的?$")
_STEM = regex.compile(r"(?P<stem>[\u4e00-\u9fff]{2})(?:比)?率$")
_NEGATED = regex.compile(r"未|正在|待|不|没|无")
_BARE = regex.compile(r"占")
_SHARED = regex.compile(r"[，,（(]占\d")
_TIMES_OVER = Decimal("2.1")  # a quotient that is more than so many times the rate is of other figures
_POINTS = 13  # percentage points by which a quotient may miss that is still meant
_FILLING = regex.compile(r"总数|总量|总额|全部|整体|其中|全体|一半")
_APART = 12  # times; more than a slip of the scale: another quotient is meant


def plausible(rate: Mention, numerator: Mention, denominator: Mention) -> bool:
    """Whether a quotient that does not come out is still near enough to be the one that is meant."""
    got = numerator.quantity.value / denominator.quantity.value * 100
    return (
        rate.quantity.bound == "exact"
        and abs(got - rate.quantity.value) <= _POINTS
        and got <= rate.quantity.value * _TIMES_OVER
        and rate.quantity.value / _APART <= got <= min(Decimal(200), rate.quantity.value * _APART)
    )


def is_far_fetched(rate: Mention, whole: Mention) -> bool:
    """Whether a whole is an amount, or a part of something else, in the sentence before: as likely as not another is meant."""
    return whole.sentence != rate.sentence and (whole.unit == "元" or whole.draft.role == "part")


def by_words(rate: Mention, before: Sequence[Mention], owner: dict[int, Mention]) -> tuple[Mention, Mention] | None:
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
        noun = WHOLE.search(rate.near)
        alike = [m for m in before if m.block == rate.block and m.unit == last.unit]
        if noun and (called := [m for m in alike if m is not last and m.label == noun["noun"]]):
            return last, called[-1]
        if id(last) in owner and not (noun and _is_of_another(noun["noun"], owner[id(last)])):
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
    outside = [m for m in outside if m.block == rate.block or _is_akin(m, last) or is_quotient(rate, [(1, last)], m)]
    return (last, outside[-1]) if named and outside else None


def _is_akin(one: Mention, other: Mention) -> bool:
    """Whether two figures share two characters of what they count; 失业人员104人 is none of 农民工2925人."""
    names = [figure.draft.subject + figure.draft.measure + figure.label for figure in (one, other)]
    return any(names[0][at : at + 2] in names[1] for at in range(len(names[0]) - 1))


def _is_of_another(noun: str, whole: Mention) -> bool:
    """Whether a share names what it is of, and no two characters of that name the total of its list: 其中简任2个、委任10个，
    占职员缺额37.8% after 出缺逾1年者31个."""
    said = whole.draft.subject + whole.draft.measure + whole.label + whole.after
    pairs = {noun[at : at + 2] for at in range(len(noun) - 1)}
    return not _FILLING.fullmatch(noun) and bool(said) and not any(pair in said for pair in pairs)


def names_another(share: Mention, part: Mention) -> bool:
    """Whether a share says of itself what it is of, and not as the part is called: 城市低保96人，低保人数占户籍人口的2.3%."""
    own = share.near.rpartition("占")[0].strip("，, 的共约其又则还也已") if share.share else ""
    words = (part.label, part.after, part.draft.measure, part.draft.subject)
    return len(own) > 1 and not any(len(word) > 1 and (own in word or word in own) for word in words)


def _side_by_side(one: Mention, other: Mention) -> bool:
    """Whether a figure is joined to the one straight before it: 门诊19.05万、急诊2.43万."""
    return other.gap.lstrip()[:1] in ("、", "和") and one.draft.end + len(other.gap) == other.draft.start


def _is_sibling(one: Mention, other: Mention) -> bool:
    """Whether two figures have each a share of its own of a whole before both: 网上5938件，占53%；来电1474件，占13%."""
    joined = one.sentence == other.sentence or other.gap.lstrip()[:1] in ("；", ";")
    return bool(_SHARED.match(one.rest)) and not other.opens and joined


def misprinted(rate: Mention, numerator: Mention, denominator: Mention) -> bool:
    """Whether a rate of two counts misses for a slip in one of the three; 100% need not say of what it is all."""
    if rate.quantity.value == 100 or numerator.per_head or denominator.per_head or not (numerator.level and denominator.level):
        return False
    stem = _STEM.search(rate.label)
    named = stem is not None and stem["stem"] in numerator.near + numerator.after and numerator.sentence == rate.sentence
    return slip_in_quotient(rate, numerator, denominator, chance=NAMED if named else WORDED)


def straight_before(rate: Mention, before: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The part straight before a rate and what it is of by the words, whatever their size: the whole that a share names
    (占专任教师的), or of a rate that is named after its part (办结1185件，办结率) the count before that."""
    part = before[-1]
    wholes = [m for m in before[:-1] if m.unit == part.unit and m.block == rate.block and m.level and not m.per_head]
    wholes = [m for m in wholes if m.quantity.value >= part.quantity.value or m.draft.role != "part"]  # 省级3篇，市级17篇
    wholes = [m for m in wholes if not (part.label.startswith("未") and m.label.endswith("已" + part.label[1:]))]
    wholes = [m for m in wholes if not (is_prior(m) or _side_by_side(m, part) or _is_sibling(m, part))]
    if part.sentence != rate.sentence or not part.level or part.per_head:
        return None
    if rate.share and (noun := WHOLE.search(rate.near)):
        wholes = [m for m in wholes if noun["noun"] in m.label + m.draft.measure + m.after]
    elif rate.share:
        wholes = [m for m in wholes if m.draft.role != "part"]
    elif not ((stem := _STEM.search(rate.label)) and stem["stem"] in part.near + part.after):
        return None
    near = [m for m in wholes if m.sentence == rate.sentence]
    wholes = near or [m for m in wholes if m.sentence == rate.sentence - 1]
    return (part, wholes[-1]) if wholes else None


def near_pairs(rate: Mention, before: Sequence[Mention], owner: dict[int, Mention]) -> Iterator[tuple[Mention, Mention]]:
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
