"""Marked stretches hold the very characters of the text; places are told as people tell them."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from gouji.web.marks import Mark, blocks, without_overlap
from gouji.web.places import short_names

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
