"""Years, months and days as ISO 8601, and the periods before and within them."""

from calendar import monthrange
from functools import lru_cache

_DIGITS = str.maketrans("〇○零一二三四五六七八九ＯO", "0001234567890" + "0")
_CARDINAL = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}


def year_number(text: str) -> int:
    """A year written in Arabic or Chinese digits.

    >>> year_number("二〇〇三"), year_number("2012")
    (2003, 2012)
    """
    return int(text.translate(_DIGITS))


def small_number(text: str) -> int:
    """A month or day in Arabic or Chinese numerals.

    >>> small_number("十二"), small_number("07"), small_number("二十五")
    (12, 7, 25)
    """
    if text.isdigit() and text.isascii():
        return int(text)
    if text in _CARDINAL:
        return _CARDINAL[text]
    tens, _, ones = text.partition("十")
    return (_CARDINAL.get(tens, 1)) * 10 + _CARDINAL.get(ones, 0)


def month_end(year: int, month: int) -> str:
    """The last day of a month."""
    return f"{year}-{month:02d}-{monthrange(year, month)[1]}"


@lru_cache(maxsize=1024)
def base_year(period: str | None) -> int | None:
    """The year that relative words (上年, 年末) count from: the one in which the reported period ends."""
    if not period:
        return None
    last = period.split("/")[-1] if not period.endswith("..") else period.split("/")[0]
    return int(last[:4]) if last[:4].isdecimal() else None


def half_span(year: int, word: str) -> str:
    """上半年 is 2007-H1; a quarter is its span of months."""
    if word == "上半年":
        return f"{year}-H1"
    if word == "下半年":
        return f"{year}-H2"
    if word == "前三季度":
        return f"{year}-01/{year}-09"
    quarter = "一二三四".index(word.removeprefix("第")[0])
    return f"{year}-{quarter * 3 + 1:02d}/{year}-{quarter * 3 + 3:02d}"


def months_span(year: int, first: int, last: int) -> str:
    """The months of a year from `first` to `last`: 1—6月 is its first half.

    >>> months_span(2010, 1, 6), months_span(2010, 1, 9)
    ('2010-H1', '2010-01/2010-09')
    """
    whole = {(1, 6): f"{year}-H1", (7, 12): f"{year}-H2", (1, 12): str(year)}
    return whole.get((first, last), f"{year}-{first:02d}/{year}-{last:02d}")


def period_before(period: str | None, year: int) -> str:
    """The period one year earlier: 2008-H1 becomes 2007-H1, a span moves by a year, anything else is the year before."""
    if not period or period.endswith(".."):
        return str(year - 1)
    return _moved(period, -1)


def period_after(period: str) -> str:
    """The period one year later.

    >>> period_after("2018-04-01/2019-03-31"), period_after("2016")
    ('2019-04-01/2020-03-31', '2017')
    """
    return _moved(period, 1)


def _moved(period: str, years: int) -> str:
    parts = [f"{int(part[:4]) + years}{part[4:]}" for part in period.split("/")]
    return "/".join(part.replace("-02-29", "-02-28") for part in parts)


def span_to(day: str) -> str:
    """The half or the year that a day ends, the day itself where it ends none.

    >>> span_to("2016-06-30"), span_to("2016-12-31"), span_to("2016-10-31")
    ('2016-H1', '2016', '2016-10-31')
    """
    ends = {"-06-30": f"{day[:4]}-H1", "-12-31": day[:4]}
    return ends.get(day[4:], day)


def coming_period(period: str | None) -> str | None:
    """What a report on a period plans for: the year after it, or what is left of the year behind a half and nine months.

    >>> coming_period("2008"), coming_period("2008-H1"), coming_period("2008-01/2008-09"), coming_period("2008-06")
    ('2009', '2008-H2', '2008-10/2008-12', None)
    """
    if period is None:
        return None
    if len(period) == len("2008"):
        return str(int(period) + 1)
    if period.endswith("-H1"):
        return f"{period[:4]}-H2"
    return f"{period[:4]}-10/{period[:4]}-12" if period == f"{period[:4]}-01/{period[:4]}-09" else None


def closing_day(period: str | None) -> str | None:
    """The last day of a year, a half or a fiscal year, None of anything else.

    >>> closing_day("2008"), closing_day("2008-H1"), closing_day("2018-04-01/2019-03-31"), closing_day("2008-06")
    ('2008-12-31', '2008-06-30', '2019-03-31', None)
    """
    if not period:
        return None
    if len(period) == len("2008") or period.endswith("-H2"):
        return f"{period[:4]}-12-31"
    if period.endswith("-H1"):
        return f"{period[:4]}-06-30"
    last = period.rpartition("/")[2]
    return last if "/" in period and len(last) == len("2019-03-31") else None
