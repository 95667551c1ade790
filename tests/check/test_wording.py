"""What stands between the numbers of a sentence, and slips of the pen."""

from fractions import Fraction
from typing import Any

import pytest

from gouji.check.reading import read
from gouji.check.slips import one_slip_closes, slips
from gouji.check.wording import gaps, sentences


@pytest.mark.parametrize(
    ("sentence", "printed", "words"),
    [
        ("共79件，其中网络46件。", ["79件", "46件"], ["共", "，其中网络", "。"]),
        ("共79件，其中网络46件。", ["７９件", "４６ 件"], ["共", "，其中网络", "。"]),
        ("46件中有46件", ["46件", "46件"], ["", "中有", ""]),
        ("支出848.7百万元，其中薪酬70.4百万元", ["848.7百萬元", "70.4百萬元"], ["支出", "，其中薪酬", ""]),
        ("共79件", ["97件"], None),
    ],
)
def test_gaps(sentence: str, printed: list[str], words: list[str] | None, printed_figure: Any) -> None:
    figures = [printed_figure(f"1件={text}", sentence=sentence, start=place) for place, text in enumerate(printed)]
    found = gaps(figures)
    assert found == (words and [gap.replace("，", ",") for gap in words])


def test_sentences_keep_the_order_of_the_text_and_leave_tables_out(printed_figure: Any) -> None:
    rows = [("a", "有1件", 5, "text"), ("b", "又1件", 9, "text"), ("c", "共1件", 1, "text")]
    rows += [("d", "共1件", 3, "table"), ("e", "", 4, "text"), ("f", "没有", 12, "text")]
    figures = [printed_figure("1件", name, sentence=text, start=start, origin=origin) for name, text, start, origin in rows]
    told = [([figure.figure for figure in here], words) for here, words in sentences(figures)]
    assert told == [(["c"], ["共", ""]), (["a"], ["有", ""]), (["b"], ["又", ""])]


def test_slips_are_one_digit_or_two_neighbours(printed_figure: Any) -> None:
    reading = read(printed_figure("4.20万元"))
    assert reading is not None
    found = set(slips(reading))
    assert {Fraction(52000), Fraction(42900), Fraction(24000), Fraction(40200)} <= found
    assert Fraction(42000) not in found and len(found) == 28


@pytest.mark.parametrize(
    ("total", "parts", "closes"),
    [
        ("8010.80万元", ["4330.33万元", "680.47万元"], True),
        ("4583.18万元", ["2417.73万元", "2156.15万元", "18.30万元"], False),
        ("301人", ["200人", "99人"], False),  # a slip explains it, and chance would do as much
        ("86464.31万元", ["5272.24万元", "7513.73万元", "3322.31万元", "356.03万元"], True),
    ],
)
def test_one_slip_closes(total: str, parts: list[str], closes: bool, printed_figure: Any) -> None:
    whole, *rest = (read(printed_figure(spec)) for spec in (total, *parts))
    assert whole is not None
    assert one_slip_closes(whole, [reading for reading in rest if reading is not None]) is closes
