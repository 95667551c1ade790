"""What reads many files: lazily, a few at a time, and so that what goes wrong with one document costs that one."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from gouji.pipeline.pool import Engine, read_all, read_apart
from gouji.pipeline.tasks import Failure, Task

BAD = {
    "crash": "the process reading it died (exit code 3)",
    "kill": "the process reading it died (exit code -9)",
    "hang": "took longer than 2 seconds",
    "eat": "takes more than 1024 MiB of memory",
    "refuse": "is refused",
}


def tasks(folder: Path, texts: list[str]) -> Iterator[Task]:
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        yield Task(f"{number}.txt", str(path), path.stat().st_size)


@pytest.mark.parametrize("workers", [1, 2])
def test_exactly_what_is_bad_fails_each_with_its_reason(tmp_path: Path, readers: ModuleType, workers: int) -> None:
    said = [text for word in BAD for text in (f"编制{len(word)}名", word)] + ["编制9名"] * 5
    results = read_apart(tasks(tmp_path, said), ner=False, workers=workers, limit=2, memory=1024, reader=readers.badly)
    failed = {task.name: result.reason for task, result in results if isinstance(result, Failure)}
    assert failed == {f"{said.index(word)}.txt": reason for word, reason in BAD.items()}


def test_a_large_document_can_be_stopped_though_it_is_the_only_one(tmp_path: Path, readers: ModuleType) -> None:
    large = [replace(task, size=2_000_000) for task in tasks(tmp_path, ["crash"])]
    ((_, result),) = read_all(large, ner=False, workers=None, reader=readers.badly)
    assert result == Failure("0.txt", BAD["crash"])


@pytest.mark.parametrize("engine", [read_all, read_apart])
def test_tasks_are_taken_as_there_is_room_for_them(tmp_path: Path, readers: ModuleType, engine: Engine) -> None:
    most, waiting = 0, 0

    def counted() -> Iterator[Task]:
        nonlocal waiting
        for task in tasks(tmp_path, ["编制1名"] * 200):
            waiting += 1
            yield task

    done = set()
    for task, _ in engine(counted(), ner=False, workers=2, reader=readers.well):
        most, waiting = max(most, waiting), waiting - 1
        done.add(task.name)
    assert len(done) == 200
    assert most <= 40


MAIN = """
import sys
from gouji.pipeline.pool import read_apart
from gouji.pipeline.tasks import Task
sys.path.insert(0, sys.argv[1])
import stand_in_readers
if __name__ == "__main__":
    next(read_apart([Task("a", sys.argv[2], 4)], ner=False, workers=1, limit=600, reader=stand_in_readers.hanging))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is told of its parent's end")
def test_what_hangs_ends_with_a_main_process_that_is_killed(tmp_path: Path) -> None:
    (given,) = tasks(tmp_path, ["编制1名"])
    (tmp_path / "main.py").write_text(MAIN, encoding="utf-8")
    stand_ins = str(Path(__file__).with_name("stand_ins"))
    main = subprocess.Popen([sys.executable, str(tmp_path / "main.py"), stand_ins, given.path])
    says = Path(f"{given.path}.pid")
    wait_until(says.exists)
    main.kill()
    main.wait()
    worker = Path("/proc", says.read_text(encoding="utf-8"), "stat")
    wait_until(lambda: not worker.exists() or worker.read_text().rpartition(")")[2].split()[0] == "Z")


def wait_until(it_is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not it_is_so():
        assert time.monotonic() < until
        time.sleep(0.05)
