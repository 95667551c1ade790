"""Which periods a change lies between."""

import re

_YEAR = re.compile(r"^(\d{4})$")
_YEARS = re.compile(r"^(\d{4})/(\d{4})$")
_YEAR_END = re.compile(r"^(\d{4})-12-31$")


def levels_of_change(period: str | None) -> tuple[tuple[str, str], ...]:
    """(before, after) periods of the levels that a change in `period` may lie between; () where it is no whole year.

    A year lies between two year-ends, or compares two years' flows; a span of years lies between two year-ends. A day at a
    year's end is taken for its year.

    >>> levels_of_change("2011")
    (('2010-12-31', '2011-12-31'), ('2010', '2011'))
    """
    if period is None:
        return ()
    if years := _YEARS.match(period):
        return ((_year_end(int(years[1]) - 1), _year_end(int(years[2]))),)
    if year := _YEAR.match(period) or _YEAR_END.match(period):
        this = int(year[1])
        return ((_year_end(this - 1), _year_end(this)), (f"{this - 1:04}", f"{this:04}"))
    return ()


def _year_end(year: int) -> str:
    return f"{year:04}-12-31"
