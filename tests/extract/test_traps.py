"""What looks like a figure and is none."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.extract import traps
from gouji.extract.quantities import find_quantities, read_quantities
from gouji.schemas.units import find_unit, unit, units_by_first

CASES: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "cases" / "traps.toml").read_text(encoding="utf-8"))
ALL = [pytest.param(text, id=f"{reason}-{n}") for reason, texts in CASES.items() for n, text in enumerate(texts)]


@pytest.mark.parametrize("text", ALL)
def test_is_no_figure(text: str) -> None:
    assert [text[q.start : q.end] for q in find_quantities(text)] == []


@pytest.mark.parametrize("text", ALL)
def test_is_no_figure_inside_a_sentence(text: str) -> None:
    sentence = f"按照要求，{text}，新增机构35个。"
    assert [sentence[q.start : q.end] for q in find_quantities(sentence)] == ["35个"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2007年", "year"), ("5日前", "date"), ("第3次", "ordinal"), ("每5户", "every"),
        ("“三个代表”", "name"), ("八项规定", "name"),
        ("24小时热线", "attribute"), ("一个单位", "article"), ("公益二类", "level"), ("浏览次数：3次", "furniture"),
        ("3分之2", "no_unit"),
        ("数百人", "indefinite"), ("9:30", "time"), ("20号", "code"), ("60岁", "age"),
    ],
)  # fmt: skip
def test_reason(text: str, reason: str) -> None:
    assert read_quantities(text).dropped[0].reason == reason


def test_a_long_quotation_may_state_figures() -> None:
    text = "他说：“我们今年新设机构35个，撤销机构12个，合并机构8个，总数比上年增加。”"
    assert len(find_quantities(text)) == 3
    assert traps.quoted(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("个工作日内", "个工作日"), ("个百分点", "个百分点"), ("个月", "个月"), ("人次", "人次"),
        ("人民", None), ("分钟", "分钟"),
        ("分局", None), ("部门", None), ("对全县", None), ("对，", "对"), ("台账", None), ("千瓦时", "千瓦时"),
        ("GBps", None), ("GB，", "GB"),
        ("年轻", None), ("项目", "项"), ("", None),
    ],
)  # fmt: skip
def test_longest_unit_that_is_no_other_word(text: str, word: str | None) -> None:
    found = find_unit(text, 0)
    assert (found and found.word) == word


def test_units_agree_with_themselves() -> None:
    for units in units_by_first().values():
        for entry in units:
            assert unit(entry.word) is entry
            assert unit(entry.name) is not None
            assert find_unit(entry.word, 0) is entry
    percent: Any = unit("％")
    assert (percent.name, percent.family, percent.kind) == ("%", "percentage", "percentage")


@given(st.sampled_from([text for texts in CASES.values() for text in texts]), st.sampled_from(["，", "。", "；", "\n", "、"]))
def test_two_traps_make_no_figure(text: str, between: str) -> None:
    assert find_quantities(f"{text}{between}会议强调") == []
