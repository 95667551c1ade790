"""Figures of a table: its cells as drafts, and its cells of words."""

import re
from dataclasses import replace

from gouji.extract.dates import base_year, half_span
from gouji.extract.draft import Draft, Quantity
from gouji.extract.tables.cells import CellNumber, is_text, read_number, scale_up
from gouji.extract.tables.heads import Column
from gouji.extract.tables.kinds import DEFAULT_UNITS, borrow_units, kind_and_unit
from gouji.extract.tables.lines import Cell
from gouji.extract.tables.model import Table
from gouji.extract.tables.naming import (
    MONTH_LABEL,
    QUARTER,
    SPAN_LABEL,
    YEAR_LABEL,
    Naming,
    is_of_item,
    name_by,
    name_cell,
    names_measure,
    says_no_kind,
    subject_of,
    tells_change,
)
from gouji.extract.tables.stubs import Stub
from gouji.extract.tables.words import BALANCE, CHANGE, FLOW, MONEY, NO_FIGURES, SCORE, STAFFED, STAGE, STOCK, VACANCY
from gouji.schemas import Span
from gouji.schemas.figure import Kind, Mode

_CONFIDENCE = {"pipe": 0.95, "tab": 0.95, "box": 0.95, "label": 0.9, "spaces": 0.9, "single": 0.85}
_NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百]")


def draft_figures(table: Table, text: str, begin: int) -> list[tuple[Span, str]]:
    """Fills `table.grid` and `table.heads`; returns the cells of words, each with the subject its row gives it.

    `begin` is where the report begins, whose prose may name the unit of the table.
    """
    naming = name_by(table)
    prose: list[tuple[Span, str]] = []
    over = [(table.over(j), table.dated(j)) for j in range(table.layout.width)]
    for i, (line, stub) in enumerate(zip(table.layout.lines, table.stubs, strict=True)):
        labels = table.labels(i)
        for j, cell in enumerate(line.values):
            if cell is None or NO_FIGURES.search(table.columns[j].name):
                continue
            number = read_number(cell.text)
            if number is not None:
                draft = _draft(table, naming, stub, j, cell, number, Span(line.row.start, line.row.end))
                heads, dated = over[j]
                draft.cells, draft.when = labels + heads, dated or _when(table, stub, labels)
                table.grid[i, j] = draft
            elif is_text(cell.text) and _NUMERAL.search(cell.text):
                prose.append((Span(cell.start, cell.end), subject_of(stub.path)))
    _draft_headings(table)
    borrow_units(table, text, begin)
    scored = any(draft.kind == "score" for draft in table.grid.values())
    prose += [entry for i in range(len(table.stubs)) for entry in _label_prose(table, i, scored)]
    return sorted(prose)


def is_credible(table: Table) -> bool:
    """A single number under a head proves no table unless the head names what is counted."""
    return len(table.grid) > 1 or any(names_measure(table.columns[j]) for _, j in table.grid)


def _draft(table: Table, naming: Naming, stub: Stub, j: int, cell: Cell, number: CellNumber, sentence: Span) -> Draft:
    column = table.columns[j]
    short = replace(stub, path=tuple(subject_of((part,)) for part in stub.path))
    measure, subject = name_cell(table, naming, short, column)
    words = measure if naming == "row" or is_of_item(column) or says_no_kind(column) else measure + column.name
    if stub.units and not column.units and stub.path:
        words = short.path[-1]  # 农村幸福院 | 个 | 年度任务: the row tells what is counted in its unit
    if words.endswith("人数"):
        words += table.topic.name  # 实有人员年龄结构: 人数
    if naming == "row" and MONEY.search("".join(table.layout.stub[:1])):
        words = table.layout.stub[0]
    kind, scaled = kind_and_unit(table, stub, column, number, words)
    if kind == "count" and naming == "row" and len(short.path) > 1:  # 处级职数（名） | 　正职: posts, too
        kind, scaled = kind_and_unit(table, stub, column, number, short.path[-2] + words)
    if kind == "percentage" and naming in ("row", "title") and CHANGE.fullmatch(column.name):
        whose = subject.removesuffix(column.name).rstrip("·") if naming == "title" else ""
        measure, subject = column.name, whose or measure
    if not measure:
        measure, subject = subject or ("合计" if column.total else ""), ""  # 文书档案 | 上年末 | 本年末, under no title
    value, low, high = scale_up(number, scaled.mult if scaled else 0)
    name = number.unit.name if number.unit else scaled.unit.name if scaled else DEFAULT_UNITS.get(kind, "")
    start = cell.start + number.begin
    quantity = Quantity(
        start=start,
        end=cell.start + number.stop,
        unit_start=cell.start + number.unit_at,
        value=value,
        low=None if number.bound == "at_most" else low,
        high=None if number.bound == "at_least" else high,
        unit=name,
        unit_mult=number.mult or (scaled.mult if scaled else 0),
        decimals=number.decimals,
        bound=number.bound,
        form="arabic",
    )
    return Draft(
        quantity,
        kind=kind,
        mode=_mode(table, column, kind),
        measure=measure,
        subject=subject,
        period=_period(table, stub, column, kind),
        role="rate" if kind == "percentage" else "plain",
        section=table.section,
        sentence=(sentence.start, sentence.end),
        origin="table",
        rule=f"table.{naming}",
        confidence=_CONFIDENCE.get(table.layout.style, 0.8),
    )


def _mode(table: Table, column: Column, kind: Kind) -> Mode:
    year = base_year(table.period)
    if (
        kind == "quota"
        and "计划" not in column.name
        and (column.period is None or (year is not None and (base_year(column.period) or 0) <= year))
    ):
        return "actual"  # posts that are authorised by now
    return column.mode or "actual"


def _period(table: Table, stub: Stub, column: Column, kind: Kind) -> str | None:
    """The time of a cell: its column's, its row's (a label that is a year), that which stands over the table, the report's
    own. A level stands on the last day of a span of days."""
    if column.period:
        noted = len(column.period) == len("2022") and any(name in table.year_end for name in (*stub.path, *column.path))
        return f"{column.period}-12-31" if noted else column.period
    if table.begun and (stage := _stage(table, column)):
        return stage
    if VACANCY.search(column.name) and len(days := _days(table)) == 1:
        return days.pop()  # 2023年12月底现有员额, 缺额
    if tells_change(column) and len(years := _years(table)) == 2:
        ends = len(years[-1]) == len("2022-03-31") and (table.period or "").endswith(years[-1])
        return table.period if ends else years[-1].removesuffix("-12-31")  # the fiscal year that ends on that day
    year = YEAR_LABEL.fullmatch(stub.path[-1]) if stub.path else None
    stands = kind in ("quota", "headcount") and not _is_flow(kind, column, stub)
    if year:
        return f"{year[1]}-12-31" if stands else year[1]
    if stub.path and (spanned := SPAN_LABEL.fullmatch(stub.path[-1])):
        return f"{spanned[1]}/{spanned[2]}"
    if stub.whole and not stands and len(run := _stub_years(table)) > 1:
        return f"{run[0]}/{run[-1]}"  # 2019年, 2020年, 2021年, 合计
    if table.topic.period:
        return table.topic.flow if _is_flow(kind, column, stub) else table.topic.period
    own = table.period or ""
    if stub.path and len(own) == len("2017") and QUARTER.fullmatch(stub.path[-1]):
        return half_span(int(own), stub.path[-1])
    if stub.path and own[:4].isdigit() and (month := MONTH_LABEL.fullmatch(stub.path[-1])):
        return f"{own[:4]}-{int(month[1]):02d}"
    counted = stands or (not _is_flow(kind, column, stub) and (kind == "unit_count" or bool(STOCK.search(column.name))))
    if counted and (table.day or "")[:4] == own[:4] != "":
        return table.day
    last = own.rpartition("/")[2]
    return last if stands and "/" in own and len(last) == 10 else table.period


def _stage(table: Table, column: Column) -> str | None:
    """The day of what stands under 改革前, and of what stands under 改革后 where the report says on which day it counted."""
    found = next((m for part in column.path if (m := STAGE.match(part))), None)
    if found is None:
        return None
    return table.begun if found["when"] == "前" else table.day


def _days(table: Table) -> set[str]:
    """The days on which columns of people in post stand."""
    return {c.period for c in table.columns if c.period and len(c.period) == len("2023-12-31") and STAFFED.search(c.name)}


def _years(table: Table) -> list[str]:
    """The periods that the heads of a table name, the earliest first."""
    return sorted({column.period for column in table.columns if column.period})


def _stub_years(table: Table) -> list[str]:
    """The years of the rows of a table that are one year each and follow each other, else none."""
    years: list[str] = []
    for stub in table.stubs:
        label = YEAR_LABEL.fullmatch(stub.path[-1]) if stub.path else None
        span = SPAN_LABEL.fullmatch(stub.path[-1]) if stub.path else None
        if span is not None:
            years += map(str, range(int(span[1]), int(span[2]) + 1))  # 2014至2016
        elif label is not None:
            years.append(label[1])
        elif not stub.whole:
            return []
    return years if years == [str(int(years[0]) + place) for place in range(len(years))] else []


def _is_flow(kind: Kind, column: Column, stub: Stub) -> bool:
    """Whether the cell counts what happened over a time and not what there was on a day: money that is no balance, 新增."""
    words = column.name + "".join(stub.path[-1:])
    return bool(FLOW.search(words)) or (kind == "money" and not BALANCE.search(words))


def _when(table: Table, stub: Stub, labels: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The words that give a cell its time where its column does not: the label that is a year, else the title's."""
    if stub.path and YEAR_LABEL.fullmatch(stub.path[-1]):
        return labels[0] if labels else None
    return table.topic.when


def _draft_headings(table: Table) -> None:
    """Figures that headings of rows state in brackets: 制度建设(10分)."""
    score = next((j for j, c in enumerate(table.columns) if SCORE.search(c.name) and c.mode == "norm"), None)
    measure = table.columns[score].name if score is not None else "分值"
    for number, group in enumerate(table.groups):
        read = read_number(group.figure.text)
        if read is None or read.unit is None:
            continue
        start = group.figure.start
        quantity = Quantity(
            start,
            group.figure.end,
            start + read.unit_at,
            read.value,
            read.low,
            read.high,
            read.unit.name,
            0,
            read.decimals,
            "exact",
            "arabic",
        )
        row = table.layout.lines[group.first].row
        table.heads[number] = Draft(
            quantity,
            kind="score",
            mode="norm",
            measure=measure,
            subject=group.name,
            period=table.topic.period or table.period,
            role="total",
            section=table.section,
            sentence=(row.start, row.end),
            origin="table",
            rule="table.heading",
            confidence=0.9,
            when=table.topic.when,
            cells=table.labels(group.first),
        )


def _label_prose(table: Table, i: int, scored: bool) -> list[tuple[Span, str]]:
    """Labels that are sentences with figures of their own: the items of an assessment, and rows of words (备注)."""
    line, stub = table.layout.lines[i], table.stubs[i]
    numbered = any((i, j) in table.grid for j in range(table.layout.width))
    if table.form is not None or (numbered and not scored):
        return []
    cells = [cell for cell in line.labels if cell is not None]
    found: list[tuple[Span, str]] = []
    for cell in cells if len(cells) == 1 else cells[1:]:
        start = stub.words if cell.start <= stub.words < cell.end else cell.start
        if any(cell.start <= group.figure.start < cell.end for group in table.groups):
            continue  # 责任落实（25分） is read as the heading that it is
        if len(cell.text) > 7 and _NUMERAL.search(cell.text[start - cell.start :]):
            found.append((Span(start, cell.end), subject_of(stub.path[:-1]) if numbered else ""))
    return found
