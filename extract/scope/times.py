"""Which period a figure belongs to: a time of its own, one that still holds, or the report's."""

from functools import lru_cache

import regex

from gouji.extract.periods import Moment, base_year, find_moments, half_span, period_before
from gouji.extract.scope.kinds import STOCKS
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, State
from gouji.extract.scope.words import pattern

_FLOW = pattern("{time.flow}")
_QUARTER = regex.compile(r"(?:^|·)([一二三四]季度)$")
_AGAINST = regex.compile(r"(?<![同环])比|较|与.{0,14}相比|同.{0,14}相比")
_EARLIER = regex.compile(r"上|去|同期")


@lru_cache(maxsize=256)
def heading_day(path: tuple[str, ...], period: str | None) -> str | None:
    """The day that a heading gives to the levels under it.

    >>> heading_day(("一、医疗资源（2014年底）",), "2014")
    '2014-12-31'
    """
    for title in reversed(path):
        days = [moment for moment in find_moments(title, 0, len(title), period) if moment.asof]
        if days:
            return days[-1].level
    return None


def period_of(state: State, mention: Mention) -> str | None:
    """The period of a settled mention, ISO 8601; notes in `state` the time that holds from here on."""
    draft, report = mention.draft, state.context
    if report.year and draft.subject.endswith("季度") and (quarter := _QUARTER.search(draft.subject)):
        return half_span(report.year, quarter[1])
    changed = bool(mention.change) or draft.role == "delta"
    moment = mention.times[-1] if mention.times else None
    if changed and moment is None and (span := _as_before(state, mention)):
        return span
    if moment is not None and changed and (moment.prior or _AGAINST.search(mention.tail)):
        if moment.asof and not moment.prior and (span := years_since(moment, report.year)):
            return span
        moment = None
    if moment is None and mention.prior and mention.base is not None and (then := mention.base.draft.period):
        return period_before(then, base_year(then) or 0) if _EARLIER.search(mention.tail) else then
    if moment is None:
        moment = inherited(state, mention)
    elif not (moment.prior or mention.depth or mention.prior or mention.compared):
        _keep(state, mention, moment)
    if moment is None:
        return default_period(state, mention)
    return moment.flow if changed or (draft.kind == "money" and not mention.times) else moment.level


def _as_before(state: State, mention: Mention) -> str | None:
    """The years of a change that the figure before gives: the change it is the rate of, or a level of some years ago."""
    before = state.beside(mention)
    if before is None:
        return None
    if before.draft.role == "delta" and mention.unit in PERCENT:
        return before.draft.period
    return years_since(before.times[-1], state.context.year) if before.prior and before.times else None


def _keep(state: State, mention: Mention, moment: Moment) -> None:
    """Let `moment` hold for what follows; the end of the reported year for all levels without a time."""
    state.asof = moment
    period = state.context.period
    own = period and moment.asof and moment.level.startswith(period[:4]) and moment.level.endswith(("-12-31", "-09"))
    if own and mention.draft.kind in STOCKS:
        state.level_day = moment.level


def years_since(moment: Moment, year: int | None) -> str | None:
    """The years of a change against a level of some years ago (与2009年末相比，三年累计减少): 2010/2012."""
    then = int(moment.level[:4])
    return f"{then + 1}/{year}" if year is not None and year - then >= 2 else None


def default_period(state: State, mention: Mention) -> str | None:
    """The period of a figure for which no time is named."""
    draft, period, year = mention.draft, state.context.period, state.context.year
    if state.ahead and year:
        return str(year + 1)
    if state.context.done:
        return period if draft.role == "delta" or mention.change else state.context.done
    if draft.kind not in STOCKS:
        return period
    if state.level_day and draft.rule != "division" and not _FLOW.search(mention.near):
        return period if draft.role == "delta" or mention.change else state.level_day
    return f"{year}-12-31" if mention.step == "to" and year else period


def period_of_old(state: State, mention: Mention) -> str | None:
    """The period of the old level in `由2846人减至1187人`: a year before the report's."""
    year = state.context.year
    if not year:
        return mention.draft.period
    return f"{year - 1}-12-31" if mention.draft.kind in STOCKS else str(year - 1)


def inherited(state: State, mention: Mention) -> Moment | None:
    """The time that still holds: of the same sentence for all, of the paragraph for levels."""
    last = state.last
    if state.asof is None or last is None:
        return state.asof
    if last.block == mention.block:
        if last.sentence == mention.sentence and not (state.asof.level.endswith("-01-01") and mention.draft.role != "part"):
            return state.asof
        if state.asof.asof and mention.draft.kind in STOCKS and mention.draft.role != "delta":
            return state.asof
    state.asof = None
    return None
