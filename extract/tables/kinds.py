"""Kind and unit of the cells of a table."""

import re
from decimal import Decimal

from gouji.extract.scope.words import pattern
from gouji.extract.tables.cells import CellNumber, Scaled
from gouji.extract.tables.heads import Column
from gouji.extract.tables.model import Table
from gouji.extract.tables.stubs import Stub
from gouji.extract.tables.words import (
    CHANGE,
    CLOSED_PARENT,
    HEADCOUNT,
    MONEY,
    PERCENT,
    QUOTA,
    SCORE,
    STAFFED,
    UNIT_COUNT,
    VACANCY,
)
from gouji.schemas.figure import Kind
from gouji.schemas.units import find_unit

# The unit that the name of a kind already says, where nothing prints one.
DEFAULT_UNITS = {"percentage": "%", "score": "分", "headcount": "人", "unit_count": "个"}
_BODIES = pattern("(?:{kinds.unit_count})$")
_PUBLIC = pattern("{kinds.count}")
_OF_BODIES = frozenset("个家所")
_ASSESSED = re.compile(r"自评|自查|初评|复评|复核|核定|考评|终评|互评")
_PEOPLE = re.compile(r"(?:人数|人口|学生数?|幼儿数?|学员|患者|在校生|职工)$")
_RANK = re.compile(r"(?:正高|副高|高级|中级|初级|员级)(?:职称)?|简任|荐任|委任|[一二三四]级(?:主任科员|调研员)")
_CONTEXT = 800  # characters of prose before a table that may name its unit


def kind_and_unit(table: Table, stub: Stub, column: Column, number: CellNumber, words: str) -> tuple[Kind, Scaled | None]:
    """Kind and unit of a cell; the nearest that names a unit wins: the cell, its column, its row, the whole table."""
    if number.unit is not None:
        return kind_of(words, number.unit.family, number.unit.kind, number.unit.name), None
    if stub.units and not column.units and SCORE.search(column.name):
        return "score", None  # 改造工程（处） | 分值 | 得分
    if column.path and _ASSESSED.fullmatch(column.path[-1]) and _is_scored(table):
        return "score", None  # 满分 | 自评 | 复核得分
    if not (column.units or stub.units) and (percent := _of_change(table, column)):
        return "percentage", percent
    for units in (column.units, stub.units, table.topic.units):
        if not units:
            continue
        bare = kind_of(words, "", "count")
        if bare == "percentage" and all(scaled.unit.family != "percentage" for scaled in units):
            return "percentage", None
        fitting = [scaled for scaled in units if _fits(scaled, bare)]
        if fitting or len(units) == 1:
            scaled = (_likeliest(fitting, bare, words) or fitting or list(units))[0]
            if units is table.topic.units and bare == "unit_count" and not fitting:
                return "unit_count", None
            found = kind_of(words, scaled.unit.family, scaled.unit.kind, scaled.unit.name)
            staff = _is_of_ranks(table) or (HEADCOUNT.search(table.topic.name) and not _PUBLIC.search(words))
            ranked = found == "count" and scaled.unit.family == "people" and staff
            return ("headcount" if ranked else found), scaled
    bare = kind_of(words, "", "count")
    return ("headcount" if bare == "count" and _is_of_ranks(table) else bare), None


def _is_of_ranks(table: Table) -> bool:
    """Whether a table sorts people by rank: 正高, 副高, 中级; 简任, 荐任."""
    named = [*(column.name for column in table.columns), *(stub.path[-1] for stub in table.stubs if stub.path)]
    return sum(bool(_RANK.fullmatch(name)) for name in named) > 1


def _is_scored(table: Table) -> bool:
    """Whether a table gives points, and of nothing else that is checked: no posts, no people, no money."""
    names = [column.name for column in table.columns]
    counted = any(QUOTA.search(name) or STAFFED.search(name) or MONEY.search(name) for name in names)
    return any(SCORE.search(name) for name in names) and not counted


def _of_change(table: Table, column: Column) -> Scaled | None:
    """`单位：件、%` over a table whose one column without a count is 增减: the percent is of the change."""
    percent = next((scaled for scaled in table.topic.units if scaled.unit.family == "percentage"), None)
    told = [other for other in table.columns if PERCENT.search(other.name)]
    changes = [other for other in table.columns if CHANGE.fullmatch(other.name)]
    return percent if len(table.topic.units) > 1 and not told and changes == [column] else None


def _likeliest(fitting: list[Scaled], kind: Kind, words: str) -> list[Scaled]:
    """Of several units those of posts for posts, of people for people (单位：个、名、人), and 人 for whom 学生数 counts."""
    if len(fitting) < 2:
        return fitting
    names = {"quota": ("名", "人"), "headcount": ("人", "名")}.get(kind, ("人",) if _PEOPLE.search(words) else ())
    return [scaled for name in names for scaled in fitting if scaled.unit.name == name]


def _fits(scaled: Scaled, kind: Kind) -> bool:
    family = scaled.unit.family
    if kind in ("quota", "headcount"):
        return family == "people" or (kind == "quota" and scaled.unit.name == "个")
    if kind == "unit_count":
        return family in ("organisation", "counter", "place")
    return kind == "count" or scaled.unit.kind == kind


def kind_of(words: str, family: str, kind: Kind, unit: str = "") -> Kind:
    """The kind of a figure by what it counts and the family of its unit ("" where no unit is known).

    >>> kind_of("行政编制", "people", "headcount"), kind_of("完成数", "people", "headcount"), kind_of("空缺率", "", "count")
    ('quota', 'count', 'percentage')
    """
    if family in ("money", "percentage", "score", "duration"):
        return kind
    if not family:
        if PERCENT.search(words):
            return "percentage"
        if SCORE.search(words):
            return "score"
        if MONEY.search(words) and not QUOTA.search(words):
            return "money"
    if family in ("", "people", "counter"):
        if VACANCY.search(words) or (QUOTA.search(words) and not STAFFED.search(words)):
            return "quota"
        if HEADCOUNT.search(words) and family != "counter":
            return "headcount"
    if words.endswith("网站"):
        return "count"  # 抽查网站（家）: no body
    if UNIT_COUNT.search(words) or (unit in _OF_BODIES and _BODIES.search(words)):
        return "unit_count"
    return "count" if family in ("", "people") else kind


def borrow_units(table: Table, text: str, begin: int) -> None:
    """A table that names no unit counts in that of the prose before it where this states one of its totals: 873个职位."""
    for kind in ("quota", "count"):
        bare = [(i, draft) for (i, _), draft in table.grid.items() if draft.kind == kind and not draft.quantity.unit]
        totals = [draft for i, draft in bare if table.stubs[i].whole or CLOSED_PARENT.search("".join(table.stubs[i].path))]
        for total in totals:
            word = _unit_in_prose(text, max(begin, table.layout.start - _CONTEXT), table.layout.start, total.quantity.value)
            if word:
                for _, draft in bare:
                    draft.quantity.unit = word
                break


def _unit_in_prose(text: str, start: int, end: int, value: Decimal) -> str:
    if value != value.to_integral_value() or value < 10:
        return ""
    digits = f"{int(value):,}".replace(",", "[ ,，]?")
    for match in re.compile(rf"(?<![\d.,，]){digits} ?(?=[\u4e00-\u9fff])").finditer(text, start, end):
        if (found := find_unit(text, match.end(), end)) and found.family in ("counter", "people", "turns", "organisation"):
            return found.name
    return ""
