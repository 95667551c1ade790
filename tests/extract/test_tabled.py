"""Prose against table: what a sentence says and a cell gives again."""

from gouji.extract.document import extract
from gouji.normalize import Source, clean
from gouji.schemas.figure import plain

REPORT = """2016年政府信息公开工作情况
全年主动公开政府信息1286条，其中网站公开842条、公开栏公开213条；接受咨询265人次。
指标名称 | 单位 | 数量
主动公开信息数 | 条 | 1286
网站公开数 | 条 | 842
公开栏公开数 | 条 | 213
接受咨询数 | 人次 | {told}
"""


def equals(told: str) -> list[tuple[str, str]]:
    text = REPORT.format(told=told)
    document = extract(Source("a.txt", "0", text, "utf-8", None), clean(text))
    value = {figure.figure: plain(figure.value) for figure in document.figures}
    return sorted((value[r.lhs], value[r.terms[0].figure]) for r in document.relations if r.rule.startswith("tabled"))


def test_what_a_cell_gives_again() -> None:
    assert equals("265") == [("1286", "1286"), ("213", "213"), ("265", "265"), ("842", "842")]


def test_a_swapped_digit_between_sentence_and_cell_is_one_fact_told_in_two_ways() -> None:
    assert ("256", "265") in equals("256")


def test_another_number_is_another_fact() -> None:
    assert all(cell != "418" for cell, _ in equals("418"))


TEACHERS = """2016年教师队伍情况
学段　　核定编制（名）　　专任教师（人）
小学　　300　　280
初中　　200　　190
合计　　500　　470
专任教师中，35岁及以下180人，占{young}%；36岁及以上290人，占61.7%。
"""


def shares(young: str) -> list[list[str]]:
    text = TEACHERS.format(young=young)
    document = extract(Source("a.txt", "0", text, "utf-8", None), clean(text))
    value = {figure.figure: plain(figure.value) for figure in document.figures}
    told = [r for r in document.relations if r.rule == "tabled_share"]
    return [[value[r.lhs], *(value[term.figure] for term in r.terms)] for r in told]


def test_a_share_of_what_only_a_table_tells() -> None:
    assert shares("38.3") == [["38.3", "180", "470"], ["61.7", "290", "470"]]
    assert shares("83.3") == [["61.7", "290", "470"]]


def test_a_table_with_a_numbered_title_keeps_its_columns() -> None:
    """The title is one cell, whatever blank stands behind the number; levels hold on the day on which the report counted."""
    text = TEACHERS.format(young="38.3").replace("学段", "以2016年6月30日为时点统计如下。\n表1　教师情况\n学段")
    document = extract(Source("a.txt", "0", text, "utf-8", None), clean(text))
    cells = [figure for figure in document.figures if figure.origin == "table"]
    assert [(plain(each.value), each.measure, each.subject, each.period) for each in cells[:2]] == [
        ("300", "核定编制", "小学", "2016-06-30"),
        ("280", "专任教师", "小学", "2016-06-30"),
    ]
    assert len(cells) == 6
