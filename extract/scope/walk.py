"""Going through the figures of a report in reading order and settling for each what is counted, whose, when and in what role.

What a figure does not say itself it takes from its surroundings, nearest first: the total whose part it is, the figure it
changes or is a share of, the figure before it in the sentence, the heading.
"""

import regex

from gouji.extract.dates import base_year
from gouji.extract.moments import Moment
from gouji.extract.scope.again import SORTS
from gouji.extract.scope.behind import read_behind
from gouji.extract.scope.changes import read_delta, read_points
from gouji.extract.scope.cues import read_change, sums_up
from gouji.extract.scope.dealt_times import date_from_behind, deal_stages, deal_years
from gouji.extract.scope.flows import is_inflow, name_from_behind
from gouji.extract.scope.headings import TOPIC, heading_topic
from gouji.extract.scope.labels import is_bare_measure, shorten, trim
from gouji.extract.scope.levels import read_level
from gouji.extract.scope.list_members import belongs, close_lists
from gouji.extract.scope.lists import open_list, read_dealt, read_part
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.modes import lies_ahead, lies_behind, settle_mode
from gouji.extract.scope.rates import read_rate
from gouji.extract.scope.state import PERCENT, Context, OpenList, State
from gouji.extract.scope.times import all_stand, heading_day, period_of, when_of
from gouji.extract.scope.under import PROBLEMS, alone_told, context_under, is_ahead
from gouji.extract.scope.words import pattern
from gouji.extract.structure.sections import Block
from gouji.schemas.figure import plain

_PLANNED = pattern("{norm.section}")
# 附：2021年度考核结果, under a plan of 2022, tells what was, and 一、基本情况 what is.
_TOLD = regex.compile(
    r"(?:(?:19|20)\d\d年?度?|上年度?|去年).{0,8}(?:结果|情况|总结|回顾|成绩|通报)"
    r"|^[一二三四五六七八九十、（()）\d.．\s]*(?:基本|主要|有关)?(?:情况|现状|概况|工作基础)(?:分析)?$"
)
_AT_FIRST = regex.compile(r"(?:改革|清理|规范|整合|撤并|调整|核查|整治)前的?[\u4e00-\u9fff]{0,6}(?:情况|状况|现状|概况|底数)")
_RUN_IN = regex.compile(r"[ \t　]*(?P<topic>[\u4e00-\u9fff、]{2,12})——")  # 城乡低保——年末在册9846户
_ENDINGS = ("率", "数", "额", "量", "比")
_JOINTS = frozenset(("、", "和", "及", "与"))
_YEAR_BEFORE = regex.compile(r"上年|去年|上一年|同期")
_IN_ALL = regex.compile(r"\s*(?:总的来?看|总括而言|总体来?看|综上(?:所述)?|总之|综观)[，,]?(?!.{0,12}(?:下一?步|今后))")
_SEVERAL = regex.compile(r"^[\s；;，,]*(?:以上|上述)?[两二三四五六七八九]")
_DONE_IN = regex.compile(r"[之以]?内(?P<deed>[\u4e00-\u9fff]{2,6}?)(?:者|的)(?:约|达|有|共)*$")
_COLON = regex.compile(r"(?:用于|用在|投向|分布在|集中在)?[\u4e00-\u9fff]{0,8}[：:]")
_LISTS_FIRST = regex.compile(r"\s*(?:一是|（一）|1[.．、])")
_FULL_MARKS = regex.compile(r"满分|分值|总分|权重")
_SET_APART = regex.compile(r"[（(](?:不含|含|另)")
_TOPICAL = frozenset(("level", "division", "rate", "part"))
_MAX_SUBJECT = 12


class Walk:
    """One pass over the mentions of a report."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._state = State(context, level_day=context.day)
        self._section: str | None = None  # whose headings the state tells of

    @property
    def lists(self) -> list[OpenList]:
        """The lists of parts that were met."""
        return self._state.lists

    def block(self, block: Block, mentions: list[Mention]) -> None:
        """Settle the mentions of one block."""
        state = self._state
        self._enter(block)
        state.stops += 1
        run_in = _RUN_IN.match(mentions[0].gap) if mentions else None
        if run_in is not None:
            state.topic, state.topic_block = trim(run_in["topic"]), mentions[0].block
        planned, ahead = state.planned, state.ahead
        if mentions and _IN_ALL.match(mentions[0].gap):  # 总的看，改革达到了目的
            state.planned = state.ahead = False
        elif mentions and _goes_on(state, block, mentions[0]):
            state.planned = state.ahead = True
        for mention in mentions:
            state.stops += "。" in mention.gap
            close_lists(state, mention)
            settle(state, mention)
            state.seen.append(mention)
        state.planned, state.ahead = planned, ahead
        name_from_behind(mentions)
        date_from_behind(mentions, state.context.period)
        deal_years(mentions)
        deal_stages(mentions, state.context)

    def lead_in(self, moments: list[Moment]) -> None:
        """A line that ends with a colon (按类别统计（时间：6月底）：) dates the levels of what follows."""
        # 对照年初批复的目标 dates nothing that follows
        days = [moment for moment in moments if moment.asof and not moment.prior and not moment.level.endswith("-01-01")]
        if days and not self._context.day:
            self._state.level_day, self._state.level_moment = days[-1].level, days[-1]

    def _enter(self, block: Block) -> None:
        """What a block's headings say of its figures."""
        state, plan, section = self._state, self._state.context.plan, block.section
        if section != self._section:
            state.context = context_under(self._context, section)
            told = plan and any(_TOLD.search(heading) for heading in section.split(" / "))
            state.ahead = is_ahead(state.context, section)
            state.planned = (plan and not told) or state.ahead or any(map(_PLANNED.search, alone_told(section)))
            state.past = told or bool(_AT_FIRST.search(section))
            state.failing = bool(PROBLEMS.search(section))
            self._section = section
        state.level_day = heading_day(block.path, state.context.period) or state.level_day
        state.stands = all_stand(block.path)
        state.heading = heading_topic(block.path)
        if block.level >= 0:
            state.asof = None
        if block.chief:
            state.open.clear()


def _goes_on(state: State, block: Block, first: Mention) -> bool:
    """Whether a paragraph begins to list (一是…) how the aims are to be reached that the paragraph before it set."""
    last = state.last
    then = base_year(last.draft.period) if last is not None else None
    announced = last is not None and (last.block in (state.goals_block, state.looks_on) or last.sentence == state.looks_at)
    aimed = announced and last is not None and last.block == first.block - 1 and not block.chief
    listed = block.level > 0 or _LISTS_FIRST.match(first.gap) is not None
    return aimed and listed and then is not None and then == (state.context.year or 0) + 1


def settle(state: State, mention: Mention) -> None:
    """Fill in the draft of a mention from its cues and from what was read before."""
    draft = mention.draft
    mention.label = shorten(mention.label)
    carry_cues(state, mention)
    if mention.change and is_inflow(state, mention):
        mention.change, mention.direction = "", 0
    open_list(state, mention)
    last = state.open[-1] if state.open else None
    holder = next((one for one in reversed(state.open) if one.total.unit == mention.unit), last)  # 市直19个、132人，县直77个
    if mention.unit in PERCENT:
        read_rate(state, mention)
    elif mention.unit == "百分点":
        read_points(state, mention)
    elif holder is not None and belongs(holder, mention):
        read_part(state, holder, mention)
    elif mention.change and not mention.of_previous:
        read_delta(state, mention)
    elif not read_dealt(state, mention):
        read_level(state, mention)
    before = state.beside(mention)
    joined = before is not None and before.per_head and before.draft.role == "rate" and mention.gap.strip() in _JOINTS
    dealt = "分别" in mention.near or joined
    if mention.per_head and draft.role == "plain" and dealt and len(mention.label) <= 1:
        draft.role = "rate"  # 每例分别补1200元和600元
    if draft.subject and draft.subject == state.heading and draft.subject in draft.measure:
        draft.subject = ""  # 员额·现有员额 says no more
    settle_mode(state, mention)
    draft.period = period_of(state, mention)
    draft.when = when_of(state, mention)
    if lies_ahead(state, mention):
        draft.mode = "norm"
    elif lies_behind(state, mention):
        draft.mode = "actual"
    if "方面" in mention.tail and (topic := TOPIC.match(mention.tail)):
        state.topic, state.topic_stop = trim(topic["topic"]), state.stops
    holds = state.topic_stop == state.stops or state.topic_block == mention.block
    if state.topic and holds and draft.rule in _TOPICAL and len(draft.subject) <= _MAX_SUBJECT:
        known = draft.subject + draft.measure
        if state.topic not in known:
            draft.subject = f"{state.topic}·{draft.subject}" if draft.subject else state.topic


def carry_cues(state: State, mention: Mention) -> None:
    """Cues that the figure before gives: a comparison goes on to the change, `两项合计` to every figure of its sentence."""
    if sums_up(mention.tail):
        state.summing = mention.sentence
    if state.summing == mention.sentence and _YEAR_BEFORE.search(mention.near):
        state.summing = -1  # 合计1100条，而上年依次为350条、300条
    mention.sums = mention.sums or state.summing == mention.sentence
    before = state.beside(mention)
    if before is None:
        return
    straight = bool(mention.near) and mention.gap.startswith(mention.near)
    counted = read_behind(before.rest, before.quantity.unit).noun if straight else ""
    own = trim(mention.near.removeprefix(counted)) if counted and mention.near.startswith(counted) else ""
    if own and own not in _ENDINGS:  # 有113个空缺，空缺率6.1%
        mention.label = own  # 对3个部门结转资金…万元
    elif (
        before.after
        and not (before.per_head or before.draft.rule == "spent")
        and mention.near.strip(" 、和及与的，,") == before.after
        and not (before.unit in SORTS and mention.sums and is_bare_measure(before.after))
    ):
        mention.label = ""  # the noun of the figure before, which stands behind its number
    elif (
        before.after
        and mention.label.startswith(before.after)
        and len(before.after) < len(mention.label)
        and mention.label.removeprefix(before.after) not in _ENDINGS
    ):
        mention.label = trim(mention.label.removeprefix(before.after))  # 45个单位公开452项事项
    if before.draft.kind == "duration" and (done := _DONE_IN.match(mention.near)):
        limit = before.quantity
        mention.label = f"{plain(limit.value)}{limit.unit}内{done['deed']}"  # 于10个工作日内办结者512宗
    if mention.unit == "%" and mention.gap.strip("+＋-－ ") in ("（", "("):
        mention.share = before.level
        if before.draft.role == "delta":
            mention.change, mention.direction = ("减幅" if before.direction < 0 else "增幅"), before.direction
    lasting = before.compared and before.draft.kind == "duration"  # 与2010年末相比，两年累计减少90人
    against = before.draft.rule == "target" and "预算" in before.near  # 实支1.9万元，低于预算2.6万元，节约0.7万元
    mention.compared = mention.compared or before.prior or before.step == "to" or lasting or against
    if (before.prior or against) and mention.near == mention.gap.lstrip("，, ") and not (mention.change or mention.step):
        mention.change, _, mention.direction = read_change(mention.near, compared=True)  # 比上年的121人少13人
    if before.per_head and mention.unit == before.unit and mention.gap.strip() in _JOINTS:
        mention.per_head = True  # 户次均分别为3000元和1768元
    mention.sums = mention.sums or (before.sums and (bool(_SEVERAL.match(before.tail)) or mention.gap.strip() == "、"))
    lead = mention.gap.lstrip()
    colon = ("：" in lead or ":" in lead) and bool(_COLON.match(lead))
    begins = colon or (lead.startswith(("（", "(")) and mention.depth > before.depth)
    lost = colon and bool(before.change) and not before.change.startswith("净")  # 减少197名：退休152名、…
    if begins and mention.unit == before.unit and (before.level or lost) and not before.prior:
        full = mention.unit == "分" and _FULL_MARKS.search(mention.near)  # 平台建设17.5分（满分20分）
        apart = mention.per_head or mention.change or mention.prior or mention.times or _SET_APART.match(lead) or full
        mention.opens = mention.opens or not apart
