"""What the cells of a table count and whose: named in its rows, its columns or its title."""

import re
from typing import Literal

from gouji.extract.tables.heads import Column
from gouji.extract.tables.model import Table
from gouji.extract.tables.stubs import Stub
from gouji.extract.tables.words import (
    BEFORE_AFTER,
    CHANGE,
    COMPLETION,
    CUT,
    CUT_RATE,
    EXCESS,
    GENERIC_HEAD,
    GROWTH,
    ITEM_VALUE,
    MEASURE,
    QUOTA,
    STAFFED,
    STAGE,
    VACANCY,
)

# Where what is counted is named: in the rows, in the lowest head, in the column heads, or over the whole table.
Naming = Literal["row", "leaf", "column", "title"]
QUARTER = re.compile(r"第?[一二三四]季度|[上下]半年")
SPAN_LABEL = re.compile(r"((?:19|20)\d\d)年?[至到—–~～-]((?:19|20)\d\d)年?")
MONTH_LABEL = re.compile(r"(1[0-2]|[1-9])月份?")
YEAR_LABEL = re.compile(r"((?:19|20)\d\d)年?度?")
_LONG = 40
# 2013年底超编, 2014年底编制: what is counted, beside the time.
_POSTS = re.compile(rf"(?:{QUOTA.pattern}|{STAFFED.pattern}|{EXCESS.pattern}|{VACANCY.pattern})(?:数|人数|人员)?")


def name_by(table: Table) -> Naming:
    """Where the table names what it counts."""
    if table.form is not None:
        return table.form.measure
    if not any(stub.path for stub in table.stubs) and not table.layout.stub:
        return "leaf"
    named = [column for column in table.columns if column.path and not tells_change(column)]
    if all(_is_qualifier(column) for column in named):
        rows = any(stub.units or MEASURE.search(stub.path[-1]) for stub in table.stubs if stub.path)
        money = any(column.units for column in table.columns) or bool(table.topic.units)
        told = money or bool(MEASURE.search(table.topic.name))  # 表一　编制（职位数目）
        return "title" if not rows and table.topic.name and told else "row"
    years = sum(not column.path and len(column.period or "") == len("2022") for column in table.columns)
    if years > 1 and all(stub.units for stub in table.stubs if stub.path and not stub.total):
        return "row"  # 户厕改造（户） | 三年目标 | 2022年 | 2023年 | 完成率
    if any(names_measure(column) for column in named):
        return "column"
    measures = sum(bool(MEASURE.search(part)) for stub in table.stubs for part in stub.path)
    if measures * 2 > len(table.stubs):
        return "row"
    return "title" if table.topic.name else "column"


def _is_qualifier(column: Column) -> bool:
    """A column that only says when, or whether actual or planned: 2022年(实际), 数量."""
    if column.period is not None:
        return all(len(label) < 5 and not _POSTS.fullmatch(label) for label in column.path)
    return all(GENERIC_HEAD.fullmatch(label) or BEFORE_AFTER.fullmatch(label) for label in column.path)


def tells_change(column: Column) -> bool:
    """增减, 增幅, 精简: a column that compares two others."""
    last = column.path[-1] if column.path else ""
    return bool(CHANGE.fullmatch(last) or GROWTH.search(last) or CUT.fullmatch(last) or CUT_RATE.fullmatch(last))


def _is_rate(column: Column) -> bool:
    """增幅, 精简率: by how many percent."""
    return bool(column.path) and bool(GROWTH.search(column.path[-1]) or CUT_RATE.fullmatch(column.path[-1]))


def _stage(column: Column) -> list[str]:
    """改革前, 改革后: of what a reform changed."""
    return [label for label in column.path if BEFORE_AFTER.fullmatch(label)]


def names_measure(column: Column) -> bool:
    return bool(column.units) or any(MEASURE.search(label) for label in column.path)


def says_no_kind(column: Column) -> bool:
    """改革前, 精简: a column of whatever its rows or its title name."""
    return bool(column.path) and bool(BEFORE_AFTER.fullmatch(column.path[-1]) or CUT.fullmatch(column.path[-1]))


def is_of_item(column: Column) -> bool:
    """Whether it holds what the items of an assessment should come to, or did: 年度指标值, 实际完成值."""
    return bool(column.path) and bool(ITEM_VALUE.fullmatch(column.path[-1]))


def name_cell(table: Table, naming: Naming, stub: Stub, column: Column) -> tuple[str, str]:
    """Measure and subject of a cell."""
    rows = "·".join(stub.path[-2:])
    if stub.whole:
        rows = "·".join((*stub.path[-1:], "总计")) if naming == "row" and stub.path else ""
    elif naming == "row" and stub.parent is not None and MEASURE.search(stub.path[-1]):
        rows = stub.path[-1]
    if stub.path and any(label.fullmatch(stub.path[-1]) for label in (YEAR_LABEL, MONTH_LABEL, SPAN_LABEL)):
        rows = "·".join(stub.path[:-1])
    if is_of_item(column) and stub.path and not stub.total:
        return stub.path[-1], ""
    if naming == "row":
        rows = rows or table.topic.name or "".join(table.layout.stub[:1])
        if COMPLETION.search(column.name):
            return column.path[-1], rows
        if tells_change(column):
            return (column.path[-1].rstrip("%％"), rows) if _is_rate(column) else (rows, "")
        whose = (
            _stage(column) if _is_qualifier(column) else [label for label in column.path if not GENERIC_HEAD.fullmatch(label)]
        )
        return rows, "·".join(whose) or ("总计" if column.total and not column.period else "")
    if naming == "leaf" and column.path:
        return (column.path[-1], "·".join(column.path[:-1])) if not column.total else ("总计", "·".join(column.path))
    if naming == "title":
        if _is_rate(column):
            return column.path[-1].rstrip("%％"), rows or table.topic.name
        stage = _stage(column)
        qualifier = column.path if _is_qualifier(column) and not stage and _ambiguous(table, column) else ()
        whose = list(column.path) if not _is_qualifier(column) else stage
        return "·".join((table.topic.name, *qualifier)), "·".join([rows, *whose] if rows else whose)
    return _by_column(column, rows, table)


def _ambiguous(table: Table, column: Column) -> bool:
    return len({c.period for c in table.columns}) < len(table.columns) or not column.period


def _by_column(column: Column, rows: str, table: Table) -> tuple[str, str]:
    measures = [label for label in column.path if MEASURE.search(label)]
    if not measures and column.open and len(column.path) > 1:
        return column.path[0], "·".join([rows, *column.path[1:]] if rows else column.path[1:])  # 聘用 | 其中：教育
    if not measures:
        name = column.path[-1] if column.path else table.topic.name
        name = STAGE.sub("", name) or name if table.begun else name
        return name, "·".join([rows, *column.path[:-1]] if rows else column.path[:-1])
    measure = measures[-1]
    others = [label for label in column.path if label != measure]
    if QUOTA.search(measure) and others and column.path[-1] != measure:
        measure, others = column.path[-1] + "编制", others[:-1]
    if table.begun:
        measure = STAGE.sub("", measure) or measure  # 清理前机构 is dated by what stands before it
    return measure, "·".join([rows, *others] if rows else others)


def subject_of(path: tuple[str, ...]) -> str:
    """A label path as a subject; the sentence of an assessment item is cut to its first clause."""
    return "·".join(part if len(part) <= _LONG else _first_clause(part) for part in path)


def _first_clause(item: str) -> str:
    clause = re.split(r"[。;；]", item)[0]
    cut = clause.rfind("，", 0, _LONG) if "，" in clause else clause.rfind(",", 0, _LONG)
    return clause if len(clause) <= _LONG or cut < 0 else clause[:cut]
