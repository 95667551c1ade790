"""Waiver files and baselines: read exactly, written so that they are read back, refused in one line."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.pipeline import read_baseline, read_waivers, write_waiver
from gouji.schemas import GoujiError, SourceError, Waiver
from gouji.store import Store

ENTRY = '[[waiver]]\nfingerprint = "a1"\nvalue_digest = "b2"\nreason = "口径不同"\nby = "张三"\nuntil = 2027-12-31\n'
WAIVER = Waiver("a1", "b2", "口径不同", "张三", date(2027, 12, 31))

BAD = {
    "no file": (None, "No such file"),
    "no TOML": ("waiver: 1", "is no waiver file"),
    "not UTF-8": ("豁免".encode("gb18030"), "not UTF-8"),
    "another table": ("[project]\nname = 'x'", "project: only"),
    "one table": ("[waiver]\nby = 'x'", "only [[waiver]]"),
    "numbers": ("waiver = [1]", "waiver 1: without by"),
    "no reason": (ENTRY.replace('reason = "口径不同"\n', ""), "waiver 1: without reason"),
    "blank reason": (ENTRY + ENTRY.replace("口径不同", " "), "waiver 2: reason must be a text"),
    "an unknown field": (ENTRY + "when = 1\n", "waiver 1: when unknown"),
    "a day as text": (ENTRY.replace("2027-12-31", '"2027-12-31"'), "until must be a date"),
    "an hour": (ENTRY.replace("2027-12-31", "2027-12-31T08:00:00"), "until must be a date"),
    "no such day": (ENTRY.replace("2027-12-31", "2027-02-31"), "is no waiver file"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gives_one_line_that_names_it(tmp_path: Path, case: str) -> None:
    content, reason = BAD[case]
    path = tmp_path / "waivers.toml"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SourceError, match=r"waivers\.toml") as caught:
        read_waivers(str(path))
    assert reason in str(caught.value) and "\n" not in str(caught.value)
    if content is not None:
        with pytest.raises(SourceError):
            write_waiver(str(path), WAIVER, "")
        assert path.read_bytes() == (content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "\ufeff" + ENTRY, ENTRY * 3])
def test_good_files(tmp_path: Path, content: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(content, encoding="utf-8")
    assert read_waivers(str(path)) == (WAIVER,) * content.count("[[waiver]]")


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)


@settings(max_examples=30)
@given(TEXTS, TEXTS, TEXTS, st.dates(min_value=date(1000, 1, 1)))
def test_what_is_written_is_read_back(reason: str, by: str, about: str, day: date) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "waivers.toml"
        for number in range(2):
            write_waiver(str(path), Waiver("a1", f"{number}", reason, by, day), about)
        expected = [Waiver("a1", f"{number}", " ".join(reason.split()), " ".join(by.split()), day) for number in range(2)]
        assert list(read_waivers(str(path))) == expected
        assert [entry.name for entry in path.parent.iterdir()] == ["waivers.toml"]


def test_what_stood_in_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text("# ours\n" + ENTRY, encoding="utf-8")
    write_waiver(str(path), WAIVER, "SUM a.txt\n两行")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ours\n" + ENTRY)
    assert "# SUM a.txt\n# 两行\n[[waiver]]" in text


def test_baselines_of_every_kind_say_the_same(tmp_path: Path) -> None:
    rows = [{"fingerprint": "a", "value_digest": digest} for digest in "xy"] + [{"fingerprint": "b", "value_digest": "x"}]
    (tmp_path / "findings.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    known = {"a": {"x", "y"}, "b": {"x"}}
    assert read_baseline(str(tmp_path / "findings.jsonl")) == known
    assert read_baseline(str(tmp_path)) == known
    with Store.open(str(tmp_path / "empty.sqlite")):
        pass
    assert read_baseline(str(tmp_path / "empty.sqlite")) == read_baseline(f"sqlite:///{tmp_path}/empty.sqlite") == {}


@pytest.mark.parametrize(
    "content", [None, b"not json", b'{"fingerprint": "a"}', b"[1]", b"\xff\xfe", b"SQLite format 3\x00 cut"]
)
def test_what_is_no_baseline(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "old.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GoujiError, match=r"old\.jsonl: ") as caught:
        read_baseline(str(path))
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_baseline(str(tmp_path))
