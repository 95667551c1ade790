"""The conformance suite, held against the two public functions."""

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gouji.extract import find_quantities, parse_number


def load_suite() -> ModuleType:
    """suite.py, which is in no package, so that bench/ can load it too."""
    spec = importlib.util.spec_from_file_location("conformance_suite", Path(__file__).with_name("suite.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ALL: list[Any] = list(load_suite().cases())


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
        assert one.low in (None, shown(quantity.low))
        assert one.high in (None, shown(quantity.high))


def check_number(case: Any) -> None:
    if not case.figures:
        with pytest.raises(ValueError, match="."):
            parse_number(case.text)
        return
    (one,), read = case.figures, parse_number(case.text)
    assert (read.value, read.bound) == (one.value, one.bound)
    assert one.low in (None, shown(read.low))
    assert one.high in (None, shown(read.high))


def shown(end: object) -> str:
    return "open" if end is None else str(end)


@pytest.mark.parametrize("case", of("find_quantities"))
def test_quantities(case: Any) -> None:
    check_quantities(case)


@pytest.mark.parametrize("case", of("parse_number"))
def test_numbers(case: Any) -> None:
    check_number(case)
