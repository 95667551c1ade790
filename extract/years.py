"""Several years named together: those up to the one reported on (三年累计), from one to another (2019至2021年), and those of a
five-year plan (“十五”时期)."""

from collections.abc import Iterator

import regex

from gouji.extract.dates import base_year, small_number

# 近五年, 三年累计, 五年来: the years up to the end of the one reported on.
_YEARS = regex.compile(
    r"(?:(?:过去|近|最近|这)的?(?P<last>[两三四五六七八九十]|\d{1,2})年(?![度级代前后])"
    r"|(?<![\d一二三四五六七八九十第])(?P<sum>[两三四五六七八九十]|\d{1,2})年(?:以?来|间|累计|共(?![同享])))"
)
# The five-year plans by number: the first ran from 1953 to 1957, the third, after three years without, from 1966 to 1970.
_PLAN = regex.compile(
    r"[“‘\"「]?(?P<plan>十?[一二三四五六七八九]|十)五[”’\"」]?(?:规划|计划)?(?:时期|期间|以来|(?=要|将|拟|末))"
)
# 2019至2021年; with 年 behind both, or 年度, it is read elsewhere.
_RUN = regex.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)\s?[-–—~至到]\s?(?P<last>(?:19|20)\d\d)年(?!度|\d)")
# 2019、2020、2021年: 年 behind the last alone
_LISTED = regex.compile(r"(?<!\d)(?:(?:19|20)\d\d、)+(?:19|20)\d\d年(?!度|\d|[末底初])")
_YEAR = regex.compile(r"(?:19|20)\d\d")


def several_years(text: str, start: int, end: int, period: str | None) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, first year, last year) of each; `period` is the report's own, from whose year the former count back.

    >>> [*several_years("近五年", 0, 3, "2016")], [*several_years("“十五”期间", 0, 6, None)]
    ([(0, 3, 2012, 2016)], [(0, 6, 2001, 2005)])
    >>> [*several_years("2019、2020、2021年", 0, 15, None)]
    [(0, 15, 2019, 2021)]
    """
    base = base_year(period) if period and len(period) == len("2010") else None
    for match in _YEARS.finditer(text, start, end) if base and text.find("年", start, end) >= 0 else ():
        count = small_number((match["last"] or match["sum"]).replace("两", "二"))
        if base and 2 <= count <= 30:
            yield match.start(), match.end(), base - count + 1, base
    for match in _RUN.finditer(text, start, end):
        if int(match["first"]) < int(match["last"]):
            yield match.start(), match.end(), int(match["first"]), int(match["last"])
    for match in _LISTED.finditer(text, start, end):
        years = [int(year) for year in _YEAR.findall(match[0])]
        if years == [*range(years[0], years[0] + len(years))]:
            yield match.start(), match.end(), years[0], years[-1]
    for match in _PLAN.finditer(text, start, end):
        number = small_number(match["plan"])
        first = 1953 + 5 * (number - 1) + (3 if number > 2 else 0)
        yield match.start(), match.end(), first, first + 4
