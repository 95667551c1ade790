"""Which period a figure belongs to: a time of its own, one that still holds, or the report's."""

from functools import lru_cache

import regex

from gouji.extract.dates import base_year, closing_day, half_span, period_before
from gouji.extract.periods import Moment, find_moments
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, State
from gouji.extract.scope.stocks import happens, is_reset, is_state

_QUARTER = regex.compile(r"(?:^|·)([一二三四]季度)$")
_AGAINST = regex.compile(r"(?<![同环])比|较|与.{0,14}相比|同.{0,14}相比")
_EARLIER = regex.compile(r"上|去|同期")
_CLOSING = frozenset("组构）)（(")  # what can stand first in it
_BEHIND = regex.compile(r"(?:组成|构成|）|\))?[（(](?:数据)?截[至止]到?[^（()）]{2,16}[)）]")
_CARRIED = regex.compile(
    r"(?:(?P<from>上年度?(?:末)?(?:结[转存]|未结|遗留|转入)|(?:承接|接转)上年)|(?:结转|转入|留转)(?:到|至)?(?:下一?|次)年)[^，。；、,]{0,8}$"
)
_REACHED = regex.compile(r"(?:^|[，,])已|取得")
_SHARES = PERCENT | {"百分点"}
_LEVELS = frozenset(("level", "division", "alongside"))
_NOW = regex.compile(r"目前|现(?:共?有|在)")
_BEFORE_WORK = regex.compile(r"(?:改革|清理|规范|整合|撤并|调整|核查|整顿|整治)(?P<when>前|[中后])")


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
    if (carried := _CARRIED.search(mention.tail)) and (day := _day_carried(state, mention, carried)):
        return day
    moment = mention.times[-1] if mention.times else None
    if moment is not None and moment.prior and not moment.asof and (day := _day_before(mention)):
        return day
    if moment is None and not changed and (told := _told_beside(state, mention)) is not None:
        return told.draft.period
    if changed and moment is None and (span := _as_before(state, mention)):
        return span
    if moment is None and state.context.begun and _is_before_work(state, mention):
        return state.context.begun
    if moment is not None and changed and (moment.prior or ("/" not in moment.level and _AGAINST.search(mention.tail))):
        if moment.asof and not moment.prior and (span := years_since(moment, report.year)):
            return span
        moment = None
    if moment is None and mention.prior and mention.base is not None and (then := mention.base.draft.period):
        return period_before(then, base_year(then) or 0) if _EARLIER.search(mention.tail) else then
    if moment is None:
        held = inherited(state, mention)
        moment = None if _leaves_old_time(mention) else held
    elif not (moment.prior or mention.depth or mention.prior or mention.compared or mention.step == "from"):
        _keep(state, mention, moment)
    if moment is None:
        whole = mention.base if draft.rule == "part" else None
        return whole.draft.period if whole is not None else default_period(state, mention)
    if changed and not mention.times and _beside_old_level(state, mention, moment):
        return report.period
    if changed and moment.asof and _ends_with(report.period, moment):
        return report.period
    flows = (draft.kind == "money" or (draft.rule in _LEVELS and happens(mention))) and not mention.times and not moment.cutoff
    return moment.flow if changed or flows else moment.level


def when_of(state: State, mention: Mention) -> tuple[int, int] | None:
    """Where the words stand that gave a settled mention its period: a time of its own, one that still holds, or that of the
    figure it leans on; None for the report's own period."""
    draft = mention.draft
    period, flows = draft.period, bool(mention.change) or draft.role == "delta" or draft.kind == "money"
    for moment in reversed(mention.times if state.asof is None else [state.asof, *mention.times]):
        if period == moment.level or (flows and period == moment.flow):
            return moment.start, moment.end
    if state.level_moment is not None and period == state.level_moment.level:
        return state.level_moment.start, state.level_moment.end
    if mention.times and period and period == years_since(mention.times[-1], state.context.year):
        return mention.times[-1].start, mention.times[-1].end
    for other in (mention.base, state.beside(mention)):
        if other is not None and other.draft.when and other.draft.period == period:
            return other.draft.when
    return None


def _beside_old_level(state: State, mention: Mention, moment: Moment) -> bool:
    """`2020年为1183件，增加259件` in a report on 2021: the time is that of the level compared with."""
    before, year = state.beside(mention), base_year(state.context.period)
    bare = before is not None and bool(before.times) and not before.label
    return bare and year is not None and moment.level[:4].isdigit() and int(moment.level[:4]) < year


def _ends_with(period: str | None, moment: Moment) -> bool:
    """Whether a day is of the year in which the reported period ends, or of one before: what changed by it, changed in it."""
    year = base_year(period)
    return year is not None and int(moment.level[:4]) <= year


def date_from_behind(mentions: list[Mention], period: str | None) -> None:
    """`行政编制324名、事业编制92名（截至2008年末）`: a bracket behind dates the levels of its sentence that name no time."""
    for place, mention in enumerate(mentions):
        match = _BEHIND.match(mention.rest) if mention.rest[:1] in _CLOSING else None
        days = [m for m in find_moments(mention.rest, 0, match.end(), period) if m.asof] if match else []
        if not days:
            continue
        for one in mentions[max(0, place - 8) : place + 1]:
            if one.sentence == mention.sentence and not one.times and one.draft.role != "delta" and not one.change:
                one.draft.period = days[-1].level
                one.draft.when = mention.draft.end + days[-1].start, mention.draft.end + days[-1].end


def _is_before_work(state: State, mention: Mention) -> bool:
    """Whether a level is that before the work reported on (改革前，全区在册人员2000人，其中…), to the end of its sentence."""
    words = [*_BEFORE_WORK.finditer(mention.tail)]
    if words:
        state.before_stop = state.stops if words[-1]["when"] == "前" else -1
    return state.before_stop == state.stops and mention.unit not in PERCENT and not mention.change


def _day_before(mention: Mention) -> str | None:
    """The day of a level compared with that of a day (年底聘用120人，较上年的100人增加20人): the same day a year before."""
    base = mention.base
    day = base.draft.period if mention.prior and base is not None and base.sentence == mention.sentence else None
    return period_before(day, 0) if day and len(day) == len("2011-12-31") else None


def _day_carried(state: State, mention: Mention, carried: "regex.Match[str]") -> str | None:
    """The first day of the year for what was carried over into it (上年结转12件), the last for what is carried on.

    The statutory form of the disclosure report puts both among the applications of the year.
    """
    draft, year = mention.draft, state.context.year
    if year is None or draft.kind != "count" or mention.unit in PERCENT:
        return None
    around = [one.draft.measure for one in state.seen[-6:] if one.block == mention.block]
    if any("申请" in words for words in (draft.measure, draft.subject, state.heading, *around)):
        return str(year)
    return f"{year}-01-01" if carried["from"] else f"{year}-12-31"


def _told_beside(state: State, mention: Mention) -> Mention | None:
    """The amount in its sentence whose time a figure has, too.

    It is what a rate is worked out from (女性200人，占40%), the part of which a share is taken, or the stock of which the
    figure says how far it has come (年末有事业单位180个，已登记162个).
    """
    if mention.unit in PERCENT:
        if mention.prior or mention.step or mention.draft.mode == "norm":
            return None
        if mention.draft.rule == "rate_of_previous":
            return mention.base if mention.base is not None and mention.base.sentence == mention.sentence else None
        amounts = (one for one in reversed(state.seen[-4:]) if one.sentence == mention.sentence)
        return next((one for one in amounts if one.unit not in _SHARES and one.level and not one.prior), None)
    if mention.share and (before := state.beside(mention)) is not None:
        return before if before.level and not before.prior else None
    base = mention.base
    if mention.draft.rule != "division" or base is None or base.sentence != mention.sentence:
        return None
    stands = is_state(base) and not happens(mention) and _REACHED.search(mention.near)
    return base if stands else None


def _leaves_old_time(mention: Mention) -> bool:
    """`由2005年的10亿元增加到20亿元`: the time of the old level does not hold for the new one."""
    return mention.step == "to" and mention.base is not None and bool(mention.base.times)


def _as_before(state: State, mention: Mention) -> str | None:
    """The years of a change that the figure before gives: the change it is the rate of, or a level of some years ago."""
    before = state.beside(mention)
    if before is None:
        return None
    if before.draft.role == "delta" and mention.unit in PERCENT:
        return before.draft.period
    old = before.base if before.step == "to" and before.base is not None else before
    compared = before.prior or old.step == "from"
    return years_since(old.times[-1], state.context.year) if compared and old.times else None


def _keep(state: State, mention: Mention, moment: Moment) -> None:
    """Let `moment` hold for what follows; the end of the reported year for all levels without a time."""
    state.asof, state.asof_stop = moment, state.stops
    period = state.context.period
    own = period and moment.asof and moment.level.startswith(period[:4]) and moment.level.endswith(("-12-31", "-09"))
    if own and is_state(mention):
        state.level_day, state.level_moment = moment.level, moment


def years_since(moment: Moment, year: int | None) -> str | None:
    """The years of a change against a level of some years ago (与2010年末相比，两年累计减少): 2010/2012."""
    then = int(moment.level[:4])
    return f"{then + 1}/{year}" if year is not None and year - then >= 2 else None


def default_period(state: State, mention: Mention) -> str | None:
    """The period of a figure for which no time is named."""
    draft, period, year = mention.draft, state.context.period, state.context.year
    if state.ahead and year:
        return str(year + 1)
    if state.context.done:
        return period if draft.role == "delta" or mention.change else state.context.done
    if mention.unit in PERCENT:
        return _day_of_base(state, mention) or period
    if mention.step == "to" and (is_state(mention) or is_reset(mention)) and (day := closing_day(period)):
        return day
    if not is_state(mention):
        return period
    return state.level_day if state.level_day and draft.rule != "division" and not happens(mention) else period


def _day_of_base(state: State, mention: Mention) -> str | None:
    """The day of the level in its sentence that a rate is of (已登记180个，登记率90%), None where it has none."""
    base = mention.base
    if base is None or base.sentence != mention.sentence or mention.change or not mention.rate:
        return None
    day = base.draft.period
    return day if day and day == state.level_day and is_state(base) else None


def period_of_old(state: State, mention: Mention) -> str | None:
    """The period of the old level in `由2846人减至1187人`: a year before the report's; in what is planned, the report's own."""
    period, year = state.context.period, state.context.year
    if not year and period and period.endswith(("-H1", "-H2")):
        stands = is_state(mention) or is_reset(mention)
        return f"{int(period[:4]) - 1}-12-31" if stands else period_before(period, 0)
    if not year:
        return mention.draft.period
    if state.ahead:
        return str(year)
    return f"{year - 1}-12-31" if is_state(mention) or is_reset(mention) else str(year - 1)


def inherited(state: State, mention: Mention) -> Moment | None:
    """The time that still holds: of the same sentence for all, of the paragraph for levels."""
    last = state.last
    if state.asof is None or last is None:
        return state.asof
    if last.block == mention.block:
        opening = state.asof.level.endswith("-01-01")  # what there was in the beginning is not what there is
        if last.sentence == mention.sentence and not (opening and mention.draft.rule != "part"):
            return state.asof
        if state.asof.cutoff and state.asof_stop == state.stops and mention.draft.role != "delta":
            return state.asof
        if state.asof.asof and is_state(mention) and not _NOW.search(mention.near):
            return state.asof
    state.asof = None
    return None
