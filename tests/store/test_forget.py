"""Files taken out of a store: which are meant, what goes, what stays under which name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from gouji.schemas import Document, Finding
from gouji.store import Failed, File, Store, pack, tables

MakeDocument = Callable[..., Document]


@pytest.fixture
def run(store: Store, new_document: MakeDocument, tmp_path: Path) -> int:
    """A run over six files: one of them a copy, two in an archive, whose name is the beginning of another's."""
    run = store.begin_run([str(tmp_path)], "v1", "zh")
    names = ("a.txt", "b/c.txt", "b/copy.txt", "b.zip!in/d.txt", "b.zip!e.txt", "b.zip2.txt")
    for place, name in enumerate(names):
        document = new_document(name, "same" if name in ("a.txt", "b/copy.txt") else name)
        store.write_batch([(File(str(tmp_path / name), name, place), pack(document))], [], pipeline_version="v1", run=run)
    return run


def left(store: Store, table: Any = tables.path, column: str = "path") -> list[str]:
    with store._engine.connect() as connection:
        return sorted(Path(str(path)).name for path in connection.execute(select(table.c[column])).scalars())


def take_out(store: Store, files: Sequence[File]) -> None:
    store.forget(files, "v1", "zh")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["a.txt"], ["a.txt"]),
        (["b"], ["c.txt", "copy.txt"]),
        (["b.zip"], ["e.txt", "d.txt"]),
        (["b.zip!in/d.txt", "a.txt"], ["a.txt", "d.txt"]),
        (["b/*.txt", "b.zi", "%"], []),
    ],
)
@pytest.mark.usefixtures("run")
def test_what_is_named(
    store: Store, tmp_path: Path, given: list[str], named: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = [Path(file.path).name.removeprefix("b.zip!") for file in store.files_named(given)]
    assert found == named
    assert store.files_named([str(tmp_path / name) for name in given]) == store.files_named(given)


@pytest.mark.usefixtures("run")
def test_what_is_gone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"")
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.zip2.txt").symlink_to("nowhere")
    assert [Path(file.path).name for file in store.files_missing()] == ["c.txt", "copy.txt"]


@pytest.mark.usefixtures("run")
def test_it_goes_to_the_past_with_its_findings(store: Store, tmp_path: Path, new_finding: Callable[..., Finding]) -> None:
    ids = {held.name: held.id for held in store.held()}
    store.write_findings(1, [new_finding("b/c.txt"), new_finding("b.zip2.txt")], ids)
    failed = Failed(9, "b/x.txt", str(tmp_path / "b/c.txt"), "is empty")
    store.write_batch([], [failed], pipeline_version="v1", run=1)
    take_out(store, store.files_named([str(tmp_path / "b/c.txt")]))
    assert "b/c.txt" not in {held.name for held in store.held()}
    assert left(store, tables.past_document) == ["c.txt"]
    assert [finding.documents for finding in (kept.finding for kept in store.findings())] == [("b.zip2.txt",)]
    assert left(store, tables.failure) == []
    with store._engine.connect() as connection:
        assert connection.execute(select(tables.past_document.c.superseded_by)).scalars().all() == [2]
        assert not connection.execute(select(tables.figure).where(tables.figure.c.document_id == ids["b/c.txt"])).all()


@pytest.mark.usefixtures("run")
def test_of_equal_files_the_others_stay(store: Store, tmp_path: Path) -> None:
    take_out(store, store.files_named([str(tmp_path / "a.txt")]))
    assert "b/copy.txt" in {held.name for held in store.held()}
    assert left(store, tables.past_document) == []
    take_out(store, store.files_named([str(tmp_path / "b")]))
    assert left(store) == ["b.zip!e.txt", "b.zip2.txt", "d.txt"]
    assert left(store, tables.past_document) == ["c.txt", "copy.txt"]


@pytest.mark.usefixtures("run")
def test_a_file_that_comes_back_is_read_again(store: Store, tmp_path: Path) -> None:
    file = File(str(tmp_path / "b.zip2.txt"), "b.zip2.txt")
    assert store.known([(file, "b.zip2.txt")], "v1")
    take_out(store, [file])
    assert store.known([(file, "b.zip2.txt")], "v1") == []
