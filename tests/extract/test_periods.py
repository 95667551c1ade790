"""Times in text, resolved against the period of the report."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.extract.dates import base_year, month_end, period_before
from gouji.extract.periods import find_moments

CASES = tomllib.loads((Path(__file__).parent / "cases" / "moments.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [*CASES["synthetic"], *CASES["negative"]], ids=lambda case: case["text"])
def test_moments(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = find_moments(text, 0, len(text), str(case["period"]))
    assert [f"{moment.level} {moment.flow}" for moment in found] == case["moments"]


@given(st.integers(1980, 2040), st.integers(1, 12))
def test_the_end_of_a_month_is_a_day_of_it(year: int, month: int) -> None:
    text = f"{year}年{month}月底"
    (moment,) = find_moments(text, 0, len(text), str(year))
    assert moment.level == month_end(year, month)
    assert (moment.start, moment.end) == (0, len(text))


@given(st.text(alphabet="年月日上去今明底末初度半季一二三四十0123456789至到—同期，。", max_size=40))
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    found = find_moments(text, 0, len(text), "2012")
    assert all(0 <= moment.start < moment.end <= len(text) for moment in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("period", "before"), [("2012", "2011"), ("2008-H1", "2007-H1"), ("2018-04-01/2019-03-31", "2017-04-01/2018-03-31")]
)
def test_the_period_a_year_before(period: str, before: str) -> None:
    assert period_before(period, 0 if "-" in period else int(period)) == before


def test_relative_words_count_from_the_year_in_which_the_period_ends() -> None:
    assert base_year("2018-04-01/2019-03-31") == 2019
    assert base_year("2006-07/..") == 2006
    assert base_year(None) is None
