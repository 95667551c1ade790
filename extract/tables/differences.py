"""What a table takes from each other: vacancies and excess of posts and people, changes between two years or by a reform."""

from gouji.extract.draft import Draft, Tie
from gouji.extract.tables.heads import Column
from gouji.extract.tables.model import Table
from gouji.extract.tables.naming import tells_change
from gouji.extract.tables.totals import tie
from gouji.extract.tables.words import BEFORE_AFTER, CHANGE, CUT, EXCESS, STAFFED, VACANCY


def differences(table: Table) -> list[Tie]:
    """空缺 = 编制 − 实有; 增减 = this year − the year before."""
    ties: list[Tie] = []
    firsts = table.firsts
    for j, column in enumerate(table.columns):
        pair: tuple[int, int] | None = None
        rule = "table.vacancy"
        if j not in firsts or firsts[j].kind == "percentage":
            continue
        if VACANCY.search(column.name):
            pair = posts_and_staff(table, firsts)
        elif CHANGE.fullmatch(column.path[-1] if column.path else ""):
            pair, rule = two_times(table), "table.change"
        elif CUT.fullmatch(column.path[-1] if column.path else "") and (times := two_times(table)):
            pair, rule = times[::-1], "table.change"
        over = _excess_column(table) if rule == "table.vacancy" else None
        for i in range(len(table.stubs)) if pair else ():
            lhs, a, b = (table.grid.get((i, k)) for k in (j, *(pair or ())))
            excess = table.grid.get((i, over)) if over is not None else None
            if lhs is None or a is None or b is None:
                continue
            if excess is not None and excess.quantity.value:  # some bodies have vacancies, others too many people
                ties.append(tie("sum", lhs, [(1, a), (-1, b), (1, excess)], rule))
            else:
                ties.append(tie("difference", lhs, [(1, a), (-1, b)], rule))
    return ties


def _excess_column(table: Table) -> int | None:
    """The column of people over quota; neither 超编率 nor 超编单位数."""
    firsts = table.firsts.items()
    return next((j for j, draft in firsts if draft.kind == "headcount" and EXCESS.search(table.columns[j].name)), None)


def excesses(table: Table) -> list[Tie]:
    """超编 = 实有 − 编制, row by row where there are more people than posts: if two rows, and two of three, bear it out.

    A row that stands for many bodies may have both vacancies and excess.
    """
    column = _excess_column(table)
    pair = posts_and_staff(table, table.firsts) if column is not None else None
    if column is None or pair is None:
        return []
    posts, staff = pair
    vacant = [j for j in table.firsts if VACANCY.search(table.columns[j].name)]
    rows = [i for i in common_rows(table, (column, posts, staff)) if not table.stubs[i].total]
    rows = [i for i in rows if not any((i, j) in table.grid for j in vacant)]
    cells = [tuple(table.grid[i, j] for j in (column, staff, posts)) for i in rows]
    over = [(lhs, a, b) for lhs, a, b in cells if a.quantity.value > b.quantity.value]
    right = sum(lhs.quantity.value == a.quantity.value - b.quantity.value for lhs, a, b in over)
    if right < 2 or right * 3 < len(over) * 2:
        return []
    return [tie("difference", lhs, [(1, a), (-1, b)], "table.vacancy") for lhs, a, b in over]


def posts_and_staff(table: Table, firsts: dict[int, Draft]) -> tuple[int, int] | None:
    """The one column of authorised posts and the one of people that a vacancy column compares (the 小计 of each group)."""
    names = [column.name for column in table.columns]
    posts = [j for j, draft in firsts.items() if draft.kind == "quota" and not VACANCY.search(names[j])]
    staff = [j for j, draft in firsts.items() if draft.kind == "headcount" and STAFFED.search(names[j])]
    a, b = _whole(table.columns, posts), _whole(table.columns, staff)
    return (a, b) if a is not None and b is not None else None


def _whole(columns: list[Column], group: list[int]) -> int | None:
    totals = [j for j in group if columns[j].total]
    return group[0] if len(group) == 1 else totals[0] if len(totals) == 1 else None


def two_times(table: Table) -> tuple[int, int] | None:
    """The columns of the later and the earlier year, or of 改革后 and 改革前, where the table has just two."""
    dated = [(column.period, j) for j, column in enumerate(table.columns) if column.period and not tells_change(column)]
    if not dated:
        return _before_and_after(table)
    if len(dated) != 2 or dated[0][0] == dated[1][0]:
        return None
    (_, early), (_, late) = sorted(dated)
    return late, early


def _before_and_after(table: Table) -> tuple[int, int] | None:
    stages = [(j, BEFORE_AFTER.fullmatch(column.path[-1])) for j, column in enumerate(table.columns) if column.path]
    found = {(stage["deed"], stage["when"]): j for j, stage in stages if stage}
    deeds = {deed for deed, _ in found}
    pairs = [(found[deed, "后"], found[deed, "前"]) for deed in deeds if {(deed, "前"), (deed, "后")} <= found.keys()]
    return pairs[0] if len(found) == 2 and pairs else None


def common_rows(table: Table, columns: tuple[int, ...]) -> list[int]:
    """The rows in which all these columns have figures."""
    return [i for i in range(len(table.stubs)) if all((i, j) in table.grid for j in columns)]
