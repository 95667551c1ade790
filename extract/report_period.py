"""The period that a report is about, and the year in which it was given."""

from collections import Counter

import regex

from gouji.extract.dates import half_span, months_span, small_number, year_number
from gouji.extract.report_bulletin import month_just_over, month_of_issue
from gouji.extract.report_signed import DATE, GIVEN_BELOW, MONTH, PASSED, YEAR, assembly, is_date, reported_year, signed_year
from gouji.extract.report_span import RUN, covered, run_of, span_of
from gouji.extract.years import several_years
from gouji.schemas import Span

_PERIOD = regex.compile(
    rf"""(?<!至)(?P<fy1>{YEAR})\s?[-–—至/]\s?(?P<fy2>{YEAR}|\d\d|[〇○零一二三四五六七八九]{{2}})(?:(?:财政)?年度|年报)
    | (?:(?P<year>(?<!\d){YEAR})|(?:民国)?(?P<roc>(?<![\d第])(?:9\d|1[0-4]\d)))年(?:度)?(?:的)?
      (?:(?P<half>上半年|下半年|第?[一二三四]季度|前三季度)|(?P<from>{MONTH})月?[-—–至到~～〜](?P<to>{MONTH})月
        |(?P<month>{MONTH})月(?!\d|[一二三四五六七八九十]))?""",
    regex.VERBOSE,
)
_SEASON = regex.compile(r"(?:年报|报告)\s?(?P<year>20\d\d)\s?[-–—/]\s?(?P<next>\d\d)(?!\d|[-–—.年月])")  # 年报2023-24
_SEVERAL = regex.compile(r"20\d\d年?[-—–－至](?P<last>20\d\d)年?[）)][\u4e00-\u9fff]{0,6}(?:中期|评估|进展|阶段)")
_AS_OF = regex.compile(rf"(?:\d{{1,2}}[.．]\d{{1,2}}\s*)?截[至止]到?(?P<year>{YEAR})年(?P<month>{MONTH})月(?P<day>\d{{1,2}})日")
# 谨就本处113年上半年业务执行情形摘要报告: what an address says that it is about
_REPORTS_ON = regex.compile(
    rf"(?:谨?就|现?将|现把|兹将)(?P<when>[^，。；]{{0,8}}(?:{YEAR}|1\d\d)年"
    rf"(?:度|上半年|下半年|第?[一二三四]季度|前三季度|{MONTH}月?份?[-—–至到~～〜]{MONTH}月)[^，。；]{{0,36}}?"
    r"(?:情形|情况|成果|概况|重点))[^。；]{0,20}(?:报告|汇报|说明|通报|公布|公告)"
)
_SAYS = regex.compile(r"(?:谨?就|现?将|现把|兹将).{0,80}(?:报告|汇报|说明|通报|公布|公告)")
_OPENING = 10  # lines in which a report says what it is about
# 2012年7月启动: the work began then and was over later.
_BEGINS = regex.compile(
    rf"(?:份|底|初|[上中下]旬|(?:{MONTH}月)?\d{{1,2}}日)?(?:正式|全面)?(?:启动|开始|动员|着手|铺开|起(?!草))"
)
_AT_WORK = regex.compile(
    r"(?:先后|集中|统一|在全[市县区省])*(?:组织)?(?:开展|进行|部署)了?"
)  # 于3月至8月开展了核查: is of the year
_ISSUE = regex.compile(r"第\s?[\d一二三四五六七八九十]{1,3}期")
_SINCE = regex.compile(r"(?:份|底|初)?以来")  # 2012年1月以来: up to some day of that year
_OPENS = regex.compile(rf"{YEAR}年[末底初][，,]")  # 2021年末，全市共有…: where things stood before
_BEFORE_WORK = regex.compile(
    r"[\u4e00-\u9fff]前[”」]?(?:[（(](?:截[至止]到?)?|(?:均|都)?[指为是系])$"
)  # 改革前（2019年底）, “改革前”指2019年底
_UP_TO = regex.compile(
    rf"(?:截[至止]|统计|填报)(?:时间|日期)[:：]\s?(?P<year>{YEAR})年(?P<month>{MONTH})月(?P<day>\d{{1,2}})日"
)
_LONG_AGO = 3  # years before a report was signed: what it names from before is not what it is about
_SUMMER = 6  # up to this month a report may still tell how things stood at the end of the year that it is about
# A government's address to the assembly bears the year in which it is given and reports on the year before.
_ADDRESS = regex.compile(r"政府工作报告")
_LAST_YEAR = regex.compile(r"(?<!比|较|与|同|从|由)去年")
_THIS_YEAR = regex.compile(r"今年(?![^，。；]{0,6}(?:打算|计划|工作|重点|目标|安排|任务|将|要|拟|力争))")
_SPRING = 4  # from this month on a report calls the year in which it is signed this year
# The yearly meeting of an assembly, held in the first months, not one of its standing committee, held all the year round.
_CONGRESS = regex.compile(r"(?:人大|代表大会)(?!常)")


def plan_years(title: str | None) -> str | None:
    """The years of the five-year plan over which a title reports, None where it names none.

    >>> plan_years("“十二五”时期工作总结"), plan_years("2015年工作总结")
    ('2011/2015', None)
    """
    plan = next(several_years(title, 0, len(title), None), None) if title else None
    return f"{plan[2]}/{plan[3]}" if plan else None


def read_period(title: str | None, lines: list[tuple[int, str]], foot: list[str], text: str, report: Span) -> str | None:
    """The period that the report is about: of its title, else of its head, else of its date."""
    head = [line for _, line in lines]
    signed = next((m for line in reversed(foot) if (m := DATE.match(line))), None)
    signed = signed or next((m for line in head[1:3] if (m := GIVEN_BELOW.match(line))), None)
    if month := month_of_issue(head, text, report):
        return month
    told = next((period_in(m["when"]) for line in head[:_OPENING] if (m := _REPORTS_ON.search(line))), None)
    if period := _named_at_head(title, head, signed):
        return told if told and len(period) == len("2021") and told.startswith(period) else period
    if span := covered(text, report):
        return span
    if signed and (month := month_just_over(head, signed)):
        return month
    if told:
        return told
    if day := next((m for line in head if (m := _UP_TO.search(line))), None):
        return f"{year_number(day['year'])}-{small_number(day['month']):02d}-{int(day['day']):02d}"
    run = RUN.search(text, report.start, report.end)
    if run and not any(_PERIOD.search(line) for line in head[:4]):
        return run_of(run)
    for line in head[2:6]:
        if day := _AS_OF.match(line):
            return _day_or_year(day)
        dated = [] if is_date(line) or PASSED.match(line) else [*_PERIOD.finditer(line)]
        named = [m for m in dated if not (_BEFORE_WORK.search(line, 0, m.start()) or _ISSUE.match(line, m.end()))]
        named = [m for m in named if not (m["from"] and _AT_WORK.match(line, m.end()))]
        if len(named) > 1 and _BEGINS.match(line, named[0].end()) and line[named[1].start() - 1] == "至":
            named = []  # 改革自2018年12月13日动员，至2019年3月20日全部挂牌
        match = next((one for one in named if not _BEGINS.match(line, one.end())), None)
        since = signed_year(signed) - year_number(match["year"]) if match and signed and match["year"] else 0
        if since > _LONG_AGO or since < 0:
            continue  # 2014年建档立卡, told in January 2024; 2015年消化90人, told in 2014
        if match and (run := RUN.match(line, match.start())):
            if signed:
                break  # 查的是2019年1月到2020年7月的账
            return run_of(run).partition("/")[2][:4]  # 106年10月至108年4月受理712案
        if match and signed and match["year"] and _OPENS.match(line, match.start()):
            match = None if reported_year(signed, last=_SUMMER) > year_number(match["year"]) else match  # 改革前。2021年末，…
        if match and not regex.search(
            r"[〔\[（(]\d{4}[〕\])）]|(?:发布|发文)(?:日期|时间)", line[max(0, match.start() - 12) : match.end() + 2]
        ):
            return str(year_number(match["year"])) if match["year"] and _SINCE.match(line, match.end()) else period_of(match)
    if signed:
        return str(reported_year(signed))
    named_years = (m for m in _PERIOD.finditer(text, report.start, report.end) if m["year"] and text[m.start() - 1] != "到")
    years = Counter(year_number(m["year"]) for m in named_years)  # 到2020年底，控制在…: what is aimed at
    year, count = years.most_common(1)[0] if years else (0, 0)
    often = count == years.total() or count >= max(3, years.total() * 3 / 4)
    return str(year) if count and often else None  # 自2011年起…2013年获评: of neither


def _named_at_head(title: str | None, head: list[str], signed: "regex.Match[str] | None") -> str | None:
    """The period that the title names, or one of the first two lines."""
    spoken = assembly(title, head)
    if title and signed and (several := _SEVERAL.search(title)) and reported_year(signed) < int(several["last"]):
        return str(reported_year(signed))  # 三年行动（2022—2024年）中期评估报告, of February 2024
    for line in [title or "", *head[:2]]:
        if PASSED.match(line):
            continue
        if line != title and (is_date(line) or ((first := _PERIOD.search(line)) and _BEGINS.match(line, first.end()))):
            continue
        if spoken is not None and line == spoken.string:
            return str(reported_year(spoken, last=4 if _CONGRESS.search(line) else 2))
        if line != title and (told := span_of(line)) and not _SAYS.search(line):
            if signed:
                continue
            return told.partition("/")[2][:4]  # 106年10月至108年4月受理712案
        if period := period_in(line) or (plan_years(line) or "")[-4:]:
            if (issue := _PERIOD.search(line)) and _ISSUE.match(line, issue.end()):
                continue  # 2019年第2期
            if signed and line != title and int(period[:4]) > signed_year(signed):
                continue  # 2015年、2016年分别消化90人, signed in 2014
            return str(int(period) - 1) if _ADDRESS.search(line) and len(period) == 4 else period
    return None


def _day_or_year(match: "regex.Match[str]") -> str:
    """The day up to which a report counts; the last of a year stands for the year."""
    year, month, day = year_number(match["year"]), small_number(match["month"]), int(match["day"])
    return str(year) if (month, day) == (12, 31) else f"{year}-{month:02d}-{day:02d}"


def given_year(
    title: str | None, lines: list[tuple[int, str]], foot: list[str], period: str | None, text: str = ""
) -> int | None:
    """The year in which a report was given that is about the year before, None where it is of the year it is about.

    What is signed in the first weeks of a year still calls the one before this year.

    >>> given_year("2011年政府工作报告", [], [], "2010"), given_year("2011年工作总结", [], [], "2011")
    (2011, None)
    >>> given_year("2010年度检查情况", [], ["2011年4月12日"], "2010"), given_year("2010年总结", [], ["2011年1月9日"], "2010")
    (2011, None)
    """
    if not period or len(period) != len("2010"):
        return None
    spoken = assembly(title, [line for _, line in lines])
    if spoken is not None:
        year = year_number(spoken["year"])
    elif title and _ADDRESS.search(title) and (named := period_in(title)):
        year = int(named[:4])
    elif (signed := next((m for line in reversed(foot) if (m := DATE.match(line))), None)) and (
        small_number(signed["month"]) >= _SPRING or _looks_back(text)
    ):
        year = signed_year(signed)
    else:
        return None
    return year if year == int(period) + 1 else None


def _looks_back(text: str) -> bool:
    """Whether a text calls the year that it tells of the last one, this year only what is to come: 到去年末…，今年的打算."""
    return len(_LAST_YEAR.findall(text)) > 1 and _THIS_YEAR.search(text) is None


def period_in(line: str) -> str | None:
    """The period named in a title, None where it names none.

    >>> period_in("县编办2008年上半年工作总结"), period_in("113年度施政报告"), period_in("年报二零一八至一九年度")
    ('2008-H1', '2024', '2018-04-01/2019-03-31')
    >>> period_in("某署年报2023-24"), period_in("某局2022/23年报（节录）")
    ('2023-04-01/2024-03-31', '2022-04-01/2023-03-31')
    >>> period_in("2019年10月至2020年3月工作总结"), period_in("106年10月20日至108年4月1日调处情形")
    ('2019-10/2020-03', '2017-10-20/2019-04-01')
    """
    if season := _SEASON.search(line):
        first = int(season["year"])
        return f"{first}-04-01/{first + 1}-03-31" if (first + 1) % 100 == int(season["next"]) else str(first)
    match = _PERIOD.search(line)
    if match and (run := RUN.match(line, match.start())):
        return run_of(run)
    return period_of(match) if match else None


def period_of(match: "regex.Match[str]") -> str:
    """ISO 8601 of a matched period."""
    if match["fy1"]:
        first = year_number(match["fy1"])
        return f"{first}-04-01/{first + 1}-03-31"
    year = year_number(match["year"]) if match["year"] else int(match["roc"]) + 1911
    if match["half"]:
        return half_span(year, match["half"])
    if match["from"]:
        return months_span(year, small_number(match["from"]), small_number(match["to"]))
    if match["month"]:
        return f"{year}-{small_number(match['month']):02d}"
    return str(year)
