"""Which files of the paths given are read."""

import os
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from gouji.pipeline import Failure, files, folders, ingest, unread_pictures
from gouji.pipeline.files import Search
from gouji.pipeline.tasks import Task
from gouji.store import Store


def lay_out(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def find(*paths: str | Path) -> tuple[list[Task], list[Failure], Counter[str]]:
    """The files, what cannot be listed, what was passed over."""
    search = Search([str(path) for path in paths])
    found = list(search.files())
    tasks = [each for each in found if isinstance(each, Task)]
    return tasks, [each for each in found if isinstance(each, Failure)], search.passed_over


def names(paths: list[str], folder: Path) -> list[str]:
    return [os.path.relpath(task.path, folder) for task in find(*paths)[0]]


def test_folders_are_walked_in_order_and_hidden_files_left_alone(tmp_path: Path) -> None:
    lay_out(tmp_path, "b.txt", "a.TXT", ".hidden.txt", "sub/c.txt", ".git/d.txt", "sub/deep/e.txt")
    assert names([str(tmp_path)], tmp_path) == ["a.TXT", "b.txt", "sub/c.txt", "sub/deep/e.txt"]


def test_other_endings_are_passed_over_and_counted(tmp_path: Path) -> None:
    lay_out(tmp_path, "a.txt", "a.json", "b.json", "README", "x.tar.gz")
    tasks, failed, passed_over = find(tmp_path)
    assert [task.name for task in tasks] == [str(tmp_path / "a.txt")]
    assert passed_over == {".json": 2, "": 1, ".gz": 1}
    assert failed == []


READ = ("a.zip", "b.DOC", "c.wps", "d.rtf", "e.xls")
SCANS = ("f.png", "g.JPG", "h.tiff", "sub_files/i.tif")


@pytest.mark.parametrize(("ocr", "left"), [(True, 0), (False, 4)])
def test_pictures_are_read_where_ocr_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ocr: bool, left: int
) -> None:
    monkeypatch.setattr(files, "has_ocr", lambda: ocr)
    lay_out(tmp_path, *READ, *SCANS)
    tasks, _, passed_over = find(tmp_path)
    assert [os.path.relpath(task.path, tmp_path) for task in tasks] == [*READ, *(SCANS[:3] if ocr else ())]
    assert unread_pictures(passed_over) == left
    assert passed_over.total() == (1 if ocr else 4)


@pytest.mark.parametrize(
    ("there", "read"),
    [
        (["a.txt", "out/gouji.sqlite", "out/figures.csv", "out/memo.xlsx", "out/kept.csv"], ["a.txt", "out/kept.csv"]),
        (["gouji.sqlite", "datapackage/reports.csv", "posts.sdmx.csv", "z.txt"], ["z.txt"]),
        (["figures.csv", "memo.xlsx"], ["figures.csv", "memo.xlsx"]),
    ],
)
def test_what_gouji_wrote_beside_its_store_is_no_report(tmp_path: Path, there: list[str], read: list[str]) -> None:
    lay_out(tmp_path, *there)
    assert names([str(tmp_path)], tmp_path) == read
    assert find(tmp_path)[2].total() == len(there) - len(read)


def test_a_file_named_by_itself_is_always_tried(tmp_path: Path) -> None:
    lay_out(tmp_path, ".hidden.json")
    assert names([str(tmp_path / ".hidden.json")], tmp_path) == [".hidden.json"]


def test_each_file_is_read_once(tmp_path: Path) -> None:
    lay_out(tmp_path, "a.txt", "b.txt")
    paths = [str(tmp_path / "b.txt"), str(tmp_path), f"{tmp_path}/../{tmp_path.name}/a.txt"]
    assert names(paths, tmp_path) == ["b.txt", "a.txt"]


def test_a_file_keeps_the_name_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, "sub/a.txt")
    monkeypatch.chdir(tmp_path)
    ((task,), _, _) = find("sub")
    assert (task.name, task.path, task.size) == ("sub/a.txt", str(tmp_path / "sub/a.txt"), 1)


@pytest.mark.parametrize("inside", [[], ["a.json"], [".hidden.txt"]])
def test_a_folder_without_reports_is_told(tmp_path: Path, inside: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "has_ocr", lambda: False)
    lay_out(tmp_path, *inside)
    reason = "holds no report (.csv .doc .docx .et .htm .html .md .mht .mhtml .ods .odt .pdf .rtf .txt .wps .xls .xlsx .zip)"
    assert find(tmp_path)[1] == [Failure(str(tmp_path), reason)]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, "a.txt", "locked/b.txt")
    scandir = os.scandir

    def refuse(place: str) -> object:  # tests run as root, whom no permission stops
        if str(place).endswith("locked"):
            raise PermissionError(13, "Permission denied", place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    tasks, failed, _ = find(tmp_path)
    assert [Path(task.name).name for task in tasks] == ["a.txt"]
    assert failed == [Failure(str(tmp_path / "locked"), "this folder cannot be listed (Permission denied)")]


def test_what_is_missing_or_no_file_is_left_to_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    tasks, _, _ = find(tmp_path, tmp_path / "none.txt")
    assert [(Path(task.name).name, task.size) for task in tasks] == [("pipe.txt", 0), ("none.txt", 0)]


LAID_OUT = ("a.txt", "sub/b.txt", "sub/.dark/c.txt", "sub/deep/d.txt", "sub/e.json", "linked/f.txt")


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([".", "sub"], ["a.txt", "linked/f.txt", "sub/b.txt", "sub/deep/d.txt"]),
        (["sub/deep", "sub"], ["sub/deep/d.txt", "sub/b.txt"]),
        (["sub", ".", "sub/deep/d.txt"], ["sub/b.txt", "sub/deep/d.txt", "a.txt", "linked/f.txt"]),
        (["sub/deep/d.txt", "sub"], ["sub/deep/d.txt", "sub/b.txt"]),
        (["sub", "sub/.dark"], ["sub/b.txt", "sub/deep/d.txt", "sub/.dark/c.txt"]),
        (["sub", "sub/e.json"], ["sub/b.txt", "sub/deep/d.txt", "sub/e.json"]),
        (["sub", "sub/way"], ["sub/b.txt", "sub/deep/d.txt", "sub/way/f.txt"]),
        (["sub", "sub/way/f.txt"], ["sub/b.txt", "sub/deep/d.txt", "sub/way/f.txt"]),
    ],
)
def test_what_is_given_twice_is_found_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], found: list[str]
) -> None:
    """A link to a folder is only followed where it is given itself."""
    lay_out(tmp_path, *LAID_OUT)
    (tmp_path / "sub" / "way").symlink_to(tmp_path / "linked")
    monkeypatch.chdir(tmp_path)
    assert names(paths, tmp_path) == found


def test_a_long_folder_is_sorted_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, *(f"{number % 7}-{number}报告.txt" for number in range(40)), "z/1.txt", "a/2.txt")
    whole = names([str(tmp_path)], tmp_path)
    monkeypatch.setattr(folders, "_AT_ONCE", 6)
    monkeypatch.setattr(folders, "_BLOCK", 10)
    assert names([str(tmp_path)], tmp_path) == whole
    assert whole == [*sorted(whole[:40]), "a/2.txt", "z/1.txt"]
    assert Search([str(tmp_path)]).count() == 42


class Entry:
    """One of very many in a folder."""

    def __init__(self, number: int) -> None:
        self.name = f"{number * 7919 % 1_000_003:07d}年度报告.txt"

    def is_dir(self) -> bool:
        return False


def test_a_folder_of_very_many_files_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    many, at_once = 60_000, 2_000
    monkeypatch.setattr(folders, "_AT_ONCE", at_once)
    monkeypatch.setattr(os, "scandir", lambda _: closing_entries(Entry(number) for number in range(many)))
    tracemalloc.start()
    try:
        last, met = "", 0
        for name, _ in folders.entries_in_order("folder"):
            assert name > last
            last, met = name, met + 1
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert met == many
    assert peak < many * sys.getsizeof(b"00000000" + "年度报告.txt".encode()) / 3


@contextmanager
def closing_entries(entries: Iterator[Entry]) -> Iterator[Iterator[Entry]]:
    yield entries


def test_a_name_that_is_no_unicode_is_read_and_shown(tmp_path: Path, store: Store, readers: ModuleType) -> None:
    (tmp_path / os.fsdecode("编制.txt".encode("gb18030"))).write_text("编制1名", encoding="utf-8")
    result = ingest([str(tmp_path)], store, reader=readers.well)
    assert [held.name for held in result.held] == [str(tmp_path / r"\xb1\xe0\xd6\xc6.txt")]
    assert ingest([str(tmp_path)], store, reader=readers.never).skipped == 1
