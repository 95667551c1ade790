"""Damage carries spans along, and is what its name says."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.corpora.damage import CLOSE, KINDS, LOSSES, OPEN, SIGNS, WRAP_WIDTHS, carried, points, wrap
from gouji.schemas import Span

TEXT = (
    "某县2015年总结\n（一）全县机构35个，编制1,260名（实有1,186名），占94.1%。\r\n项目 | 数（个） |\n合计 | 35 |\n"
    "“两项”补贴3.5万元；来信412件、来访207批：均已办结。"
)
PLACES = [Span(*match.span()) for match in re.finditer(r"\d[\d,.]*(?:%|万元|[个名件批])", TEXT)]


@pytest.mark.parametrize("kind", [*KINDS, *LOSSES])
@given(seed=st.integers(0, 10_000))
def test_spans_go_along(kind: str, seed: int) -> None:
    inflict = (KINDS | LOSSES)[kind]
    text, places = carried(TEXT, PLACES, inflict, Random(seed))
    assert OPEN not in text and CLOSE not in text
    assert [place.end for place in places] == sorted(place.end for place in places)
    whole = [text[place.start : place.end] for place in places]
    plain = [re.sub(r"[\n%]", "", TEXT[place.start : place.end]) for place in PLACES]
    if kind in ("wrap", "stray_breaks", "points", "carriage_returns", "lost_percent"):
        assert [re.sub(r"[\n\r%]", "", part) for part in whole] == plain
    assert all(whole)


@given(seed=st.integers(0, 10_000))
def test_marks_take_no_room_on_a_line(seed: int) -> None:
    text, _ = carried(TEXT, PLACES, wrap, Random(seed))
    assert text == wrap(TEXT, Random(seed))
    assert max(len(line.rstrip("\r")) for line in text.split("\n")) in range(WRAP_WIDTHS[0] // 2, WRAP_WIDTHS[1] + 1)


def test_wrapping_leaves_no_empty_lines_behind_full_ones() -> None:
    for seed in range(40):
        assert "\n\n" not in wrap("机" * 24 + "\n" + "构" * 40 + "\r\n" + "编" * 30, Random(seed)).replace("\r\n", "\n")


def test_no_sign_is_left_but_points_and_those_of_numbers() -> None:
    for seed in range(4):
        damaged = points(TEXT, Random(seed))
        assert not re.search("[，。；：、（）“”]", damaged)
        assert "1,260名" in damaged and "94.1%" in damaged and "3.5万元" in damaged
        assert damaged.count("\n") == TEXT.count("\n")
    assert SIGNS.search("1,260") is None
