"""Differences and growth: A比B减少C, 由A增加到B, 下降x个百分点, 增长x%."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import regex

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.balance import closes, flow_sign, opens
from gouji.extract.relations.closure import comparable, differs_by, is_quotient
from gouji.extract.relations.former import former_level
from gouji.extract.scope.mentions import Mention

_REACH = 8
_STAGE_BEFORE = regex.compile(r"(?<![比较])(?:改革|清理|规范|整合|调整|撤并)前")
_IN_ALL = regex.compile(r"相抵|总共|合计")  # 余下61家整合成23家，前后相抵净减65家: also of what was told before
_OVER_YEARS = regex.compile(r"[两二三四五六七八九十\d]年(?:间|来|里|内)(?:累计|共|净|总共)?")
_CAUSED = regex.compile(r"(?:因|由于)[\u4e00-\u9fff]{2,10}?(?:净?[增减]|撤并)")  # one of the causes of a change
_SEVERAL = regex.compile(r"[两三四五]项|两者|三者|合计|共计")  # 超期137件，未办68件，两项比上年的318件少113件
_AND = frozenset(("、", "和", "及", "与"))
_SIZE = 20  # times that a misprinted change may miss the gap between its levels
_FURTHER = 20  # figures back to a level that gives a change
_TELLING = 5  # a smaller number is so by chance


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


def is_prior(mention: Mention) -> bool:
    """Whether a level belongs to an earlier time than the one reported on."""
    counted = mention.unit not in ("%", "‰") and not mention.change
    before = counted and bool(_STAGE_BEFORE.search(mention.near))  # 改革前共有214个，改革后还有121个
    return (
        before
        or mention.prior
        or mention.step == "from"
        or bool(mention.times and mention.times[-1].prior and not mention.change)
    )


def level_pair(mentions: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """(old, new) levels of a change: by the words (由…到…, 比…的…), confirmed or replaced by the pair that gives the change."""
    delta = mentions[place]
    unit = "%" if delta.unit == "百分点" else delta.unit
    lasting = delta.draft.kind == "duration"  # 平均用时9天，较法定的15天缩短6天
    window = [
        m
        for m in _window(mentions, place)
        if m.unit == unit and (unit == "%" or m.level or (m.per_head and (lasting or m.sentence == delta.sentence)))
    ]
    if unit != "%":
        window = [m for m in window if comparable(m, delta)]
    worded = _worded_pair(window, delta) or (_same_rate(window, delta) if unit == "%" else _opening_closing(window, delta))
    if worded and differs_by(delta, *worded):
        return worded
    spans = _OVER_YEARS.search(delta.near) or (
        delta.near.startswith(("间", "来", "内")) and place > 0 and mentions[place - 1].unit == "年"
    )
    last = window[-1] if window else None
    if worded and last is not None and last not in worded and last.draft.role == "part" and not is_prior(last):
        worded = None  # 举报412件，比上年的451件下降8.6%，其中检举286件，较上年少34件
    dealt = "分别" in delta.near or (delta.gap.strip() in _AND and place > 0 and mentions[place - 1].draft.role == "delta")
    if worded and (
        spans
        or dealt
        or _is_of_several(mentions, place, worded[0])
        or not _is_likely(delta, *worded)
        or _IN_ALL.search(delta.near)
        or _is_one_of_a_row(worded[0], window)
    ):
        worded = None  # 2019年14件，2020年9件，2021年6件，两年间减少8件; 上年依次为350件、350件、300件，总量增加100件
    if delta.near.endswith("相差") and len(window) > 1 and differs_by(delta, window[-2], window[-1]):
        return window[-2], window[-1]  # 市直空编率为3.1%，乡镇为7.4%，两者相差4.3个百分点
    if spans:
        ends = [pair for pair in combinations(window, 2) if differs_by(delta, *pair)]
        return ends[0] if ends else None
    for new in reversed(window):
        for old in reversed(window):
            if old is not new and (is_prior(old) or is_prior(new) or _earlier(old, delta)) and differs_by(delta, old, new):
                return (new, old) if is_prior(new) and not is_prior(old) else (old, new)
    behind = _result_behind(mentions, place) if unit == delta.unit else None
    return _further_back(mentions, place) or worded or behind or former_level(mentions, place)


def _further_back(mentions: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """(old, new) where the sentence gives the old level and the new one, with what divides it, stands before: 总数46件，内有…。
    较上年的52件，总数少6件."""
    delta = mentions[place]
    olds = [m for m in mentions[max(0, place - 2) : place] if m.sentence == delta.sentence and is_prior(m)]
    far = [m for m in mentions[max(0, place - _FURTHER) : place] if m.block == delta.block and m.level and not is_prior(m)]
    pairs = ((old, new) for old in olds for new in far if comparable(new, delta) and comparable(old, delta))
    return next((pair for pair in pairs if delta.quantity.value >= _TELLING and differs_by(delta, *pair)), None)


def _is_of_several(mentions: Sequence[Mention], place: int, old: Mention) -> bool:
    """Whether an old level is of several figures together: 超期137件，未办68件，两项比上年的318件少113件."""
    near = next((at for at in range(place - 1, max(0, place - _REACH) - 1, -1) if mentions[at] is old), 0)
    count = mentions[near - 1] if near else None
    told = count is not None and count.unit in ("项", "者", "类") and count.sentence == old.sentence and "比" in old.gap
    return told or _SEVERAL.search(old.tail) is not None


def _is_likely(delta: Mention, old: Mention, new: Mention) -> bool:
    """Whether two levels can be those of a change that they do not give: their gap is of its size, and it no more than they."""
    gap, change = abs(new.quantity.value - old.quantity.value), abs(delta.quantity.value)
    return (
        change <= max(new.quantity.value, old.quantity.value)
        and gap <= change * _SIZE
        and change <= max(gap, Decimal(1)) * _SIZE
    )


def _is_one_of_a_row(old: Mention, window: Sequence[Mention]) -> bool:
    """Whether an old level is dealt out with others and so is not that of the whole."""
    dealt = [m for m in window if m.sentence == old.sentence and m.draft.rule in ("dealt", "row")]
    return old in dealt and len(dealt) > 1


def _earlier(old: Mention, delta: Mention) -> bool:
    """Whether a bracket gives the level of a year before the change (比上年增加909元（2009年为6021元）)."""
    then, now = old.draft.period, delta.draft.period
    return old.depth > delta.depth and bool(old.times and then and now) and (then or "")[:4] < (now or "")[:4]


def _window(mentions: Sequence[Mention], place: int) -> list[Mention]:
    """The figures around a change: those before it in its paragraph, and a bracket behind it (上年为…)."""
    here = mentions[place]
    before = [m for m in mentions[max(0, place - _REACH) : place] if m.block == here.block and m.sentence >= here.sentence - 2]
    behind = [m for m in mentions[place + 1 : place + 3] if m.sentence == here.sentence and m.depth > here.depth and m.times]
    return before + behind


def _result_behind(mentions: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """(old, new) of `原列763亿元，删减4亿元，审定759亿元`: the new level stands behind the change."""
    delta = mentions[place]
    new = next((m for m in mentions[place + 1 : place + 3] if m.unit == delta.unit), None)
    old = next((m for m in reversed(mentions[max(0, place - 3) : place]) if m.unit == delta.unit), None)
    if new is None or old is None or not new.level or not old.level or not new.sentence == old.sentence == delta.sentence:
        return None
    if is_prior(new) and not is_prior(old):  # 收费438万元，同比增收6万元，上年为432万元
        return (new, old) if differs_by(delta, old, new) else None
    grows = new.quantity.value > old.quantity.value
    return (old, new) if grows == (delta.direction > 0) and differs_by(delta, old, new) else None


def _worded_pair(window: Sequence[Mention], delta: Mention) -> tuple[Mention, Mention] | None:
    for place in range(len(window) - 1, -1, -1):
        old = window[place]
        if old.step == "from" and place + 1 < len(window) and window[place + 1].step == "to":
            near = delta.sentence - old.sentence <= 1 and window[-1].sentence <= window[place + 1].sentence
            return (old, window[place + 1]) if near else None
        if not is_prior(old) or old.sentence != delta.sentence:
            continue
        news = [m for m in window[:place] if m.sentence == delta.sentence and not is_prior(m)]
        if not news and _BARE_COMPARISON.match(old.tail):
            news = [m for m in window[:place] if not is_prior(m)]
        if not news:
            news = [m for m in window[:place] if not is_prior(m) and _alike(m, old)]
        if not news:
            continue
        lead = next((m for m in reversed(news) if m.draft.role == "total"), None)
        if news[-1].draft.role == "part":
            lead = lead or (news[-1].base if news[-1].draft.rule in ("part", "division") else None)
            return old, lead or news[-1]
        return old, news[-1]
    return None


_FORMER = regex.compile(r"原|送审|核定|预算")
_BARE_COMPARISON = regex.compile(r"^[\s；;，,]*(?:较|比|与)")


def _alike(level: Mention, old: Mention) -> bool:
    """Whether an earlier sentence's level is what a comparison names again (公开信息164条。…公开信息量比2014年的120条…)."""
    named = set(old.tail.split("比")[0].split("较")[0])
    words = set(level.draft.measure)
    return len(words & named) >= 3 and len(words & named) * 2 >= len(words)


def _opening_closing(window: Sequence[Mention], delta: Mention) -> tuple[Mention, Mention] | None:
    """`年初9846人，…年底为9639人，计减少153人`: the levels at both ends of the year."""
    opening = next((m for m in window if opens(m)), None)
    closing = next((m for m in reversed(window) if closes(m)), None)
    near = closing is not None and closing.sentence == delta.sentence and not flow_sign(delta)
    return (opening, closing) if opening and closing and near and opening is not closing else None


def _same_rate(window: Sequence[Mention], delta: Mention) -> tuple[Mention, Mention] | None:
    """The last two percentages of one measure before a change in points."""
    rates = [m for m in window if m.draft.measure == delta.draft.measure or m is delta.base]
    return (rates[-2], rates[-1]) if len(rates) >= 2 and rates[-1].draft.measure == rates[-2].draft.measure else None


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
    window = [m for m in _window(mentions, place) if m.unit not in ("%", "‰", "百分点") and m.level]
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
            then = is_prior(old) or _earlier(old, rate)
            if old is not new and old.unit == new.unit and then and not is_prior(new) and new.depth <= old.depth:
                fits.append((old, new))
    worded = None
    for unit in dict.fromkeys(m.unit for m in reversed(window)):
        worded = worded or _worded_pair([m for m in window if m.unit == unit], rate)
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
