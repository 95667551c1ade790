"""Times that hold on: the one named last, for the figures behind it, and what does not take it."""

from dataclasses import replace

import regex

from gouji.extract.dates import base_year, closing_day
from gouji.extract.moments import Moment
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import State
from gouji.extract.scope.stocks import happens, is_state

_AS_IT_IS = regex.compile(r"(?:目前|现在|当前|现有)的?$")
_NOW = regex.compile(r"目前|现(?:共?有|在)")
# 。按类别分，… and ；分机构看，…
_BY_CLASS = regex.compile(
    r"[^。]{0,6}[。；;]\s*(?:(?:[按依从就]|依照|按照)[^，。；]{1,12}(?:分|看|划分|区分)|分[^，。；]{1,8}看)[，,：:]"
)


def leaves_old_time(mention: Mention) -> bool:
    """`由2005年的10亿元增加到20亿元`: the time of the old level does not hold for the new one."""
    base = mention.base
    return (
        mention.step == "to"
        and base is not None
        and base.step == "from"
        and bool(base.times)
        and not _AS_IT_IS.search(base.near)
    )


def keep(state: State, mention: Mention, moment: Moment) -> None:
    """Let `moment` hold for what follows; the end of the reported year for all levels without a time."""
    state.asof, state.asof_stop = moment, state.stops
    if moment.asof and not moment.prior:
        state.last_day = moment
    period = state.context.period
    own = period and moment.asof and moment.level.startswith(period[:4]) and moment.level.endswith(("-12-31", "-09"))
    if (own or (moment.asof and moment.level == closing_day(period))) and is_state(mention):
        state.level_day, state.level_moment = moment.level, moment


def _came_in_a_part(state: State, mention: Mention) -> bool:
    """Whether a figure tells what happened since the beginning of the year, in a report on its second half or a session."""
    period = state.context.period or ""
    return not period.endswith("-H1") and (mention.draft.role == "delta" or happens(mention))


def inherited(state: State, mention: Mention) -> Moment | None:
    """The time that still holds: of the same sentence for all, of the paragraph for levels."""
    last = state.last
    if state.asof is None or last is None:
        return state.asof
    if state.past and state.asof.asof and mention.draft.role != "delta":
        return state.asof
    if last.block == mention.block:
        opening = state.asof.level.endswith("-01-01")  # what there was in the beginning is not what there is
        if last.sentence == mention.sentence and not (opening and mention.draft.rule != "part"):
            return state.asof
        if not opening and _BY_CLASS.match(mention.gap):
            state.asof_stop = state.stops
            return state.asof  # 2020年受理1183件。按类别分，…
        if last.sentence == mention.sentence and opening and _came_in_a_part(state, mention):
            return replace(state.asof, level=state.asof.flow, asof=False)  # 年初有书300册，新购20册
        whole = state.asof.cutoff or state.context.plan  # 到2020年底，编制控制在400名以内；实名率达到100%
        if whole and state.asof_stop == state.stops and (mention.draft.role != "delta" or state.context.plan):
            return state.asof
        own = base_year(state.context.period)
        other = not state.asof.asof and own is not None and base_year(state.asof.flow) not in (None, own)
        if other and state.asof_stop == state.stops:
            return state.asof  # 2017年预算收入8亿元；支出原列9亿元，审定8.8亿元
        if state.asof.asof and is_state(mention) and not _NOW.search(mention.near):
            return state.asof
    state.asof = None
    return None
