"""When a report was given: the date under it, below its title, or in the line that says where it was read out."""

import regex

from gouji.extract.dates import small_number, year_number

YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零Ｏ一二三四五六七八九O]{3})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DATE = regex.compile(
    rf"^(?:.{{0,30}}?)(?:(?P<year>{YEAR})|民国(?P<roc>9\d|1[0-4]\d))年(?P<month>{MONTH})月(?:(?P<day>[\d一二三四五六七八九十]{{1,3}})日)?$"
)
GIVEN_BELOW = regex.compile(rf"^[（(].{{0,40}}?(?P<roc>(?!))?(?P<year>{YEAR})年(?P<month>{MONTH})月(?:\d{{1,2}}日)?[）)]$")
_MONTH_BELOW = regex.compile(rf"[（(]{YEAR}年{MONTH}月[）)]")  # the month that a report is about
_ASSEMBLY = regex.compile(
    rf"^[—–-]*\s?[（(]?(?P<year>{YEAR})年(?P<month>{MONTH})月(?P<day>[\d一二三四五六七八九十]{{1,3}})日，?在"
)
PASSED = regex.compile(r"[（(][^（）()]*(?:审议|表决|讨论|批准|通过|修订)[^（）()]*[）)]$")  # （2024年3月28日理事会审议通过）
_AUTUMN = 10  # up to this month the year is not over of which a report tells


def is_date(line: str) -> bool:
    """Whether a line says when the report was given: 2021年1月15日, （报编委会议参阅，2024年10月）."""
    below = GIVEN_BELOW.match(line) is not None and _MONTH_BELOW.fullmatch(line) is None
    return below or DATE.match(line) is not None


def assembly(title: str | None, head: list[str]) -> "regex.Match[str] | None":
    """The line that says on which day an address was given (——2011年1月10日在…会议上)."""
    return next((m for line in head[:3] if line != title and (m := _ASSEMBLY.match(line))), None)


def given_within(foot: list[str], period: str | None) -> bool:
    """Whether a report was signed before the year was over that it is about, so that 年底 and 下一步 are of that year.

    >>> given_within(["2014年9月18日"], "2014"), given_within(["2015年1月9日"], "2014")
    (True, False)
    """
    signed = next((m for line in reversed(foot) if (m := DATE.match(line))), None)
    return signed is not None and str(signed_year(signed)) == period and small_number(signed["month"]) <= _AUTUMN


def signed_year(signed: "regex.Match[str]") -> int:
    """The year of a date; of the Republic of China, too."""
    return year_number(signed["year"]) if signed["year"] else int(signed["roc"]) + 1911


def reported_year(signed: "regex.Match[str]", last: int = 2) -> int:
    """A report dated in the first weeks of a year is about the year before: up to the month `last`."""
    year, month = signed_year(signed), small_number(signed["month"])
    return year - 1 if month <= last else year
