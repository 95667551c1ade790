"""Relations that a table states by its form: totals, what an official form prescribes, differences, shares and rates."""

import re
from itertools import permutations

from gouji.extract.draft import Draft, Tie
from gouji.extract.numerals import power
from gouji.extract.tables.differences import common_rows, differences, excesses, posts_and_staff, two_times
from gouji.extract.tables.model import Table
from gouji.extract.tables.total_columns import closes
from gouji.extract.tables.totals import (
    column_totals,
    detail_sums,
    heading_totals,
    nested_scores,
    row_totals,
    tie,
    total_rows,
)
from gouji.extract.tables.words import (
    CHANGE,
    COMPLETION,
    CUT,
    CUT_RATE,
    DONE,
    GROWTH,
    NOT_DONE,
    SHARE,
    VACANCY,
    VACANCY_RATE,
)

_PAIR = 2
_FEW = 8  # columns; of more two would fit by chance
_RATE = re.compile(r"率$|(?<![占同环百分])比$")  # 入住率, and 生师比, which is a plain quotient


def tie_table(table: Table) -> list[Tie]:
    """All ties of the table; sets the roles of the figures that they bind."""
    ties = [*column_totals(table), *heading_totals(table), *nested_scores(table), *detail_sums(table), *row_totals(table)]
    ties += [*_prescribed(table), *_done_and_undone(table), *differences(table), *excesses(table), *_rates(table)]
    for each in ties:
        if each.type == "sum":
            for _, term in each.terms:
                term.role = "part" if term.role == "plain" else term.role
    for each in ties:
        if each.type == "sum" and each.rule != "table.prescribed" and all(sign > 0 for sign, _ in each.terms):
            each.lhs.role = "total"
        elif each.rule == "table.change":
            each.lhs.role = "delta"
    return ties


def _prescribed(table: Table) -> list[Tie]:
    """What the official form prescribes between its rows, column by column; a blank cell is a zero."""
    ties: list[Tie] = []
    rows = {row_name(table, i): i for i in range(len(table.stubs))}
    for rule in table.form.sums if table.form else ():
        signed = [*((1, name) for name in rule.plus), *((-1, name) for name in rule.minus)]
        if not all(name in rows for name in (rule.lhs, *rule.plus, *rule.minus)):
            continue
        for j in range(len(table.columns)):
            cells = [(sign, table.grid.get((rows[name], j))) for sign, name in signed]
            terms = [(sign, draft) for sign, draft in cells if draft is not None]
            if (lhs := table.grid.get((rows[rule.lhs], j))) is not None and terms:
                ties.append(tie("sum", lhs, terms, "table.prescribed"))
    return ties


def row_name(table: Table, i: int) -> str:
    """The label path of a row as the forms write it: 本年度办理结果·总计."""
    stub = table.stubs[i]
    return "·".join((*stub.path, "总计") if stub.whole else stub.path)


def _rates(table: Table) -> list[Tie]:
    """达成率 = 完成/目标, 占比 = row/total, 空缺率 = 空缺/编制, 增幅 = (new − old)/old."""
    ties: list[Tie] = []
    firsts = table.firsts
    wholes = {i: total for total, parts in total_rows(table) for i in parts}
    for j, column in enumerate(table.columns):
        operands = _operands(table, j, firsts) if j in firsts and _is_rate(firsts[j], column.name) else []
        for i in range(len(table.stubs)) if operands else ():
            below = wholes.get(i, -1) if SHARE.search(column.name) else i
            rows = [*[i] * (len(operands) - 1), below]
            terms = [
                (sign, table.grid[row, k]) for row, (sign, k) in zip(rows, operands, strict=True) if (row, k) in table.grid
            ]
            if (i, j) in table.grid and len(terms) == len(operands):
                if column.period is None and len(terms) == _PAIR and "/" in (terms[0][1].period or ""):
                    table.grid[i, j].period = terms[0][1].period  # 完成率 of 两年累计
                ties.append(tie("ratio", table.grid[i, j], terms, "table.rate"))
    return ties


def _is_rate(first: Draft, name: str) -> bool:
    return first.kind == "percentage" or (first.kind == "count" and name.endswith("比") and bool(_RATE.search(name)))


def _operands(table: Table, j: int, firsts: dict[int, Draft]) -> list[tuple[int, int]]:
    """The signed columns that the rate in column j is worked out from, the denominator last; [] where that is not plain.

    The denominator of a share is the same column in the total row.
    """
    name = table.columns[j].name
    counts = [k for k, draft in firsts.items() if draft.kind != "percentage"]
    if GROWTH.search(name) or CHANGE.fullmatch(name):
        times = two_times(table)
        return [(1, times[0]), (-1, times[1]), (1, times[1])] if times else []
    if CUT_RATE.fullmatch(name):
        times = two_times(table)
        cut = next((k for k in counts if CUT.fullmatch(table.columns[k].path[-1] if table.columns[k].path else "")), None)
        if times and cut is not None:
            return [(1, cut), (1, times[1])]
        return [(1, times[1]), (-1, times[0]), (1, times[1])] if times else []
    if SHARE.search(name):
        before = max((k for k in counts if k < j), default=None)
        return [(1, before), (1, before)] if before is not None else []
    if VACANCY_RATE.search(name):
        vacant = next((k for k in counts if VACANCY.search(table.columns[k].name)), None)
        posts = posts_and_staff(table, firsts)
        return [(1, vacant), (1, posts[0])] if vacant is not None and posts else []
    beside = [k for k in counts if table.columns[k].path[:-1] == table.columns[j].path[:-1]]
    if COMPLETION.search(name):
        done = [k for k in beside if firsts[k].mode == "actual"]
        done = [k for k in done if table.columns[k].mode == "actual"] or done  # 计划招聘, 报名人数, 实际聘用
        due = [k for k in beside if firsts[k].mode == "norm"]
        then = {None, *(table.columns[k].period for k in due)}
        done = [k for k in done if table.columns[k].period in then] if len(done) > 1 else done  # 2021年完成, 2020年完成
        if len(done) == len(due) == 1 and firsts[done[0]].quantity.unit == firsts[due[0]].quantity.unit:
            return [(1, done[0]), (1, due[0])]
    return _by_stem(table, name, counts, firsts) or _by_numbers(table, j, counts)


def _by_stem(table: Table, name: str, counts: list[int], firsts: dict[int, Draft]) -> list[tuple[int, int]]:
    """办结率 = 办结件数/受理件数, 整改率 = 已整改/问题数: of the counts in one unit the one that the rate is named after is the
    numerator; what is left beside the undone (未整改) is the denominator, and of several that which fits the numbers."""
    stem = name.partition("率")[0]
    names = {k: DONE.sub("", table.columns[k].name) for k in counts}
    tops = [k for k in counts if stem and names[k].startswith(stem)]
    if len(tops) != 1:
        return []
    unit = firsts[tops[0]].quantity.unit
    rest = [k for k in counts if k not in tops and stem not in names[k] and firsts[k].quantity.unit == unit]
    if len(rest) > 1:
        j = next(j for j, column in enumerate(table.columns) if column.name == name)
        rest = [k for k in rest if _quotients(table, j, tops[0], k)]
    return [(1, tops[0]), (1, rest[0])] if len(rest) == 1 else []


def _by_numbers(table: Table, rate: int, counts: list[int]) -> list[tuple[int, int]]:
    """入住率 = 在住老人/床位, whatever they are called: the only two columns whose quotients the rates are, in three rows at
    least."""
    if not _RATE.search(table.columns[rate].name) or len(counts) > _FEW:
        return []
    fits = [
        (a, b)
        for a, b in permutations(counts, 2)
        if len(common_rows(table, (rate, a, b))) > 2 and _quotients(table, rate, a, b)
    ]
    return [(1, fits[0][0]), (1, fits[0][1])] if len(fits) == 1 else []


def _quotients(table: Table, rate: int, top: int, base: int) -> bool:
    """Whether the rates are those of two columns, in two rows at least and in two of three."""
    cells = [[table.grid[i, j].quantity for j in (rate, top, base)] for i in common_rows(table, (rate, top, base))]
    times = 100 if table.firsts[rate].kind == "percentage" else 1
    right = sum(abs(q.value * b.value - times * a.value) <= power(-q.decimals) / 2 * b.value for q, a, b in cells)
    return right > 1 and right * 3 >= len(cells) * 2


def _done_and_undone(table: Table) -> list[Tie]:
    """问题数 = 已整改 + 未整改, where the numbers bear it out: of two columns that part a whole by what is done of it."""
    ties: list[Tie] = []
    names = {j: table.columns[j].name for j, draft in table.firsts.items() if draft.kind != "percentage"}
    dones = {DONE.sub("", name): j for j, name in reversed(names.items()) if DONE.match(name)}
    for undone, name in names.items():
        stem = NOT_DONE.sub("", name)
        done = dones.get(stem, undone)
        if stem == name or done == undone:
            continue
        for whole in names:
            if stem not in names[whole] and (closed := closes(table, whole, [done, undone])):
                for i in common_rows(table, (whole, done, undone)):
                    parts = [(1, table.grid[i, done]), (1, table.grid[i, undone])]
                    ties.append(tie("sum", table.grid[i, whole], parts, "table.done", closed, stated=False))
                break
    return ties
