"""Times that a report names, resolved to ISO 8601 against the period that it reports on.

A level (编制, 实有) holds on a day, a change or a flow over a span; so each mention carries both readings: `level` and
`flow`. 2010年末 is the day 2010-12-31 for a level and the year 2010 for a change. See corpora/gold/GUIDELINES.md, "period".
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

import regex

from gouji.extract.dates import (
    base_year,
    closing_day,
    half_span,
    month_end,
    months_span,
    period_after,
    period_before,
    small_number,
    year_number,
)
from gouji.extract.moments import MEANT, Moment, join_spans, meant
from gouji.extract.years import several_years

_HAN_YEAR = "〇○零一二三四五六七八九O"
_ROC_OFFSET = 1911

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十[一]?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_HAN_YEAR}]{{3}})"
_YY = rf"(?:{_YEAR}|\d\d|[{_HAN_YEAR}]{{2}})"
_HALF = r"上半年|下半年|第?[一二三四]季度|前三季度"

_OF_NUMBER = "[楼机线井门码窗文坑桥车库令公通路地宗]"  # 9月1号楼竣工
_ABSOLUTE = regex.compile(
    rf"""(?<![\d第])(?:
      (?P<fy>{_YEAR})\s?[-–—至]\s?{_YY}(?:年度)?\s?至\s?(?P<to_fy>{_YEAR})\s?[-–—至]\s?{_YY}(?:财政)?年度
    | (?P<fy1>{_YEAR})(?:年)?\s?[-–—至/]\s?{_YY}(?:(?:财政)?年度|年报)
    | (?:民国)?(?P<roc_school>(?:8|9|1[0-4])\d)学年度?(?:第[一二]学期)?
    | (?P<school>{_YEAR})(?:年)?\s?[-–—至]\s?(?:{_YEAR}|\d\d)学年度?初?
    | (?:(?:民国)?(?P<roc>(?:8|9|1[0-4])\d)|(?P<year>{_YEAR}))(?=年)年(?:度)?
      (?:的)?(?:
          (?P<half>{_HALF})
        | (?P<month>{_MONTH})月份?(?:(?P<day>{_DAY})(?:日|号(?!{_OF_NUMBER}))|(?P<medge>底|末|初|[上中下]旬))?
        | (?P<yedge>年?[末底]|年?初|元旦)
      )?
    )""",
    regex.VERBOSE,
)
_RELATIVE = regex.compile(
    rf"""(?=[该上去同到至本今年当全明下来前财第一二三四五六七八九十\d])(?P<rel>
      该(?:财政)?年度|上年度?同日|去年同日|上年度?同期|去年同期|(?:上年度?|去年)年?初|上年度?[末底]|去年年?底|去年[末底]?|上一?个?财政年度(?:终结|完结|结束)时?|上一?财政年度|前一(?:财政)?年度|上年度?|上一年度?|前年底?|(?<!上)上(?:个)?月[末底]?|上(?:一)?(?:个)?季度[末底]?|上周|上旬|同期
    | (?<=[较比])一年前|(?:到|至)?(?:本|今)?(?<!\d)年[末底](?!级)
    | (?:财政)?年度(?:终结|完结|结束)|(?:本|今)?(?<!\d)年初|(?:本|当|今)年度?|全年
    | (?<!结转|转入|结转到|结转至)(?:明年|下年度?|来年)
    | (?<![\d〇○零一二三四五六七八九十两几多])年[内中]
    | (?<!20\d\d年)(?:{_HALF})
    | (?<!\d)(?:(?P<from>{_MONTH})\s?[-—–~至到]\s?)?(?P<rmonth>{_MONTH})月份?
      (?:(?P<rday>{_DAY})(?:日|号(?!{_OF_NUMBER}))|(?P<redge>底|末|[上中下]旬))?(?!份?报)
    )""",
    regex.VERBOSE,
)
_ANCHOR = re.compile("[年月期季]")  # one of them stands in every time but “十五”时期
_BEFORE = 7  # characters before the first of them with which a relative time can begin: 十一 - 十二月
_BEHIND = 12  # and behind it up to which it can go on: 月份三十一日, and that no 报 follows
# What was done at the beginning of a year is no level of that day: 年初承诺的十件实事.
_DEED = regex.compile(
    r"[，,、]|[^，。；\d]{0,10}(?:预算|概算)|[未无](?!办?结|化解)|核定(?!编制)|批复|核批|财政|承诺|确定|下达|部署|安排|提出|制定|计划|任务|目标|预算|签订|分解|召开"
    r"|(?:压缩|消化|增加|新增|减少|完成|引进|招聘|收回)[^，。；]{1,12}的?(?:计划|目标|任务)"
)
# 年初，全县共有事业编制12360名: how things stood then.
_STOOD = regex.compile(
    r"[，,](?:[^，。；\d]{0,12}[共现拥原设]有|[^，。；\d]{0,12}(?:编制|实有|在册|在编|结存|库存|员额|床位))[^，。；\d]{0,10}\d"
)
_SET = regex.compile(r"的?(?:任务|目标|计划|指标)")  # 完成全年任务的80%, by September
_MEANWHILE = regex.compile(r"[，,]|的(?![\d])|(?![为是有仅数共约达增减的])[\u4e00-\u9fff]")
_CLAUSE_BEGINS = regex.compile(r"(?r)(?:^|[。；;\n])\s*")
_LAST_SPAN = regex.compile(r"上(?:一?个?季度|个?月|周|旬)")
_MONTH_OF = regex.compile(r"(?P<year>\d{4})-(?P<month>\d\d)")
_COMING = frozenset(("明年", "来年", "下年度", "下年"))
_SPOKEN = {"今年": 0, "去年": -1, "明年": 1}
_PART_OF_YEAR = regex.compile(r"\d{4}-H[12]|(\d{4})-\d\d(?:-\d\d)?/\1-\d\d(?:-\d\d)?")
_CUT = regex.compile(r"截[至止]")
_DEADLINE = regex.compile(r"[之以]?前(?![期三后夕往来列述任])")
_NUMBERED = regex.compile(r"[\u4e00-\u9fff]{0,8}字第\s?\d")  # 依本府112年3月8日府人企字第1120041873号函: of a letter
_BASIS = regex.compile(r"[^，。；]{0,8}计(?:算)?(?=[，,])")  # 按年末人口计算，人均收入2万元


def find_moments(
    text: str, start: int, end: int, period: str | None, given: int | None = None, *, ahead: bool = False
) -> list[Moment]:
    """Every time named in text[start:end], in order, resolved against the report's own `period` (ISO 8601 or None).

    `given` is the year in which the report was given where that is not the one it is about: what it calls this year (今年).
    `ahead` says that the text tells what is to come in `period`, so that its days are those by which it is to be done.
    """
    base = base_year(period)
    found: list[Moment] = []
    year = base
    anchors = [match.start() for match in _ANCHOR.finditer(text, start, end)]
    for match in _ABSOLUTE.finditer(text, start, end) if anchors else ():
        moment = _absolute(match)
        if moment is not None:
            found.append(moment)
    for at, stop, first, last in several_years(text, start, end, period):
        found = [moment for moment in found if moment.end <= at or stop <= moment.start]  # the last year of a run
        span = f"{first}/{last}"
        found.append(Moment(at, stop, span, span, base is not None and last < base, False))
    taken = [(m.start, m.end) for m in found]
    for match in _relatives(text, start, end, anchors):
        if any(match.start() < b and a < match.end() for a, b in taken):
            continue
        before = [m for m in found if m.end <= match.start() and not m.prior and match.start() - m.end < 40]
        anchor = base_year(max(before, key=lambda m: m.end).flow) if before and match["rmonth"] else base
        if match["rel"].startswith("该"):
            if before:
                then = max(before, key=lambda m: m.end)
                found.append(Moment(match.start(), match.end(), then.level, then.flow, then.prior, False))
            continue
        if match["rel"] == "同期" and _MEANWHILE.match(text, match.end()) and _CLAUSE_BEGINS.search(text, start, match.start()):
            found.append(Moment(match.start(), match.end(), MEANT, MEANT, False, False))
            continue
        spoken = _from_given(match, given) if given is not None else None
        if ahead and match["rel"] in _COMING and base is not None:
            spoken = Moment(match.start(), match.end(), str(base), str(base), False, False)
        if ahead and match["rel"] == "今年" and base is not None and text[match.start() - 1] in "由从比较":
            spoken = Moment(match.start(), match.end(), str(base - 1), str(base - 1), True, False)  # 由今年的10.1%提高到15%
        if match["rel"][-1:] in "月末底度周旬" and _LAST_SPAN.match(match["rel"]):
            spoken = _span_before(match, [moment.level for moment in before] or [period or ""], period)
        moment = spoken or _relative(match, anchor if anchor is not None else year, period)
        if moment is not None:
            found.append(moment)
    if not found:
        return found
    found = [m for m in found if not (text[max(0, m.start - 1) : m.start] == "按" and _BASIS.match(text, m.end))]
    found = [m for m in found if not _NUMBERED.match(text, m.end)]
    found.sort(key=lambda m: m.start)
    return meant([_bounded(text, moment, None if ahead else period) for moment in join_spans(text, found, period)], period)


def _relatives(text: str, start: int, end: int, anchors: list[int]) -> Iterator["regex.Match[str]"]:
    """The relative times of text[start:end], looked for round the characters of which each has one."""
    for at in anchors:
        if at >= start:
            match = _RELATIVE.search(text, max(start, at - _BEFORE), min(end, at + _BEHIND))
            if match is not None and match.start() <= at:
                yield match
                start = match.end()


def _bounded(text: str, moment: Moment, period: str | None) -> Moment:
    """The moment as a cutoff where 截至 or 截止 stands before it (截至12月底).

    A day of the reported year by which something was to be done (5月底前) is no day on which anything holds, and up to a month
    (到11月) is no span but that of the report.
    """
    own = period if period and moment.level[:4] == str(base_year(period)) else None
    if own and len(moment.level) == len("2012-12") and text[max(0, moment.start - 1) : moment.start] in ("到", "至"):
        return replace(moment, level=own, flow=own)
    if not moment.asof:
        return moment
    if _CUT.search(text, max(0, moment.start - 3), moment.start + 1):
        return replace(moment, cutoff=True)
    if own and _DEADLINE.match(text, moment.end):
        return replace(moment, level=own, flow=own, asof=False)
    return moment


def _absolute(match: "regex.Match[str]") -> Moment | None:
    if first := match["fy"] or match["fy1"]:
        last = match["to_fy"] or first
        span = f"{year_number(first)}-04-01/{year_number(last) + 1}-03-31"
        return Moment(match.start(), match.end(), span, span, False, False)
    if match["roc_school"]:  # from 1 August to 31 July: 各級學校學生學年學期假期辦法, §2
        year = int(match["roc_school"]) + _ROC_OFFSET
        span = f"{year}-08-01/{year + 1}-07-31"
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
    if word.endswith(("同期", "一年前")):
        before = period_before(period, year)
        return Moment(*place, before, before, True, False)
    if word.startswith(("上", "去", "前")):
        then = year - (2 if word.startswith("前年") else 1)
        if word.endswith(("末", "底")):
            return Moment(*place, f"{then}-12-31", str(then), True, True)
        if word.endswith("初"):
            return _beginning(match, then, prior=True)
        if word.rstrip("时").endswith(("结", "束")) and (before := period_before(period or "", year)):
            return Moment(*place, closing_day(before) or f"{then}-12-31", before, True, True)
        spans = period is not None and ("/" in period or word.endswith("财政年度"))
        before = period_before(period, year) if then == year - 1 and spans else str(then)
        return Moment(*place, before, before, True, False)
    if word.startswith(("明", "下", "来")):
        coming = str(year + 1) if period is None or "/" not in period else period_after(period)
        return Moment(*place, coming, coming, False, False)
    if word.endswith(("末", "底")):
        return Moment(*place, f"{year}-12-31", str(year), False, True)
    if word.endswith(("结", "束")):
        return Moment(*place, closing_day(period) or f"{year}-12-31", period or str(year), False, True)
    if word.endswith("初"):
        return _beginning(match, year, prior=False, own=period if base_year(period) == year else None)
    if (
        word == "全年" and period and _PART_OF_YEAR.fullmatch(period) and not _SET.match(match.string, match.end())
    ):  # in a report on its second half, or on a session
        return Moment(*place, str(year), str(year), False, False)
    own = period if period and base_year(period) == year else str(year)
    return Moment(*place, own, own, False, False)


def _beginning(match: "regex.Match[str]", year: int, *, prior: bool, own: str | None = None) -> Moment:
    """年初 as the day on which something stood, else as the year in which it was done (年初预算)."""
    place = (match.start(), match.end())
    if not _DEED.match(match.string, match.end()) or _STOOD.match(match.string, match.end()):
        return Moment(*place, f"{year}-01-01", str(year), prior, True)
    return Moment(*place, own or str(year), own or str(year), prior, False)


def _span_before(match: "regex.Match[str]", levels: list[str], period: str | None) -> Moment | None:
    """上月 and 上季度: the month or quarter before the one named last, else before that of the report; it is compared with."""
    month = _MONTH_OF.match(levels[-1]) or _MONTH_OF.match(period or "")
    place, quarters = (match.start(), match.end()), "季度" in match["rel"]
    if month is None or match["rel"].endswith(("周", "旬")):
        return Moment(*place, period, period, True, False) if period else None
    first = int(month["month"]) - 1 - (3 if quarters else 1)
    year = int(month["year"]) + first // 12
    level = half_span(year, f"{'一二三四'[first % 12 // 3]}季度") if quarters else f"{year}-{first % 12 + 1:02d}"
    if match["rel"].endswith(("末", "底")):
        last = month_end(year, first % 12 // 3 * 3 + 3 if quarters else first % 12 + 1)
        return Moment(*place, last, level, True, True)
    return Moment(*place, level, level, True, False)


def _from_given(match: "regex.Match[str]", given: int) -> Moment | None:
    """今年, 去年 and 明年 counted from the year in which a report is given."""
    shift = _SPOKEN.get(match["rel"])
    if shift is None:
        return None
    year = str(given + shift)
    return Moment(match.start(), match.end(), year, year, False, False)
