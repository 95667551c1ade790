"""Which two levels a change is of: by the words (由…到…, 比…的…), by what gives it, or none that can be told."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import regex

from gouji.extract.relations.balance import closes, flow_sign, opens
from gouji.extract.relations.closure import comparable, differs_by
from gouji.extract.relations.former import former_level
from gouji.extract.scope.mentions import Mention

_REACH = 8
_STAGE_BEFORE = regex.compile(r"(?<![比较])(?:改革|清理|规范|整合|调整|撤并)前")
_IN_ALL = regex.compile(r"相抵|总共|合计")  # 余下61家整合成23家，前后相抵净减65家: also of what was told before
_OVER_YEARS = regex.compile(r"[两二三四五六七八九十\d]年(?:间|来|里|内)(?:累计|共|净|总共)?")
_SEVERAL = regex.compile(r"[两三四五]项|两者|三者|合计|共计")  # 超期137件，未办68件，两项比上年的318件少113件
_AND = frozenset(("、", "和", "及", "与"))
_SIZE = 20  # times that a misprinted change may miss the gap between its levels
_FURTHER = 20  # figures back to a level that gives a change
_TELLING = 5  # a smaller number is so by chance
_COMPARES = regex.compile(r"[比较与]")
_BARE_COMPARISON = regex.compile(r"^[\s；;，,]*(?:较|比|与)")


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
        for m in figures_around(mentions, place)
        if m.unit == unit and (unit == "%" or m.level or (m.per_head and (lasting or m.sentence == delta.sentence)))
    ]
    if unit != "%":
        window = [m for m in window if comparable(m, delta)]
    if any(is_prior(m) and m.draft.rule != "target" for m in window):  # 为年度任务4.8万人的106.7%，比上年4.95万人多
        window = [m for m in window if m.draft.rule != "target"]
    worded = worded_pair(window, delta) or (_same_rate(window, delta) if unit == "%" else _opening_closing(window, delta))
    if worded and differs_by(delta, *worded):
        return worded
    spans = _is_over_years(mentions, place)
    if worded and (spans or _is_doubtful(mentions, place, worded, window)):
        worded = None
    if delta.near.endswith("相差") and len(window) > 1 and differs_by(delta, window[-2], window[-1]):
        return window[-2], window[-1]  # 市直空编率为3.1%，乡镇为7.4%，两者相差4.3个百分点
    if spans:
        ends = [pair for pair in combinations(window, 2) if differs_by(delta, *pair)]
        return ends[0] if ends else None
    for new in reversed(window):
        for old in reversed(window):
            if old is not new and (is_prior(old) or is_prior(new) or earlier(old, delta)) and differs_by(delta, old, new):
                return _in_order(old, new)
    behind = _result_behind(mentions, place) if unit == delta.unit else None
    return _further_back(mentions, place) or worded or behind or former_level(mentions, place)


def _in_order(one: Mention, other: Mention) -> tuple[Mention, Mention]:
    """(old, new): old is what is compared with (2021年共47件，较2020年的52件减少5件), else what is of an earlier time."""
    if one.prior != other.prior:
        return (one, other) if one.prior else (other, one)
    return (other, one) if is_prior(other) and not is_prior(one) else (one, other)


def _is_over_years(mentions: Sequence[Mention], place: int) -> bool:
    """Whether a change is over several years: 第一年14件，第二年9件，今年6件，两年间减少8件."""
    delta = mentions[place]
    counted = delta.near.startswith(("间", "来", "内")) and place > 0 and mentions[place - 1].unit == "年"
    return counted or _OVER_YEARS.search(delta.near) is not None


def _is_doubtful(mentions: Sequence[Mention], place: int, pair: tuple[Mention, Mention], window: Sequence[Mention]) -> bool:
    """Whether a change that two levels do not give is as likely as not of others, so that no mistake is told by it."""
    delta, (old, new) = mentions[place], pair
    last = window[-1]
    if last not in pair and last.draft.role == "part" and not is_prior(last):
        return True  # 举报412件，比上年的451件下降8.6%，其中检举286件，较上年少34件
    dealt = "分别" in delta.near or (delta.gap.strip() in _AND and place > 0 and mentions[place - 1].draft.role == "delta")
    if dealt or _IN_ALL.search(delta.near) or _is_of_several(mentions, place, old) or _names_another(delta, new):
        return True
    return _is_planned(old, new) or _is_one_of_a_row(old, window) or not _is_likely(delta, old, new)


def _is_planned(old: Mention, new: Mention) -> bool:
    """Whether a budget stands before accounts not compared with it: 上年预算收入701万元；本年决算786万元，减少96万元."""
    return "预算" in old.draft.measure and "决算" in new.draft.measure and not _COMPARES.search(old.gap)


def _names_another(delta: Mention, new: Mention) -> bool:
    """Whether a change says of itself whose it is, and not of this level: 总数少6件，而主办件多了4件."""
    own = set(delta.label.rpartition(delta.change)[0]) if delta.change else set()
    return len(own) > 1 and new.sentence != delta.sentence and own.isdisjoint(new.label + new.draft.measure + new.draft.subject)


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


def earlier(old: Mention, delta: Mention) -> bool:
    """Whether a bracket gives the level of a year before the change (比上年增加909元（2009年为6021元）)."""
    then, now = old.draft.period, delta.draft.period
    return old.depth > delta.depth and bool(old.times and then and now) and (then or "")[:4] < (now or "")[:4]


def figures_around(mentions: Sequence[Mention], place: int) -> list[Mention]:
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


def worded_pair(window: Sequence[Mention], delta: Mention) -> tuple[Mention, Mention] | None:
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
