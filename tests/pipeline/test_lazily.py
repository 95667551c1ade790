"""However many files there are, those on their way are in memory; what was checked already is not checked again."""

import gc
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gouji.pipeline import Decisions, check_store, ingest
from gouji.pipeline.tasks import Failure, Task
from gouji.pipeline.work import Work
from gouji.store import Store


class Entry:
    """One of many files in a folder, none of which is there when it is to be opened."""

    def __init__(self, number: int) -> None:
        self.name = f"{number:06}.txt"
        self.path = f"/nowhere/{self.name}"

    def is_dir(self) -> bool:
        return False

    def is_symlink(self) -> bool:
        return False


@contextmanager
def entries(count: int) -> Iterator[Iterator[Entry]]:
    yield (Entry(number) for number in range(count))


def test_few_tasks_are_alive_at_any_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    many = 3_000
    monkeypatch.setattr(os, "scandir", lambda _: entries(many))
    monkeypatch.setattr(os.path, "isdir", lambda path: str(path) == "/nowhere")
    work = Work(["/nowhere"], store, "v", None)
    failed: list[Failure] = []
    most = taken = 0
    for _ in work.to_read(lambda _: None, lambda failure, _path, _position: failed.append(failure)):
        taken += 1
        if taken % 250 == 0:
            own = (each for each in gc.get_objects() if isinstance(each, Task) and each.path.startswith("/nowhere/"))
            most = max(most, sum(1 for _ in own))
    assert (taken, work.found, failed) == (many, many, [])
    assert most <= 450  # twice what is looked up in the store at once, and a little


@pytest.fixture
def sums(tmp_path: Path) -> str:
    """Two documents, in one of which the sum is off."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, text in enumerate(("共3名,其中1名、2名", "共4名,其中1名、2名")):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return str(folder)


def again(store: Store, folder: str, readers: ModuleType, **how: Any) -> tuple[int, int, int]:
    """Files read, findings, and the run that found them."""
    result = ingest([folder], store, workers=1, reader=readers.sums, check="new", **how)
    return result.read, len(result.findings), result.checked.run


def test_what_was_checked_is_not_checked_again(store: Store, readers: ModuleType, sums: str) -> None:
    assert again(store, sums, readers) == (2, 1, 1)
    assert again(store, sums, readers) == (0, 1, 1)
    assert again(store, sums, readers, lang="en") == (0, 1, 3)
    assert again(store, sums, readers, lang="en", decisions=Decisions(date(2026, 6, 30))) == (0, 1, 4)
    (Path(sums) / "0.txt").write_text("共5名,其中1名、2名", encoding="utf-8")
    assert again(store, sums, readers) == (1, 2, 5)
    (Path(sums) / "0.txt").unlink()
    assert again(store, sums, readers) == (0, 1, 6)
    assert len(store.findings()) == 2  # that of the file which is gone stands


def test_a_file_that_is_what_it_was_again_is_checked(store: Store, readers: ModuleType, sums: str) -> None:
    """Its findings went when it changed."""
    assert again(store, sums, readers) == (2, 1, 1)
    before = (Path(sums) / "1.txt").read_bytes()
    for content in (b"1", before):
        (Path(sums) / "1.txt").write_bytes(content)
        ingest([sums], store, workers=1, reader=readers.sums, check="none")
    assert store.findings() == []
    assert again(store, sums, readers) == (0, 1, 4)


def test_another_check_in_between_counts(store: Store, readers: ModuleType, sums: str) -> None:
    again(store, sums, readers)
    check_store(store)
    assert again(store, sums, readers) == (0, 1, 2)  # that was of the same documents, in the same order
    check_store(store, lang="en")
    assert again(store, sums, readers) == (0, 1, 5)


def test_another_version_checks_again(store: Store, readers: ModuleType, sums: str, monkeypatch: pytest.MonkeyPatch) -> None:
    again(store, sums, readers)
    monkeypatch.setattr(importlib.import_module("gouji.pipeline.check"), "pipeline_version", lambda ner: "newer")
    assert again(store, sums, readers) == (0, 1, 2)
