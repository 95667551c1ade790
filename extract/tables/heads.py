"""Columns: what their heads say of unit, time and mode."""

import re
from dataclasses import dataclass

from gouji.extract.dates import base_year, period_before, small_number
from gouji.extract.periods import find_moments
from gouji.extract.tables.cells import Scaled, read_units
from gouji.extract.tables.grid import Layout
from gouji.extract.tables.words import ACTUAL, COUNTED_UNIT, NORM, SUBTOTAL, TOTAL
from gouji.schemas.figure import Mode
from gouji.schemas.units import unit

BRACKET = re.compile(r"[(（](?P<inside>[^()（）]*)[)）]")
# 2022–23 of a budget paper is the fiscal year from April to March (Hong Kong); a school year (学年) is not.
_MONTHS_OF_YEAR = 12
_DOTTED = re.compile(r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)(?!\d)")
_FISCAL = re.compile(r"(?P<first>(?:19|20)\d\d)\s?[-–—/至]\s?(?P<last>(?:19|20)?\d\d)(?:财政)?(?:年度)?(?!\s?学年)")
# Also of the Republic of China: 112年度 is 2023.
_YEAR = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d年?度?|(?:民国)?1[0-2]\d年度?)"
    r"(?:[上下]半年|第?[一二三四]季度|\d{1,2}[-—–~至]\d{1,2}月|\d{1,2}月底?|[末底初])?"
)
_MONTHS = re.compile(r"(?:截[至止])?(?:\d{1,2}月份?[-—–~至]|\d{1,2}[-—–~至](?=\d))?\d{1,2}月(?:份|[底末])?(?=[\u4e00-\u9fff])")
_ALL_YEARS = re.compile(r"(?P<many>[两二三四五六七八九十]|\d{1,2})年(?:合计|累计|总计|共计)|(?:历年|各年度?)(?:合计|累计|总计)")
_PLAN_YEARS = 5  # 1981, 1986, …: the first years of the five-year plans
_AIM_OF_YEARS = re.compile(r"(?P<many>[二三四五六七八九十])年(?:总)?(?:目标|任务|计划)")
_EDGE = re.compile(r"(?:(?P<before>上|去)年?度?|本?年?度?)年?[末底](?:数|余额|结存|实有)?")
# 上一年项目数量, 上年支出: what was so in the year before; 上年结转 and 上年末 are matters of this one.
_LAST_YEAR = re.compile(r"(?:上一?|去)年度?(?!结转|结余|底|末|度)")


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


def read_columns(paths: list[tuple[str, ...]], period: str | None) -> list[Column]:
    """A column for every path of head labels; `period` is the one that 上年 counts from."""
    columns = [_column(path, period) for path in paths]
    whole: Column | None = None
    for column in columns:
        if column.total and column.path and (all_of := _ALL_YEARS.fullmatch(column.path[-1])):
            column.path, column.period = column.path[:-1], _all_of([other.period for other in columns], all_of["many"])
        elif column.period is None and column.path and (aim := _AIM_OF_YEARS.match(column.path[-1])):
            column.period = _from_first([other.period for other in columns], aim["many"])
        if not column.open:
            whole = column
        elif whole is not None and whole.path != column.path[:-1]:
            column.path = (*whole.path, *column.path)
            column.units = column.units or whole.units
    return columns


def _all_of(periods: list[str | None], many: str | None = None) -> str | None:
    """The years from the first to the last of some columns, None where there are no two; `many` of them, the last, where told
    (两年合计)."""
    years = sorted({year for period in periods if period and len(year := period[:4]) == len(period)})
    years = years[-small_number(many.replace("两", "二")) :] if many else years
    return f"{years[0]}/{years[-1]}" if len(years) > 1 else None


def _from_first(periods: list[str | None], many: str) -> str | None:
    """So many years from the first of some columns (三年目标, 2022年, 2023年: 2022 to 2024), None where none is of a year; five
    are those of the five-year plan."""
    first = min((period for period in periods if period and len(period) == len("2022")), default=None)
    if first and small_number(many) == _PLAN_YEARS:
        first = str(int(first) - (int(first) - 1) % _PLAN_YEARS)
    return f"{first}/{int(first) + small_number(many) - 1}" if first else None


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
        for match in BRACKET.finditer(rest):
            inside = match["inside"]
            if units := read_units(re.sub(r"^(?:计量)?单位[:：]?", "", inside)):
                column.units = units
                rest = rest.replace(match.group(), "")
        if moment := named_period(rest, period):
            column.period, rest = moment
        rest = BRACKET.sub(lambda m: m["inside"], rest) if rest.strip().startswith(("(", "（")) else BRACKET.sub("", rest)
        if rest.startswith(("其中", "#")):
            column.open, rest = True, re.sub(r"^(?:其中|#)[:：]?", "", rest)
        if _ALL_YEARS.fullmatch(rest):
            column.total = True
            names.append(rest)
        elif rest and (SUBTOTAL.fullmatch(rest) or TOTAL.fullmatch(rest)):
            column.total = True
        elif rest:
            names.append(rest)
    column.path = tuple(names)
    if not column.units and names and (counted := COUNTED_UNIT.search(names[-1])) and (word := unit(counted[1])):
        column.units = (Scaled(word, 0),)
    elif not column.units and names and (word := unit(names[-1])) and word.family == "turns":
        column.units = (Scaled(word, 0),)  # 条次
    said = "".join(labels)
    if NORM.search(said) or ACTUAL.search(said):
        column.mode = "norm" if NORM.search(said) and not ACTUAL.search(said) else "actual"
    return column


def named_period(label: str, period: str | None) -> tuple[str, str] | None:
    """The period that a head names and the rest of the head."""
    if match := _FISCAL.search(label):
        first = int(match["first"])
        if int(match["last"][-2:]) == (first + 1) % 100:
            return f"{first}-04-01/{first + 1}-03-31", (label[: match.start()] + label[match.end() :]).strip()
    year = base_year(period)
    if year and (same := re.match(r"(?:上年|去年)同期数?", label)):
        return period_before(period, year), label[same.end() :]  # 上年同期完成, in a report on nine months
    if year and (edge := _EDGE.fullmatch(label)):
        return (f"{year - 1}-12-31" if edge["before"] else f"{year}-12-31"), ""
    if year and re.fullmatch(r"(?:上年|去年|上期|上年度)(?:数|完成数?)?", label):
        return str(year - 1), ""
    if year and str(year) != period and re.match(r"(?:年度|全年)(?:目标|任务|计划|指标)", label):
        return str(year), label
    if year and _LAST_YEAR.match(label):
        return str(year - 1), label
    if (dotted := _DOTTED.search(label)) and int(dotted["month"]) <= _MONTHS_OF_YEAR:
        day = f"{dotted['year']}-{int(dotted['month']):02d}-{int(dotted['day']):02d}"
        return day, (label[: dotted.start()] + label[dotted.end() :]).strip()  # 31.3.2021
    if match := _YEAR.search(label):
        return _iso(match.group(), period) or re.sub(r"\D.*", "", match.group()), (
            label[: match.start()] + label[match.end() :]
        ).strip()
    if year and (months := _MONTHS.match(label)) and (level := _iso(f"{year}年{months.group()}", period)):
        return level, label[months.end() :]  # 1至8月消化, 8月底超编
    return None


def _iso(words: str, period: str | None) -> str | None:
    words = words if "年" in words else f"{words[:4]}年{words[4:]}"
    moments = find_moments(words, 0, len(words), period)
    return moments[-1].level if moments else None
