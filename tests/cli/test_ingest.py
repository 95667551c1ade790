"""gouji ingest, status and failures: what they say, to people and to programs, and how they end."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

import gouji.pipeline.read
from gouji.cli.engines import engine_named
from gouji.normalize import CleanText, Source
from gouji.pipeline.pool import read_all
from gouji.schemas import Document
from gouji.store import Store

pytestmark = pytest.mark.usefixtures("simple", "here")

GOOD = "行政编制{total}名,其中市直编制80名、乡镇编制40名。\n"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read in this process, where the simple extraction is."""
    for command in ("ingest", "failures"):
        monkeypatch.setattr(f"gouji.cli.{command}.engine_named", lambda *_: read_all)


@pytest.fixture
def folder(report, tmp_path: Path) -> Path:
    """Three reports, one of which has a mistake, an empty one, and a file that is none."""
    for total in (120, 121):
        report(f"in/{total}.txt", GOOD.format(total=total))
    report("in/copy.txt", GOOD.format(total=120))
    report("in/empty.txt", "")
    report("in/gold.json")
    return tmp_path / "in"


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_it_reads_what_is_new_and_says_so(call, folder: Path, tmp_path: Path) -> None:
    said = call("ingest", folder, "--store", tmp_path / "s.sqlite")
    assert said.code == 1
    assert "读入 3 · 失败 1 · 未读 1(.json 1)" in said.out
    assert f"gouji failures {tmp_path}/s.sqlite" in said.out
    assert "empty.txt:是空文件" in said.err
    again = call("ingest", folder, "--store", tmp_path / "s.sqlite", "--lang", "en")
    assert "read 0 · known 3 · failed 1" in again.out
    assert "done: read 0 · known 3 · failed 1" in again.err


def test_for_programs_there_is_one_object_on_stdout_and_lines_on_stderr(call, folder: Path, tmp_path: Path) -> None:
    said = call("ingest", folder, "--store", tmp_path / "s.sqlite", "--json")
    result = json.loads(said.out)
    assert result.pop("seconds") > 0
    assert result == {
        "run": 1, "store": str(tmp_path / "s.sqlite"), "read": 3, "known": 0, "failed": 1, "passed_over": {".json": 1},
        "documents": 2, "reports": 2, "figures": 6, "relations": {"holds": 1, "violated": 1}, "findings": {"SUM": 1},
        "read_in_part": 0,
    }  # fmt: skip
    log = rows(said.err)
    assert [row["event"] for row in log] == ["begun", "failed", "ended"]
    assert (log[1]["document"], log[1]["reason"]) == (str(folder / "empty.txt"), "is empty")
    assert all(row["time"].endswith("+00:00") for row in log)


def test_progress_is_logged_with_its_pace(call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.cli.progress._EVERY", 0.0)
    (folder / "empty.txt").unlink()
    said = call("ingest", folder, "--store", tmp_path / "s.sqlite", "--log-json")
    steps = [(row["doing"], row["done"], row["total"]) for row in rows(said.err) if row["event"] == "progress"]
    assert steps == [("reading", done, 3) for done in range(4)] + [("checking", 2, 2)]
    assert "读入 3" in said.out
    plain = call("ingest", folder, "--store", tmp_path / "t.sqlite")
    assert "读取 3/3" in plain.err


def test_without_checks_no_findings(call, folder: Path, tmp_path: Path) -> None:
    said = call("ingest", folder, "--store", tmp_path / "s.sqlite", "--no-check", "--json")
    assert (json.loads(said.out)["findings"], json.loads(said.out)["figures"]) == ({}, 6)


def test_a_dry_run_writes_nothing(call, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "s.sqlite"
    said = call("ingest", folder, "--store", place, "--dry-run")
    assert (said.code, place.exists()) == (0, False)
    assert "将读入 4(.txt 4,共 0.0 MB)" in said.out and str(folder / "copy.txt") in said.out
    assert "未读 1(.json 1)" in said.out
    call("ingest", folder, "--store", place)
    before = place.read_bytes()
    seen = json.loads(call("ingest", folder, tmp_path / "none", "--store", place, "--dry-run", "--json").out)
    assert (seen["read"], seen["known"], seen["failed"]) == (2, 3, [])  # what is empty or missing is tried
    assert place.read_bytes() == before


def test_status(call, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "s.sqlite"
    call("ingest", folder, "--store", place)
    (folder / "120.txt").write_text(GOOD.format(total=119), encoding="utf-8")
    (folder / "copy.txt").write_text(GOOD.format(total=118), encoding="utf-8")
    call("ingest", folder, "--store", place)
    state = json.loads(call("status", place, "--json").out)
    assert (state["documents"], state["files"], state["past"], state["figures"], state["unread"]) == (3, 3, 1, 9, 1)
    assert state["findings"] == {"error": 3}
    assert [(run["id"], run["read"], run["skipped"], run["failed"]) for run in state["runs"]] == [(2, 2, 1, 1), (1, 3, 0, 1)]
    assert set(state["versions"]) <= set(state["current_versions"])
    said = call("status", place, "--lang", "en", "--runs", "1")
    assert "in 3 files · 1 earlier states kept" in said.out
    assert f"gouji failures {place}" in said.out
    assert said.out.count(" UTC ") == 1


def test_failures_are_listed_until_they_are_read(call, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "s.sqlite"
    for _ in range(2):
        call("ingest", folder, "--store", place)
    failed = {"position": 3, "document": f"{folder}/empty.txt", "path": f"{folder}/empty.txt", "reason": "is empty"}
    assert json.loads(call("failures", place, "--json").out) == [failed]
    assert "empty.txt  是空文件" in call("failures", place).out
    assert call("failures", place, "--retry").code == 1
    (folder / "empty.txt").write_text("行政编制7名。\n", encoding="utf-8")
    said = call("failures", place, "--retry", "--lang", "en")
    assert (said.code, "1 again: read 1 · still failing 0" in said.out) == (0, True)
    assert "没有未能读入的文件" in call("failures", place).out
    assert json.loads(call("status", place, "--json").out)["documents"] == 3


def test_a_file_read_again_keeps_the_name_it_was_given(
    call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    call("ingest", "empty.txt", "--store", tmp_path / "s.sqlite")
    (folder / "empty.txt").write_text("行政编制7名。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert call("failures", "s.sqlite", "--retry").code == 0
    with Store.existing("s.sqlite") as store:
        assert [held.name for held in store.held()] == ["empty.txt"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("command", ["ingest", "run"])
def test_told_to_end_it_keeps_what_is_read_and_goes_on_later(
    call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, number: signal.Signals, code: int
) -> None:
    extract = gouji.pipeline.read.extract
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests run in the background have it ignored

    def stopped(source: Source, clean: CleanText, *, tagger: object = None) -> Document:
        if source.path.endswith("copy.txt"):
            os.kill(os.getpid(), number)
        return extract(source, clean, tagger=tagger)

    monkeypatch.setattr(gouji.pipeline.read, "extract", stopped)
    place = tmp_path / "s.sqlite"
    try:
        said = call(command, folder, "--store", place)
    finally:
        signal.signal(signal.SIGINT, before)
    assert said.code == code
    assert "2 份已存入" in said.err and str(place) in said.err
    assert json.loads(call("status", place, "--json").out)["unfinished"] == 1
    assert "未完成" in call("status", place).out
    monkeypatch.setattr(gouji.pipeline.read, "extract", extract)
    (folder / "empty.txt").unlink()
    assert call(command, folder, "--store", place).code == 0
    state = json.loads(call("status", place, "--json").out)
    assert (state["documents"], state["files"], state["runs"][0]["skipped"]) == (2, 3, 3)  # the third is a copy


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest", "a.txt"],
        ["ingest", "--store", "s.sqlite"],
        ["ingest", "a.txt", "--store", "mysql://x/y"],
        ["ingest", "a.txt", "--store", "s.sqlite", "--engine", "abacus"],
        ["ingest", "a.txt", "--store", "s.sqlite", "--memory", "0"],
        ["status", "none.sqlite"],
        ["failures", "none.sqlite"],
    ],
)
def test_wrong_usage(call, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = call(*arguments)
    assert said.code == 2
    assert said.err
    assert list(tmp_path.glob("*.sqlite")) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scheduler", "tcp://127.0.0.1:1"), "--scheduler: is for --engine dask"),
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"), "no Dask scheduler answers there"),
        (("--engine", "dask", "--scheduler", "nowhere"), "--scheduler nowhere: "),
    ],
)
def test_a_cluster_that_cannot_be_used_is_one_line(
    call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], said: str
) -> None:
    monkeypatch.setattr("gouji.cli.ingest.engine_named", engine_named)
    monkeypatch.setattr("gouji.pipeline.cluster._CONNECT", 0.5)
    found = call("ingest", folder, "--store", tmp_path / "s.sqlite", *options)
    assert found.code == 2
    assert found.err.splitlines()[-1].startswith("gouji: ") and said in found.err


def test_a_cluster_without_its_extra_leaves_no_store(
    call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.cli.ingest.engine_named", engine_named)
    monkeypatch.setitem(sys.modules, "distributed", None)
    found = call("ingest", folder, "--store", tmp_path / "s.sqlite", "--engine", "dask")
    assert (found.code, found.err) == (2, "gouji: --engine dask: needs gouji[dask] (pip install 'gouji[dask]')\n")
    assert not (tmp_path / "s.sqlite").exists()
