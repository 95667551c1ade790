"""The period of a figure for which no time is named, and that of an old level."""

from calendar import monthrange

import regex

from gouji.extract.dates import closing_day, coming_period, period_before, span_to
from gouji.extract.scope.labels import is_class, sex_of
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, Context, State
from gouji.extract.scope.stocks import happens, is_reset, is_state

_LAID_DOWN = regex.compile(r"(?:法定|规定)的?$")  # what the law allows is not over with the year
_DURING = regex.compile(r"(?:改革|清理|规范|整合|撤并|核查|整顿|整治)(?:工作)?期间")
_IN_DAYS = regex.compile(r"\d{4}-04-01/\d{4}-03-31")
_REST = ("其余", "剩余", "余下")
_GROWN = regex.compile(r"达到?了?(?:约|近)?$")


def default_period(state: State, mention: Mention) -> str | None:
    """The period of a figure for which no time is named."""
    draft, context, period = mention.draft, state.context, state.context.period
    changed = draft.role == "delta" or bool(mention.change)
    happened = happens(mention)
    if state.ahead and (coming := coming_period(period)):
        return coming
    if context.day and not changed and _stands_then(mention, happened):
        return context.day
    happened_then = happened and draft.kind != "duration" and not context.recount
    brought = changed or (happened_then and not _is_among(state, mention))
    if brought and (span := _while_at_work(context)):
        return span
    if state.stands and not (changed or happened) and draft.kind not in ("money", "duration", "score"):
        return state.level_day
    if context.done:
        return period if changed or _DURING.search(mention.near) else context.done
    if context.span and mention.step != "to" and not is_state(mention):
        return context.span
    if period and mention.step != "to" and (changed or happened):
        return context.span or span_to(period)
    if context.span and is_state(mention):
        return closing_day(period)
    if not is_state(mention):
        reset = mention.step == "to" and mention.unit not in PERCENT and is_reset(mention)
        return (closing_day(period) if reset else None) or period
    old = mention.base if mention.step == "to" else None
    if old is not None and old.step == "from" and old.draft.period == period:
        return period  # 职能相近的46家整合为17家
    if (mention.step == "to" or _GROWN.search(mention.near)) and (day := context.day or closing_day(period)):
        return day
    divided = draft.rule == "division" and not (
        is_class(mention.label) or sex_of(mention.label) or mention.label.startswith(_REST)
    )
    known = state.level_day and not (state.failing and not context.day)
    return state.level_day if known and not divided and not happened else period


def _stands_then(mention: Mention, happened: bool) -> bool:
    """Whether a figure tells what there is on the day on which the report counted: the end of a change, or a division of
    what there is (领导职数86名，正科22名)."""
    if mention.step == "to":
        return is_state(mention) or is_reset(mention)
    base = mention.base
    return mention.draft.rule == "division" and base is not None and is_state(base) and is_state(mention) and not happened


def _is_among(state: State, mention: Mention) -> bool:
    """Whether a figure divides what there is (经营类30个中，改制19个、撤销11个)."""
    return any(one.sentence == mention.sentence and one.rest.startswith("中") for one in state.seen[-6:])


def _while_at_work(context: Context) -> str | None:
    """From the beginning of the work to its end, where they are of two years: when it changed what it changed."""
    begun, period = context.begun, context.period or ""
    if begun and context.day and context.recount:
        return f"{begun}/{context.day}"  # 比上次核查时减少126名
    if begun and len(begun) == len("2019-03-31"):  # what it was before on that day
        begun = _month_after(begun)
    over = context.done or context.day or (period if len(period) == len("2013-11") else None)
    over = over and over[: len("2013-11")]
    return f"{begun}/{over}" if begun and over and begun[:4] < over[:4] else None


def period_of_old(state: State, mention: Mention) -> str | None:
    """The period of the old level in `由2846人减至1187人`: a year before the report's; in what is planned, the report's own."""
    period, year = state.context.period, state.context.year
    if (begun := state.context.begun or "") and len(begun) == len("2019-03-31") and (is_state(mention) or is_reset(mention)):
        return begun  # “改革前”指2019年3月31日
    if not year and period and period.endswith(("-H1", "-H2")):
        stands = is_state(mention) or is_reset(mention)
        return f"{int(period[:4]) - 1}-12-31" if stands else period_before(period, 0)
    if not year and period and _IN_DAYS.fullmatch(period) and (before := period_before(period, 0)):
        return closing_day(before) if is_state(mention) or is_reset(mention) else before  # of the fiscal year before
    if not year:
        return mention.draft.period
    if (span := state.context.span or "") and len(span) == len("2016/2020"):
        then = int(span[:4]) - 1  # of the five years reported on, the old level is that of the year before them
        return f"{then}-12-31" if is_state(mention) or is_reset(mention) else str(then)
    if state.ahead or _LAID_DOWN.search(mention.near):
        return str(year)
    return f"{year - 1}-12-31" if is_state(mention) or is_reset(mention) else str(year - 1)


def _month_after(day: str) -> str:
    """The month in which a day is followed by another: that after 2019-03-31 is 2019-04."""
    year, month, last = (int(part) for part in day.split("-"))
    if last < monthrange(year, month)[1]:
        return f"{year}-{month:02d}"
    return f"{year + month // 12}-{month % 12 + 1:02d}"
