"""Columns: what their heads say of kind, unit, time and mode, and what the title of a table says of all of them."""

import re
from dataclasses import dataclass

from gouji.extract.periods import base_year, find_moments
from gouji.extract.tables.cells import Scaled, read_units
from gouji.extract.tables.grid import Layout
from gouji.extract.tables.lines import BLANKS
from gouji.extract.tables.words import ACTUAL, COUNTED_UNIT, NORM, SUBTOTAL, TITLE_LEAD, TITLE_TAIL, TITLE_YEAR, TOTAL
from gouji.schemas.figure import Mode
from gouji.schemas.units import unit

_BRACKET = re.compile(r"[(（](?P<inside>[^()（）]*)[)）]")
# 2022–23 of a budget paper is the fiscal year from April to March (Hong Kong); a school year (学年) is not.
_FISCAL = re.compile(r"(?P<first>(?:19|20)\d\d)\s?[-–—/至]\s?(?P<last>(?:19|20)?\d\d)(?:财政)?(?:年度)?(?!\s?学年)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年?度?(?:\d{1,2}月底?|[末底初])?")
# 上一年项目数量, 上年支出: what was so in the year before; 上年结转 and 上年末 are matters of this one.
_LAST_YEAR = re.compile(r"(?:上一?|去)年度?(?!结转|结余|底|末|度)")
_UNIT_LINE = re.compile(r"(?:计量)?单位\s?[:：为]?\s?(?P<units>[^\s()（）:：]{1,12})")
_SENTENCE = re.compile(r"[。；;!?！？：:]$|[。；]")
_TABLE_NAME = re.compile(r"表\d*\s*(?:[(（].*[)）])?$|^(?:附?表|附件|附录)")
_TITLE_LINES = 4


@dataclass(slots=True)
class Column:
    """A value column.

    path     labels from the outermost to the lowest, without units, years and total words
    total    whether it adds up other columns
    units    that its head names
    period   that its head names (ISO 8601), None where it names none
    mode     norm or actual where its head says so, else None
    open     whether it is a 其中 column, whose values only detail the column before
    """

    path: tuple[str, ...]
    total: bool = False
    units: tuple[Scaled, ...] = ()
    period: str | None = None
    mode: Mode | None = None
    open: bool = False

    @property
    def name(self) -> str:
        return "".join(self.path)


@dataclass(frozen=True, slots=True)
class Topic:
    """What stands over a table: what it counts (`name`), the units of all its cells, its time, and where it begins."""

    name: str
    units: tuple[Scaled, ...]
    period: str | None
    start: int


def read_columns(paths: list[tuple[str, ...]], period: str | None) -> list[Column]:
    """A column for every path of head labels; `period` is the one that 上年 counts from."""
    columns = [_column(path, period) for path in paths]
    whole: Column | None = None
    for column in columns:
        if not column.open:
            whole = column
        elif whole is not None and whole.path != column.path[:-1]:
            column.path = (*whole.path, *column.path)
            column.units = column.units or whole.units
    return columns


def head_paths(layout: Layout) -> list[tuple[str, ...]]:
    """The labels over each value column, outermost first, a label that spans rows once."""
    paths: list[tuple[str, ...]] = []
    for i in range(layout.width):
        cells = [row[i] for row in layout.heads]
        paths.append(tuple(dict.fromkeys(cell.text for cell in cells if cell is not None)))
    return paths


def _column(labels: tuple[str, ...], period: str | None) -> Column:
    column = Column(())
    names: list[str] = []
    for label in labels:
        rest = re.sub(r"[ \u3000]", "", label) if not re.search(r"[a-zA-Z0-9] ", label) else label
        for match in _BRACKET.finditer(rest):
            inside = match["inside"]
            if units := read_units(re.sub(r"^(?:计量)?单位[:：]?", "", inside)):
                column.units = units
                rest = rest.replace(match.group(), "")
        if moment := _moment(rest, period):
            column.period, rest = moment
        rest = _BRACKET.sub(lambda m: m["inside"], rest) if rest.strip().startswith(("(", "（")) else _BRACKET.sub("", rest)
        if rest.startswith(("其中", "#")):
            column.open, rest = True, re.sub(r"^(?:其中|#)[:：]?", "", rest)
        if rest and (SUBTOTAL.fullmatch(rest) or TOTAL.fullmatch(rest)):
            column.total = True
        elif rest:
            names.append(rest)
    column.path = tuple(names)
    if not column.units and names and (counted := COUNTED_UNIT.search(names[-1])) and (word := unit(counted[1])):
        column.units = (Scaled(word, 0),)
    said = "".join(labels)
    if NORM.search(said) or ACTUAL.search(said):
        column.mode = "norm" if NORM.search(said) and not ACTUAL.search(said) else "actual"
    return column


def _moment(label: str, period: str | None) -> tuple[str, str] | None:
    """The period that a head names and the rest of the head."""
    if match := _FISCAL.search(label):
        first = int(match["first"])
        if int(match["last"][-2:]) == (first + 1) % 100:
            return f"{first}-04-01/{first + 1}-03-31", (label[: match.start()] + label[match.end() :]).strip()
    if re.fullmatch(r"(?:上年|去年|上期|上年度)(?:数|同期数?|完成数?)?", label) and (year := base_year(period)):
        return str(year - 1), ""
    if _LAST_YEAR.match(label) and (year := base_year(period)):
        return str(year - 1), label
    if match := _YEAR.search(label):
        return _iso(match.group(), period) or match.group()[:4], (label[: match.start()] + label[match.end() :]).strip()
    return None


def _iso(words: str, period: str | None) -> str | None:
    words = words if "年" in words else f"{words[:4]}年{words[4:]}"
    moments = find_moments(words, 0, len(words), period)
    return moments[0].level if moments else None


def read_topic(text: str, begin: int, layout: Layout, period: str | None) -> Topic:
    """What the lines over the table say, up to `begin`: its title, `单位:万元`, a date."""
    lines = [(cell.start, cell.text) for cell in (*layout.above, *layout.meta)]
    start = layout.start
    names: list[str] = [cell.text for cell in layout.above]
    outer: list[str] = []
    for at, line in _lines_over(text, begin, layout.start):
        lines.append((at, line))
        belongs = _UNIT_LINE.search(line) or _TABLE_NAME.search(line)
        start = min(start, at) if belongs else start
        name = topic_name(line)
        if name:
            outer.append(name)
            break
    units: tuple[Scaled, ...] = ()
    when: str | None = None
    for _, line in lines:
        if (match := _UNIT_LINE.search(line)) and not units:
            units = read_units(match["units"])
        elif (match := _BRACKET.search(line)) and not units:
            units = read_units(match["inside"])
        when = when or _date_of(line, period)
    name = next(iter(outer), "") or next((n for n in map(topic_name, names) if n), "")
    return Topic(name, units, when, start)


def _lines_over(text: str, begin: int, start: int) -> list[tuple[int, str]]:
    """The short lines directly over a table, nearest first, up to a sentence."""
    found: list[tuple[int, str]] = []
    stop = text.rfind("\n", begin, start)
    while stop > begin and len(found) < _TITLE_LINES:
        first = text.rfind("\n", begin, stop) + 1 or begin
        line = text[first:stop].strip(BLANKS)
        if line:
            if (_SENTENCE.search(line) and not _UNIT_LINE.search(line)) or len(line) > 60 or "|" in line:
                break
            found.append((text.index(line, first), line))
        stop = first - 1
    return found


def topic_name(line: str) -> str:
    """What the title of a table says that it counts.

    >>> topic_name("附表1:2018年防汛物资储备情况统计表"), topic_name("(适用市、县)"), topic_name("单位:万元")
    ('防汛物资储备', '', '')
    """
    if _UNIT_LINE.search(line) or re.fullmatch(r"[(（].*[)）]", line):
        return ""
    bare = TITLE_LEAD.sub("", re.sub(r"\s", "", _BRACKET.sub("", line)))
    bare = TITLE_YEAR.sub("", bare)
    return TITLE_TAIL.sub("", bare).strip("《》“”:：,，的") if len(bare) <= 40 else ""


def _date_of(line: str, period: str | None) -> str | None:
    """The day or year that a title names; a year that the report's own period specifies better is left to it."""
    moments = [m for m in find_moments(line, 0, len(line), period) if not m.prior]
    dated = [m for m in moments if m.asof] or [
        m for m in moments if re.search(r"\d{4}|[〇○零一二三四五六七八九]{4}", line[m.start : m.end])
    ]
    if not dated:
        return None
    when = dated[-1].level
    return period if period and period.startswith(when) else when
