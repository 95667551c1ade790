"""The time over which something changed: since an old level, or between two days."""

from gouji.extract.dates import base_year
from gouji.extract.moments import Moment
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, State


def beside_old_level(state: State, mention: Mention, moment: Moment) -> bool:
    """`2020年为1183件，增加259件` in a report on 2021: the time is that of the level compared with."""
    before, year = state.beside(mention), base_year(state.context.period)
    if before is None or not before.times:
        return False
    if before.prior and before.times[-1].level[:4] != moment.level[:4]:
        return False  # 2020年1183件，较2019年924件多259件
    again = any(
        one.draft.measure == before.draft.measure and one.unit == before.unit and one.sentence == before.sentence
        for one in state.seen[-4:-1]
    )  # 本年收入838万元，2021年收入806万元，增加32万元
    bare = again or not before.label
    return bare and year is not None and moment.level[:4].isdigit() and int(moment.level[:4]) < year


def ends_with(period: str | None, moment: Moment) -> bool:
    """Whether a day is of the year in which the reported period ends, or of one before: what changed by it, changed in it."""
    year = base_year(period)
    return year is not None and int(moment.level[:4]) <= year


def as_before(state: State, mention: Mention) -> str | None:
    """The years of a change that the figure before gives: the change it is the rate of, or a level of some years ago."""
    before = state.beside(mention)
    if before is None:
        return None
    if before.draft.role == "delta" and mention.unit in PERCENT:
        return before.draft.period
    old = before.base if before.step == "to" and before.base is not None else before
    compared = before.prior or old.step == "from"
    if compared and old.times and (span := _between_days(old, mention.base, state.context.period)):
        return span
    new = mention.base.draft.period if mention.base is not None and mention.base.times else None
    year, context = state.context.year, state.context
    if compared and context.recount and context.day and old.times and old.times[-1].level == context.begun:
        return f"{context.begun}/{context.day}"
    if year and new and "/" not in new:  # in a report on 2023: 2022年受理8426件，较2021年多468件
        year = min(year, int(new[:4]))
    return years_since(old.times[-1], year) if compared and old.times else None


def _between_days(old: Mention, new: Mention | None, period: str | None) -> str | None:
    """The time between the days of two levels, the later not of the reported year (2006年底比2003年初减少20人)."""
    if new is None or not new.times or base_year(period) is None:
        return None
    first, last = old.times[-1], new.times[-1]
    apart = first.asof and last.asof and first.level < last.level and not last.level.startswith(str(base_year(period)))
    return f"{first.level}/{last.level}" if apart else None


def years_since(moment: Moment, year: int | None) -> str | None:
    """The years of a change against a level of some years ago (与2010年末相比，两年累计减少): 2010/2012."""
    then = int(moment.level[:4])
    return f"{then + 1}/{year}" if year is not None and year - then >= 2 else None
