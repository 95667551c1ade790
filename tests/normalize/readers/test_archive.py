"""Zip archives: every member or one reason, and no archive that unpacks without end."""

import io
import random
import struct
import zipfile

import pytest

from gouji.normalize.readers import archive
from gouji.normalize.readers.archive import members
from gouji.schemas import SourceError

TEXT = "全区共有泵站46座。".encode()
NAMES = ("二〇一八年度工作报告.txt", "附件/人员情况统计表.html")


def zipped(*files: tuple[str, bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def in_old_encoding(encoding: str, *files: tuple[str, bytes]) -> bytes:
    """An archive whose names are in the encoding of an old system, without a word of which."""
    marks = {f"{number:0{len(name.encode(encoding))}d}": name for number, (name, _) in enumerate(files)}
    data = zipped(*zip(marks, (content for _, content in files), strict=True))
    for mark, name in marks.items():
        data = data.replace(mark.encode(), name.encode(encoding))
    return data


def read(data: bytes) -> tuple[dict[str, bytes], list[str]]:
    found = list(members("甲.zip", data))
    return dict(m for m in found if isinstance(m, tuple)), [str(m) for m in found if isinstance(m, SourceError)]


def test_members_in_order_without_what_systems_add() -> None:
    data = zipped(
        ("b.txt", TEXT),
        ("a/", b""),
        ("a/c.html", b"<p>"),
        ("__MACOSX/._b.txt", b"x"),
        ("a/Thumbs.db", b"x"),
        (".DS_Store", b"x"),
    )
    assert list(members("甲.zip", data)) == [("b.txt", TEXT), ("a/c.html", b"<p>")]


@pytest.mark.parametrize("encoding", ["gb18030", "cp950", "utf-8"])
def test_names_of_old_systems(encoding: str) -> None:
    names = ("二○○八年度工作報告.txt", "附件/人員情況統計表.html") if encoding == "cp950" else NAMES
    data = in_old_encoding(encoding, *((name, TEXT) for name in names))
    assert read(data) == ({name: TEXT for name in names}, [])


def test_names_that_are_marked_as_utf8() -> None:
    assert read(zipped(*((name, TEXT) for name in NAMES)))[0].keys() == set(NAMES)


@pytest.mark.parametrize("name", ["../外.txt", "a/../../b.txt", "/etc/x.txt", "C:\\x.txt", "..\\x.txt", "./../x"])
def test_names_that_lead_out(name: str) -> None:
    files, errors = read(zipped(("好.txt", TEXT), (name, TEXT)))
    assert list(files) == ["好.txt"]
    assert len(errors) == 1 and errors[0].endswith(": has a name that leads out of the archive")


def test_a_member_without_a_name() -> None:
    data = zipped(("a.txt", TEXT), ("b.txt", TEXT)).replace(b"a.txt", b"\0.txt")  # a name ends where it has a NUL
    assert read(data) == ({"b.txt": TEXT}, ["甲.zip!: has no name"])


def test_names_fit_into_a_line() -> None:
    files, _ = read(zipped(("甲\u2028\x85\x1b[乙.txt", TEXT), ("长" * 5000, TEXT)))
    assert list(files) == ["甲���[乙.txt", "长" * 255]


def test_a_name_with_points_leads_nowhere() -> None:
    assert read(zipped(("v1..2/a...txt", TEXT)))[1] == []


def test_an_encrypted_member() -> None:
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    assert read(bytes(data)) == ({"b.txt": TEXT}, ["甲.zip!a.txt: is encrypted"])


def test_a_name_that_comes_twice() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(("a.txt", TEXT), ("a.txt", b"other"))
    assert read(data) == ({"a.txt": TEXT}, ["甲.zip!a.txt: has the name of another file in the archive"])


def test_a_link() -> None:
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, "/etc/hostname")
    assert read(out.getvalue()) == ({}, ["甲.zip!a.txt: is a link and no file"])


def test_a_damaged_member_does_not_take_the_others_along() -> None:
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT), level=zipfile.ZIP_STORED))
    data[data.find(TEXT) + 3] ^= 0xFF
    assert read(bytes(data)) == ({"b.txt": TEXT}, ["甲.zip!a.txt: is damaged inside the archive"])


def test_archives_in_archives() -> None:
    inner = zipped(("内.txt", TEXT))
    middle = zipped(("深.zip", inner), ("中.txt", TEXT))
    files, errors = read(zipped(("外.zip", middle), ("外.txt", TEXT)))
    assert (list(files), errors) == (["外.zip!深.zip!内.txt", "外.zip!中.txt", "外.txt"], [])
    files, errors = read(zipped(("0.zip", zipped(("外.zip", middle)))))
    assert list(files) == ["0.zip!外.zip!中.txt"]
    assert errors == ["甲.zip!0.zip!外.zip!深.zip: is an archive within archives, which are opened 2 deep"]


def test_office_files_are_members_and_no_archives() -> None:
    word = zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
    assert read(zipped(("a.docx", word)))[0] == {"a.docx": word}


def test_a_bomb() -> None:
    data = zipped(("a.txt", bytes(50 * 1024 * 1024)), ("b.txt", TEXT))
    assert read(data) == ({"b.txt": TEXT}, ["甲.zip!a.txt: is packed more than 200 to 1, as no honest file is"])


def test_what_shrinks_well_is_read_while_it_is_small() -> None:
    assert read(zipped(("a.txt", b"a" * 900_000)))[0] == {"a.txt": b"a" * 900_000}


def test_a_size_that_lies() -> None:
    data = bytearray(zipped(("a.txt", TEXT * 1000)))
    at = data.find(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    assert read(bytes(data)) == ({}, ["甲.zip!a.txt: is damaged inside the archive"])


def test_limits_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped(*((f"{i}.txt", TEXT) for i in range(6)))
    monkeypatch.setattr(archive._Budget.__init__, "__defaults__", (4, archive.MAX_TOTAL))
    files, errors = read(many)
    assert len(files) == 4 and errors == []
    monkeypatch.setattr(archive._Budget.__init__, "__defaults__", (archive.MAX_MEMBERS, 2 * len(TEXT) + 5))
    files, errors = read(many)
    assert len(files) == 2 and "is too large unpacked" in errors[0]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x05\x06" + bytes(5), zipped(("a.txt", TEXT))[:-10]])
def test_no_archive(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^甲\.zip: is a damaged zip archive or Office file$"):
        list(members("甲.zip", data))


def test_too_many_entries() -> None:
    with pytest.raises(SourceError, match="more than 20,000 files"):
        list(members("甲.zip", b"PK\x03\x04" + archive.ENTRY * 20_001))


@pytest.mark.parametrize("seed", range(200))
def test_mutated_archives(seed: int) -> None:
    rng = random.Random(seed)
    inner = in_old_encoding("gb18030", (NAMES[0], TEXT))
    data = bytearray(
        zipped((NAMES[1], TEXT), ("i.zip", inner), level=rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2)))
    )
    for _ in range(rng.randint(1, 8)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    try:
        found = list(members("甲.zip", bytes(data[: rng.choice((len(data), rng.randrange(len(data))))])))
    except SourceError as refused:
        found = [refused]
    assert all(isinstance(m, SourceError) or len(m) == 2 for m in found)
