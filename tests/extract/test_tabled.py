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
