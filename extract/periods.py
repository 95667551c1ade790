"""Times that a report names, resolved to ISO 8601 against the period that it reports on.

A level (编制, 实有) holds on a day, a change or a flow over a span; so each mention carries both readings: `level` and
`flow`. 2010年末 is the day 2010-12-31 for a level and the year 2010 for a change. See corpora/gold/GUIDELINES.md, "period".
"""

from calendar import monthrange
from dataclasses import dataclass, replace

import regex

_DIGITS = str.maketrans("〇○零一二三四五六七八九ＯO", "0001234567890" + "0")
_HAN_YEAR = "〇○零一二三四五六七八九O"
_CARDINAL = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}
_ROC_OFFSET = 1911

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十[一]?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_HAN_YEAR}]{{3}})"
_HALF = r"上半年|下半年|第?[一二三四]季度|前三季度"

_ABSOLUTE = regex.compile(
    rf"""(?<![\d第])(?:
      (?P<fy1>{_YEAR})(?:年)?\s?[-–—至]\s?(?P<fy2>{_YEAR}|\d\d|[{_HAN_YEAR}]{{2}})(?:财政)?年度
    | (?P<school>{_YEAR})(?:年)?\s?[-–—至]\s?(?:{_YEAR}|\d\d)学年度?初?
    | (?:(?:民国)?(?P<roc>(?:8|9|1[0-4])\d)|(?P<year>{_YEAR}))(?=年)年(?:度)?
      (?:的)?(?:
          (?P<half>{_HALF})
        | (?P<month>{_MONTH})月份?(?:(?P<day>{_DAY})日|(?P<medge>底|末|初|[上中下]旬))?
        | (?P<yedge>年?[末底]|年?初|元旦)
      )?
    )""",
    regex.VERBOSE,
)
_RELATIVE = regex.compile(
    rf"""(?=[上去同到至本今年当全明下来前第一二三四五六七八九十\d])(?P<rel>
      上年度?同期|去年同期|上年度?[末底]|去年年?底|去年[末底]?|上一?财政年度|上年度?|上一年度?|前年底?|(?<!上)上月末|同期
    | (?:到|至)?(?:本|今)?(?<!\d)年[末底](?!级)|(?:本|今)?(?<!\d)年初|(?:本|当|今)年度?|全年
    | (?<!结转|转入|结转到|结转至)(?:明年|下年度?|来年)
    | (?<![\d〇○零一二三四五六七八九十两几多])年[内中]
    | (?<!20\d\d年)(?:{_HALF})
    | (?<!\d)(?:(?P<from>{_MONTH})\s?[-—–~至到]\s?)?(?P<rmonth>{_MONTH})月份?
      (?:(?P<rday>{_DAY})日|(?P<redge>底|末|[上中下]旬))?(?!份?报)
    )""",
    regex.VERBOSE,
)
# What was done at the beginning of a year is no level of that day: 年初承诺的十件实事.
_DEED = regex.compile(r"[，,、]|承诺|确定|下达|部署|安排|提出|制定|计划|预算|签订|分解|召开")
_CUT = regex.compile(r"截[至止]")
_OPEN_END = regex.compile(r"(?:至今|以来)")
_SPAN_LINK = regex.compile(r"^[\s]*(?:起)?[至到—–-]+[\s]*$")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time named in the text at [start, end): the period of a level, that of a flow, and whether it lies before the
    reported period (`prior`); `asof` where it names a day or the end of something, `cutoff` where 截至 says so outright."""

    start: int
    end: int
    level: str
    flow: str
    prior: bool
    asof: bool
    cutoff: bool = False


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


def base_year(period: str | None) -> int | None:
    """The year that relative words (上年, 年末) count from: the one in which the reported period ends."""
    if not period:
        return None
    last = period.split("/")[-1] if not period.endswith("..") else period.split("/")[0]
    return int(last[:4]) if last[:4].isdecimal() else None


def find_moments(text: str, start: int, end: int, period: str | None) -> list[Moment]:
    """Every time named in text[start:end], in order, resolved against the report's own `period` (ISO 8601 or None)."""
    base = base_year(period)
    found: list[Moment] = []
    year = base
    for match in _ABSOLUTE.finditer(text, start, end):
        moment = _absolute(match)
        if moment is not None:
            found.append(moment)
    taken = [(m.start, m.end) for m in found]
    for match in _RELATIVE.finditer(text, start, end):
        if any(match.start() < b and a < match.end() for a, b in taken):
            continue
        before = [m for m in found if m.end <= match.start() and not m.prior and match.start() - m.end < 40]
        anchor = base_year(before[-1].flow) if before and match["rmonth"] else base
        moment = _relative(match, anchor if anchor is not None else year, period)
        if moment is not None:
            found.append(moment)
    found.sort(key=lambda m: m.start)
    return [_cut_off(text, moment) for moment in _join_spans(text, found, base)]


def _cut_off(text: str, moment: Moment) -> Moment:
    """The moment as a cutoff where 截至 or 截止 stands before it (截至12月底)."""
    cut = moment.asof and _CUT.search(text, max(0, moment.start - 3), moment.start + 1)
    return replace(moment, cutoff=True) if cut else moment


def _absolute(match: "regex.Match[str]") -> Moment | None:
    if match["fy1"]:
        first = year_number(match["fy1"])
        span = f"{first}-04-01/{first + 1}-03-31"
        return Moment(match.start(), match.end(), span, span, False, False)
    if match["school"]:  # a school year begins in September
        begin = f"{year_number(match['school'])}-09"
        return Moment(match.start(), match.end(), begin, begin[:4], False, True)
    year = int(match["roc"]) + _ROC_OFFSET if match["roc"] else year_number(match["year"])
    place = (match.start(), match.end())
    if match["half"]:
        span = half_span(year, match["half"])
        return Moment(*place, span, span, False, False)
    if match["month"]:
        return _in_month(place, year, small_number(match["month"]), match["day"], match["medge"])
    edge = match["yedge"] or ""
    if edge.endswith(("末", "底")):
        return Moment(*place, f"{year}-12-31", str(year), False, True)
    if edge.endswith(("初", "元旦")):
        return Moment(*place, f"{year}-01-01", str(year), False, True)
    return Moment(*place, str(year), str(year), False, False)


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


def _in_month(place: tuple[int, int], year: int, month: int, day: str | None, edge: str | None) -> Moment | None:
    if not 1 <= month <= 12:
        return None
    if day:
        number = small_number(day)
        if not 1 <= number <= monthrange(year, month)[1]:
            return None
        iso = f"{year}-{month:02d}-{number:02d}"
        return Moment(*place, iso, str(year), False, True)
    if edge in ("底", "末"):
        return Moment(*place, month_end(year, month), str(year), False, True)
    iso = f"{year}-{month:02d}"
    return Moment(*place, iso, iso, False, False)


def _relative(match: "regex.Match[str]", year: int | None, period: str | None) -> Moment | None:
    if year is None:
        return None
    place, word = (match.start(), match.end()), match["rel"]
    if match["rmonth"]:
        last = small_number(match["rmonth"])
        if match["from"]:
            span = months_span(year, small_number(match["from"]), last)
            return Moment(*place, span, span, False, False)
        return _in_month(place, year, last, match["rday"], match["redge"])
    if word.endswith("季度") or word in ("上半年", "下半年"):
        span = half_span(year, word)
        return Moment(*place, span, span, False, False)
    if word.endswith("同期"):
        before = period_before(period, year)
        return Moment(*place, before, before, True, False)
    if word.startswith(("上", "去", "前")):
        then = year - (2 if word.startswith("前") else 1)
        if word.endswith(("末", "底")):
            return Moment(*place, f"{then}-12-31", str(then), True, True)
        spans = period is not None and ("/" in period or word.endswith("财政年度"))
        before = period_before(period, year) if then == year - 1 and spans else str(then)
        return Moment(*place, before, before, True, False)
    if word.startswith(("明", "下", "来")):
        return Moment(*place, str(year + 1), str(year + 1), False, False)
    if word.endswith(("末", "底")):
        return Moment(*place, f"{year}-12-31", str(year), False, True)
    if word.endswith("初") and not _DEED.match(match.string, match.end()):
        return Moment(*place, f"{year}-01-01", str(year), False, True)
    if word == "全年" and period and period.endswith("-H2"):  # the whole year in a report on its second half
        return Moment(*place, str(year), str(year), False, False)
    own = period if period and base_year(period) == year else str(year)
    return Moment(*place, own, own, False, False)


def period_before(period: str | None, year: int) -> str:
    """The period one year earlier: 2008-H1 becomes 2007-H1, a span moves by a year, anything else is the year before."""
    if not period or period.endswith(".."):
        return str(year - 1)
    parts = [f"{int(part[:4]) - 1}{part[4:]}" for part in period.split("/")]
    return "/".join(parts)


def _join_spans(text: str, found: list[Moment], base: int | None) -> list[Moment]:
    """`从2008年5月1日到9月30日` is one span; `2006年7月至今` is open."""
    joined: list[Moment] = []
    for moment in found:
        if joined and _SPAN_LINK.match(text[joined[-1].end : moment.start]) and "/" not in moment.level + joined[-1].level:
            first = joined.pop()
            span = f"{first.level}/{moment.level}"
            moment = Moment(first.start, moment.end, span, span, False, False)
        elif "/" not in moment.level and len(moment.level) > 4 and (tail := _OPEN_END.match(text, moment.end)):
            span = f"{moment.level}/.."
            moment = Moment(moment.start, tail.end(), span, span, False, False)
        joined.append(moment)
    return joined
