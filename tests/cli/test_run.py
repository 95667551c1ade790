"""gouji run: what it writes, what it says, and how it ends."""

import importlib
import json
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gouji.normalize.readers.ocr_engine import OcrMissing

SUM_GOOD = "行政编制120名,其中市直编制80名、乡镇编制40名。\n"

pytestmark = pytest.mark.usefixtures("simple")


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_it_writes_the_rows_and_the_store(call, report, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = call("run", report(), "-o", out, "--format", "jsonl,csv,xlsx")
    assert said.code == 0
    assert [row["text"] for row in lines(out / "figures.jsonl")] == ["120名", "80名", "41名"]
    assert [row["outcome"] for row in lines(out / "relations.jsonl")] == ["violated"]
    assert [row["code"] for row in lines(out / "findings.jsonl")] == ["SUM"]
    stems = {"figures", "relations", "findings", "reports"}
    files = {f"{stem}.{ending}" for stem in stems for ending in ("jsonl", "csv")} | {"gouji.xlsx", "gouji.sqlite"}
    assert {path.name for path in out.iterdir()} == files
    with closing(sqlite3.connect(out / "gouji.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM v_observation").fetchone() == (3,)


def test_the_summary_counts_and_lists(call, report, tmp_path: Path) -> None:
    report("in/a.txt")
    report("in/good.txt", SUM_GOOD)
    report("in/empty.txt", "")
    report("in/gold.json")
    said = call("run", tmp_path / "in")
    words = said.out.split()
    for expected in ("读入", "失败", "编制", "成立", "不成立", "是空文件", "SUM"):
        assert expected in words or any(expected in word for word in words), expected
    assert "未读 1(.json 1)" in said.out
    assert "120" in said.out.split("不相符的数据")[1]
    assert said.err == ""


def test_it_speaks_english(call, report, tmp_path: Path) -> None:
    report("in/a.txt")
    report("in/empty.txt", "")
    said = call("run", tmp_path / "in", "--lang", "en")
    assert "What does not add up" in said.out
    assert "is empty" in said.out
    assert "violated" in said.out


def test_without_output_nothing_is_written(call, report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report("in/a.txt")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert call("run", "../in").code == 0
    assert not list((tmp_path / "here").iterdir())
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["a.txt"]


def test_with_a_store_alone_only_the_store_is_written(call, report, tmp_path: Path) -> None:
    report("in/a.txt")
    call("run", tmp_path / "in", "--store", f"sqlite:///{tmp_path}/s.sqlite")
    assert {path.name for path in tmp_path.iterdir()} == {"in", "s.sqlite"}


def test_a_second_run_reads_nothing_and_writes_the_same(call, report, tmp_path: Path) -> None:
    path, out = report(), tmp_path / "out"
    call("run", path, "-o", out)
    before = {file.name: file.read_bytes() for file in out.glob("*.jsonl")}
    said = call("run", path, "-o", out)
    assert "已在库中 1" in said.out
    assert {file.name: file.read_bytes() for file in out.glob("*.jsonl")} == before


@pytest.mark.parametrize(
    ("text", "extra", "options", "code"),
    [
        (SUM_GOOD, None, [], 0),
        (SUM_GOOD, None, ["--fail-on", "error"], 0),
        (None, None, [], 0),
        (None, None, ["--fail-on", "never"], 0),
        (None, None, ["--fail-on", "error"], 3),
        (None, None, ["--fail-on", "warning"], 3),
        (SUM_GOOD, "", [], 1),
        (None, "", ["--fail-on", "error"], 1),
    ],
)
def test_exit_codes(
    call, report: Callable[..., Path], text: str | None, extra: str | None, options: list[str], code: int
) -> None:
    paths = [report() if text is None else report("a.txt", text)]
    if extra is not None:
        paths.append(report("bad.txt", extra))
    assert call("run", *paths, *options).code == code


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "a.txt", "--format", "pdf"],
        ["run", "a.txt", "--format", ""],
        ["run", "a.txt", "--workers", "0"],
        ["run", "a.txt", "--fail-on", "info"],
        ["run", "a.txt", "--lang", "fr"],
        ["run", "a.txt", "--store", "mysql://x/y"],
        ["frobnicate"],
        ["show"],
    ],
)
def test_wrong_usage(call, arguments: list[str]) -> None:
    said = call(*arguments)
    assert said.code == 2
    assert said.err


def test_an_interrupt_is_quiet_and_says_what_is_kept(call, report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("gouji.pipeline.ingest")

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "check_held", interrupt)
    said = call("run", report(), "-o", tmp_path / "out")
    assert said.code == 130
    assert "1 份" in said.err and "gouji.sqlite" in said.err
    assert call("run", report()).code == 130


def test_pictures_passed_over_say_what_to_install(call, report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.pipeline.files.has_ocr", lambda: False)
    report("in/a.txt")
    (tmp_path / "in" / "b.png").write_bytes(b"\x89PNG")
    said = call("run", tmp_path / "in")
    assert (said.code, "图片 1 张未读:装上 gouji[ocr] 即可识别" in said.out, ".png 1" in said.out) == (0, True, True)
    assert "pictures not read: 1 (to read them, install gouji[ocr])" in call("run", tmp_path / "in", "--lang", "en").out


@pytest.mark.parametrize(("lang", "reason"), [("zh", "是图片;要识别请安装 gouji[ocr]"), ("en", "is a picture; to read it")])
def test_a_picture_given_without_ocr_is_a_failure_and_the_run_goes_on(
    call, report, root: Path, monkeypatch: pytest.MonkeyPatch, lang: str, reason: str
) -> None:
    def without(*_: object) -> None:
        raise OcrMissing("to read it, install gouji[ocr]")

    monkeypatch.setattr("gouji.normalize.readers.ocr.read_page", without)
    scan = root / "corpora" / "documents" / "made" / "scan-120-jpg" / "establishment-2016.jpg"
    said = call("run", scan, report("a.txt", SUM_GOOD), "--lang", lang)
    assert said.code == 1
    assert reason in said.out
    assert {"zh": "读入 1 · 失败 1", "en": "read 1 · failed 1"}[lang] in said.out


def test_a_mistyped_path_leaves_alone_what_an_earlier_run_wrote(call, report, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call("run", report(), "-o", out).code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix == ".jsonl"}
    said = call("run", tmp_path / "打错的路径", "-o", out)
    assert (said.code, said.out) == (2, "")
    assert "打错的路径: no such file or folder" in said.err
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.suffix == ".jsonl"} == before


def test_a_format_without_a_folder_is_refused(call, report) -> None:
    said = call("run", report(), "--format", "csv")
    assert said.code == 2
    assert "--format needs -o" in said.err


def test_the_command_that_it_names_works_after_a_second_run_and_in_a_shell(call, report, tmp_path: Path) -> None:
    out = tmp_path / "输出 一"
    call("run", report("one.txt"), "-o", out)
    said = call("run", report("two.txt", "行政编制130名,其中市直编制80名、乡镇编制40名。\n"), "-o", out)
    hint = shlex.split(next(line for line in said.out.splitlines() if "gouji findings" in line).partition(":")[2])
    assert hint[:3] == ["gouji", "findings", str(out / "gouji.sqlite")]
    shown = call(*hint[1:])
    assert shown.code == 0
    assert "130" in shown.out
