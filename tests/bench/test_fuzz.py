"""A small fuzz run, and that a run notices what it is there to notice."""

import importlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

KINDS = ("txt", "csv", "html", "mhtml", "xlsx", "docx", "zip", "pdf", "pdf-tables", "png", "jpeg", "tiff", "scan")


@pytest.fixture
def worker(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(root / "bench")
    return importlib.import_module("fuzz_worker")


@pytest.fixture
def material(worker: ModuleType) -> ModuleType:
    return importlib.import_module("fuzz_material")


def test_damaged_files_of_each_kind_are_read_or_refused(root: Path, tmp_path: Path) -> None:
    """Two hundred and sixty; from 1 on, since every hundredth would load the recogniser."""
    command = [sys.executable, str(root / "bench" / "fuzz.py"), "--files", "20", "--first", "1", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    rows = [line.split() for line in done.stdout.splitlines() if line.startswith(KINDS) and ":" not in line]
    assert sorted(row[0] for row in rows) == sorted(KINDS)
    for row in rows:
        files, read, refused, faults = map(int, row[1:5])
        assert files == read + refused == 20 and faults == 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_can_be_had_again_by_its_number(material: ModuleType) -> None:
    for kind in KINDS:
        files = [material.mutated(kind, seed) for seed in range(8)]
        assert files == [material.mutated(kind, seed) for seed in range(8)]
        assert len(set(files)) > 4


def test_whole_files_are_read(material: ModuleType, worker: ModuleType, tmp_path: Path) -> None:
    """Else the run would damage what is refused for another reason."""
    for kind in ("txt", "csv", "html", "mhtml", "xlsx", "docx", "zip", "pdf", "pdf-tables"):
        for whole in material.material(kind):
            (tmp_path / "f").write_bytes(whole)
            assert worker._read(tmp_path / "f") == ("read", "")


def _crash(_: Path) -> tuple[str, str]:
    os.kill(os.getpid(), signal.SIGKILL)
    return "read", ""


def _hang(_: Path) -> tuple[str, str]:
    while True:
        pass


def _sleep(_: Path) -> tuple[str, str]:
    time.sleep(60)
    return "read", ""


def _fail(_: Path) -> tuple[str, str]:
    raise KeyError("x")


def _print(_: Path) -> tuple[str, str]:
    os.write(2, b"libtiff: no such directory\n")
    return "read", ""


def _grow(_: Path) -> tuple[str, str]:
    held = bytearray(1 << 29)
    held[:: 1 << 12] = b"x" * (1 << 17)
    return "read", ""


@pytest.fixture
def reader(worker: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[Path], tuple[str, str]]], str]]:
    """What a run says of a file that is read in this way."""
    loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # by this very process, which the worker is a fork of
    monkeypatch.setattr(worker, "MEMORY", loaded + (1 << 28))
    monkeypatch.setattr(worker, "tagger_of", lambda ner: None)
    started = worker.Worker(1000)

    def run(read: Callable[[Path], tuple[str, str]]) -> str:
        monkeypatch.setattr(worker, "_read", read)
        if read is _hang:  # the others end by themselves, however busy the machine
            monkeypatch.setattr(worker, "SECONDS", 0.5)
        if read is _sleep:
            monkeypatch.setattr(worker, "_WALL", 3.0)
        outcome = started.read("txt", 1)
        assert outcome.result == "fault"
        return str(outcome.what)

    yield run
    started.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured on Linux")
@pytest.mark.parametrize(
    ("read", "said"),
    [
        (_crash, "the process died (exit code -9)"),
        (_hang, "hangs: more than 0 s of processor time"),
        (_sleep, "hangs: stopped after 3 s"),
        (_fail, "KeyError: 'x' (test_fuzz.py:"),
        (_print, "prints: libtiff: no such directory"),
        (_grow, "MB of memory"),
    ],
)
def test_a_fault_is_noticed(
    reader: Callable[[Callable[[Path], tuple[str, str]]], str], read: Callable[[Path], tuple[str, str]], said: str
) -> None:
    assert said in reader(read)
