"""Sums: a total and the parts that the text lists under it, before it or behind it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.closure import adds_up, comparable
from gouji.extract.relations.slips import WORDED, slip_in_sum, twice
from gouji.extract.relations.sums import Sums, best_prefix, countable, crosses, exhausts, sum_tie
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, OpenList

_REACH = 24
_FAR = 60  # so many figures back a whole may stand that parts in one breath give away
_BREATH = 3  # so many figures in one breath are a list
_DOUBLED = regex.compile(r"[，,（(]?(?:正好|恰好)?翻了?(?P<fold>[一二两三])番")
_FOLD = {"一": 1, "二": 2, "两": 2, "三": 3}
_SHARE_BEHIND = regex.compile(r"[，,（(]?(?:约)?占(?:比|[\u4e00-\u9fff]{0,8})?(?:约|为|达)?(?P<share>\d{1,3}(?:\.\d+)?)[%％]")
_ROUGHLY = 2  # percentage points by which the shares of all parts may miss 100
_JOINED = regex.compile(r"[、和与及]")
_LEAST_CHANGE = 5  # smaller ones add up by chance
_PAIR = 2
_DEALT = regex.compile(r"分别|依[次序]|对应(?=[为是达])")
_LEFT = regex.compile(r"[，,；]?(?:另有?|其余|其他|余下|还有|尚有|剩余)")
_REST_REACH = 6  # figures behind a list
_ALL_DONE = regex.compile(r"[，。；]?(?:上述|前述)[\u4e00-\u9fff]{2,10}?(?:全部|均|都)")  # 上述申请已全部答复，其中…
_OTHERS = regex.compile(r"[，,、；]?(?:其他|其它|其余|余下|剩余)")
_FAR_OFF = Decimal("0.5")  # of a whole, beyond which a list is no slip from it
_LABEL = 14  # the longest gap inside one


def listed_sums(lists: Sequence[OpenList], mentions: Sequence[Mention]) -> list[Tie]:
    """The sums that list cues (其中, 分别为, 由…组成 …) announce."""
    ties = []
    starts = [mention.draft.start for mention in mentions]
    for one in lists:
        if not one.parts:
            continue
        if (each := _each_counted(one.parts)) is not None and adds_up(one.total, [(1, part) for part in each]):
            ties.append(sum_tie(one.total, each, closed=True, rule="list"))
            continue
        among = mentions[bisect_right(starts, one.total.draft.start) : bisect_left(starts, one.parts[-1].draft.start)]
        if mixed := _in_two_units(one, among):
            ties.append(sum_tie(one.total, mixed, closed=True, rule="list"))
            continue
        if _shares_left(one.parts):
            continue
        parts = best_prefix(one.total, one.parts)
        if parts is not None and not (one.closed and _cut_short(one, len(parts))):
            if twice(one.parts[len(parts) - 1 : len(parts) + 1]):  # the last one was written down twice
                parts = one.parts[: len(parts) + 1]
            ties.append(sum_tie(one.total, parts, closed=True, rule="list"))
        elif behind := _rest_behind(one, mentions[bisect_right(starts, one.parts[-1].draft.start) :][:_REST_REACH]):
            ties.append(sum_tie(one.total, [*one.parts, behind], closed=True, rule="list"))
        elif _is_apart(one) or _in_turns(one.parts):
            continue
        elif len(one.parts) >= 2 and _beneath(one) and (exhausts(one.total, one.parts, closed=one.closed) or _misprinted(one)):
            ties.append(sum_tie(one.total, one.parts, closed=True, rule="list"))
        elif any(part.quantity.value > one.total.quantity.value for part in one.parts) and _beneath(one) and not one.closed:
            ties.append(sum_tie(one.total, one.parts, closed=False, rule="list"))
    return ties


def _in_two_units(one: OpenList, between: Sequence[Mention]) -> list[Mention] | None:
    """The parts of a list with those in another unit that stand among them, where only all of them come to the whole:
    政府信息1846条，其中规范性文件12件、财政信息214条、…."""
    if len(one.parts) < _PAIR or adds_up(one.total, [(1, part) for part in one.parts]):
        return None
    within = one.block if one.colon else -1
    among = [m for m in between if (m.sentence == one.sentence or m.block == within) and m.depth == one.depth and countable(m)]
    every = sorted({id(m): m for m in (*among, *one.parts)}.values(), key=lambda m: m.draft.start)
    for row in (every, [m for m in every if m.draft.rule != "alongside"]):  # 来访2760批9845人次
        if len(row) > len(one.parts) and adds_up(one.total, [(1, m) for m in row]):
            return row
    return None


def _rest_behind(one: OpenList, behind: Sequence[Mention]) -> Mention | None:
    """What is left of a whole, told behind the shares of its parts: 两业分别为15.6亿元和9.4亿元，占38%、22.8%，其他16亿元."""
    here = [m for m in behind if m.sentence == one.sentence and comparable(m, one.total) and _OTHERS.match(m.near)]
    return next((m for m in here if adds_up(one.total, [(1, part) for part in (*one.parts, m)])), None)


def _is_apart(one: OpenList) -> bool:
    """Whether names dealt out come to something far from the figure before: 优良317天，轻度、中度污染分别为38天、6天."""
    comes_to = sum((part.quantity.value for part in one.parts), Decimal(0))
    far = abs(comes_to - one.total.quantity.value) > one.total.quantity.value * _FAR_OFF
    straight = not one.names and one.said.lstrip("，,：: ").startswith(("依次为", "分别为"))  # 举报512件，依次为市场类104件、…
    if not far or not (one.names or _DEALT.search(one.said)) or straight or "其中" in one.said or twice(one.parts):
        return False
    return not slip_in_sum(one.total, [(1, part) for part in one.parts], chance=WORDED)


def _in_turns(parts: Sequence[Mention]) -> bool:
    """Whether the parts tell two things of each of several: 窃盗发生213件、破获198件，诈欺发生274件、破获251件."""
    names = [part.label for part in parts if part.label]
    again = {name for name in names if names.count(name) > 1}
    return len(names) > _BREATH and bool(again) and not twice(parts)


def _each_counted(parts: Sequence[Mention]) -> list[Mention] | None:
    """The parts with those twice that are of two things: 治理2.5分、完工率和执行率各0.5分; None where there is none such."""
    times = [len(_JOINED.split(part.near.strip("、，,"))) if part.near.endswith("各") else 1 for part in parts]
    return [part for part, count in zip(parts, times, strict=True) for _ in range(count)] if max(times, default=1) > 1 else None


def sums_of_changes(lists: Sequence[OpenList], mentions: Sequence[Mention]) -> list[Tie]:
    """`累计公开960条，较上年底新增90条。按内容分，…`: a list that does not give the level but just the change behind it."""
    places = {id(mention): place for place, mention in enumerate(mentions)}
    ties = []
    for one in lists:
        if len(one.parts) < _BREATH or best_prefix(one.total, one.parts):
            continue
        first, last = places[id(one.total)], places[id(one.parts[0])]
        for change in mentions[first + 1 : last]:
            terms = [(1, part) for part in one.parts]
            if change.draft.role == "delta" and change.unit == one.total.unit and adds_up(change, terms):
                for part in one.parts:
                    part.base, part.draft.period = change, change.draft.period
                ties.append(sum_tie(change, one.parts, closed=True, rule="list"))
                break
    return ties


def changes_broken_down(mentions: Sequence[Mention]) -> list[Tie]:
    """`增加8人：消防增加15人、社工增加4人、技工减少11人`: what comes behind a change in its sentence is what it is made of."""
    ties = []
    for place, change in enumerate(mentions):
        if change.draft.role != "delta" or change.unit in PERCENT or change.quantity.value < _LEAST_CHANGE:
            continue
        terms: list[tuple[int, Mention]] = []
        for part in mentions[place + 1 : place + _REACH]:
            if part.sentence != change.sentence or part.compared:
                break
            if comparable(part, change):
                against = part.draft.role == "delta" and part.direction * change.direction < 0
                terms.append((-1 if against else 1, part))
        if len(terms) > 1 and adds_up(change, terms):
            signed = [(sign, part.draft) for sign, part in terms]
            evidence = evidence_of(change.draft, *(draft for _, draft in signed))
            ties.append(Tie("sum", change.draft, signed, evidence=evidence, rule="list"))
    return ties


def _shares_left(parts: Sequence[Mention]) -> bool:
    """Whether each part says what share it is and the shares leave something: 教育4986人，占50.6%，卫生1427人，占14.5%."""
    shares = [found for part in parts if (found := _SHARE_BEHIND.match(part.rest))]
    return len(shares) == len(parts) > 1 and abs(sum((Decimal(found["share"]) for found in shares), Decimal(-100))) > _ROUGHLY


def _cut_short(one: OpenList, length: int) -> bool:
    """Whether a part stands joined behind so many of a list (甲3件、乙4件和丙1件)."""
    behind = one.parts[length : length + 1]
    joined = bool(behind) and behind[0].sentence == one.sentence
    every = _ALL_DONE.match(one.said) is not None and behind[0].gap.startswith("，") if joined else False
    return joined and (every or behind[0].gap.lstrip()[:1] in ("、", "和", "及", "与"))


def _beneath(one: OpenList) -> bool:
    """Whether a list stands in the paragraph of its total, in lines below its colon, or names it (项目支出按用途分)."""
    named = one.closed and len(one.total.label) > 1 and one.said.lstrip("，,").startswith((one.total.label, "上述", "前述"))
    return one.colon or one.parts[0].block == one.total.block or named


def _misprinted(one: OpenList) -> bool:
    """Whether a list is meant to add up though it does not: its words close it, a part stands twice in it, or its total says
    共 or 总 and one slip in one figure explains the gap."""
    if crosses(one.parts):
        return False
    doubled = twice(one.parts)
    over = sum((part.quantity.value for part in one.parts), -one.total.quantity.value)
    if (doubled and over == doubled) or (one.closed and one.parts[0].sentence == one.total.sentence):
        return True
    if not (one.total.sums or "总" in one.total.tail or "共" in one.total.tail):
        return False
    return slip_in_sum(one.total, [(1, part) for part in one.parts], chance=WORDED)


def doublings(mentions: Sequence[Mention]) -> list[Tie]:
    """`由15个增加到30个，翻了一番`: the new level is the old one taken two, four, eight times."""
    ties = []
    for new in mentions:
        old = new.base
        found = _DOUBLED.match(new.rest)
        if new.step == "to" and old is not None and old.step == "from" and found:
            times = 2 ** _FOLD[found["fold"]]
            ties.append(sum_tie(new, [old] * times, closed=True, rule="doubling"))
    return ties


def mirrored(sums: Sequence[Tie], mentions: dict[int, Mention]) -> list[Tie]:
    """The sum of the old levels where that of the new ones is known (编制由A减至B，其中行政由C减至D，事业由E减至F)."""
    ties = []
    for tie in sums:
        figures = [mentions[id(tie.lhs)], *(mentions[id(draft)] for _, draft in tie.terms)]
        olds = [m.base for m in figures if m.step == "to" and m.base is not None and m.base.step == "from"]
        if tie.type == "sum" and len(olds) == len(figures) and all(sign > 0 for sign, _ in tie.terms):
            ties.append(sum_tie(olds[0], olds[1:], closed=True, rule="mirrored"))
    return ties


def halves(mentions: Sequence[Mention]) -> list[Tie]:
    """Men and women side by side exhaust the people counted before them, also where they miss by little."""
    ties = []
    for men, women in pairwise(mentions):
        whole = men.base
        if men.sentence != women.sentence or {men.label[:1], women.label[:1]} != {"男", "女"}:
            continue
        if men.draft.rule == "division" and whole is not None and women.base is whole:
            if exhausts(whole, [men, women], closed=True):
                ties.append(sum_tie(whole, [men, women], closed=True, rule="halves"))
        elif men.draft.rule != "part" and (whole := _far_whole(mentions, [men, women])):
            ties.append(sum_tie(whole, [men, women], closed=True, rule="halves", stated=False))
    return ties


def _far_whole(mentions: Sequence[Mention], parts: Sequence[Mention]) -> Mention | None:
    """The figure of three digits or more anywhere before that parts in one breath add up to, None where none does."""
    begin = parts[0].draft.start
    for one in reversed([m for m in mentions if m.draft.start < begin][-_FAR:]):
        near = one.sentence == parts[0].sentence or one.quantity.value < 100
        if not near and countable(one) and one.unit == parts[0].unit and adds_up(one, [(1, part) for part in parts]):
            return one
    return None


def runs(mentions: Sequence[Mention], sums: Sums) -> list[Tie]:
    """Three figures or more in one breath (优秀9个、合格24个、整改5个) straight behind one that they divide, without a cue."""
    ties: list[Tie] = []
    place = 0
    while place < len(mentions):
        run = _run_from(mentions, place)
        whole = _whole_before(mentions, place, run) if len(run) >= _BREATH else None
        fresh = whole is not None and not sums.parts_of(whole) and not any(sums.total_of(part) for part in run)
        if fresh and whole is not None and exhausts(whole, run, closed=False):
            run = _with_rest(mentions, place + len(run), whole, run)
            sums.take(whole, run)
            ties.append(sum_tie(whole, run, closed=True, rule="run"))
        elif len(run) >= _BREATH and whole is None and (far := _far_whole(mentions, run)) and not sums.parts_of(far):
            sums.take(far, run)
            ties.append(sum_tie(far, run, closed=True, rule="run", stated=False))
        place += max(1, len(run))
    return ties


def _with_rest(mentions: Sequence[Mention], place: int, whole: Mention, run: list[Mention]) -> list[Mention]:
    """A run and what is told behind it as being left, where both come to the whole: 共312个，甲58个、乙251个，另有3个未定."""
    rest = next((m for m in mentions[place : place + 2] if m.sentence == whole.sentence and _LEFT.match(m.near)), None)
    complete = rest is not None and comparable(rest, whole) and adds_up(whole, [(1, part) for part in (*run, rest)])
    return [*run, rest] if complete and rest is not None else run


def _run_from(mentions: Sequence[Mention], place: int) -> list[Mention]:
    """The levels from `place` on that follow each other within one clause, joined by 、 or 和."""
    run = [mentions[place]]
    for one in mentions[place + 1 : place + _REACH]:
        joined = one.sentence == run[0].sentence and one.gap.lstrip()[:1] in ("、", "和", "及") and len(one.gap) <= _LABEL
        if not (joined and countable(one) and comparable(one, run[0])):
            break
        run.append(one)
    return run if countable(run[0]) and run[0].label else run[:1]


def _whole_before(mentions: Sequence[Mention], place: int, run: Sequence[Mention]) -> Mention | None:
    """The figure that stands before a run in its sentence, alone in its unit."""
    before = [m for m in mentions[max(0, place - 4) : place] if m.sentence == run[0].sentence and comparable(m, run[0])]
    return before[0] if len(before) == 1 and countable(before[0]) else None
