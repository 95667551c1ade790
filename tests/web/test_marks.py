"""Marked stretches hold the very characters of the text; places are told as people tell them."""

import html
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from gouji.schemas import Figure
from gouji.web.marks import Mark, blocks, without_overlap
from gouji.web.places import Lines, sentence_of, short_names
from gouji.web.rows import row_of

OPEN, CLOSE = Markup("<b>"), Markup("</b>")
TEXTS = st.text(st.sampled_from("1名，。<>&\"'|\n\r\f\t 　x]"), max_size=60)


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places), max_size=6))
    return text, without_overlap([Mark(min(pair), max(pair), OPEN, CLOSE) for pair in pairs if pair[0] != pair[1]])


@given(texts_with_marks())
def test_every_mark_holds_its_own_characters(given_: tuple[str, list[Mark]]) -> None:
    text, marks = given_
    shown = "".join(blocks(text, 0, len(text), marks, "表"))
    held = [html.unescape(piece) for piece in re.findall(r"<b>(.*?)</b>", shown, re.DOTALL)]
    marked = [text[mark.start : mark.end] for mark in marks]
    # A line of white space alone is not shown, nor what is marked in it; no figure is white space.
    assert [piece for piece in held if piece.strip()] == [piece for piece in marked if piece.strip()]


@given(texts_with_marks())
def test_no_character_is_lost_but_space_and_bars(given_: tuple[str, list[Mark]]) -> None:
    text, marks = given_
    shown = html.unescape(
        re.sub(r"</?(?:b|p|div|table|tbody|tr|td)\b[^>]*>", "", "".join(blocks(text, 0, len(text), marks, "表")))
    )
    assert re.sub(r"[\s|]", "", shown) == re.sub(r"[\s|]", "", text)


def test_rows_become_a_table_with_numbers_to_the_right() -> None:
    text = "项目 | 人数 |\n编制 | 1,205 |\n说明文字\n"
    table, words = blocks(text, 0, len(text), [], "表")
    assert table.count("<tr>") == 2
    assert '<td class="n">1,205</td>' in table
    assert words == "<p>说明文字</p>\n"


@pytest.mark.parametrize(
    ("documents", "names"),
    [
        (["a.txt"], ["a.txt"]),
        (["x/a.txt", "y/a.txt", "y/b.txt"], ["x/a.txt", "y/a.txt", "b.txt"]),
        (["1/x/a.txt", "2/x/a.txt"], ["1/x/a.txt", "2/x/a.txt"]),
        (["p/a.zip!in/a.txt", "p/b.zip!in/a.txt"], ["a.zip!in/a.txt", "b.zip!in/a.txt"]),
    ],
)
def test_files_go_by_the_shortest_ending_of_their_own(documents: list[str], names: list[str]) -> None:
    assert list(short_names(documents).values()) == names


def figure_in(text: str, shown: str, sentence: str = "", **more: Any) -> Figure:
    start, number = text.index(shown), Decimal(12)
    figure = Figure(
        "a", 1, "f1", start, start + len(shown), shown, number, number, number, 0, "名", 0, "quota", "exact", "actual",
        "编制", "", None, "2016", "plain", "", sentence, "text", "level", 0.9,
    )  # fmt: skip
    return replace(figure, **more)


@pytest.mark.parametrize(
    ("text", "sentence", "shown"),
    [
        ("全县稳定。行政编制12名，事业编制9名。另有3名。", "行政编制12名，事业编制9名。", "行政编制12名，事业编制9名。"),
        ("行政编\n制共有12名，\n事业编制9名。\n", "行政编制共有12名，事业编制9名。", "行政编\n制共有12名，\n事业编制9名。"),
        ("前文。編(bian)制(zhi)12名(ming)，餘(yu)9名。後文。", "编制12名，余9名。", "編(bian)制(zhi)12名(ming)，餘(yu)9名。"),
        ("项目 | 数 |\n编制 | 12名 |\n", "编制 | 12名 |", "编制 | 12名 |"),
        ("行政编制12名", "", "行政编制12名"),
    ],
)  # fmt: skip
def test_the_sentence_of_a_figure_is_found_in_its_source(text: str, sentence: str, shown: str) -> None:
    figure = figure_in(text, "12名", sentence)
    span = sentence_of(text, figure)
    assert text[span.start : span.end] == shown


@given(TEXTS, TEXTS, st.text(max_size=30))
def test_a_sentence_always_holds_its_figure(before: str, after: str, sentence: str) -> None:
    text = f"{before}12名{after}"
    figure = figure_in(text, "12名", sentence)
    span = sentence_of(text, figure)
    assert 0 <= span.start <= figure.start < figure.end <= span.end <= len(text)


def test_places_are_pages_where_there_are_pages_else_lines() -> None:
    text = "甲\n乙\n编制12名"
    figure = figure_in(text, "12名")
    assert Lines(text).place(figure, "zh") == "第3行"
    assert Lines(text).place(replace(figure, page=4), "en") == "page 4"


def test_a_row_says_what_is_known_each_on_a_line_of_its_own() -> None:
    figure = figure_in("12名", "12名", subject="县直\n机关", bound="about", indicator="QUOTA_ADMIN", breakdown="县直")
    assert row_of(figure, "zh").split("\n") == [
        "数值：12 名", "类别：编制", "指标：编制", "主体：县直 机关", "时期：2016年", "作用：单列", "界限：约数",
        "标准指标：行政编制 · 县直 · QUOTA_ADMIN", "规则：level", "数据编号：f1",
    ]  # fmt: skip
    assert row_of(replace(figure, period="2016-12-31"), "en").split("\n")[4] == "period: end of 2016 (2016-12-31)"
