"""`gouji report`: a page of a store or of files, and clear lines where there can be none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("simple")


def test_a_store_and_its_files_give_the_same_page(call: Any, report: Callable[..., Path], tmp_path: Path) -> None:
    path, out = report(), tmp_path / "out"
    call("run", path, "-o", out)
    said = call("report", out / "gouji.sqlite", "-o", tmp_path / "one.html")
    assert (said.code, said.out.strip()) == (0, f"已写入 {tmp_path / 'one.html'}")
    assert call("report", path, "-o", tmp_path / "two.html").code == 0
    one, two = (tmp_path / name for name in ("one.html", "two.html"))
    assert one.read_bytes() == two.read_bytes()
    assert "行政编制" in one.read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "said"), [("zh", "勾稽核对报告"), ("en", "Consistency report")])
def test_the_page_speaks_the_language_asked_for(
    call: Any, report: Callable[..., Path], tmp_path: Path, lang: str, said: str
) -> None:
    page = tmp_path / "page.html"
    call("report", report(), "-o", page, "--lang", lang)
    assert f"<title>{said}</title>" in page.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_is_told_and_the_others_have_their_page(
    call: Any, report: Callable[..., Path], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    said = call("report", report(), report("empty.txt", ""), "-o", page)
    assert said.code == 1
    assert "empty.txt: 是空文件" in said.err
    assert "a.txt" in page.read_text(encoding="utf-8")


def test_bad_input_is_one_line(call: Any, report: Callable[..., Path], tmp_path: Path) -> None:
    said = call("report", report(), "-o", tmp_path / "no" / "page.html")
    assert said.code == 2
    assert said.err.strip().splitlines()[-1].endswith("cannot be written (No such file or directory)")
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"SQLite format 3\x00" + b"x" * 200)
    said = call("report", damaged, "-o", tmp_path / "page.html")
    assert (said.code, len(said.err.strip().splitlines())) == (2, 1)
    assert not (tmp_path / "page.html").exists()


def test_the_output_folder_of_a_run_is_its_store_and_a_baseline_folds_what_is_known(
    call: Any, report: Callable[..., Path], tmp_path: Path
) -> None:
    out, page = tmp_path / "out", tmp_path / "page.html"
    call("run", report(), "-o", out)
    assert call("report", out, "-o", page).code == 0
    assert "以前已知" not in page.read_text(encoding="utf-8")
    assert call("report", out, "-o", page, "--baseline", out).code == 0
    assert "以前已知 1 条" in page.read_text(encoding="utf-8")


def test_where_nothing_can_be_read_there_is_no_page(call: Any, tmp_path: Path) -> None:
    said = call("report", tmp_path / "missing.sqlite", "-o", tmp_path / "page.html")
    assert said.code == 1
    assert said.err.strip().endswith("missing.sqlite: 文件不存在")
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize(("lang", "said"), [("zh", "核对日期：2026-06-30。"), ("en", "Checked on 2026-06-30.")])
def test_the_page_tells_the_day_of_the_check(
    call: Any, report: Callable[..., Path], tmp_path: Path, lang: str, said: str
) -> None:
    page = tmp_path / "page.html"
    call("report", report(), "-o", page, "--lang", lang, "--date", "2026-06-30")
    assert said in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("report", "-o"), ("explain", "--html", "-o")])
def test_a_page_that_gouji_wrote_is_no_report(
    call: Any, report: Callable[..., Path], tmp_path: Path, command: tuple[str, ...]
) -> None:
    name, *options = command
    call(name, report(), *options, tmp_path / "page.html")
    said = call("run", tmp_path / "page.html")
    assert said.code == 1
    assert "是 gouji 生成的网页,不是报告" in said.out
