"""The benchmarks run on one report and print what they say they print; how fast anything is, no test asks."""

import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

REPORT = "d01"
Run = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def given(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The options that name one report and its gold rows."""
    folder = tmp_path_factory.mktemp("bench")
    shutil.copy(root / "corpora" / "gold" / "reports" / f"{REPORT}.txt", folder)
    return ["--reports", str(folder), "--gold", str(root / "corpora" / "gold" / "dev")]


def run(script: Path, *arguments: str) -> Run:
    command = [sys.executable, str(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def table(done: Run) -> dict[str, list[str]]:
    """The rows of the tables printed, by their first cell."""
    assert done.returncode == 0, done.stderr
    lines = [re.split(r" {2,}", line) for line in done.stdout.splitlines()]
    return {cells[0]: cells[1:] for cells in lines if len(cells) > 1}


def numbers(cells: Sequence[str]) -> list[float]:
    return [float(cell.replace(",", "")) for cell in cells]


def test_the_speed_of_the_whole_way_and_of_its_parts_is_printed(root: Path, given: list[str]) -> None:
    rows = table(run(root / "bench" / "speed.py", *given, "--characters", "1", "--rounds", "1"))
    assert rows.pop("step") == ["cpu s", "wall s", "characters/s", "documents/s"]
    parts = ["· read", "· clean", "· extract", "·· find_quantities", "· evaluate"]
    assert list(rows) == ["whole, patterns", "whole, with NER", *parts]
    assert all(len(cells) == 4 for cells in rows.values())
    assert min(numbers(rows["whole, patterns"][2:])) > 0


def test_what_of_the_conformance_suite_is_read_right_is_printed(root: Path) -> None:
    rows = table(run(root / "bench" / "conformance.py"))
    assert rows.pop("reader") == ["groups right", "surfaces right", "false alarms", "numerals right"]
    assert list(rows) == ["gouji", "· money and durations"]
    assert re.fullmatch(r"\d+ of \d+, \d+\.\d%", rows["gouji"][0])


def test_the_time_and_memory_of_checking_a_store_are_printed(root: Path) -> None:
    rows = table(run(root / "bench" / "check_scale.py", "--largest", "300", "--workers", "1"))
    assert rows.pop("figures") == ["findings", "wall s", "cpu s", "peak MB", "cpu µs a figure", "growth"]
    ((figures, cells),) = rows.items()
    assert int(figures) >= 300
    assert int(cells[0]) > 0
    assert min(numbers(cells)) > 0


@pytest.fixture
def conformance(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(root / "bench")
    return importlib.import_module("conformance")


@pytest.mark.parametrize(
    ("value", "unit", "met"),
    [("5000", "Gram", True), ("5", "Gram", False), ("5", None, True), ("5", "Kilogram", True), ("6", None, False)],
)
def test_a_figure_is_met_in_the_units_of_the_peers(conformance: ModuleType, value: str, unit: str | None, met: bool) -> None:
    figure = conformance.suite().Expected(2, 5, Decimal(5), "千克")
    assert conformance.meets(conformance.Output(2, 5, value, unit), figure) is met
    assert not conformance.meets(conformance.Output(5, 8, value, unit), figure)


def test_peers_that_are_not_installed_are_told_of(root: Path, given: list[str]) -> None:
    done = run(root / "bench" / "speed.py", *given, "--characters", "1", "--rounds", "1", "--peers", sys.executable)
    assert done.returncode == 1
    assert "the peers did not run" in done.stderr


def test_a_folder_without_reports_is_told_of(root: Path, tmp_path: Path) -> None:
    done = run(root / "bench" / "ablation.py", "--reports", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("bench: no reports in ")


@pytest.mark.slow
def test_the_scores_without_and_with_ner_are_printed(root: Path, given: list[str]) -> None:
    rows = table(run(root / "bench" / "ablation.py", *given))
    assert rows.pop("reading") == ["figures", "typed", "rows", "rows right"]
    assert list(rows) == ["patterns alone", "with NER"]
    for cells in rows.values():
        figures, typed, whole = numbers(cells[:3])
        assert 1 >= figures >= typed >= whole > 0


@pytest.mark.slow
def test_time_and_memory_are_printed_for_each_size(root: Path, given: list[str]) -> None:
    rows = table(run(root / "bench" / "growth.py", *given, "--largest", "10000"))
    heads = rows.pop("bytes a document")
    assert heads == ["documents", "failed", "figures", "reading s", "store, checks s", "µs a byte", "× smallest", "peak MB"]
    assert list(rows) == ["1,000", "10,000"]
    for cells in rows.values():
        documents, failed, figures, *times, peak = numbers(cells)
        assert documents > failed == 0
        assert figures > 0
        assert min(times) >= 0
        assert peak > 0


@pytest.mark.slow
def test_the_speed_of_every_reader_is_printed(root: Path) -> None:
    options = ("--times", "1", "--characters", "1", "--pages", "3", "--scans", "0", "--rounds", "1")
    rows = table(run(root / "bench" / "readers.py", *options))
    assert rows.pop("file")[0] == "characters"
    for kind in ("PDF, text alone", "PDF, text and tables", "DOCX", "XLSX", "HTML"):
        characters, seconds, a_second, _, _, _, ratio = rows.pop(kind)
        assert min(numbers([characters, seconds, a_second])) > 0
        assert float(ratio) >= 0
    assert rows.pop("text") == ["characters", "cpu s", "characters/s"]
    assert all(numbers(rows.pop(name))[0] > 100 for name in ("reports one by one", "one long text"))
    assert rows.pop("pages") == ["characters", "peak MB"]
    small, large = sorted([int(count), *numbers(cells)] for count, cells in rows.items() if count.isdigit())
    assert large[0] >= 3
    assert large[1] > small[1] > 0 and large[2] > 20


def test_without_ocr_the_scans_are_left_out(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(root / "bench")
    readers = importlib.import_module("readers")
    monkeypatch.setattr(readers, "has_ocr", lambda: False)
    readers.print_ocr([])
    assert capsys.readouterr().out.startswith("scans: left out")


@pytest.fixture
def recall(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(root / "bench")
    return importlib.import_module("recall")


@pytest.fixture
def score(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(root / "bench")
    return importlib.import_module("material").scorer()


def test_of_spans_within_each_other_the_outermost_is_kept(recall: ModuleType) -> None:
    spans = [(5, 9, "3"), (5, 10, "3"), (6, 8, "4"), (12, 13, None), (12, 13, "1")]
    assert recall.outermost(spans) == [(5, 10, "3"), (12, 13, "1")]


def test_optional_figures_count_in_neither_direction(recall: ModuleType, score: ModuleType) -> None:
    gold = [
        {"id": "f1", "start": 0, "end": 3, "value": "35"},
        {"id": "f2", "start": 5, "end": 8, "value": "40"},
        {"id": "f3", "start": 20, "end": 21, "value": "1", "optional": True},
    ]
    coverage = recall.Coverage()
    coverage.add(score, gold, [(0, 3, "35.0"), (5, 7, "4"), (10, 12, "7"), (20, 21, "1")])
    assert (coverage.gold, coverage.found, coverage.right, coverage.outputs, coverage.figures) == (2, 2, 1, 3, 2)


@pytest.mark.slow
def test_generated_reports_are_scored_by_genre_and_damage(root: Path) -> None:
    done = run(root / "bench" / "generated.py", "--reports", "2", "--damage", "spaces")
    assert done.returncode == 0, done.stderr
    heads = [line for line in done.stdout.splitlines() if line.startswith("== ")]
    assert heads[-1] == "== damage: spaces"
    assert len(heads) >= 2
    assert done.stdout.count("figures ") == len(heads) + 1
