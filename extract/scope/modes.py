"""Whether a figure reports a fact or sets a norm, by the words of its clause, its sentence, its paragraph and its section."""

import regex

from gouji.extract.dates import base_year
from gouji.extract.scope.kinds import STOCKS, mode_of, tells_fact
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import State
from gouji.extract.scope.words import pattern

_RANGE = regex.compile(r"\s?(?:至|到|[～~—–-]{1,2})\s?")
_RANGE_LONGEST = 4
_LIMIT = regex.compile(r"^(?!.*平均办)[^，]*(?:时限|期限|周期)")
_AIM = pattern("{norm.aim}")
_GOALS = regex.compile(r"(?:预期|发展|工作|主要|总体)目标(?:任务)?(?:是|为|如下)?[：:]")  # holds up to the full stop
_AIM_CHARS = frozenset("争预目计")  # one of them stands in every word that sets an aim
_NEXT = regex.compile(
    r"(?:^|[。；\n\s])(?:下一?步|下一?阶段|接下来|今后|(?P<then>下半年|明年|(?P<year>20\d\d)年))，?(?:[\u4e00-\u9fff]{1,8}?(?:将|要|计划|拟)|[，,](?=[一二]是))"
)
_BY_THEN = regex.compile(r"(?:年[底末]?|月[底末]?|日)(?:之|以)?前(?!三|期|后)")  # 2024年底前新建4所
_NEXT_CHARS = frozenset("下接今明2")  # each of its wordings begins with one of them
_SET_BEFORE = regex.compile(r"计划|(?:任务|目标)(?:分别|依[次序])为$")
_HELD = regex.compile(r"资产|机构|人员|绩效|决算|执行")  # headings under which a budget tells what is, or what was
# 一、2022年“三公”经费预算安排情况
_BUDGETED = regex.compile(r"(?:经费|部门|单位|收支|收入|支出)预算(?:安排|编制)(?:的?(?:基本|总体|具体)?(?:情况|说明))?$")
_APART = regex.compile(r"高[出于]|低于|超[出过计额]|落后")
_FROM_MARK = regex.compile(r"的[\u4e00-\u9fff]{0,4}(?:目标|标准|(?:控制|警戒|监管|预警|及格|合格|达标|最[低高])线|要求)")
_WITHIN = regex.compile(r"^(?:时间)?之?内[^，。；]*$")
_TO_COME = regex.compile(r"将|力争|计划|拟|争取|确保")
_CLAUSE_BACK = 40  # how far back a norm may be announced


def settle_mode(state: State, mention: Mention) -> None:
    """Give a mention, whose draft is named, its mode; notes in `state` what looks ahead from here on."""
    draft = mention.draft
    planned = _looks_ahead(state, mention)
    draft.mode = mode_of(mention.tail[-_CLAUSE_BACK:], mention.near, draft.kind, draft.quantity.bound, planned, mention.rest)
    if draft.measure == "权重" or (draft.measure in ("扣分", "加分") and draft.role == "plain"):
        draft.mode = "norm"
    if mention.unit == "倍":
        draft.mode, draft.role = "norm" if planned else "actual", "rate"  # 为法定人数的1.22倍
    beyond = draft.rule == "target" and draft.role == "delta"  # 超计划6公里
    apart = _APART.search(mention.near) or (mention.unit == "百分点" and _FROM_MARK.match(mention.gap))
    if (mention.unit == "百分点" or beyond) and not planned and apart:
        draft.mode = "actual"  # 高出年度目标7.1个百分点, 低于4.5%的控制目标1.6个百分点
    if _AIM_CHARS.intersection(mention.tail) and _AIM.search(mention.tail):
        state.aiming = mention.sentence
    if "目标" in mention.tail and _GOALS.search(mention.tail):
        state.goals, state.goals_block = state.stops, mention.block
    shortened = draft.rule == "from_to" and draft.kind == "duration"
    if shortened and _LIMIT.match(draft.measure):
        draft.mode = "norm"  # 审核时限由15天压缩到6天
    if shortened and not planned and not _LIMIT.match(mention.tail + draft.measure):
        draft.mode = "actual"  # 处置时间由5天压缩到2天以内
    before = state.beside(mention)
    beside = before is not None and before.draft.mode == "norm" and mention.gap.startswith(("、", "和", "及", "与"))
    dealt = before is not None and before.draft.rule == draft.rule == "dealt"
    listed = beside and before is not None and (dealt or before.draft.kind in STOCKS or _SET_BEFORE.search(before.near))
    aimed = state.aiming == mention.sentence and before is not None and not (mention.prior or tells_fact(mention.near))
    aimed = aimed or (state.goals == state.stops and mention.step != "from" and not (mention.prior or tells_fact(mention.near)))
    revised = mention.step == "to" and draft.kind == "money" and not tells_fact(mention.near)  # 预算684万元，修订为679万元
    moved = (shortened or revised) and mention.base is not None and mention.base.draft.mode == "norm"
    if before is not None and mention.step != "to" and len(mention.gap) <= _RANGE_LONGEST and _RANGE.fullmatch(mention.gap):
        draft.mode = before.draft.mode  # 逾期3至40天: one thing said of both ends
    due = (draft.rule == "target" and not beyond) or _is_part_of_norm(state, mention)
    under_budget = state.context.budget or bool(_BUDGETED.search(state.heading))
    budgeted = under_budget and draft.kind in ("money", "percentage") and not _HELD.search(state.heading)
    term = (
        before is not None and before.draft.kind == "duration" and _TO_COME.search(before.near) and _WITHIN.match(mention.gap)
    )
    if listed or aimed or moved or due or budgeted or term:
        draft.mode = "norm"  # 应公开机构59个、编制1650名; 力争培训3次，满意率达到90%; 审批时限由20天压缩到5天; 将于3年内降至3%


def _is_part_of_norm(state: State, mention: Mention) -> bool:
    """`应核定编制5815名，其中基本编制5602名`: of what ought to be there the parts ought to be there, too."""
    if mention.draft.rule != "part":
        return False
    whole = state.whole(mention)
    return whole.draft.mode == "norm" and whole.sentence == mention.sentence and not tells_fact(mention.near)


def _looks_ahead(state: State, mention: Mention) -> bool:
    """Whether it stands where the report tells what comes next: its section, or from 下一步 to the end of the paragraph."""
    found = None if _NEXT_CHARS.isdisjoint(mention.gap) else _NEXT.search(mention.gap)
    if found and not (found["year"] and int(found["year"]) <= (state.context.year or 0)):
        if found["then"]:
            state.looks_at = mention.sentence
        else:
            state.looks_on = mention.block
    return state.planned or state.looks_on == mention.block or state.looks_at == mention.sentence


def lies_behind(state: State, mention: Mention) -> bool:
    """Whether a plan tells of a figure how it was before the year that it plans for (2015年度共考核25家)."""
    year, then = state.context.year, base_year(mention.draft.period)
    return state.context.plan and year is not None and then is not None and then < year


def lies_ahead(state: State, mention: Mention) -> bool:
    """Whether the period of a settled mention lies after that of the report: what is told of it is planned or promised.

    A day may be the one up to which a report counts that was written a little later.
    """
    draft, context = mention.draft, state.context
    ground = mention.rest.startswith("的基础上")  # 在98件的基础上下降10%
    if draft.rule == "rate_of_change" or mention.step == "from" or ground or tells_fact(mention.near):
        return False
    if draft.period is None or (len(draft.period) == len("2017-01-10") and not _BY_THEN.search(mention.tail)):
        return False
    year, own = base_year(draft.period), context.given or base_year(context.period)
    return year is not None and own is not None and year > own
