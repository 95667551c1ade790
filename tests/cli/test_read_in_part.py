"""What of a file was left unread reaches who reads the summary, from the first run and from those that find the file known."""

import importlib.util
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gouji.corpora.documents.build import HERE
from gouji.normalize.readers.ocr_engine import OcrMissing

Call = Callable[..., object]
TEXT = ["全县共有行政编制120名，其中县直编制80名、乡镇编制40名。", "以上各数截至2019年12月底，由县编办负责解释，特此报告。"]
UNREAD = {
    "zh": "第 2 页没有文字层或文字层已损坏,未读;要识别请安装 gouji[ocr]",
    "en": "page 2 could not be read (no text, or damaged text); to read it, install gouji[ocr]",
}
HEADING = {"zh": "未读全 1", "en": "Read in part 1"}


@pytest.fixture
def half_scanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PDF of two pages, the second a picture, read where the extra is missing."""

    def without(*_: object) -> None:
        raise OcrMissing("to read it, install gouji[ocr]")

    monkeypatch.setattr("gouji.normalize.readers.pdf_page.read_page", without)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "半.pdf"), pagesize=(595, 842))
    canvas.setFont("STSong-Light", 12)
    for line, text in enumerate(TEXT):
        canvas.drawString(72, 700 - 20 * line, text)
    canvas.showPage()
    grey = np.random.default_rng(1).integers(0, 255, (120, 90), dtype=np.uint8)
    picture = io.BytesIO()
    Image.fromarray(grey).save(picture, "PNG")
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return tmp_path / "半.pdf"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_that_was_not_read_is_told_of_and_is_no_failure(call, half_scanned: Path, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "out"
    for skipped in (False, True):
        said = call("run", half_scanned, "-o", out, "--no-ner", "--lang", lang)
        assert said.code == 0
        assert HEADING[lang] in said.out
        (line,) = (line for line in said.out.splitlines() if UNREAD[lang] in line)
        assert "半.pdf" in line
        assert ("已在库中 1" in said.out or "known 1" in said.out) is skipped
    again = call("check", out, "--lang", lang)
    assert UNREAD[lang] in again.out
    with closing(sqlite3.connect(out / "gouji.sqlite")) as connection:
        ((notes,),) = connection.execute("SELECT notes FROM v_document").fetchall()
    assert json.loads(notes) == [UNREAD["en"]]


def test_other_commands_tell_it_too(call, half_scanned: Path, tmp_path: Path) -> None:
    assert UNREAD["zh"] in call("explain", half_scanned).out
    assert UNREAD["zh"] in call("explain", half_scanned, "--html").out
    said = call("report", half_scanned, "--no-ner", "-o", tmp_path / "a.html")
    assert (said.code, UNREAD["zh"] in said.err) == (0, True)


def test_a_file_read_whole_is_not_listed(call, report, half_scanned: Path) -> None:
    said = call("run", half_scanned, report("whole.txt", TEXT[0]), "--no-ner")
    assert HEADING["zh"] in said.out
    assert "whole.txt" not in said.out
    assert "未读全" not in call("run", report("whole.txt", TEXT[0]), "--no-ner").out


def test_many_are_cut_short(call, report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a document three notes, and of the documents so many."""
    monkeypatch.setattr("gouji.cli.summary._MOST", 2)
    openpyxl = pytest.importorskip("openpyxl")
    for number in range(3):
        book = openpyxl.Workbook()
        book.active["A1"] = f"编制{number}2名"
        for sheet in "甲乙丙丁戊":
            book.create_sheet(sheet).sheet_state = "hidden"
        book.save(tmp_path / f"{number}.xlsx")
    said = call("run", tmp_path, "--no-ner")
    lines = said.out[said.out.index("未读全 3") :].splitlines()
    assert [line.split()[0].removeprefix(f"{tmp_path}/") for line in lines[1:3]] == ["0.xlsx", "1.xlsx"]
    assert lines[1].endswith("隐藏的工作表 甲 未读 · 隐藏的工作表 乙 未读 · 隐藏的工作表 丙 未读 · …… 另有 2 条")
    assert lines[3] == "…… 另有 1 条"


@pytest.mark.skipif(importlib.util.find_spec("rapidocr") is None, reason="the extra ocr is not installed")
def test_ink_that_could_not_be_read_is_told_of(call, tmp_path: Path) -> None:
    with Image.open(HERE / "made" / "scan-200-tiff" / "market-2019.tif") as scan:
        part = scan.convert("L").crop((0, 600, scan.width, 760))
    part.paste(Image.fromarray(np.random.default_rng(3).random((70, 70)) < 0.5), (1520, 20))
    part.save(tmp_path / "a.png")
    for _ in range(2):
        said = call("run", tmp_path / "a.png", "--store", tmp_path / "s.sqlite", "--no-ner")
        assert (said.code, "未读全 1" in said.out, "墨迹未能识别" in said.out) == (0, True, True)
