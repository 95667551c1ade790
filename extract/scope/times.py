"""Which period a figure belongs to: a time of its own, one that still holds, or the report's."""

from functools import lru_cache

import regex

from gouji.extract.dates import base_year, closing_day, half_span, period_before, span_to
from gouji.extract.moments import Moment
from gouji.extract.periods import find_moments
from gouji.extract.scope.defaults import default_period
from gouji.extract.scope.held_times import inherited, keep, leaves_old_time
from gouji.extract.scope.kinds import done_beside
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.spans import as_before, beside_old_level, ends_with, years_since
from gouji.extract.scope.state import PERCENT, State
from gouji.extract.scope.stocks import happens, is_state

_QUARTER = regex.compile(r"(?:^|·)([一二三四]季度)$")
_AGAINST = regex.compile(r"(?<![同环])比|较|与.{0,14}相比|同.{0,14}相比")
_EARLIER = regex.compile(r"上|去|同期")
_CARRIED = regex.compile(
    r"(?:(?P<from>(?:上年度?|20\d\d年度?)(?:末)?(?:结[转存]|未结|遗留|转入)|(?:承接|接转|结转)上年)|(?:结转|转入|留转)(?:到|至)?(?:(?:下一?|次)年|(?P<next>20\d\d)年))[^，。；、,]{0,8}$"
)
_OF_THE_YEAR = regex.compile(r"(?:年度|全年|年初)(?:目标|任务|计划|指标)")
_PART_OF_YEAR = regex.compile(r"\d{4}-H[12]|(?P<year>\d{4})-\d\d(?:-\d\d)?(?:/(?P=year)-\d\d(?:-\d\d)?)?")
_AS_IT_IS = regex.compile(r"(?:目前|现在|当前|现有)的?$")
_YEAR_END_FIGURES = regex.compile(r"(?:年末|年底|期末)(?:数|数据|人数|情况)(?:[）)]|$)")  # 一、卫生资源（均为年末数）
_COUNTED_ON = regex.compile(r"[（(]以.{4,16}为[\u4e00-\u9fff]{0,6}(?:时点|时间点|节点|截点|基准日)[）)]")
_EXCEPT = regex.compile(r"(?:^|[，,。；;])\s*除[^，。；]*$")
_LEFT_OUT = regex.compile(r"[^，。；\d]{0,12}外[，,]")
_SAME_DAY = regex.compile(r"[上去]年度?同日")
_CARRYING = frozenset("结遗转承")  # one of them stands in every wording of it
_REACHED = regex.compile(r"(?:^|[，,])已|取得")
_LEVELS = frozenset(("level", "division", "alongside", "taken_from"))
_BEFORE_WORK = regex.compile(
    r"(?P<than>[比较])?(?:(?:改革|清理|规范|整合|撤并|调整|核查|整顿|整治)(?P<when>前|[中后])|(?P<last>上[次轮](?:核查|普查|清理)))"
)


@lru_cache(maxsize=256)
def heading_day(path: tuple[str, ...], period: str | None) -> str | None:
    """The day that a heading gives to the levels under it.

    >>> heading_day(("一、医疗资源（2014年底）",), "2014"), heading_day(("一、家底（均为年末数）",), "2014")
    ('2014-12-31', '2014-12-31')
    """
    for title in reversed(path):
        if _YEAR_END_FIGURES.search(title) and (day := closing_day(period)):
            return day
        days = [moment for moment in find_moments(title, 0, len(title), period) if moment.asof]
        if days:
            return days[-1].level
    return None


def all_stand(path: tuple[str, ...]) -> bool:
    """Whether a heading dates all figures under it: （均为年末数）, （以2018年8月31日为节点）."""
    return any(_YEAR_END_FIGURES.search(title) or _COUNTED_ON.search(title) for title in path)


def period_of(state: State, mention: Mention) -> str | None:
    """The period of a settled mention, ISO 8601; notes in `state` the time that holds from here on."""
    draft, report = mention.draft, state.context
    if report.year and draft.subject.endswith("季度") and (quarter := _QUARTER.search(draft.subject)):
        return half_span(report.year, quarter[1])
    changed = bool(mention.change) or draft.role == "delta"
    if mention.step == "from" and mention.times and _AS_IT_IS.search(mention.near):
        keep(state, mention, mention.times[-1])  # 到2026年，控制数由目前的400名提高到700名
        return closing_day(report.period) if is_state(mention) else report.period
    yearly = draft.mode == "norm" and (_OF_THE_YEAR.search(mention.near) or done_beside(mention.rest))
    if yearly and _PART_OF_YEAR.fullmatch(report.period or ""):
        return (report.period or "")[:4]  # 完成全年任务1800人的58%, by June
    carried = None if _CARRYING.isdisjoint(mention.tail) else _CARRIED.search(mention.tail)
    if carried is not None and (day := _day_carried(state, mention, carried)):
        return day
    moment = mention.times[-1] if mention.times else state.last_day if "同日" in mention.tail else None
    if moment is not None and moment.prior and not moment.asof:
        if not changed and state.last_day is not None and _SAME_DAY.search(mention.tail):
            return period_before(state.last_day.level, 0)
        if day := _day_before(mention):
            return day
    if moment is None and draft.rule == "part" and mention.base is not None and mention.base.change:
        return mention.base.draft.period  # 一年少了14家：撤并9家、注销5家
    if moment is None and not changed and (told := _told_beside(state, mention)) is not None:
        return told.draft.period
    if changed and moment is None and (span := as_before(state, mention)):
        return span
    if moment is None and state.context.begun and _is_before_work(state, mention):
        return state.context.begun
    if moment is not None and changed and (moment.prior or ("/" not in moment.level and _AGAINST.search(mention.tail))):
        if moment.asof and not moment.prior and (span := years_since(moment, report.year)):
            return span
        moment = None
    if moment is None and changed and (year := _year_of_level(state, mention)):
        return year
    if moment is None and mention.prior and mention.base is not None and (then := mention.base.draft.period):
        return period_before(then, base_year(then) or 0) if _EARLIER.search(mention.tail) else then
    if moment is None:
        moment = inherited(state, mention)
        if mention.step == "to" and moment is not None and moment.level == report.period:
            moment = None  # a new level is of the end of the year, whatever else is of the year in its sentence
        if leaves_old_time(mention):
            moment = None
    elif not (
        moment.prior
        or _is_exception(mention)
        or _in_bracket(mention, moment)
        or mention.prior
        or mention.compared
        or mention.step == "from"
    ):
        keep(state, mention, moment)
    if moment is None:
        brought = report.begun is not None and happens(mention)  # 清理前有单位300个。清理中：撤销50个
        whole = mention.base if draft.rule == "part" and not brought else None
        return whole.draft.period if whole is not None else default_period(state, mention)
    old = not mention.times and beside_old_level(state, mention, moment)
    if changed and (old or (moment.asof and ends_with(report.period, moment))):
        over = report.span if mention.unit != "百分点" else None
        return over or (span_to(report.period) if report.period else None)
    happened = (
        not is_state(mention) if draft.kind == "money" else draft.rule in _LEVELS and mention.step != "to" and happens(mention)
    )
    flows = happened and not mention.times and not moment.cutoff
    due = state.ahead and happens(mention) and mention.draft.kind == "count"  # 年底前培训600人次
    if report.span and (changed or flows) and not mention.times and moment.flow == report.span[-len("2020") :]:
        return report.span  # what happened over the five years, after a sentence on the end of the last
    return moment.flow if changed or flows or due else moment.level


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


def _in_bracket(mention: Mention, moment: Moment) -> bool:
    """Whether a time stands in the same bracket as the figure, and not before it: 到12月31日，全市（辖7个县）有法人128家."""
    opening = max(mention.tail.rfind("（"), mention.tail.rfind("("))
    return mention.depth > 0 and (opening < 0 or moment.start > mention.quantity.start - len(mention.tail) + opening)


def _year_of_level(state: State, mention: Mention) -> str | None:
    """The year, before the report's, of a level that is compared with another: 2014年47件，较2013年的52件减少5件."""
    base, own, before = mention.base, state.context.year, state.beside(mention)
    compared = before is not None and before is not base and before.prior and mention.unit != "百分点"
    if base is None or own is None or not compared or base.sentence != mention.sentence or base.prior or not base.times:
        return None
    year = base_year(base.draft.period)
    return str(year) if year is not None and year < own and base.draft.period == base.times[-1].level else None


def _is_exception(mention: Mention) -> bool:
    """Whether a figure is told only to be left out: 除下半年新设立的18个不参加外，应检1508个."""
    return bool(_EXCEPT.search(mention.tail) and _LEFT_OUT.match(mention.rest))


def _is_before_work(state: State, mention: Mention) -> bool:
    """Whether a level is that before the work reported on (改革前，全区在册人员2000人，其中…), to the end of its sentence."""
    words = [*_BEFORE_WORK.finditer(mention.tail)]
    if words and words[-1]["than"]:
        changed = bool(mention.change) or mention.draft.role == "delta"  # 比改革前减少6个
        return not changed and (words[-1]["when"] == "前" or bool(words[-1]["last"]))  # 比改革前的30个 speaks of this one only
    if words:
        state.before_stop = state.stops if words[-1]["when"] == "前" else -1
        if words[-1]["last"]:
            return mention.unit not in PERCENT and not mention.change  # 上次核查有127个，其间撤销11个
    if mention.gap == "、" and (before := state.beside(mention)) is not None and before.draft.period == state.context.begun:
        return before.draft.rule == mention.draft.rule == "dealt"  # 上次核查时超编单位和超编人员分别为204个、1600人
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
    if year is None or draft.kind != "count" or mention.unit in PERCENT or carried["next"] not in (None, str(year + 1)):
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
    if mention.unit in PERCENT or (mention.draft.rule == "per_head" and mention.draft.kind != "money"):
        if mention.prior or mention.step or mention.draft.mode == "norm":
            return None
        if mention.draft.rule == "rate_of_previous":
            return mention.base if mention.base is not None and mention.base.sentence == mention.sentence else None
        amounts = (one for one in reversed(state.seen[-4:]) if one.sentence == mention.sentence)
        return next((one for one in amounts if one.unit not in (*PERCENT, "百分点") and one.level and not one.prior), None)
    if (mention.share or mention.draft.rule == "alongside") and (before := state.beside(mention)) is not None:
        return before if before.level and (mention.draft.rule == "alongside" or not before.prior) else None
    if mention.draft.rule == "level" and _REACHED.match(mention.near):
        base = state.last_level(mention, anywhere=False)
        if base is None or base.quantity.value < mention.quantity.value:
            return None
    elif mention.draft.rule == "division" and mention.base is not None and mention.base.block == mention.block:
        base = mention.base
    else:
        return None
    stands = is_state(base) and not happens(mention) and _REACHED.search(mention.near)
    return base if stands else None
