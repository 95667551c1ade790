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
PIPES = HEAD + "".join(f"{label.replace('|', ' | ')} | {' | '.join(map(str, row))} |\n" for label, row in ROWS.items())
LINES = "".join("\n".join([*label.split("|"), *map(str, row)]) + "\n" for label, row in ROWS.items())


@pytest.fixture(params=["pipes", "one cell a line"])
def reading(request: pytest.FixtureRequest) -> TableReading:
    text = "三、收到和处理政府信息公开申请情况\n" + (PIPES if request.param == "pipes" else LINES) + "五、存在的主要问题\n"
    (found,) = read_tables(text, 0, len(text), period="2021", section="")
    return found


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
    assert form.leaves <= {label for path in form.columns for label in path}
    assert len(set(form.columns)) == len(form.columns)
