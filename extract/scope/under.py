"""What headings say of the figures under them: whose year they are of, and whether they are still to come."""

from dataclasses import replace

import regex

from gouji.extract.dates import coming_period
from gouji.extract.scope.state import Context
from gouji.extract.scope.words import pattern

_AHEAD = pattern("{norm.ahead}")
PROBLEMS = regex.compile(r"(?:存在|主要|面临)的?(?:主要)?(?:问题|不足|困难)|(?:问题|困难)[与和及]|不足之处")
_REPORTED = regex.compile(
    r"(?:结论|评价|小结|总结|成效|体会|结果)[和与及、]|实际(?:表现|完成|情况)|(?:目标|任务|计划)(?:的)?(?:完成|执行|落实|进展)"
)
_COMING = regex.compile(r"明年|来年|下一?年")
_YEAR = regex.compile(r"(?<![\d—–-])((?:19|20)\d\d)年(?!\d|以来|底|末|初|前|[至到起、和—–-])")
_REPUBLIC = 1911  # the year before the first of the Republic of China: 113年度 is 2024
_LONG_AGO = 5  # years; what a heading names from before is rather a law or a project


def context_under(context: Context, section: str) -> Context:
    """What holds for the report, under headings of which one names a year before its own: 附：2021年度考核结果."""
    for heading in reversed(section.split(" / ")):
        years = set(_YEAR.findall(heading))
        if len(years) == 1 and context.year and context.year - _LONG_AGO <= int(year := years.pop()) < context.year:
            return replace(context, period=year, done=None, begun=None, day=None, span=None)
    return context


def period_under(context: Context, section: str) -> tuple[str | None, bool]:
    """The period of which the times under headings are, and whether it is the year after the report's (三、2011年工作安排)."""
    under = context_under(context, section)
    coming = coming_period(under.period) if is_ahead(under, section) else None
    return coming or under.period, coming is not None


def alone_told(section: str) -> list[str]:
    """The headings that tell one thing only: under 四、存在的问题和下一步打算 the text says where each begins."""
    return [heading for heading in section.split(" / ") if not (PROBLEMS.search(heading) or _REPORTED.search(heading))]


def is_ahead(context: Context, section: str) -> bool:
    """Whether headings announce what is to come in the year after the one reported on."""
    if context.plan or (context.within and not (_COMING.search(section) or _names_next_year(section, context.year))):
        return False
    headings = alone_told(section)
    return _names_next_year(" / ".join(headings), context.year) or any(map(_AHEAD.search, headings))


def _names_next_year(section: str, year: int | None) -> bool:
    """Whether headings name the year after the one reported on (三、2011年工作安排), and not both."""
    named = year is not None and (f"{year + 1}年" in section or f"{year + 1 - _REPUBLIC}年" in section)
    return named and str(year) not in section
