"""Planted faults: what counts as found and as named, and the bars on a small archive of fixed seeds."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gouji.corpora.generate.archives.values import Fault
from gouji.schemas import Finding

OFFICES, YEARS = 25, 3


@pytest.fixture(scope="module")
def faults(root: Path) -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "bench"))
        yield importlib.import_module("faults")


def finding(severity: Any) -> Finding:
    return Finding("F1", "SUM", severity, ("a",), (("a", "f1"),), None, None, None, None, None, "")


def fault(places: tuple[tuple[int, int], ...]) -> Fault:
    return Fault("a", "scale", places, "", "", within=True, across=False, in_open_list=False, lone=True, unique=True)


@pytest.mark.parametrize(
    ("severity", "suspects", "expected"),
    [
        pytest.param("error", [(5, 8)], {"found", "top1", "top3", "unique"}, id="the one"),
        pytest.param("error", [(7, 9)], {"found", "top1", "top3", "unique"}, id="the one, with its unit"),
        pytest.param("warning", [(8, 9), (5, 8)], {"found", "top3"}, id="the second of two"),
        pytest.param("error", [(8, 9)], {"found", "unique", "wrong"}, id="another one alone"),
        pytest.param("review", [(1, 2), (2, 3), (3, 4), (5, 8)], set(), id="for review, the fourth"),
    ],
)
def test_what_counts(faults: ModuleType, severity: str, suspects: list[tuple[int, int]], expected: set[str]) -> None:
    caught = faults.Caught(fault(((5, 8),)), [finding(severity)], [suspects])
    told = {
        "found": caught.found,
        "top1": caught.named(1),
        "top3": caught.named(3),
        "unique": caught.unique,
        "wrong": caught.wrong_unique,
    }
    assert {name for name, is_so in told.items() if is_so} == expected


def test_the_tables_are_printed(
    faults: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["faults.py", "--offices", "3", "--years", "2", "--misses", "1"])
    faults.main()
    printed = capsys.readouterr().out
    assert printed.startswith("6 reports of 3 offices, ")
    for line in ("digit replaced ", "total not updated ", "all ", "unique repair ", "clean ", "rounded ", "vague "):
        assert f"\n{line}" in printed
