"""The conformance suite, held against the two public functions."""

import importlib.util
import subprocess
import sys
import tomllib
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.extract import ParsedNumber, Quantity, find_quantities, parse_number


def load_suite() -> ModuleType:
    """suite.py, which is in no package, so that bench/ can load it too."""
    spec = importlib.util.spec_from_file_location("conformance_suite", Path(__file__).with_name("suite.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SUITE = load_suite()
ALL: list[Any] = list(SUITE.cases())


def of(reader: str, *, known: bool = False) -> list[Any]:
    chosen = (case for case in ALL if case.reader == reader and (case.origin == "known_failures") is known)
    return [pytest.param(case, id=case.name) for case in chosen]


def check_quantities(case: Any) -> None:
    found = find_quantities(case.text)
    assert [(q.start, q.end, q.value, q.unit, q.bound) for q in found] == [
        (one.start, one.end, one.value, one.unit, one.bound) for one in case.figures
    ]
    assert [q.text for q in found] == [case.text[q.start : q.end] for q in found]
    for quantity, one in zip(found, case.figures, strict=True):
        assert one.kind in (None, quantity.kind)
        check_interval(one, quantity)


def check_number(case: Any) -> None:
    if not case.figures:
        with pytest.raises(ValueError, match=r"^not a number: "):
            parse_number(case.text)
        return
    (one,), read = case.figures, parse_number(case.text)
    assert (read.value, read.bound) == (one.value, one.bound)
    check_interval(one, read)


def check_interval(one: Any, read: Quantity | ParsedNumber) -> None:
    for wanted, end in ((one.low, read.low), (one.high, read.high)):
        if wanted is not None:
            assert end == (None if wanted == "open" else Decimal(wanted))


@pytest.mark.parametrize("case", of("find_quantities"))
def test_quantities(case: Any) -> None:
    check_quantities(case)


@pytest.mark.parametrize("case", of("parse_number"))
def test_numbers(case: Any) -> None:
    check_number(case)


@pytest.mark.parametrize("case", of("find_quantities", known=True))
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failures(case: Any) -> None:
    check_quantities(case)


def test_there_are_enough_cases_and_half_of_them_are_negatives_or_traps() -> None:
    assert len(ALL) >= 600
    without = [case for case in ALL if not case.figures]
    trapped = [case for case in ALL if case.figures and case.trap]
    assert len(without) >= len(ALL) * 0.4
    assert len(without) + len(trapped) >= len(ALL) / 2


def test_no_text_stands_twice() -> None:
    counted = Counter((case.reader, case.text) for case in ALL)
    assert [text for text, times in counted.items() if times > 1] == []


def test_a_value_has_many_surfaces() -> None:
    surfaces = Counter((case.origin, case.form, case.group) for case in ALL if len(case.figures) == 1)
    assert sum(times >= 3 for times in surfaces.values()) >= 100


def test_every_origin_has_cases_and_what_was_met_names_its_kind_of_source() -> None:
    assert {case.origin for case in ALL} == set(SUITE.ORIGINS)
    for path in (SUITE.CASES / "in_the_wild").glob("*.toml"):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        assert all(entry["source"] for listed in entries.values() for entry in listed)


def test_a_mark_too_many_is_told_of() -> None:
    with pytest.raises(ValueError, match="here: 2 marks for 1 figures"):
        SUITE._marked("{1个}和{2个}", [()], "here")


@pytest.mark.parametrize("text", [case.text for case in ALL if case.reader == "find_quantities" and case.figures][::23])
def test_the_place_is_one_of_the_given_text(text: str) -> None:
    """What stands before moves every figure by its length, even where it is repaired itself."""
    before = "以下："
    moved = find_quantities(before + text)
    assert [(q.start - len(before), q.text) for q in moved] == [(q.start, q.text) for q in find_quantities(text)]


def test_a_gloss_inside_a_figure_stays_in_its_text() -> None:
    (found,) = find_quantities("在10個(gè)工作日內答覆")
    assert (found.start, found.end, found.text, found.unit) == (1, 11, "10個(gè)工作日", "个工作日")


def test_neither_function_needs_reports_models_or_spacy() -> None:
    code = (
        "import sys; from gouji.extract import find_quantities, parse_number; find_quantities('35个'); parse_number('35');"
        "print([name for name in sys.modules if name.split('.')[0] in ('spacy', 'pycrfsuite', 'jieba', 'numpy')"
        " or name in ('gouji.extract.document', 'gouji.extract.ner')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


@given(st.text(alphabet="0123456789,，.万亿兆千百十零〇一二三五两半余多成折分之点 ∶:/-负约以上下不超过萬億Ⅳ", max_size=12))
def test_any_text_is_a_number_with_its_value_in_its_interval_or_refused(text: str) -> None:
    try:
        read = parse_number(text)
    except ValueError as error:
        assert "\n" not in str(error)
        return
    assert read.low is None or read.low <= read.value
    assert read.high is None or read.value <= read.high


@given(st.text(alphabet="0123456789,.万亿千十零一二三两半多成折度元角分个人年天小时%至-约近以上￥表第 ，。", max_size=30))
def test_whatever_is_found_is_ordered_and_apart(text: str) -> None:
    found = find_quantities(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for quantity in found:
        assert quantity.text == text[quantity.start : quantity.end] != ""
        assert quantity.low is None or quantity.low <= quantity.value
        assert quantity.high is None or quantity.value <= quantity.high
