"""Whatever is given: one clear line or a normal result, no traceback, and the rows of the other files."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import gouji.normalize.source

GOOD = "全县共有行政编制120名。\n"

Make = Callable[[Path], None]


def fifo(path: Path) -> None:
    os.mkfifo(path)


FAILING: dict[str, tuple[Make, str]] = {
    "missing": (lambda path: None, "no such file"),
    "empty": (lambda path: path.write_bytes(b"") and None, "is empty"),
    "blank": (lambda path: path.write_text(" \n\u3000\n", encoding="utf-8") and None, "is empty"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 40) and None, "is not text"),
    "zeros": (lambda path: path.write_bytes(bytes(10_000)) and None, "is"),
    "pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n") and None, "is a damaged PDF"),
    "pipe": (fifo, "is not a regular file"),
    "folder without reports": (lambda path: path.mkdir(), "holds no report"),
}
READABLE: dict[str, str] = {
    "only punctuation": "。，、；：？！“”（）…—" * 500,
    "only signs": "%%%‰‰+++---===@@@" * 500,
    "one million digits": "1234567890" * 100_000,
    "a million of one digit": "9" * 1_000_000 + "名",
    "deep brackets": "（" * 50_000,
    "one long line": "全县共有行政编制120名，" * 2_000,
    "escapes": "编制\x1b[2J120名\x07",
    "odd line ends": "编制12\r0名\u2028编制3\x0b名\x85",
    "many lines": "\n" * 100_000 + "编制12名",
}


def figures(out: Path, name: str) -> list[str]:
    with (out / "figures.jsonl").open(encoding="utf-8") as file:
        return [row["text"] for row in map(json.loads, file) if row["document"].endswith(name)]


@pytest.mark.parametrize("case", FAILING)
def test_what_cannot_be_read_costs_one_line(call, report, tmp_path: Path, case: str) -> None:
    make, reason = FAILING[case]
    make(tmp_path / "bad.txt")
    said = call("run", tmp_path / "bad.txt", report("good.txt", GOOD), "-o", tmp_path / "out", "--lang", "en", "--no-ner")
    (line,) = (line for line in said.out.splitlines() if "bad.txt" in line)
    assert reason in line
    assert said.code == 1
    assert figures(tmp_path / "out", "good.txt") == ["120名"]


@pytest.mark.parametrize("case", READABLE)
def test_odd_texts_are_read(call, report, tmp_path: Path, case: str) -> None:
    odd = report("odd.txt", READABLE[case])
    said = call("run", odd, report("good.txt", GOOD), "-o", tmp_path / "out", "--format", "jsonl,csv,xlsx", "--no-ner")
    assert said.code == 0, said.out
    assert figures(tmp_path / "out", "good.txt") == ["120名"]


@pytest.mark.parametrize("case", [*FAILING, "only punctuation", "escapes", "odd line ends"])
@pytest.mark.parametrize("command", ["show", "explain"])
def test_show_and_explain_end_in_one_line_too(call, report, tmp_path: Path, command: str, case: str) -> None:
    if case in FAILING:
        FAILING[case][0](tmp_path / "bad.txt")
        said = call(command, tmp_path / "bad.txt")
        assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)
        assert "bad.txt" in said.err
    else:
        said = call(command, report("bad.txt", READABLE[case]))
        assert said.code == 0
        assert "\x1b" not in said.out


def test_a_file_without_permission(call, report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = report("bad.txt"), report("good.txt", GOOD)
    opened = Path.open

    def refuse(path: Path, *args: object, **options: object) -> object:  # tests run as root, whom no permission stops
        if path.name == "bad.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    said = call("run", bad, good, "-o", tmp_path / "out", "--no-ner")
    assert said.code == 1
    assert "没有读取权限" in said.out
    assert figures(tmp_path / "out", "good.txt") == ["120名"]


def test_a_file_that_is_too_large(call, report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gouji.normalize.source, "MAX_BYTES", 100)
    said = call("run", report("big.txt", GOOD * 10), report("good.txt", GOOD), "--no-ner")
    assert said.code == 1
    assert "文件过大" in said.out


@pytest.mark.slow
def test_fifty_megabytes(call, report, tmp_path: Path) -> None:
    prose = "深入贯彻落实上级部署，坚持以人为本，强化责任落实，不断提高管理水平和服务质量，较好地完成了各项工作任务。\n"
    page = prose * 50 + "全县共有行政编制120名，实有人员118名。\n"
    big = report("big.txt", page * (50_000_000 // len(page.encode())))
    said = call("run", big, report("good.txt", GOOD), "-o", tmp_path / "out", "--no-ner")
    assert said.code == 0, said.out
    assert figures(tmp_path / "out", "good.txt") == ["120名"]


@pytest.mark.parametrize("kind", ["a file", "a folder in a file", "not a database", "a folder"])
def test_a_place_that_cannot_be_used(call, report, tmp_path: Path, kind: str) -> None:
    (tmp_path / "taken").write_text("不是数据库" * 500, encoding="utf-8")
    options = {
        "a file": ["-o", tmp_path / "taken"],
        "a folder in a file": ["-o", tmp_path / "taken" / "out"],
        "not a database": ["--store", tmp_path / "taken"],
        "a folder": ["--store", tmp_path],
    }[kind]
    said = call("run", report(), *options, "--no-ner")
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert str(tmp_path) in said.err


def test_an_output_folder_that_may_not_be_written(call, report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    said = call("run", report(), "-o", tmp_path / "out")
    assert (said.code, said.out) == (2, "")
    assert "cannot be written (Permission denied)" in said.err
