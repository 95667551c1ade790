"""Relations that a table states by its form: totals, what an official form prescribes, differences, shares and rates."""

from gouji.extract.draft import Draft, Tie
from gouji.extract.tables.heads import Column
from gouji.extract.tables.model import Table
from gouji.extract.tables.totals import column_totals, detail_sums, heading_totals, row_totals, tie, total_rows
from gouji.extract.tables.words import CHANGE, COMPLETION, GROWTH, SHARE, STAFFED, VACANCY, VACANCY_RATE


def tie_table(table: Table) -> list[Tie]:
    """All ties of the table; sets the roles of the figures that they bind."""
    ties = [*column_totals(table), *heading_totals(table), *detail_sums(table), *row_totals(table), *_prescribed(table)]
    ties += [*_differences(table), *_rates(table)]
    for each in ties:
        if each.type == "sum":
            for _, term in each.terms:
                term.role = "part" if term.role == "plain" else term.role
    for each in ties:
        if each.type == "sum" and each.rule != "table.prescribed":
            each.lhs.role = "total"
        elif each.rule == "table.change":
            each.lhs.role = "delta"
    return ties


def _prescribed(table: Table) -> list[Tie]:
    """What the official form prescribes between its rows, column by column."""
    ties: list[Tie] = []
    rows = {row_name(table, i): i for i in range(len(table.stubs))}
    for rule in table.form.sums if table.form else ():
        names = (rule.lhs, *rule.plus, *rule.minus)
        if not all(name in rows for name in names):
            continue
        for j in range(len(table.columns)):
            drafts = [table.grid.get((rows[name], j)) for name in names]
            if all(draft is not None for draft in drafts):
                lhs, *terms = [draft for draft in drafts if draft is not None]
                signs = [1] * len(rule.plus) + [-1] * len(rule.minus)
                ties.append(tie("sum", lhs, list(zip(signs, terms, strict=True)), "table.prescribed"))
    return ties


def row_name(table: Table, i: int) -> str:
    """The label path of a row as the forms write it: 本年度办理结果·总计."""
    stub = table.stubs[i]
    return "·".join((*stub.path, "总计") if stub.whole else stub.path)


def _differences(table: Table) -> list[Tie]:
    """空缺 = 编制 − 实有; 增减 = this year − the year before."""
    ties: list[Tie] = []
    firsts = table.firsts
    for j, column in enumerate(table.columns):
        pair: tuple[int, int] | None = None
        rule = "table.vacancy"
        if j not in firsts or firsts[j].kind == "percentage":
            continue
        if VACANCY.search(column.name):
            pair = _posts_and_staff(table, firsts)
        elif CHANGE.fullmatch(column.path[-1] if column.path else ""):
            pair, rule = _two_years(table), "table.change"
        for i in range(len(table.stubs)) if pair else ():
            lhs, a, b = (table.grid.get((i, k)) for k in (j, *(pair or ())))
            if lhs is not None and a is not None and b is not None:
                ties.append(tie("difference", lhs, [(1, a), (-1, b)], rule))
    return ties


def _posts_and_staff(table: Table, firsts: dict[int, Draft]) -> tuple[int, int] | None:
    """The one column of authorised posts and the one of people that a vacancy column compares (the 小计 of each group)."""
    names = [column.name for column in table.columns]
    posts = [j for j, draft in firsts.items() if draft.kind == "quota" and not VACANCY.search(names[j])]
    staff = [j for j, draft in firsts.items() if draft.kind == "headcount" and STAFFED.search(names[j])]
    a, b = _whole(table.columns, posts), _whole(table.columns, staff)
    return (a, b) if a is not None and b is not None else None


def _whole(columns: list[Column], group: list[int]) -> int | None:
    totals = [j for j in group if columns[j].total]
    return group[0] if len(group) == 1 else totals[0] if len(totals) == 1 else None


def _two_years(table: Table) -> tuple[int, int] | None:
    """The columns of the later and the earlier year, where the table has just two."""
    dated = [(column.period, j) for j, column in enumerate(table.columns) if column.period]
    if len(dated) != 2 or dated[0][0] == dated[1][0]:
        return None
    (_, early), (_, late) = sorted(dated)
    return late, early


def _rates(table: Table) -> list[Tie]:
    """达成率 = 完成/目标, 占比 = row/total, 空缺率 = 空缺/编制, 增幅 = (new − old)/old."""
    ties: list[Tie] = []
    firsts = table.firsts
    wholes = {i: total for total, parts in total_rows(table) for i in parts}
    for j, column in enumerate(table.columns):
        operands = _operands(table, j, firsts) if j in firsts and firsts[j].kind == "percentage" else []
        for i in range(len(table.stubs)) if operands else ():
            below = wholes.get(i, -1) if SHARE.search(column.name) else i
            rows = [*[i] * (len(operands) - 1), below]
            terms = [
                (sign, table.grid[row, k]) for row, (sign, k) in zip(rows, operands, strict=True) if (row, k) in table.grid
            ]
            if (i, j) in table.grid and len(terms) == len(operands):
                ties.append(tie("ratio", table.grid[i, j], terms, "table.rate"))
    return ties


def _operands(table: Table, j: int, firsts: dict[int, Draft]) -> list[tuple[int, int]]:
    """The signed columns that the rate in column j is worked out from, the denominator last; [] where that is not plain.

    The denominator of a share is the same column in the total row.
    """
    name = table.columns[j].name
    counts = [k for k, draft in firsts.items() if draft.kind != "percentage"]
    if GROWTH.search(name):
        years = _two_years(table)
        return [(1, years[0]), (-1, years[1]), (1, years[1])] if years else []
    if SHARE.search(name):
        before = max((k for k in counts if k < j), default=None)
        return [(1, before), (1, before)] if before is not None else []
    if VACANCY_RATE.search(name):
        vacant = next((k for k in counts if VACANCY.search(table.columns[k].name)), None)
        posts = _posts_and_staff(table, firsts)
        return [(1, vacant), (1, posts[0])] if vacant is not None and posts else []
    beside = [k for k in counts if table.columns[k].path[:-1] == table.columns[j].path[:-1]]
    if COMPLETION.search(name):
        done = [k for k in beside if firsts[k].mode == "actual"]
        due = [k for k in beside if firsts[k].mode == "norm"]
        if len(done) == len(due) == 1 and firsts[done[0]].quantity.unit == firsts[due[0]].quantity.unit:
            return [(1, done[0]), (1, due[0])]
    return _by_stem(table, name, counts, firsts)


def _by_stem(table: Table, name: str, counts: list[int], firsts: dict[int, Draft]) -> list[tuple[int, int]]:
    """办结率 = 办结件数/受理件数: of two counts in one unit the one that the rate is named after is the numerator."""
    stem = name.partition("率")[0]
    tops = [k for k in counts if stem and table.columns[k].name.startswith(stem)]
    if len(counts) != 2 or len(tops) != 1 or len({firsts[k].quantity.unit for k in counts}) > 1:
        return []
    return [(1, tops[0]), (1, next(k for k in counts if k != tops[0]))]
