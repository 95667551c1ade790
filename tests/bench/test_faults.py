"""Planted faults: what counts as found and as named, and the bars on a small archive of fixed seeds."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gouji.corpora.generate.archives.offices import archive
from gouji.corpora.generate.archives.plant import plant, written
from gouji.corpora.generate.archives.values import Fault
from gouji.schemas import Finding

OFFICES, YEARS = 12, 3
# The bars of the issue.
RECALL = 0.97
MOST_ALARMS = {"clean": 1.0, "rounded": 3.0, "vague": 3.0}  # per 1,000 relations
TOP_1, MOST_WRONG = 0.9, 0.02


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


@pytest.fixture(scope="module")
def measured(faults: ModuleType) -> Any:
    """The archive, its twins and its faults, all read and checked."""
    plain = archive(OFFICES, YEARS)
    twins = {name: faults.check(written(rendering(plain))) for name, rendering in faults.RENDERINGS.items()}
    planted = plant(plain)
    return twins, faults.caught(planted.faults, faults.check(planted.reports), twins["clean"])


@pytest.mark.parametrize("name", MOST_ALARMS)
def test_what_is_sound_is_seldom_called_wrong(name: str, faults: ModuleType, measured: Any) -> None:
    twin = measured[0][name]
    assert twin.tested > 250
    assert twin.rate(*faults.ALARMS) <= MOST_ALARMS[name]


def recall(measured: Any) -> float:
    observable = [each for each in measured[1] if each.fault.observable]
    assert len(observable) > 40
    return sum(each.found for each in observable) / len(observable)


def test_nearly_all_faults_are_found(measured: Any) -> None:
    assert recall(measured) >= RECALL


def test_the_wrong_figure_is_named(faults: ModuleType, measured: Any) -> None:
    counts = faults.localisation(measured[1])
    assert counts["unique repair"] > 10
    assert counts["unique repair, top-1"] / counts["unique repair"] >= TOP_1
    assert counts["wrong one named"] / counts["found"] <= MOST_WRONG


@pytest.mark.slow
def test_the_bars_on_a_larger_archive(faults: ModuleType) -> None:
    plain = archive(60, 5, seed=400)
    clean = faults.check(written(plain))
    planted = plant(plain, 400)
    results = faults.caught(planted.faults, faults.check(planted.reports), clean)
    counts = faults.localisation(results)
    assert clean.rate(*faults.ALARMS) <= MOST_ALARMS["clean"]
    assert recall((None, results)) >= RECALL
    assert counts["unique repair, top-1"] / counts["unique repair"] >= TOP_1
    assert counts["wrong one named"] / counts["found"] <= MOST_WRONG
