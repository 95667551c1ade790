"""Tables of official forms: known by their heads, whatever became of merged cells or of the lines."""

from decimal import Decimal

import pytest

from gouji.extract.tables import TableReading, read_tables
from gouji.extract.tables.forms import Form, forms

ROWS = {
    "一、本年新收政府信息公开申请数量": (9, 2, 0, 0, 0, 0, 11),
    "二、上年结转政府信息公开申请数量": (1, 0, 0, 0, 0, 0, 1),
    "三、本年度办理结果|(一)予以公开": (5, 1, 0, 0, 0, 0, 6),
    "(三)不予公开|1.属于国家秘密": (3, 1, 0, 0, 0, 0, 4),
    "2.属于行政查询事项": (1, 0, 0, 0, 0, 0, 1),
    "(七)总计": (9, 2, 0, 0, 0, 0, 11),
    "四、结转下年度继续办理": (1, 0, 0, 0, 0, 0, 1),
}
HEAD = """(勾稽关系略) | 申请人情况 | | |
自然人 | 法人或其他组织 | 总计 | |
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |
"""
# What stands before, between and behind the cells of a row.
SEPARATORS = {
    "pipes": ("", " | ", " |"),
    "bars": ("|", "|", "|"),
    "drawn": ("│", "│", "│"),
    "tabs": ("", "\t", ""),
    "spaces": ("", "    ", ""),
    "indented": ("    ", "    ", ""),
    "ideographic": ("", "\u3000\u3000", ""),
}
LINES = "".join("\n".join([*label.split("|"), *map(str, row)]) + "\n" for label, row in ROWS.items())


def printed(style: str, head: str = HEAD, zero: str = "0", rows: dict[str, tuple[int, ...]] = ROWS) -> str:
    """The form with its cells parted as the style has it; merged labels leave nothing behind."""
    before, between, behind = SEPARATORS[style]
    lines = [[cell.strip() for cell in line.split("|") if cell.strip()] for line in head.splitlines()]
    lines += [[*label.split("|"), *(str(n) if n else zero for n in row)] for label, row in rows.items()]
    return "".join(before + between.join(line) + behind + "\n" for line in lines)


def read_one(body: str) -> TableReading:
    text = "三、收到和处理政府信息公开申请情况\n" + body + "五、存在的主要问题\n"
    (found,) = read_tables(text, 0, len(text), period="2021", section="")
    return found


@pytest.fixture(params=[*SEPARATORS, "one cell a line"])
def reading(request: pytest.FixtureRequest) -> TableReading:
    return read_one(LINES if request.param == "one cell a line" else printed(request.param))


def test_every_cell_is_named_by_row_and_column(reading: TableReading) -> None:
    names = {(d.measure, d.subject): d.quantity.value for d in reading.drafts}
    assert len(names) == len(reading.drafts) == 7 * len(ROWS)
    assert names["本年新收政府信息公开申请数量", "法人或其他组织·商业企业"] == Decimal(2)
    assert names["不予公开·属于国家秘密", "自然人"] == Decimal(3)
    assert names["本年度办理结果·总计", "总计"] == Decimal(11)


def test_the_form_prescribes_relations_beside_the_totals(reading: TableReading) -> None:
    rules = [tie.rule for tie in reading.ties]
    assert {rule: rules.count(rule) for rule in set(rules)} == {"table.row": 7, "table.column": 7, "table.prescribed": 7}
    for tie in reading.ties:
        assert tie.lhs.quantity.value == sum(sign * draft.quantity.value for sign, draft in tie.terms)


def test_the_total_of_the_results_takes_only_what_stands_under_them(reading: TableReading) -> None:
    total = next(tie for tie in reading.ties if tie.rule == "table.column")
    assert [draft.quantity.value for _, draft in total.terms] == [5, 3, 1]


@pytest.mark.parametrize("style", ["pipes", "bars", "tabs", "spaces"])
def test_blank_cells_are_zeros_that_no_figure_stands_for(style: str) -> None:
    reading = read_one(printed(style, zero=""))
    values = {(d.measure, d.subject): d.quantity.value for d in reading.drafts}
    assert len(reading.drafts) == sum(n > 0 for row in ROWS.values() for n in row)
    assert values["上年结转政府信息公开申请数量", "总计"] == Decimal(1)
    assert ("上年结转政府信息公开申请数量", "法人或其他组织·商业企业") not in values
    rules = [tie.rule for tie in reading.ties]
    assert {rule: rules.count(rule) for rule in set(rules)} == {"table.row": 7, "table.column": 3, "table.prescribed": 3}
    for tie in reading.ties:
        assert tie.lhs.quantity.value == sum(sign * draft.quantity.value for sign, draft in tie.terms)


def test_a_last_row_of_blanks_belongs_to_the_form() -> None:
    rows = {**ROWS, "一、本年新收政府信息公开申请数量": (8, 2, 0, 0, 0, 0, 10), "四、结转下年度继续办理": (0,) * 7}
    reading = read_one(printed("tabs", zero="", rows=rows))
    assert sum(tie.rule == "table.prescribed" for tie in reading.ties) == 3


def test_the_first_row_is_known_though_the_head_was_lost() -> None:
    assert len(read_one(printed("tabs", head="")).drafts) == 7 * len(ROWS)


def test_an_office_may_leave_columns_out_and_the_row_above_the_results() -> None:
    rows = {label: (row[0], row[1], row[-1]) for label, row in ROWS.items()}
    rows = {label.removeprefix("三、本年度办理结果|"): row for label, row in rows.items()}
    reading = read_one(printed("pipes", head="项目 | 自然人 | 商业企业 | 总计 |\n", rows=rows))
    values = {(d.measure, d.subject): d.quantity.value for d in reading.drafts}
    assert len(values) == 3 * len(ROWS)
    assert values["本年度办理结果·予以公开", "总计"] == Decimal(6)
    assert values["本年度办理结果·总计", "法人或其他组织·商业企业"] == Decimal(2)
    rules = [tie.rule for tie in reading.ties]
    assert {rule: rules.count(rule) for rule in set(rules)} == {"table.row": 7, "table.column": 3, "table.prescribed": 3}
    assert all(tie.lhs.quantity.value == sum(sign * d.quantity.value for sign, d in tie.terms) for tie in reading.ties)


def test_a_head_printed_again_does_not_end_the_form() -> None:
    rows = printed("pipes", head="").splitlines(keepends=True)
    again = "".join(printed("pipes", rows={}).splitlines(keepends=True)[1:])
    reading = read_one(printed("pipes", rows={}) + "".join(rows[:4]) + again + "".join(rows[4:]))
    assert len(reading.drafts) == 7 * len(ROWS)
    assert [len(tie.terms) for tie in reading.ties if tie.rule == "table.column"] == [3] * 7


def test_a_row_with_a_word_for_a_number_ends_the_form() -> None:
    body = printed("tabs").replace("4\n2.属于", "未统计在内\n2.属于")
    readings = read_tables(body, 0, len(body), period="2021", section="")
    assert [draft.quantity.value for draft in readings[0].drafts][-7:] == [5, 1, 0, 0, 0, 0, 6]


PUBLISHED = """信息内容|上一年项目数量|本年增/减|处理决定数量
行政许可|40|2|47
其他对外管理服务事项|31|0|331
"""


@pytest.mark.parametrize("between", [" | ", "\t", "    ", "\n"])
def test_published_items_of_2019(between: str) -> None:
    text = "第二十条第（五）项\n" + PUBLISHED.replace("|", between) + "第二十条第（六）项\n"
    (reading,) = read_tables(text, 0, len(text), period="2020", section="")
    assert [(d.measure, d.subject, d.period, d.quantity.value) for d in reading.drafts[:3]] == [
        ("上一年项目数量", "行政许可", "2019", 40),
        ("本年增/减", "行政许可", "2020", 2),
        ("处理决定数量", "行政许可", "2020", 47),
    ]
    assert len(reading.drafts) == 6


@pytest.mark.parametrize("between", ["|", "\t", "    ", "\n"])
def test_a_single_figure_with_the_unit_in_its_head(between: str) -> None:
    text = f"信息内容{between}本年收费金额（单位：万元）\n行政事业性收费{between}3.81\n三、其他\n"
    (reading,) = read_tables(text, 0, len(text), period="2021", section="")
    assert [(d.kind, d.measure, d.subject, d.quantity.value) for d in reading.drafts] == [
        ("money", "本年收费金额", "行政事业性收费", 38100)
    ]


COURTS = """行政复议|行政诉讼
未经复议直接起诉|复议后起诉
结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计
"""


@pytest.mark.parametrize("between", ["|", "\t", "    ", "\n"])
def test_bare_numbers_under_heads_of_three_lines(between: str) -> None:
    text = "四、复议、诉讼情况\n" + (COURTS + "|".join("110020010100001") + "\n").replace("|", between) + "五、问题\n"
    (reading,) = read_tables(text, 0, len(text), period="2021", section="")
    assert [(d.measure, d.subject) for d in reading.drafts[10:12]] == [
        ("结果维持", "行政诉讼·复议后起诉"),
        ("结果纠正", "行政诉讼·复议后起诉"),
    ]
    assert len(reading.drafts) == 15
    assert [len(tie.terms) for tie in reading.ties] == [4, 4, 4]


def test_merged_heads_over_one_row_of_figures() -> None:
    text = (
        "行政复议 | | | | | 行政诉讼 | | | | | | | | | |\n"
        "| | | | | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |\n"
        + " | ".join(["结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"] * 3)
        + " |\n2 | 0 | 0 | 1 | 3 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 |\n"
    )
    (reading,) = read_tables(text, 0, len(text), period="2021", section="")
    assert [(d.measure, d.subject) for d in reading.drafts[4:6]] == [
        ("总计", "行政复议"),
        ("结果维持", "行政诉讼·未经复议直接起诉"),
    ]
    assert [len(tie.terms) for tie in reading.ties] == [4, 4, 4]


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_forms_are_whole(form: Form) -> None:
    assert form.leaves <= form.labels
    assert len(set(form.columns)) == len(form.columns)


def test_a_column_head_repeated_without_end_is_no_form() -> None:
    body = "信息内容\n" * 20_000  # each of them begins a form; looking through the rest for each would never end
    assert read_tables(body, 0, len(body), period="2021", section="") == []


def test_a_table_of_thousands_of_columns_is_read_through() -> None:
    names = [f"{place}所未办结" for place in range(4_000)]  # comparing each column with each would never end
    body = "".join("\t".join(row) + "\n" for row in (["项目", *names], ["来信", *["3"] * 4_000], ["来访", *["4"] * 4_000]))
    (reading,) = read_tables(body, 0, len(body), period="2021", section="")
    assert len(reading.drafts) == 8_000
