"""Reading one number: cases by origin and form, and round trips over all integers."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.extract.numerals import chinese_integer, parse_number

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "numerals.toml").read_text(encoding="utf-8"))
READ = [
    (form, text, expected)
    for origin in ("in_the_wild", "synthetic")
    for form, entries in CASES[origin].items()
    for text, expected in entries.items()
]


@pytest.mark.parametrize(("form", "text", "expected"), READ)
def test_reads(form: str, text: str, expected: str | list[str]) -> None:
    read = parse_number(text)
    value, *interval = expected if isinstance(expected, list) else [expected]
    assert (read.form, read.value) == (form, Decimal(value))
    assert read.low <= read.value <= read.high
    if interval:
        assert [read.low, read.high] == [Decimal(end) for end in interval]


@pytest.mark.parametrize("text", CASES["negative"]["texts"])
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_number(text)


@pytest.mark.parametrize(("text", "value"), CASES["known_failures"].items())
@pytest.mark.xfail(strict=True, raises=ValueError)
def test_known_failures(text: str, value: str) -> None:
    assert parse_number(text).value == Decimal(value)


DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def in_characters(n: int) -> str:
    """The standard reading of a whole number: 10005 is 一万零五."""
    if n == 0:
        return "零"
    groups, text = [], ""
    while n:
        n, rest = divmod(n, 10000)
        groups.append(rest)
    for place in reversed(range(len(groups))):
        group = groups[place]
        if group == 0:
            continue
        if text and (group < 1000 or (groups[place + 1] == 0 and not text.endswith("零"))):
            text += "零"
        text += below_ten_thousand(group) + ("", "万", "亿", "万亿")[place]
    return text


def below_ten_thousand(n: int) -> str:
    text, gap = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // power % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + word
        gap = digit == 0
    return text


@given(st.integers(0, 10**12 - 1))
def test_every_integer_in_characters_is_read_back(n: int) -> None:
    assert chinese_integer(in_characters(n))[0] == n


@given(st.integers(0, 10**12 - 1))
def test_formal_characters_read_as_the_common_ones(n: int) -> None:
    common = in_characters(n)
    assert parse_number(common.translate(FORMAL)).value == parse_number(common).value


@given(st.integers(0, 10**12), st.sampled_from([",", "，", " "]))
def test_separators_change_nothing(n: int, separator: str) -> None:
    assert parse_number(f"{n:,}".replace(",", separator)).value == n


@given(st.decimals(0, 10**6, places=2), st.sampled_from([("万", 4), ("亿", 8), ("百万", 6), ("万亿", 12)]))
def test_scale_words_multiply_and_bring_half_a_unit(coefficient: Decimal, scale: tuple[str, int]) -> None:
    word, power = scale
    read = parse_number(f"{coefficient}{word}")
    assert read.value == coefficient * 10**power
    assert read.high - read.low == Decimal("0.01") * 10**power


@given(st.integers(1, 9999), st.integers(0, 9999), st.integers(1, 9999))
def test_mixed_numbers_add_up(hundred_millions: int, ten_thousands: int, ones: int) -> None:
    read = parse_number(f"{hundred_millions}亿{ten_thousands}万{ones}")
    assert read.value == hundred_millions * 10**8 + ten_thousands * 10**4 + ones
    assert read.low == read.high == read.value


@given(st.text(alphabet="0123456789,，.万亿千百十零一二三五余多成分之点 ∶:", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = parse_number(text)
    except ValueError:
        return
    assert read.low <= read.value <= read.high
