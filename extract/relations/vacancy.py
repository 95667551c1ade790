"""Vacancies: 编制45名，实有41人，空编4名，空编率8.9%: what posts and people in them leave of one another."""

from collections.abc import Sequence

import regex

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.change import ratio_tie
from gouji.extract.relations.closure import differs_by, is_quotient
from gouji.extract.relations.level_pairs import is_prior
from gouji.extract.relations.sums import countable
from gouji.extract.scope.deeds import is_deed
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT
from gouji.extract.scope.words import pattern

_GAP = pattern("(?:(?P<vacant>{parts.vacant})|{parts.excess})(?:人[员数]|编制|名额|数)?(?:为|共|达|有|计|了)?$")
_GAP_BEHIND = pattern("(?:(?P<vacant>{parts.vacant})|{parts.excess})(?=[，。；、）（(]|$)")
_SHORT = pattern("(?:(?P<gap>{parts.gap})|(?P<over>{parts.over})|{parts.short})[\u4e00-\u9fff]{0,2}$")
_DUE = pattern("{parts.due}")
_DONE = pattern("{parts.done}")
_RATE = pattern("(?:(?P<vacant>{parts.vacant})|{parts.excess})率")
_USED = regex.compile(r"(?:使用|到位|满编|用编)率")
_POSTS = regex.compile(r"编制|职数|员额|核定|定编|控制数|岗位")
_JOINED = ("、", "和", "及", "与")
_FAR = 60  # figures back to what a rate of use is of
_NEAR = 12  # percentage points beyond which another quotient is meant
_REACH = 14


def vacancies(mentions: Sequence[Mention]) -> list[Tie]:
    """空编 is posts less people, 超编 people less posts: the nearest pair that gives it, else the only one of its sentence."""
    ties = []
    for place, gap in enumerate(mentions):
        found = _GAP.search(gap.near) or _GAP_BEHIND.match(gap.rest)
        if found is None or not countable(gap) or gap.change:
            continue
        behind = [m for m in mentions[place + 1 : place + 3] if m.sentence == gap.sentence]
        if pair := _pair([*mentions[max(0, place - _REACH) : place], *behind], gap):
            if gap.draft.role == "part" and not differs_by(gap, *pair):
                continue  # 缺编163名，其中农村学校缺编128名
            posts, people = pair
            larger, smaller = (posts, people) if found["vacant"] else (people, posts)
            terms = [(1, larger.draft), (-1, smaller.draft)]
            evidence = evidence_of(gap.draft, posts.draft, people.draft)
            ties.append(Tie("difference", gap.draft, terms, evidence=evidence, rule="vacancy"))
    return ties


def vacancy_rate(mentions: Sequence[Mention], place: int) -> Tie | None:
    """`编制500名，实有470人，空编率6%`: what posts and people straight before a rate leave of one another, of the posts."""
    rate = mentions[place]
    if (named := _RATE.search(rate.near)) is None or is_prior(rate):
        return None
    if rate.draft.mode == "norm" or rate.quantity.bound in ("at_least", "at_most"):
        return None  # 力争空编率控制在5%以内
    here = [m for m in mentions[max(0, place - 4) : place] if m.sentence == rate.sentence and m.level][-2:]
    if [m.draft.kind for m in here] != ["quota", "headcount"] or not all(map(countable, here)):
        return None
    posts, people = here
    larger, smaller = (posts, people) if named["vacant"] else (people, posts)
    gap = larger.quantity.value - smaller.quantity.value
    if gap < 0 or abs(gap / posts.quantity.value * 100 - rate.quantity.value) > _NEAR:
        return None
    return ratio_tie(rate, [(1, larger), (-1, smaller)], posts, "vacancy_rate")


def usage_rate(mentions: Sequence[Mention], place: int) -> Tie | None:
    """`核定编制186名，…；实有179人，…。编制使用率96.2%`: people of posts, wherever they were told, if that comes to it.

    Parts stand in it only where the rate is theirs by name (行政、事业编制使用率分别为).
    """
    rate = mentions[place]
    if _USED.search(rate.near) is None or is_prior(rate) or not rate.quantity.decimals:
        return None
    whose = rate.draft.subject if rate.draft.rule == "dealt" else ""
    before = [m for m in mentions[max(0, place - _FAR) : place] if countable(m) and not _GAP.search(m.near)]
    told = [m for m in before if (whose in m.draft.measure + m.draft.subject if whose else m.draft.role != "part")]
    for people in reversed([m for m in told if m.draft.kind == "headcount"]):
        for posts in reversed([m for m in told if m.draft.kind == "quota"]):
            if is_quotient(rate, [(1, people)], posts):
                return ratio_tie(rate, [(1, people)], posts, "usage_rate")
    return None


def shortfalls(mentions: Sequence[Mention]) -> list[Tie]:
    """`应巡查300次，实际巡查240次，较规定少60次`: what should be and what is, side by side, and the gap between them."""
    ties = []
    for place, gap in enumerate(mentions):
        word = _SHORT.search(gap.near)
        if word is None or gap.unit in PERCENT:
            continue
        here = [m for m in mentions[max(0, place - 4) : place] if m.sentence == gap.sentence and m.unit == gap.unit and m.level]
        if word["gap"]:
            ties += _gap_of(gap, [m for m in mentions[max(0, place - 6) : place] if m.unit == gap.unit and m.level])
            continue
        if any(m.step for m in here):
            continue  # 核定编制7259名，实有人员却从6960人减到6842人，少了118人
        due = [m for m in here if _DUE.search(m.near)]
        done = [m for m in here if _DONE.search(m.near) and m not in due]
        if len(due) == len(done) == 1:
            larger, smaller = (done[0], due[0]) if word["over"] else (due[0], done[0])
            terms = [(1, larger.draft), (-1, smaller.draft)]
            evidence = evidence_of(gap.draft, larger.draft, smaller.draft)
            ties.append(Tie("difference", gap.draft, terms, evidence=evidence, rule="shortfall"))
    return ties


def _gap_of(gap: Mention, here: Sequence[Mention]) -> list[Tie]:
    """`岁入732亿元 … 岁出759亿元；差短27亿元`: the two levels before it that it lies between."""
    for larger in reversed(here):
        for smaller in reversed(here):
            row = larger.gap.strip()[:1] in _JOINED or smaller.gap.strip()[:1] in _JOINED  # 安排85万元、92万元和101万元
            if larger.quantity.value > smaller.quantity.value and not row and differs_by(gap, larger, smaller):
                terms = [(1, larger.draft), (-1, smaller.draft)]
                evidence = evidence_of(gap.draft, larger.draft, smaller.draft)
                return [Tie("difference", gap.draft, terms, evidence=evidence, rule="shortfall")]
    return []


def _pair(before: Sequence[Mention], gap: Mention) -> tuple[Mention, Mention] | None:
    """(posts, people) before a vacancy."""
    near = [m for m in before if m.block == gap.block and countable(m) and not _GAP.search(m.near)]
    pairs = [
        (posts, people)
        for people in reversed(near)
        if people.draft.kind == "headcount"
        for posts in reversed(near)
        if posts.draft.kind == "quota"
    ]
    for pair in pairs:
        if differs_by(gap, *pair):
            return pair
    here = [pair for pair in pairs if all(m.sentence == gap.sentence and m.depth == gap.depth for m in pair)]
    told = len(here) == 1 and _POSTS.search(here[0][0].near + here[0][0].draft.measure)
    names = [one.draft.measure.removeprefix("核定") for one in here[0]] if told else []
    done = any(map(is_deed, names))  # 调剂120名事业编制，收回空编46名，引进人才18名
    return here[0] if told and not done else None  # 领导职数空缺35名，提拔补上22名，调离腾出14名
