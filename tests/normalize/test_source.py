"""Files that can be read, and one clear reason for each that cannot."""

import hashlib
import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from gouji.normalize import Source, read_source, source
from gouji.normalize.readers import kind_of
from gouji.normalize.readers.reading import Page, PageBoxes
from gouji.normalize.source import read_sources
from gouji.schemas import SourceError

TEXT = "全县共有事业单位238个，\r\n其中全额拨款171个。"


def test_text_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    read = read_source(file)
    assert (read.text, read.encoding, read.path) == (TEXT, "gb18030", str(file))
    assert read.content_hash == hashlib.sha256(TEXT.encode("gb18030")).hexdigest()
    assert read_source(file, name="乙/报告.txt").path == "乙/报告.txt"


def test_only_punctuation_is_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("。，、；：？！" * 20, encoding="utf-8")
    assert read_source(file).text == "。，、；：？！" * 20


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n  ", "is empty"),
        (b"GIF89a\x01\x00\x01\x00", "is a GIF image, which is not read yet"),
        (b"\x1f\x8b\x08\x00\x00\x00", "is a gzip archive, which is not read yet"),
        (b"PK\x03\x04\x14\x00", "is a damaged zip archive or Office file"),
        (random.Random(1).randbytes(5000), "is not text"),
        (bytes(5000), "is not text"),
    ],
)
def test_reasons_for_contents(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "b.txt"
    file.write_bytes(data)
    with pytest.raises(SourceError, match=reason) as error:
        read_source(file)
    assert str(error.value).startswith(f"{file}: ")
    assert "\n" not in str(error.value)


def test_missing_directory_and_odd_names(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "is a directory"),
        (Path("/dev/null"), "not a regular file"),
        (Path("a\0b"), "not a possible file name"),
        (tmp_path / ("长" * 300), "name is too long"),
    ):
        with pytest.raises(SourceError, match=reason):
            read_source(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    file = tmp_path / "c.txt"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0)
    with pytest.raises(SourceError, match="no permission"):
        read_source(file)


def test_refusals_of_the_system_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "d.txt"
    file.write_text(TEXT, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match="no permission to read it"):
        read_source(file)


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "e.txt"
    file.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    with pytest.raises(SourceError, match="too large"):
        read_source(file)


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4", "pdf"),
        (b"\n" * 1000 + b"%PDF-1.4", "pdf"),
        (b"\n" * 1024 + b"%PDF-1.4", "text"),
        (packed({"word/document.xml": b""}), "docx"),
        (packed({"xl/workbook.xml": b""}), "xlsx"),
        (packed({"content.xml": b""}), "office"),
        (packed({"word/document.xml.txt": b""}), "archive"),
        (packed({}), "archive"),
        (b"{\\rtf1", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"II*\x00", "image"),
        (b"\xef\xbb\xbf \n<!DOCTYPE HTML>", "html"),
        ("<html><body>".encode("utf-16"), "html"),
        (b"<!-- saved --><HTML lang=zh>", "html"),
        (b"<div class=a>", "html"),
        ("全县<编办>共有".encode(), "text"),
        (b"< 5 <p", "text"),
        (b"", "text"),
    ],
)
def test_kind_is_told_by_content(data: bytes, kind: str) -> None:
    assert kind_of("a", data)[0] == kind


def test_members_of_an_archive(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    inner = packed({"丙.txt": TEXT.encode()})
    file.write_bytes(packed({"甲.txt": TEXT.encode("gb18030"), "乙/空.txt": b"", "里.zip": inner}))
    one, empty, deep = read_sources(file, name="a.zip")
    assert isinstance(one, Source) and (one.path, one.text) == ("a.zip!甲.txt", TEXT)
    assert one.content_hash == hashlib.sha256(TEXT.encode("gb18030")).hexdigest()
    assert isinstance(empty, SourceError) and str(empty) == "a.zip!乙/空.txt: is empty"
    assert isinstance(deep, Source) and deep.path == "a.zip!里.zip!丙.txt"
    with pytest.raises(SourceError, match=r"archive of several files; one of them is named a\.zip!甲\.txt$"):
        read_source(file, name="a.zip")


def test_a_member_is_read_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(packed({"甲.txt": b"", "里!.zip": packed({"丙.txt": TEXT.encode()}), "../丁.txt": b"4"}))
    assert read_source(f"{file}!里!.zip!丙.txt").text == TEXT
    assert read_source(f"{file}!里!.zip!丙.txt", name="丙").path == "丙"
    for inner, reason in (
        ("甲.txt", "is empty"),
        ("乙.txt", "no such file in the archive"),
        ("../丁.txt", "has a name that leads out of the archive"),
    ):
        with pytest.raises(SourceError) as error:
            read_source(f"{file}!{inner}")
        assert (error.value.path, error.value.reason) == (f"{file}!{inner}", reason)


def test_a_file_with_the_mark_in_its_name_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"b.txt": b"1"}))
    (tmp_path / "a.zip!b.txt").write_text(TEXT, encoding="utf-8", newline="")
    assert read_source(tmp_path / "a.zip!b.txt").text == TEXT
    with pytest.raises(SourceError, match=r"no such file$"):
        read_source(tmp_path / "none.zip!b.txt")


def test_archive_of_one_file_and_of_none(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(packed({"甲.txt": TEXT.encode()}))
    assert read_source(file).text == TEXT
    file.write_bytes(packed({}))
    with pytest.raises(SourceError, match="archive without files"):
        read_source(file)
    (empty,) = read_sources(file)
    assert isinstance(empty, SourceError) and empty.reason == "is an archive without files"


def test_sources_of_a_file_that_is_no_archive(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8", newline="")
    assert [read.text for read in read_sources(file) if isinstance(read, Source)] == [TEXT]
    (missing,) = read_sources(tmp_path / "none")
    assert isinstance(missing, SourceError) and missing.reason == "no such file"


def test_place_is_a_page_and_a_box_a_line() -> None:
    boxes = PageBoxes.of([(10, 10, 20, 20), (20, 10, 30, 20), (10, 30, 20, 40), None])
    other = PageBoxes.of([(5, 5, 6, 6)])
    pages = (Page(1, 0, 4, 100, 100, boxes), Page(2, 4, 5, 100, 100, other, "ocr"), Page(1, 5, 6, 100, 100, other))
    read = Source("a", "", "甲乙丙\n丁戊", "pdf", None, pages)
    assert read.place(0, 2) == (1, ((10.0, 10.0, 30.0, 20.0),))
    assert read.place(1, 3) == (1, ((20.0, 10.0, 30.0, 20.0), (10.0, 30.0, 20.0, 40.0)))
    assert read.place(2, 5) == (1, ((10.0, 30.0, 20.0, 40.0),))
    assert read.place(4, 6) == (2, ((5.0, 5.0, 6.0, 6.0),))
    assert read.place(3, 4) == (1, None)
    assert read.place(6, 7) == (None, None)
    assert [read.origin_of(0, 3), read.origin_of(2, 5), read.origin_of(5, 6)] == ["text", "ocr", "text"]
    assert Source("a", "", "甲", "utf-8", None).place(0, 1) == (None, None)
