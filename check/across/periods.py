"""Periods in the order of time, and which of them a change lies between."""

import re
from calendar import monthrange

_YEAR = re.compile(r"^(\d{4})$")
_YEARS = re.compile(r"^(\d{4})/(\d{4})$")
_YEAR_END = re.compile(r"^(\d{4})-12-31$")
_PART_OF_YEAR = re.compile(r"^(\d{4})-(?:H([12])|Q([1-4]))$")
_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


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


def bounds_of(period: str) -> tuple[str, str]:
    """The first and the last day of a period, "" for an end that is open or not understood.

    >>> bounds_of("2007-H1"), bounds_of("2008-02"), bounds_of("2006-12-31"), bounds_of("2006-07/..")
    (('2007-01-01', '2007-06-30'), ('2008-02-01', '2008-02-29'), ('2006-12-31', '2006-12-31'), ('2006-07-01', ''))
    """
    first, slash, last = period.partition("/")
    return _days(first)[0], _days(last if slash else first)[1]


def order_of(period: str) -> tuple[str, str, str]:
    """By which periods are sorted: the last day, then the first, so that a year comes before its last day."""
    first, last = bounds_of(period)
    return last or first, first, period


def _days(period: str) -> tuple[str, str]:
    if part := _PART_OF_YEAR.match(period):
        year, months = int(part[1]), 6 if part[2] else 3
        last = months * int(part[2] or part[3])
        return f"{year:04}-{last - months + 1:02}-01", f"{year:04}-{last:02}-{monthrange(2001, last)[1]:02}"
    date = _DATE.match(period)
    if date is None:
        return "", ""
    if date[3]:
        return period, period
    if date[2]:
        month = int(date[2])
        last = monthrange(int(date[1]), month)[1] if 1 <= month <= 12 and int(date[1]) else 31
        return f"{period}-01", f"{period}-{last:02}"
    return f"{period}-01-01", f"{period}-12-31"


def _year_end(year: int) -> str:
    return f"{year:04}-12-31"
