"""Which files of the paths given are read."""

import os
from pathlib import Path

import pytest

from gouji.pipeline import Failure, files, list_files, unread_pictures


def lay_out(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def names(paths: list[str], folder: Path) -> list[str]:
    return [os.path.relpath(task.path, folder) for task in list_files(paths).tasks]


def test_folders_are_walked_in_order_and_hidden_files_left_alone(tmp_path: Path) -> None:
    lay_out(tmp_path, "b.txt", "a.TXT", ".hidden.txt", "sub/c.txt", ".git/d.txt", "sub/deep/e.txt")
    assert names([str(tmp_path)], tmp_path) == ["a.TXT", "b.txt", "sub/c.txt", "sub/deep/e.txt"]


def test_other_endings_are_passed_over_and_counted(tmp_path: Path) -> None:
    lay_out(tmp_path, "a.txt", "a.json", "b.json", "README", "x.tar.gz")
    listing = list_files([str(tmp_path)])
    assert [task.name for task in listing.tasks] == [str(tmp_path / "a.txt")]
    assert listing.passed_over == {".json": 2, "": 1, ".gz": 1}
    assert listing.failed == []


READ = ("a.zip", "b.DOC", "c.wps", "d.rtf", "e.xls")
SCANS = ("f.png", "g.JPG", "h.tiff", "sub_files/i.tif")


@pytest.mark.parametrize(("ocr", "left"), [(True, 0), (False, 4)])
def test_pictures_are_read_where_ocr_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ocr: bool, left: int
) -> None:
    monkeypatch.setattr(files, "has_ocr", lambda: ocr)
    lay_out(tmp_path, *READ, *SCANS)
    listing = list_files([str(tmp_path)])
    assert [os.path.relpath(task.path, tmp_path) for task in listing.tasks] == [*READ, *(SCANS[:3] if ocr else ())]
    assert unread_pictures(listing.passed_over) == left
    assert listing.passed_over.total() == (1 if ocr else 4)


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
    (task,) = list_files(["sub"]).tasks
    assert (task.name, task.path, task.size) == ("sub/a.txt", str(tmp_path / "sub/a.txt"), 1)


@pytest.mark.parametrize("inside", [[], ["a.json"], [".hidden.txt"]])
def test_a_folder_without_reports_is_told(tmp_path: Path, inside: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "has_ocr", lambda: False)
    lay_out(tmp_path, *inside)
    reason = "holds no report (.doc .docx .et .htm .html .mht .mhtml .ods .odt .pdf .rtf .txt .wps .xls .xlsx .zip)"
    assert list_files([str(tmp_path)]).failed == [Failure(str(tmp_path), reason)]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, "a.txt", "locked/b.txt")
    scandir = os.scandir

    def refuse(place: str) -> object:  # tests run as root, whom no permission stops
        if str(place).endswith("locked"):
            raise PermissionError(13, "Permission denied", place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    listing = list_files([str(tmp_path)])
    assert [Path(task.name).name for task in listing.tasks] == ["a.txt"]
    reason = "this folder cannot be listed (Permission denied)"
    assert listing.failed == [Failure(str(tmp_path / "locked"), reason)]


def test_what_is_missing_or_no_file_is_left_to_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    listing = list_files([str(tmp_path), str(tmp_path / "none.txt")])
    assert [(Path(task.name).name, task.size) for task in listing.tasks] == [("pipe.txt", 0), ("none.txt", 0)]
