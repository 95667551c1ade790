"""Which way a change goes, by its words, and which way two levels went, by their years."""

from typing import Any

import pytest

from gouji.check.direction import direction, went


@pytest.mark.parametrize(
    ("sentence", "text", "way"),
    [
        ("受理425条，比上年增加39条，增长10.1%；", "39条", 1),
        ("受理425条，比上年增加39条，增长10.1%；", "10.1%", 1),
        ("减少56人，降幅为0.7%。", "0.7%", -1),
        ("同比负增长2.5%", "2.5%", -1),
        ("比上年减少了约3.5万元", "3.5万元", -1),
        ("精简３个", "３个", -1),
        ("占比12%", "12%", 0),
        ("增加5人，减少5人", "5人", 0),
        ("上年增长8%，今年8%", "8%", 0),
        ("增加的机构中有3个", "3个", 0),
        ("", "3个", 0),
    ],
)
def test_direction(sentence: str, text: str, way: int, printed_figure: Any) -> None:
    assert direction(printed_figure(f"1人={text}", sentence=sentence)) == way


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("2011", "2012", 1),
        ("2012-12-31", "2011-12-31", -1),
        ("2010/2011", "2012", 1),
        ("2012", "2012", None),
        (None, "2012", None),
        ("去年", "2012", None),
    ],
)
def test_went(old: str | None, new: str, way: int | None, printed_figure: Any) -> None:
    assert went(printed_figure("3人", period=old), printed_figure("5人", period=new)) == way
