"""The period of a figure for which no time is named, and that of an old level."""

import regex

from gouji.extract.dates import closing_day, period_before, span_to
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, Context, State
from gouji.extract.scope.stocks import happens, is_reset, is_state

_GROWN = regex.compile(r"达到?了?(?:约|近)?$")


def default_period(state: State, mention: Mention) -> str | None:
    """The period of a figure for which no time is named."""
    draft, period, year = mention.draft, state.context.period, state.context.year
    if state.ahead and year:
        return str(year + 1)
    if state.context.done:
        return _while_at_work(state.context) if draft.role == "delta" or mention.change else state.context.done
    if period and mention.step != "to" and (draft.role == "delta" or mention.change or happens(mention)):
        return span_to(period)
    if mention.unit in PERCENT:
        return _day_of_base(state, mention) or period
    if mention.step == "to" and (is_state(mention) or is_reset(mention)) and (day := closing_day(period)):
        return day
    if not is_state(mention):
        return period
    if _GROWN.search(mention.near) and not happens(mention) and (day := closing_day(period)):
        return day
    return state.level_day if state.level_day and draft.rule != "division" and not happens(mention) else period


def _while_at_work(context: Context) -> str | None:
    """When the work changed what it changed: the year, or from its beginning to its end where they are of two years."""
    begun, done = context.begun, context.done
    return f"{begun}/{done}" if begun and done and begun[:4] != done[:4] else context.period


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
