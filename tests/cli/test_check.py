"""gouji check: the findings of a store, made again without its files."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import gouji.pipeline.check

pytestmark = pytest.mark.usefixtures("simple")
SUM_GOOD = "行政编制120名,其中市直编制80名、乡镇编制40名。\n"


@pytest.fixture
def filled(call: Callable[..., Any], report: Callable[..., Path], tmp_path: Path) -> Path:
    """A store of two reports, one of which does not add up; the files are gone."""
    files = [report("a.txt"), report("good.txt", SUM_GOOD)]
    place = tmp_path / "s.sqlite"
    assert call("run", *files, "--store", place).code == 0
    for file in files:
        file.unlink()
    return place


def asked(place: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(place)) as connection, connection:
        return connection.execute(query).fetchall()


def test_it_says_what_run_said_and_needs_no_file(call, filled: Path) -> None:
    said = call("check", filled)
    assert said.code == 0
    for words in ("文件  2", "数据  6", "成立 1 · 不成立 1", "SUM", "120名", str(filled)):
        assert words in said.out, words
    assert "parts and total" in call("check", filled, "--lang", "en").out


def test_relations_are_evaluated_again_and_findings_replaced(call, filled: Path) -> None:
    before = asked(filled, "SELECT code, message, fingerprint FROM finding")
    asked(filled, "UPDATE relation SET outcome = 'holds', gap = NULL, reason = 'x'")
    asked(filled, "UPDATE finding SET message = 'x'")
    assert call("check", filled).code == 0
    assert asked(filled, "SELECT code, message, fingerprint FROM finding") == before
    assert asked(filled, "SELECT outcome, gap, gap_number, reason FROM relation ORDER BY document_id") == [
        ("violated", "1", 1.0, ""),
        ("holds", "0", 0.0, ""),
    ]
    asked(filled, "UPDATE figure SET value = '40', low = '40', high = '40' WHERE text = '41名'")
    assert "没有发现不相符的数据" in call("check", filled).out
    assert asked(filled, "SELECT * FROM finding") == []


@pytest.mark.parametrize(("fail_on", "code"), [("error", 3), ("warning", 3), ("never", 0)])
def test_it_fails_where_it_is_told_to(call, filled: Path, fail_on: str, code: int) -> None:
    assert call("check", filled, "--fail-on", fail_on).code == code


def test_two_processes_find_what_one_finds(call, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gouji.pipeline.check, "FIGURES", 1)
    alone = call("check", filled, "--workers", "1")
    assert call("check", filled, "--workers", "2") == alone


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "there is no such store"), (b"no database, a report", "is not a database"), (b"", "is no store of gouji")],
)
def test_what_is_no_store_is_refused_and_left_alone(call, tmp_path: Path, content: bytes | None, reason: str) -> None:
    place = tmp_path / "x.sqlite"
    if content is not None:
        place.write_bytes(content)
    said = call("check", place)
    assert said.code == 2
    assert said.err.count("\n") == 1 and str(place) in said.err and reason in said.err
    assert not place.exists() if content is None else place.read_bytes() == content


def test_an_interrupt_leaves_the_findings(call, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = asked(filled, "SELECT code, message FROM finding")
    monkeypatch.setattr(gouji.pipeline.check.Ranking, "findings", interrupt)
    said = call("check", filled)
    assert said.code == 130
    assert "已中断" in said.err and str(filled) in said.err
    assert asked(filled, "SELECT code, message FROM finding") == before
