"""What stands over a table: its title, its unit and its time, and the sentence that leads into it."""

import re
from dataclasses import dataclass

from gouji.extract.moments import Moment
from gouji.extract.periods import find_moments
from gouji.extract.tables.cells import Scaled, read_units
from gouji.extract.tables.grid import Layout
from gouji.extract.tables.heads import BRACKET
from gouji.extract.tables.lines import BLANKS
from gouji.extract.tables.words import TITLE_LEAD, TITLE_TAIL, TITLE_YEAR

_UNIT_LINE = re.compile(r"(?:计量)?单位\s?[:：为]?\s?(?P<units>[^\s()（）:：]{1,12})")
_DEALT_UNIT = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]([^\s()（）:：；;，,、]{1,3})")
_DEALT_UNITS = re.compile(rf"(?:单位[\s:：]*|[(（])(?P<dealt>{_DEALT_UNIT.pattern}(?:[；;，,、]\s?{_DEALT_UNIT.pattern})+)")
_SENTENCE = re.compile(r"[。；;!?！？：:]$|[。；]")
_TABLE_NAME = re.compile(r"表\d*\s*(?:[(（].*[)）])?$|^(?:附?表|附件|附录)")
_POINTED_TO = re.compile(
    r"(?:^|[，,])(?:各?分[\u4e00-\u9fff]{2,4}|各[\u4e00-\u9fff]{1,4})?(?P<name>[\u4e00-\u9fff]{2,8}?)(?:情况|数据|明细)(?:详)?(?:见|如)(?:下|附|右|表)"
)
_SAYS_NOTHING = re.compile(r"(?:实际|具体)?(?:执行|完成|进展|落实|推进|变化)|具体|有关|详细|分类|实际")
_STAFF_NAMED = re.compile(r"(?:编外|在编|超编|聘用|工勤|事业|行政|卫生技术|专业技术|党政|医务|教职)?人员|编制|员额")
_TITLED = re.compile(r"附?表[一二三四五六七八九十\d]")
_TITLE_LINES = 4
_LONG = 60
# The sentence before a table speaks of it where it ends in a colon or points to it.
_LEADS_IN = re.compile(r"[:：]$|如下|下表|见[附右后]?表|附表|表[一二三四五六七八九\d]")
_AS_OF = re.compile(r"(?:截[至止]|[于於到至])(?:时间|日期|时点)?\s?[:：]?\s?$")
_AS_OF_LINE = re.compile(r"[(（]?(?:截[至止](?:时间|日期|时点)?|(?:统计)?时点|(?:数据)?截止[时日][间期])\s?[:：].{4,20}")
_FILLED_IN = re.compile(r"(?:填[报表写]|制[表作]|报[出送]|上报|打印|发布|印发)(?:日期|时间|日)")
_NOT_AS_OF = re.compile(r"[以之]?[前来]|比|较|与")
_BEFORE = re.compile(r"[比较与同]$")


@dataclass(frozen=True, slots=True)
class Topic:
    """What stands over a table.

    name    what it counts; "" where no title says so
    units   of all its cells
    period  when its levels hold
    flow    the span of what happened, where `period` is a day
    start   where the table with these lines begins
    when    the words of a line over the table that date it
    """

    name: str
    units: tuple[Scaled, ...]
    period: str | None
    flow: str | None
    start: int
    when: tuple[int, int] | None = None


def read_topic(text: str, begin: int, layout: Layout, period: str | None) -> Topic:
    """What the lines over the table say, up to `begin`: its title, `单位:万元`, a date; and a day in the sentence before."""
    lines = [(cell.start, cell.text) for cell in (*layout.above, *layout.meta)]
    start = layout.start
    names: list[str] = [cell.text for cell in layout.above]
    outer: list[str] = []
    over, lead = _lines_over(text, begin, layout.start)
    for at, line in over:
        lines.append((at, line))
        belongs = _UNIT_LINE.search(line) or _TABLE_NAME.search(line) or _AS_OF_LINE.fullmatch(line)
        start = min(start, at) if belongs else start
        if topic_name(line):
            outer.append(line)
            break
    units: tuple[Scaled, ...] = ()
    for _, line in lines:
        if _UNIT_LINE.search(line):
            units = units or _units_in(line)
        elif (match := BRACKET.search(line)) and not units:
            units = read_units(match["inside"]) or read_units(match["inside"].removesuffix("数"))  # （宗数）
    units = units or _units_in(lead)
    dated = [_date_of(line, period) for _, line in lines]
    when = _settle([*dated, _as_of(lead, period)])
    titled = [line for line in names if _TITLED.match(line)]  # 表1　改革前后事业单位数量, under 二、改革情况
    name = next((n for line in (*titled, *outer, *names) if (n := topic_name(line))), "") or _name_in(lead)
    if when is None:
        return Topic(name, units, None, None, start)
    level, flow = (period if period and period.startswith(then) else then for then in (when.level, when.flow))
    words = [(at + when.start, at + when.end) for (at, _), one in zip(lines, dated, strict=True) if one is when]
    return Topic(name, units, level, flow if when.asof else level, start, words[0] if words else None)


def _units_in(line: str) -> tuple[Scaled, ...]:
    """What a line gives as 单位:万元, or as 单位　编制：名；人员：人; 各单位情况 gives none."""
    if dealt := _DEALT_UNITS.search(line):
        return read_units("/".join(_DEALT_UNIT.findall(dealt["dealt"])))
    return next((units for match in _UNIT_LINE.finditer(line) if (units := read_units(match["units"]))), ())


def _lines_over(text: str, begin: int, start: int) -> tuple[list[tuple[int, str]], str]:
    """The short lines directly over a table, nearest first, up to a sentence; and this where it speaks of the table."""
    found: list[tuple[int, str]] = []
    stop = text.rfind("\n", begin, start)
    while stop > begin and len(found) < _TITLE_LINES:
        first = text.rfind("\n", begin, stop) + 1 or begin
        line = text[first:stop].strip(BLANKS)
        if line and "|" not in line:
            sentence = _SENTENCE.search(BRACKET.sub("", line)) and not _AS_OF_LINE.fullmatch(line)
            if len(line) > _LONG or (sentence and not _UNIT_LINE.fullmatch(line.strip("()（）"))):
                last = re.split(r"[。；;!?！？]", line.rstrip("。"))[-1]
                return found, last if _LEADS_IN.search(last) else ""
            found.append((text.index(line, first), line))
        elif line:
            break
        stop = first - 1
    return found, ""


def topic_name(line: str) -> str:
    """What the title of a table says that it counts.

    >>> topic_name("附表1:2018年防汛物资储备情况统计表"), topic_name("(适用市、县)"), topic_name("单位:万元")
    ('防汛物资储备', '', '')
    """
    outside = BRACKET.sub("", line)
    if (
        "单位:" in outside
        or "单位：" in outside
        or _units_in(outside)
        or re.fullmatch(r"[(（].*[)）]", line)
        or _AS_OF_LINE.fullmatch(line)
    ):
        return ""
    bare = TITLE_LEAD.sub("", re.sub(r"\s", "", outside))
    bare = TITLE_YEAR.sub("", bare)
    return TITLE_TAIL.sub("", bare).strip("《》“”:：,，的") if len(bare) <= 40 else ""


def _name_in(lead: str) -> str:
    """What the clause that points to a table says that it counts.

    >>> _name_in("分窗口办件情况见下表（单位：件）"), _name_in("详见下表")
    ('办件', '')
    """
    match = _POINTED_TO.search(BRACKET.sub("", lead))
    if match and _SAYS_NOTHING.fullmatch(match["name"]):
        told = _STAFF_NAMED.findall(lead[: match.start("name")])
        return str(told[-1]) if told else ""  # 目标是编外人员压减三成，实际执行情况如下表
    return match["name"] if match else ""


def _settle(named: list[Moment | None]) -> Moment | None:
    """The first of the times over a table; a title that is only dated by year gives way to a day in that year."""
    moments = [moment for moment in named if moment is not None]
    first = moments[0] if moments else None
    if first is None or first.asof:
        return first
    return next((moment for moment in moments if moment.asof and moment.flow == first.level), first)


def _date_of(line: str, period: str | None) -> Moment | None:
    """The day or year that a title names; the day on which somebody filled in the form is none."""
    if _FILLED_IN.search(line):
        return None
    moments = [m for m in find_moments(line, 0, len(line), period) if not m.prior]
    dated = [m for m in moments if m.asof] or [
        m for m in moments if re.search(r"\d{4}|[〇○零一二三四五六七八九]{4}", line[m.start : m.end])
    ]
    return dated[-1] if dated else None


def _as_of(lead: str, period: str | None) -> Moment | None:
    """The day on which the sentence before a table takes it: 截至2013年底, 2013年末 (but not 2013年底前, 比2013年底)."""
    days = [
        moment
        for moment in find_moments(lead, 0, len(lead), period)
        if moment.asof
        and not moment.prior
        and not _NOT_AS_OF.match(lead, moment.end)
        and not _BEFORE.search(lead, 0, moment.start)
    ]
    return next((moment for moment in days if _AS_OF.search(lead, 0, moment.start)), days[0] if len(days) == 1 else None)
