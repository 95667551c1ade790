"""`gouji forget`: files taken out by name or because they are gone, and clear words where there are none."""

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("simple")


@pytest.fixture
def out(call: Any, report: Any, tmp_path: Path) -> Path:
    """The store of a run over two files, of which one is gone now."""
    call("run", report(), gone := report("b.txt", "行政编制7名。\n"), "-o", tmp_path / "out")
    gone.unlink()
    return tmp_path / "out"


def documents(call: Any, store: Path) -> int:
    return int(json.loads(call("status", store, "--json").out)["documents"])


def test_those_that_are_gone(call: Any, out: Path, tmp_path: Path) -> None:
    said = call("forget", out, "--missing", "--dry-run", "--lang", "en")
    assert said.out.splitlines() == [str(tmp_path / "b.txt"), "1 files would be taken out"]
    assert documents(call, out) == 2
    said = call("forget", out, "--missing")
    assert said.out.splitlines() == [str(tmp_path / "b.txt"), f"已移出 1 个文件;gouji check {out} 可重新检验其余文件"]
    assert (said.code, documents(call, out)) == (0, 1)
    assert call("forget", out, "--missing").out.startswith("已移出 0 个文件")


def test_by_name(call: Any, out: Path, tmp_path: Path) -> None:
    assert call("forget", out, tmp_path / "a.txt").code == 0
    assert documents(call, out) == 1
    assert call("run", tmp_path / "a.txt", "-o", out).code == 0
    assert documents(call, out) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "name files, or give --missing"),
        (["a.txt", "--missing"], "name files, or give"),
        (["no.txt"], "holds no file of no.txt"),
    ],
)
def test_wrong_usage_is_one_line(call: Any, out: Path, words: list[str], told: str) -> None:
    said = call("forget", out, *words)
    assert (said.code, said.err.count("\n")) == (2, 1) and told in said.err
    assert documents(call, out) == 2
