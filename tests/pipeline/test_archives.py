"""Archives in a run: their members are documents of their own, resumed, and never stopped by one of them."""

import errno
import os
import zipfile
from multiprocessing.util import get_temp_dir
from pathlib import Path
from types import ModuleType

import pytest

from gouji.pipeline import Ingested, Progress, files, ingest
from gouji.schemas import Document, GoujiError
from gouji.store import Store

WORDS = ("crash", "defect", "hang", "refuse")


def pack(path: Path, members: dict[str, str | bytes]) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return str(path)


def numbered(*numbers: int) -> dict[str, str | bytes]:
    return {f"{number}.txt": f"编制{number}名" for number in numbers}


def documents(store: Store, result: Ingested) -> list[Document]:
    return list(store.read_documents([held.id for held in result.held], source=False))


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where members are unpacked to. The sockets of worker processes stay where they are: their paths must be short."""
    get_temp_dir()
    folder = tmp_path / "spool"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_members_are_documents_in_their_order(tmp_path: Path, store: Store, readers: ModuleType, spool: Path) -> None:
    (tmp_path / "in").mkdir()
    inner = Path(pack(tmp_path / "inner.zip", numbered(3)))
    given = pack(tmp_path / "in" / "b.zip", {"里/4.txt": "编制4名", "x.zip": inner.read_bytes(), **numbered(2)})
    (tmp_path / "in" / "a.txt").write_text("编制1名", encoding="utf-8")
    result = ingest([str(tmp_path / "in")], store, reader=readers.well)
    names = [str(tmp_path / "in" / "a.txt"), f"{given}!里/4.txt", f"{given}!x.zip!3.txt", f"{given}!2.txt"]
    assert [held.name for held in result.held] == names
    assert [document.figures[0].text for document in documents(store, result)] == ["1", "4", "3", "2"]
    assert (result.read, result.failed, list(spool.glob("gouji-*"))) == (4, (), [])


def test_one_bad_member_stops_no_other(tmp_path: Path, store: Store, readers: ModuleType, spool: Path) -> None:
    given = pack(tmp_path / "a.zip", {**numbered(1, 2), **{f"{word}.txt": word for word in WORDS}, **numbered(5)})
    result = ingest([given], store, workers=2, limit=2, reader=readers.badly)
    assert [document.figures[0].text for document in documents(store, result)] == ["1", "2", "5"]
    reasons = {failure.document.removeprefix(f"{given}!"): failure.reason for failure in result.failed}
    assert list(reasons) == [f"{word}.txt" for word in WORDS]
    assert reasons.pop("defect.txt").startswith("defect in gouji")
    assert list(reasons.values()) == ["the process reading it died (exit code 3)", "took longer than 2 seconds", "is refused"]
    assert list(spool.glob("gouji-*")) == []


def test_what_cannot_be_had_is_told_and_other_files_are_passed_over(tmp_path: Path, store: Store, readers: ModuleType) -> None:
    other = {"../x.txt": "编制9名", "a.json": "{}", ".git/b.txt": "9", "__MACOSX/c.txt": "9", "README": "9"}
    given = pack(tmp_path / "a.zip", {**other, **numbered(1)})
    result = ingest([given], store, reader=readers.well)
    assert [held.name for held in result.held] == [f"{given}!1.txt"]
    assert [(failure.document, failure.reason) for failure in result.failed] == [
        (f"{given}!../x.txt", "has a name that leads out of the archive")
    ]
    assert result.passed_over == {".json": 1, "": 1}


@pytest.mark.parametrize("members", [{}, {"a.json": "{}"}, {".hidden.txt": "9"}])
def test_an_archive_without_reports_is_told(
    tmp_path: Path, store: Store, members: dict[str, str | bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (failure,) = ingest([pack(tmp_path / "a.zip", members)], store).failed
    assert failure.reason.startswith("holds no report (.csv ")


def test_a_damaged_archive_costs_one_line(tmp_path: Path, store: Store) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 nothing")
    (failure,) = ingest([str(tmp_path / "a.zip")], store).failed
    assert failure.reason == "is a damaged zip archive or Office file"


def test_only_members_that_changed_are_read_again(tmp_path: Path, store: Store, readers: ModuleType) -> None:
    given = pack(tmp_path / "a.zip", numbered(1, 2, 3))
    held = ingest([given], store, reader=readers.well).held
    assert ingest([given], store, reader=readers.never).held == held
    pack(tmp_path / "a.zip", {**numbered(1, 3), "2.txt": "编制7名", "4.txt": "编制4名"})
    told: list[Progress] = []
    result = ingest([given], store, reader=readers.well, tell=told.append)
    assert (result.read, result.skipped) == (2, 2)
    assert {document.document[-5:]: document.figures[0].text for document in documents(store, result)} == {
        "1.txt": "1", "2.txt": "7", "3.txt": "3", "4.txt": "4",
    }  # fmt: skip
    assert [(progress.done, progress.total) for progress in told if progress.doing == "reading"] == [(2, 4), (3, 4), (4, 4)]


def test_an_archive_and_its_member_are_read_once(tmp_path: Path, store: Store, readers: ModuleType) -> None:
    given = pack(tmp_path / "a.zip", numbered(1, 2))
    told: list[Progress] = []
    result = ingest([given, f"{given}!2.txt", given], store, reader=readers.well, tell=told.append)
    assert result.read == 2
    assert {progress.total for progress in told} == {2}


def test_one_member_at_a_time_is_unpacked(
    tmp_path: Path, store: Store, readers: ModuleType, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def counting(path: str, name: str, ner: bool) -> object:
        seen.append(len(list(Path(path).parent.iterdir())))
        return readers.well(path, name, ner)

    given = pack(tmp_path / "a.zip", numbered(*range(1, 10)))
    ingest([given], store, workers=1, reader=counting)  # type: ignore[arg-type]
    assert seen == [1] * 9


def test_an_interrupt_leaves_what_is_committed_and_nothing_else(
    tmp_path: Path, store: Store, readers: ModuleType, spool: Path
) -> None:
    given = pack(tmp_path / "a.zip", numbered(1, 2, 3, 4))
    with pytest.raises(KeyboardInterrupt):
        ingest([given], store, workers=1, reader=readers.interrupted)
    assert list(spool.glob("gouji-*")) == []
    result = ingest([given], store, workers=1, reader=readers.well)
    assert (result.read, result.skipped) == (2, 2)


def test_a_member_gone_in_between_has_its_reason(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    given = pack(tmp_path / "a.zip", numbered(1, 2))

    def repacked(progress: Progress) -> None:
        if not progress.done:
            pack(tmp_path / "a.zip", numbered(2))

    result = ingest([given], store, ner=False, tell=repacked)
    assert [held.name for held in result.held] == [f"{given}!2.txt"]
    assert [failure.reason for failure in result.failed] == ["no such file in the archive"]


def test_no_room_to_unpack_ends_the_run_in_one_line(
    tmp_path: Path, store: Store, readers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    given = pack(tmp_path / "a.zip", numbered(1, 2))
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(GoujiError, match=r"cannot be written \(No space left on device\)$"):
        ingest([given], store, reader=readers.well)


def test_pictures_in_archives_need_ocr_as_in_folders(
    tmp_path: Path, store: Store, readers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = pack(tmp_path / "a.zip", {"scan.png": "编制1名", "page_files/icon.png": "9", **numbered(2)})
    monkeypatch.setattr(files, "has_ocr", lambda: True)
    assert [held.name for held in ingest([given], store, reader=readers.well).held] == [
        f"{given}!scan.png", f"{given}!2.txt",
    ]  # fmt: skip
    monkeypatch.setattr(files, "has_ocr", lambda: False)
    assert ingest([given], store, reader=readers.well).passed_over == {".png": 2}
