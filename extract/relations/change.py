"""Differences and growth: A比B减少C, 由A增加到B, 下降x个百分点, 增长x%."""

from collections.abc import Sequence

import regex

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.closure import differs_by, is_quotient
from gouji.extract.relations.former import former_level
from gouji.extract.relations.level_pairs import earlier, figures_around, is_prior, level_pair, worded_pair
from gouji.extract.scope.mentions import Mention

_CAUSED = regex.compile(r"(?:因|由于)[\u4e00-\u9fff]{2,10}?(?:净?[增减]|撤并)")  # one of the causes of a change
_AND = frozenset(("、", "和", "及", "与"))
_TELLING = 5  # a smaller number is so by chance
_FORMER = regex.compile(r"原|送审|核定|预算")


def changes(mentions: Sequence[Mention]) -> list[Tie]:
    """Every difference and growth rate that the text states between figures that it prints."""
    ties: list[Tie] = []
    differences: dict[int, tuple[Mention, Mention]] = {}
    explained: list[tuple[Mention, Mention]] = []  # pairs of levels of which a change is the difference
    for place, mention in enumerate(mentions):
        if mention.unit in ("%", "‰"):
            continue
        if (fallen := _fallen(mentions, place)) is not None:
            ties.append(difference_tie(mention, *fallen))
        elif mention.draft.role == "delta" and (pair := level_pair(mentions, place)):
            if (pair in explained or _CAUSED.search(mention.near)) and not differs_by(mention, *pair):
                continue  # 较一年前的598个净增14个，即开设21个、删减7个; 因合并减少8个
            if differs_by(mention, *pair):
                explained.append(pair)
            differences[id(mention)] = pair
            ties.append(difference_tie(mention, *pair))
    for place, mention in enumerate(mentions):
        if mention.unit in ("%", "‰") and mention.change and (tie := _growth(mentions, place, differences)):
            ties.append(tie)
    return ties


def _fallen(mentions: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """(old, new) of `超编人员由117人降到46人，共消化71人`: a level straight behind a change that is just what changed."""
    here = mentions[max(0, place - 2) : place + 1]
    if len(here) < 3 or (here[0].step, here[1].step) != ("from", "to") or not here[2].level:
        return None
    alike = here[0].unit == here[1].unit == here[2].unit and here[0].sentence == here[1].sentence == here[2].sentence
    telling = here[2].quantity.value >= _TELLING and here[2].unit not in ("%", "‰")
    return (here[0], here[1]) if alike and telling and differs_by(here[2], here[0], here[1]) else None


def difference_tie(delta: Mention, old: Mention, new: Mention) -> Tie:
    """delta = new − old, or old − new where the words say that it fell."""
    falls = delta.direction < 0 or (delta.direction == 0 and old.quantity.value > new.quantity.value)
    first, second = (old, new) if falls else (new, old)
    return Tie(
        "difference",
        delta.draft,
        [(1, first.draft), (-1, second.draft)],
        evidence=evidence_of(delta.draft, first.draft, second.draft),
        rule="change",
    )


def _growth(mentions: Sequence[Mention], place: int, differences: dict[int, tuple[Mention, Mention]]) -> Tie | None:
    """A rate of change against its printed change or its two levels."""
    rate = mentions[place]
    before = [m for m in mentions[max(0, place - 4) : place] if m.sentence == rate.sentence and m.block == rate.block]
    loose = _in_row(mentions, place) or rate.near.startswith("使")  # 增加的12名使基层编制扩大14.3%
    for delta in reversed(before):
        if id(delta) in differences and delta.unit != "百分点" and "均" not in rate.near:  # 年均 is of each year
            old = differences[id(delta)][0]
            nearest = delta is before[-1] or before[-1].draft.role != "delta"
            if (nearest and not loose) or is_quotient(rate, [(1, delta)], old):
                return ratio_tie(rate, [(1, delta)], old, "growth")
    window = [m for m in figures_around(mentions, place) if m.unit not in ("%", "‰", "百分点") and m.level]
    pair = _in_sequence(mentions, place) or _law_and_fact(before, rate) or _worded_pair_any(window, rate)
    others = [m for m in window if pair is None or all(m is not one for one in pair)]
    if pair is not None and pair[1].sentence != rate.sentence and any(m.sentence == rate.sentence for m in others):
        pair = None  # 登记时间由8天压缩到3天。新登记市场主体2万户，增长13.7%
    if pair is None or "均" in rate.near:
        of_change = _of_change(rate, before, window)
        pair = former_level(mentions, place) if of_change is None and "均" not in rate.near else None
        if pair is None:
            return of_change
    old, new = pair
    terms = [(1, new), (-1, old)]
    beside = before[-1] if before and before[-1].draft.role == "delta" else None
    another = beside is not None and (beside.unit != new.unit or not differs_by(beside, old, new))
    if (another or loose) and not is_quotient(rate, terms, old):
        return None  # 余下61家整合成23家，前后相抵净减65家，精简73.9%
    return ratio_tie(rate, terms, old, "growth")


def _in_row(mentions: Sequence[Mention], place: int) -> bool:
    """Whether a rate is one of several that 、 joins: 降幅为3.2%、3.3%和1.9%."""
    beside = [m for m in mentions[place : place + 2] if m.gap.strip() in _AND]
    return any(m.unit in ("%", "‰") for m in beside)


def _law_and_fact(before: Sequence[Mention], rate: Mention) -> tuple[Mention, Mention] | None:
    """`法定时限20天，实际5天办结，提速75%`: the time that the law allows and the one it took, straight before the rate."""
    if len(before) < 2 or rate.direction >= 0:
        return None
    old, new = before[-2:]
    times = old.draft.kind == new.draft.kind == "duration" and old.unit == new.unit and old.draft.mode == "norm"
    return (old, new) if times and new.step != "to" and old.quantity.value > new.quantity.value else None


def _in_sequence(mentions: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """(old, new) of a growth over the quarter or month before (环比): the last two figures of the list in its sentence."""
    rate = mentions[place]
    if "环比" not in rate.near or place < 2:
        return None
    old, new = mentions[place - 2 : place]
    alike = old.unit == new.unit and old.draft.rule == new.draft.rule == "part" and old.sentence == rate.sentence
    return (old, new) if alike else None


def _of_change(rate: Mention, before: Sequence[Mention], window: Sequence[Mention]) -> Tie | None:
    """`原列763亿元，删减4亿元（删减率0.57%）`: the change before a rate over the level that gives it."""
    for delta in reversed(before):
        for old in reversed(window):
            fits = delta.draft.role == "delta" and old.unit == delta.unit and old.quantity.value > delta.quantity.value
            if fits and _FORMER.search(old.near) and old.sentence == rate.sentence and is_quotient(rate, [(1, delta)], old):
                return ratio_tie(rate, [(1, delta)], old, "growth")
    return None


def _worded_pair_any(window: Sequence[Mention], rate: Mention) -> tuple[Mention, Mention] | None:
    fits: list[tuple[Mention, Mention]] = []
    for old in reversed(window):
        for new in reversed(window):
            then = is_prior(old) or earlier(old, rate)
            if old is not new and old.unit == new.unit and then and not is_prior(new) and new.depth <= old.depth:
                fits.append((old, new))
    worded = None
    for unit in dict.fromkeys(m.unit for m in reversed(window)):
        worded = worded or worded_pair([m for m in window if m.unit == unit], rate)
    closing = [pair for pair in fits if is_quotient(rate, [(1, pair[1]), (-1, pair[0])], pair[0])]
    if worded in closing or not closing:
        named = rate.draft.subject and not any(
            rate.draft.subject in (m.draft.measure, m.draft.subject) or m.draft.measure in rate.draft.subject for m in window
        )
        return None if named and worded not in closing else worded
    return closing[0]


def ratio_tie(
    rate: Mention, numerator: Sequence[tuple[int, Mention]], denominator: Mention, rule: str, *, stated: bool = True
) -> Tie:
    """rate = Σ numerator / denominator."""
    terms = [(sign, m.draft) for sign, m in numerator] + [(1, denominator.draft)]
    return Tie("ratio", rate.draft, terms, stated=stated, evidence=evidence_of(rate.draft, *(d for _, d in terms)), rule=rule)
