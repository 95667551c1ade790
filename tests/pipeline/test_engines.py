"""What reads many files: lazily, a few at a time, and so that what goes wrong with one document costs that one."""

from collections.abc import Iterator
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
    assert most <= 12
