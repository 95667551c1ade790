"""An archive into the store: resumed, complete, and never stopped by one file."""

import importlib
import os
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from gouji.pipeline import Ingested, Progress, ingest
from gouji.schemas import Document, StoreError
from gouji.store import Store


def reasons(result: Ingested) -> dict[str, str]:
    return {Path(failure.document).name: failure.reason for failure in result.failed}


def read(result: Ingested) -> list[str]:
    return [Path(held.name).name for held in result.held]


def documents(store: Store, result: Ingested) -> list[Document]:
    return list(store.read_documents([held.id for held in result.held], source=False))


@pytest.fixture
def good(archive: Path) -> Path:
    for word in ("crash", "defect", "hang", "refuse"):
        (archive / f"{word}.txt").unlink()
    return archive


GOOD = [f"{number}.txt" for number in range(1, 6)]


def test_a_crash_or_a_hang_costs_one_document(archive: Path, store: Store, readers: ModuleType) -> None:
    result = ingest([str(archive)], store, workers=2, limit=2, reader=readers.badly)
    assert read(result) == GOOD
    assert [document.figures[0].value for document in documents(store, result)] == [Decimal(number) for number in range(1, 6)]
    found = reasons(result)
    assert "defect in gouji, please report it (KeyError: 'a key\\nthat is not there'" in found.pop("defect.txt")
    assert found == {
        "crash.txt": "the process reading it died (exit code 3)",
        "hang.txt": "took longer than 2 seconds",
        "refuse.txt": "is refused",
    }


def test_in_this_process_and_in_others_the_rows_are_the_same(good: Path, readers: ModuleType) -> None:
    results = []
    for workers in (1, 2):
        with Store.open(":memory:") as store:
            results.append(documents(store, ingest([str(good)], store, workers=workers, reader=readers.well)))
    assert results[0] == results[1]
    assert len(results[0]) == 5


def test_what_is_known_is_not_read_again(good: Path, store: Store, readers: ModuleType) -> None:
    first = ingest([str(good)], store, reader=readers.well)
    held = first.held
    again = ingest([str(good)], store, reader=readers.never)
    assert (first.read, first.skipped, again.read, again.skipped) == (5, 0, 0, 5)
    assert again.held == held


def test_only_what_changed_is_read_again(good: Path, store: Store, readers: ModuleType) -> None:
    ingest([str(good)], store, reader=readers.well)
    (good / "2.txt").write_text("编制7名", encoding="utf-8")
    result = ingest([str(good)], store, reader=readers.well)
    assert (result.read, result.skipped) == (1, 4)
    assert [document.figures[0].text for document in documents(store, result)] == ["1", "7", "3", "4", "5"]
    assert len(list(store.read_documents())) == 5


def test_another_version_reads_everything_again(
    good: Path, store: Store, readers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([str(good)], store, reader=readers.well)
    assert ingest([str(good)], store, ner=False, reader=readers.well).read == 5
    module = importlib.import_module("gouji.pipeline.ingest")  # the package's own name `ingest` is the function
    monkeypatch.setattr(module, "pipeline_version", lambda ner: "newer")
    assert ingest([str(good)], store, reader=readers.well).read == 5


def test_an_interrupt_leaves_what_is_committed(good: Path, store: Store, readers: ModuleType) -> None:
    with pytest.raises(KeyboardInterrupt):
        ingest([str(good)], store, workers=1, reader=readers.interrupted)
    assert [Path(document.document).name for document in store.read_documents()] == GOOD[:2]
    result = ingest([str(good)], store, workers=1, reader=readers.well)
    assert (result.read, result.skipped, read(result)) == (3, 2, GOOD)


def test_rows_that_contradict_each_other_cost_one_document(good: Path, store: Store, readers: ModuleType) -> None:
    ingest([str(good / "1.txt")], store, reader=readers.well)
    result = ingest([str(good)], store, reader=readers.twice_the_same)
    assert read(result) == GOOD[:1]
    assert len(result.failed) == 4
    assert "contradict each other" in result.failed[0].reason


def test_a_store_that_gives_way_ends_the_run(
    good: Path, store: Store, readers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise StoreError("s.sqlite: no space left on the disk")

    monkeypatch.setattr(Store, "write_batch", full)
    for workers in (1, 2):
        with pytest.raises(StoreError, match="no space left"):
            ingest([str(good)], store, workers=workers, reader=readers.well)


def test_progress_counts_every_file_once(good: Path, store: Store, readers: ModuleType) -> None:
    ingest([str(good / "1.txt")], store, reader=readers.well)
    told: list[Progress] = []
    ingest([str(good)], store, reader=readers.well, tell=told.append)
    assert [(progress.done, progress.total) for progress in told if progress.doing == "reading"] == [
        (number, 5) for number in range(1, 6)
    ]


def test_what_no_reader_can_open_has_its_reason(good: Path, store: Store) -> None:
    os.mkfifo(good / "pipe.txt")
    result = ingest([str(good), str(good / "none.txt")], store)
    assert reasons(result) == {"none.txt": "no such file", "pipe.txt": "is not a regular file"}
    assert read(result) == GOOD


def test_a_mistake_in_two_copies_is_found_once(tmp_path: Path, store: Store, readers: ModuleType) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("共4名,其中1名、2名", encoding="utf-8")
    result = ingest([str(tmp_path)], store, workers=1, reader=readers.sums)
    assert (result.read, read(result), len(result.findings)) == (2, ["a.txt"], 1)
    (tmp_path / "a.txt").unlink()
    result = ingest([str(tmp_path)], store, workers=1, reader=readers.sums)
    assert (result.read, result.skipped, len(result.findings), len(store.findings())) == (0, 1, 1, 1)
