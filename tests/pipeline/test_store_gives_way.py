"""A disk that fills up and a store that may not be written: one clear line, and the store as it was committed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from gouji.pipeline import ingest
from gouji.schemas import StoreError
from gouji.store import Store

RUN = Path(__file__).parent / "stand_ins" / "stand_in_run.py"
NOBODY = 65534


def write_archive(folder: Path, count: int, length: int) -> str:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"共3名,其中1名、2名{number}" + "文" * length, encoding="utf-8")
    return str(folder)


def kept(place: Path) -> int:
    """How many documents a store has, each of which must be whole."""
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        halves = "SELECT count(*) FROM document WHERE id NOT IN (SELECT document_id FROM figure)"
        assert connection.execute(halves).fetchone() == (0,)
        return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])


@contextmanager
def tiny_disk(folder: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None or os.geteuid() != 0, reason="only root mounts disks")
def test_a_full_disk(tmp_path: Path, readers: ModuleType) -> None:
    archive = write_archive(tmp_path / "in", 200, 8_000)
    with tiny_disk(tmp_path / "disk") as disk:
        place = disk / "s.sqlite"
        with Store.open(str(place)) as store, pytest.raises(StoreError, match=r"s\.sqlite: no space left on the disk$"):
            ingest([archive], store, workers=1, reader=readers.well)
        some = kept(place)
        assert some < 200
        for file in disk.glob("s.sqlite*"):  # its log too, for which there was no room in it
            shutil.copy(file, tmp_path)
    larger = tmp_path / "s.sqlite"
    with Store.open(str(larger)) as store:  # on a disk with room it goes on
        result = ingest([archive], store, workers=1, reader=readers.well)
    assert (result.read, result.skipped, kept(larger)) == (200 - some, some, 200)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    archive, place = write_archive(tmp_path / "in", 100, 20_000), tmp_path / "s.sqlite"
    Store.open(str(place)).close()
    limit = f"ulimit -f 1000; exec '{sys.executable}' '{RUN}' '{archive}' '{place}' well"  # blocks of 512 or 1024 bytes
    ended = subprocess.run(["sh", "-c", limit], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr == f"gouji: {place}: cannot be read or written (disk I/O error)\n"
    assert kept(place) < 100


def test_a_store_that_may_not_be_written(tmp_path: Path, readers: ModuleType) -> None:
    archive, place = write_archive(tmp_path / "in", 3, 10), tmp_path / "s.sqlite"
    with Store.open(str(place)) as store:
        ingest([archive], store, workers=1, reader=readers.well)
    (tmp_path / "in" / "new.txt").write_text("编制9名", encoding="utf-8")
    before = place.read_bytes()
    os.chmod(place, 0o444)
    refused = pytest.raises(StoreError, match=r"s\.sqlite: cannot be (written|opened)")
    with no_privileges(tmp_path), refused, Store.open(str(place)) as store:
        ingest([archive], store, workers=1, reader=readers.well)
    assert place.read_bytes() == before
    assert kept(place) == 3


@contextmanager
def no_privileges(folder: Path) -> Iterator[None]:
    """As a user who is not root, whom permissions stop; `folder` and those above it can be entered."""
    if os.geteuid() != 0:
        yield
        return
    for place in (folder, *folder.parents[:2]):
        os.chmod(place, place.stat().st_mode | 0o005)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_server_that_only_reads(tmp_path: Path, readers: ModuleType, database: str) -> None:
    archive = write_archive(tmp_path / "in", 3, 10)
    with Store.open(database) as store:
        ingest([archive], store, workers=1, reader=readers.well)
    (tmp_path / "in" / "new.txt").write_text("编制9名", encoding="utf-8")
    with Store.open(f"{database}?options=-cdefault_transaction_read_only%3Don") as store:
        assert len(store.held()) == 3
        with pytest.raises(StoreError, match=r"cannot be written \(read-only\)$"):
            ingest([archive], store, workers=1, reader=readers.well)
    with Store.open(database) as store:
        assert len(store.held()) == 3
