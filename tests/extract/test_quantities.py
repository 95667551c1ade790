"""Finding quantities: marked clauses by origin and form, and what must hold in any text."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.extract.quantities import Quantity, find_quantities, read_quantities
from gouji.schemas.figure import plain

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "quantities.toml").read_text(encoding="utf-8"))
BOUNDS = {"~": "about", ">": "at_least", "<": "at_most"}


class Marked(NamedTuple):
    """A figure as a case has it."""

    text: str
    value: str
    unit: str
    bound: str


def unmark(case: str) -> tuple[str, list[Marked]]:
    """The clause of a case, and its figures."""
    figures = []
    for mark in re.findall(r"\{([^}]*)\}", case):
        text, *notes = mark.split("|")
        value, unit, bound = re.sub(r"[^0-9.\-]", "", text), re.sub(r"^[-－0-9.,， ]*", "", text), "exact"
        for note in notes:
            if note in BOUNDS:
                bound = BOUNDS[note]
            elif re.fullmatch(r"-?[0-9.]+", note):
                value, unit = note, re.sub(r"^[零一二两三四五六七八九十百千万亿廿]+", "", unit)
            else:
                unit = "" if note == "-" else note
        figures.append(Marked(text, value, unit, bound))
    return re.sub(r"\{([^}|]*)[^}]*\}", r"\1", case), figures


def found(text: str) -> list[Marked]:
    return [Marked(text[q.start : q.end], plain(q.value), q.unit, q.bound) for q in find_quantities(text)]


def cases(*origins: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{origin}-{form}-{n}")
        for origin in origins
        for form, listed in CASES[origin].items()
        for n, case in enumerate(listed)
    ]


@pytest.mark.parametrize("case", cases("in_the_wild", "synthetic", "negative"))
def test_finds(case: str) -> None:
    text, figures = unmark(case)
    assert found(text) == [figure._replace(value=plain(Decimal(figure.value))) for figure in figures]


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("共35个", "35", "35"),
        ("占98.5%", "98.45", "98.55"),
        ("收入1.2万元", "11500", "12500"),
        ("400余家", "400", "500"),
        ("1360余次", "1360", "1370"),
        ("近400家", "300", "400"),
        ("约80%", "75", "85"),
        ("约100人", "90", "110"),
        ("约3人", "2.5", "3.5"),
        ("约4.1%", "4.05", "4.15"),
        ("约31万元", "305000", "315000"),
        ("不少于10人", "10", None),
        ("98.5%以上", "98.45", None),
        ("不超过10人", None, "10"),
        ("三年内", None, "3"),
        ("超过1.2万人", "11500", None),
    ],
)
def test_interval_of_the_wording(text: str, low: str | None, high: str | None) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high) == (low and Decimal(low), high and Decimal(high))


def test_unit_begins_after_number_and_scale_word() -> None:
    quantity = only("完成1234.56万元，")
    assert (quantity.unit_start, quantity.end, quantity.unit_mult, quantity.decimals) == (10, 11, 4, 2)
    assert only("提高3.5个百分点").unit_start == 5
    assert only("占14.0，").unit_start == only("占14.0，").end


def test_lost_percent_is_marked() -> None:
    assert only("入学率99.98，").percent_lost
    assert not only("入学率99.98%，").percent_lost


def test_nothing_outside_the_stretch_is_read() -> None:
    text = "不少于20人，第3次会议5人"
    assert [q.start for q in find_quantities(text, 3, 6)] == [3]
    assert find_quantities(text, 3, 6)[0].bound == "exact"
    assert find_quantities(text, 4, 6)[0].value == 0
    assert [q.value for q in find_quantities(text, 7)] == [5]


def test_what_is_left_out_is_named() -> None:
    dropped = read_quantities("2007年第3次会议，每5户、24小时热线，35岁").dropped
    assert [d.reason for d in dropped] == ["year", "ordinal", "every", "attribute", "age"]


PIECES = (
    "共 其中 约 不少于 超过 以上 以内 余 多 万 亿 个 人 名 件 % 元 年 月 日 分 成 率 占 第 每 至 "
    "— 、 ， 。 “ ” （ ） . : 一 二 三 十 百 千 "
    "百分之 点 半 增加 由 到 1 2.5 1,234 2007 05 \n | 次 卷 A - + / 半数 ( ) ' 1 234 大 届"
)
FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(PIECES.split(" ")),
        st.text(max_size=3),
    ),
    max_size=30,
).map("".join)


@given(FRAGMENTS)
def test_spans_are_inside_ordered_and_apart(text: str) -> None:
    reading = read_quantities(text)
    end = 0
    for quantity in reading.quantities:
        assert end <= quantity.start < quantity.unit_start <= quantity.end <= len(text)
        end = quantity.end
    for start, stop, reason in reading.dropped:
        assert 0 <= start < stop <= len(text)
        assert reason


@given(FRAGMENTS)
def test_intervals_hold_their_value(text: str) -> None:
    for quantity in find_quantities(text):
        assert quantity.low is None or quantity.low <= quantity.value
        assert quantity.high is None or quantity.high >= quantity.value
        assert (quantity.low is None) == (quantity.bound == "at_most")
        assert (quantity.high is None) == (quantity.bound == "at_least")


@given(st.integers(1, 10**9), st.sampled_from(["人", "个", "元", "件", "个工作日"]), st.sampled_from(["", "万", "亿"]))
def test_a_number_with_a_unit_is_always_found(value: int, unit: str, scale: str) -> None:
    quantity = only(f"共有{value:,}{scale}{unit}。")
    assert quantity.value == value * {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert (quantity.unit, quantity.bound) == (unit, "exact")


@pytest.mark.parametrize(
    "text",
    [
        "1" * 200_000,
        "一" * 200_000,
        "，" * 200_000,
        "1," * 100_000,
        "第3、" * 50_000,
        "“" * 200_000,
        "比1∶" + "2" * 99,
        "百分之" + "1" * 99,
    ],
)
def test_monotonous_text_is_read_without_trouble(text: str) -> None:
    assert find_quantities(text) == []
