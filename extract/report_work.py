"""When the work was done that a report is about: the span it covers, its beginning and end, the day on which it counted."""

from calendar import monthrange

import regex

from gouji.extract.dates import small_number, year_number
from gouji.extract.report_period import period_in
from gouji.extract.report_signed import MONTH, YEAR
from gouji.schemas import Span

_HEADING = regex.compile(r"[ \t　]*[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）][^，。；：\n]{2,20}[（(][^（）()\n]+[）)]")
_COUNTED_ON = regex.compile(
    rf"以(?P<year1>{YEAR})年(?P<month1>{MONTH})月(?P<day1>\d{{1,2}})日为[\u4e00-\u9fff]{{0,6}}(?:时点|时间点|节点|截点|基准日)"
    rf"|(?:时点|时间节点|基准日)(?:统一|确|设|选)?定?[为是在：:]?(?:统一为)?(?P<year2>{YEAR})年(?P<month2>{MONTH})月(?P<day2>\d{{1,2}})日"
    rf"|(?<!(?:上次|上轮|上年|去年|上一|前次)[^，。；]{{0,8}})(?:数据|数字|人数)(?:均|都|一律|统一)?(?:为)?截[至止]到?"
    rf"(?P<year3>{YEAR})年(?P<month3>{MONTH})月(?P<day3>\d{{1,2}})日"
    rf"|(?:没有|未)(?:另行)?[注说标]明[^，。；]{{0,10}}[，,]?(?:均|都|一律)?(?:[为是指系]|截[至止]到?)(?P<year4>{YEAR})年(?P<month4>{MONTH})月(?P<day4>\d{{1,2}})日"
)
# 清理前（截至2012年12月31日），…；截至2013年11月30日，保留…
_THEN_AND_NOW = regex.compile(
    rf"(?:改革|清理|规范|核查|整合|调整)前[”」]?[（(]截[至止]到?{YEAR}年{MONTH}月\d{{1,2}}日[）)][^\n]{{0,200}}?\n?[^\n]{{0,200}}?"
    rf"截[至止]到?(?P<year>{YEAR})年(?P<month>{MONTH})月(?P<day>\d{{1,2}})日"
)
_TOLD_AS_OF = regex.compile(
    rf"[现兹]?将截[至止]到?(?:(?P<year>{YEAR})年)?(?P<month>{MONTH})月(?:(?P<day>\d{{1,2}})日|[底末])的?[^，。；]{{0,12}}(?:情况|工作)"
)
_CUTOFF = regex.compile(
    rf"(?:截至|截止|至)(?:时间)?[:：]?(?:(?P<year>{YEAR})年)?(?P<month>{MONTH})月(?:(?P<day>\d{{1,2}})日|底|末)"
)
_GIVEN = regex.compile(rf"^[—–-]+\s?(?P<year>{YEAR})年(?P<month>{MONTH})月(?P<day>\d{{1,2}})日在")
# 今 and 去 of an earlier time in the sentence hold for the months behind it.
_FINISHED = regex.compile(
    rf"""(?:改革|清理|规范|核查|普查|整顿|整治|撤并|工作)[^。\n]{{0,80}}?(?:(?P<before>今年|去年|上年|本年)[^。\n]{{0,40}}?)?
    [至到于在，,](?:(?P<year>{YEAR})年|(?P<ago>今年|去年|上年|本年))?(?P<month>{MONTH})月(?P<edge>底|末)?(?:[初上中下]旬?|\d{{1,2}}日)?
    (?:前|已|全面|基本|全部|圆满|顺利|如期){{0,3}}(?:结束|完成|完毕)""",
    regex.VERBOSE,
)
_OVER_BY = regex.compile(
    rf"截[至止](?:(?P<year>{YEAR})年|(?P<ago>今年|去年|上年|本年))?(?P<month>{MONTH})月[底末]，[\u4e00-\u9fff]{{2,14}}?(?:结束|完成|完毕)"
)
_BEGUN = regex.compile(
    rf"(?:(?P<year>{YEAR})年|(?P<ago>今年|去年|上年|本年))(?P<month>{MONTH})月(?:份|[初上中下]旬?|\d{{1,2}}日)?"
    r"(?:起|开始|着手|启动|动员|全面启动|全面展开)"
)
_LAST_TIME = regex.compile(
    rf"(?:上[次轮](?:核查|普查|清理)[^，。；]{{0,8}}截[至止]到?|(?:改革|清理|规范|核查|整合|调整)前[”」]?(?:(?:均|都)?[指为是系]|[（(]截[至止]到?))(?P<year>{YEAR})年(?P<month>{MONTH})月(?P<day>\d{{1,2}})日"
    rf"|(?P<year2>{YEAR})年[底末]上[次轮](?:核查|普查|清理)"
)
_NAMED = regex.compile(rf"(?<!\d)({YEAR})年")


def finished(text: str, report: Span, title: str | None, period: str | None) -> str | None:
    """The end of the work reported on, where the beginning tells it and the title names no period: a month, or a year's end.

    What a reform brought about holds from when it is over: 清理工作去年3月启动，至11月全部完成.
    """
    stop = min(report.end, report.start + 400)
    match = _FINISHED.search(text, report.start, stop)
    by = _OVER_BY.search(text, report.start, stop) if match is None else None
    told = match or by
    if told is None or not period or len(period) != 4 or period_in(title or ""):
        return None
    year, month = int(period), small_number(told["month"])
    if named := _NAMED.findall(told[0][: told.start("month") - told.start()]):  # 2006年3月启动，11月底结束
        year = year_number(named[-1])
    if told["year"]:
        year = year_number(told["year"])
    elif (told["ago"] or (match["before"] if match else "") or "")[:1] in ("去", "上"):
        year -= 1
    if by is not None:
        return f"{year}-{month:02d}-{monthrange(year, month)[1]}"  # 截至今年10月底，任务基本完成
    return f"{year}-12-31" if month == 12 and told["edge"] else f"{year}-{month:02d}"


def counted_on(text: str, report: Span, period: str | None = None) -> str | None:
    """The day on which the beginning says that levels were counted: 以2021年4月30日为时点, 标准时点为2020年12月31日; of the
    year of `period` where it names none (现将截至11月底的情况报告如下)."""
    told = _TOLD_AS_OF.search(text, report.start, min(report.end, report.start + 400))
    if told is not None and (told["year"] or (period or "")[:4].isdigit()):
        year, month = year_number(told["year"]) if told["year"] else int((period or "")[:4]), small_number(told["month"])
        day = int(told["day"]) if told["day"] else monthrange(year, month)[1]
        return f"{year}-{month:02d}-{day:02d}"
    match = _COUNTED_ON.search(text, report.start, min(report.end, report.start + 600))
    if then := _THEN_AND_NOW.search(text, report.start, min(report.end, report.start + 600)):
        return f"{year_number(then['year'])}-{small_number(then['month']):02d}-{small_number(then['day']):02d}"
    if match is None or _HEADING.fullmatch(text[text.rfind("\n", report.start, match.start()) + 1 : match.end() + 1]):
        return None  # 二、核查结果（以2018年8月31日为节点）: what stands under it
    year, month, day = (next(filter(None, (match[f"{name}{n}"] for n in "1234"))) for name in ("year", "month", "day"))
    return f"{year_number(year)}-{small_number(month):02d}-{small_number(day):02d}"


def begun(text: str, report: Span, period: str | None) -> str | None:
    """The month in which the work began that is reported on: 自去年3月起, 去年4月动员 (改革前 is then); the day of the last
    time, where the text says on which its data were (上次核查的数据截至…)."""
    if last := _LAST_TIME.search(text, report.start, min(report.end, report.start + 600)):
        if last["year2"]:
            return f"{year_number(last['year2'])}-12-31"
        return f"{year_number(last['year'])}-{small_number(last['month']):02d}-{int(last['day']):02d}"
    match = _BEGUN.search(text, report.start, min(report.end, report.start + 400))
    if match is None or not period or not period[:4].isdigit():
        return None
    year = year_number(match["year"]) if match["year"] else int(period[:4]) - (match["ago"] in ("去年", "上年"))
    return f"{year}-{small_number(match['month']):02d}"


def is_recount(text: str, report: Span) -> bool:
    """Whether the report names the day of a count before its own, with which it compares: 较2007年底上次核查时."""
    last = _LAST_TIME.search(text, report.start, min(report.end, report.start + 600))
    return last is not None and "上" in last[0]


def cutoff(text: str, report: Span, lines: list[tuple[int, str]], period: str | None) -> str | None:
    """The day up to which a report counts whose title names another year than the one in which it was given.

    A report of 2022 on putting right what the audit of the 2021 budget found counts up to a day of 2022.
    """
    given = next((m for _, line in lines[:5] if (m := _GIVEN.match(line))), None)
    if given is None or not period or year_number(given["year"]) <= int(period[:4]):
        return None
    match = _CUTOFF.search(text, report.start, min(report.end, report.start + 600))
    if match is None:
        return None
    year, month = year_number(match["year"] or given["year"]), small_number(match["month"])
    day = int(match["day"]) if match["day"] else monthrange(year, month)[1]
    if (month, day) > (small_number(given["month"]), int(given["day"])):
        return None  # an address of January that tells of 12月31日 means that of the year before
    return f"{year}-{month:02d}-{day:02d}"
