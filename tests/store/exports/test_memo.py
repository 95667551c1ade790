"""The memo: every finding in its office's sheet, laid out to be printed, and what LibreOffice makes of it."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from gouji.pipeline.casework import entry_of, memo_of, write_cases
from gouji.schemas import Document, StoreError
from gouji.store import Case
from gouji.store.exports.entries import Memo
from gouji.store.exports.memo import _sheet_name, write_memo

CasesOf = Callable[..., list[Case]]
NewReport = Callable[..., Document]
DAY = date(2026, 6, 30)
TEXT = "全县编制120名，其中市直80名、乡镇41名。"
NUMBERS = ["120名", "80名", "41名"]
HEADS = ["序号", "报告", "位置", "原文", "所述数字", "应为/推算", "差额", "可能有误的数字及建议", "核对意见", "回复"]


def book_of(path: Path, cases: list[Case], lang: str = "zh", title: str = ""):
    write_memo(path, memo_of(cases, lang, DAY, title))
    return load_workbook(path, rich_text=True)


def test_an_office_has_a_sheet_and_a_finding_a_row(tmp_path: Path, demo: list[Case]) -> None:
    book = book_of(tmp_path / "memo.xlsx", demo)
    offices = {case.office for case in demo}
    assert len(book.worksheets) == len(offices) > 3
    rows = 0
    for sheet in book.worksheets:
        assert [cell.value for cell in sheet[3]] == HEADS
        numbers = [cell.value for cell in sheet["A"] if isinstance(cell.value, int)]
        assert numbers == list(range(1, len(numbers) + 1))
        rows += len(numbers)
    assert rows == len(demo)


def test_what_a_row_says(tmp_path: Path, cases_of: CasesOf, new_report: NewReport) -> None:
    cases = cases_of(new_report("\n" + TEXT, NUMBERS, title="2007年工作总结", office="江北县编办"))
    sheet = book_of(tmp_path / "memo.xlsx", cases, title="数据质量核查表").worksheets[0]
    assert (sheet.title, sheet["A1"].value, sheet["A2"].value) == ("江北县编办", "数据质量核查表", "单位：江北县编办")
    assert sheet["F2"].value == "核对日期：2026年6月30日　　共 1 条"
    row = [cell.value for cell in sheet[4]]
    assert row[:3] == [1, "2007年工作总结", "第2行"]
    assert str(row[3]) == TEXT
    marked = [piece.text for piece in row[3] if not isinstance(piece, str) and piece.font.b]
    assert marked == NUMBERS
    assert row[4:7] == ["编制 120名", "121名\n80+41=121", "1名"]
    assert row[8:] == [None, None]


def test_two_reports_stand_numbered_in_one_row(demo: list[Case]) -> None:
    case = next(case for case in demo if case.finding.code == "YEAR_SAME")
    entry = entry_of(case, "zh")
    assert [line[0] for line in entry.report.split("\n")] == ["①", "②"]
    assert [line[0] for line in entry.place.split("\n")] == ["①", "②"]
    text = "".join(piece for piece, _ in entry.quote)
    assert text.startswith("①") and "\n②" in text
    assert [piece for piece, shown in entry.quote if shown] == [exhibit.figure.text for exhibit in case.exhibits]


def test_one_office_under_two_names_has_one_sheet(tmp_path: Path, cases_of: CasesOf, new_report: NewReport) -> None:
    names = ["江北县编办", "江北县机构编制委员会办公室"]
    documents = [new_report(TEXT, NUMBERS, f"{place}.txt", office=name) for place, name in enumerate(names)]
    book = book_of(tmp_path / "memo.xlsx", cases_of(*documents))
    assert book.sheetnames == ["江北县机构编制委员会办公室"]


def test_without_an_office_the_file_names_the_sheet(tmp_path: Path, cases_of: CasesOf, new_report: NewReport) -> None:
    book = book_of(tmp_path / "memo.xlsx", cases_of(new_report(TEXT, NUMBERS, "in/a[1].txt")))
    assert book.sheetnames == ["a_1_.txt"]


def test_it_is_laid_out_for_a4_across(tmp_path: Path, demo: list[Case]) -> None:
    for sheet in book_of(tmp_path / "memo.xlsx", demo).worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$3", "A4")
        assert sheet["D4"].alignment.wrap_text
        assert sheet["B4"].font.name == "宋体"
        last = sheet.max_row - 2
        assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == [f"I4:I{last}" if last > 4 else "I4"]


def test_a_long_sentence_is_cut_but_not_off_its_figures(cases_of: CasesOf, new_report: NewReport) -> None:
    text = "甲" * 500 + "编制120名，" + "乙" * 300 + "其中市直80名、乡镇41名" + "丙" * 500
    (case,) = cases_of(new_report(text, NUMBERS))
    quote = entry_of(case, "zh").quote
    shown = "".join(piece for piece, _ in quote)
    assert [piece for piece, marked in quote if marked] == NUMBERS
    assert shown.startswith("…甲") and shown.endswith("41名…")
    assert len(shown) < 450


@pytest.mark.parametrize("text", ["=1+120名80名41名", "\x0b120名 80名 41名\x1b", "＝SUM(120名,80名,41名)"])
def test_no_text_is_a_formula_or_breaks_the_file(tmp_path: Path, cases_of: CasesOf, new_report: NewReport, text: str) -> None:
    cases = cases_of(new_report(text, NUMBERS, title="=cmd|' /C calc'!A0", office="=编办"))
    sheet = book_of(tmp_path / "memo.xlsx", cases, title="@x").worksheets[0]
    assert [sheet["B4"].value, sheet["B4"].data_type] == ["=cmd|' /C calc'!A0", "s"]
    assert "120名" in str(sheet["D4"].value) and sheet["D4"].data_type == "s"


def test_sheet_names_are_ones_that_excel_takes() -> None:
    taken: set[str] = set()
    names = [_sheet_name(office, taken) for office in ("甲" * 40, "甲" * 40, "a/b", "A_B", "'x'", "[]:", "\x01", "")]
    assert names == ["甲" * 31, "甲" * 29 + " 2", "a_b", "A_B 2", "x", "___", "1", "1 2"]


def test_english(tmp_path: Path, cases_of: CasesOf, new_report: NewReport) -> None:
    sheet = book_of(tmp_path / "memo.xlsx", cases_of(new_report(TEXT, NUMBERS, office="编办")), "en").worksheets[0]
    assert [sheet["A1"].value, sheet["C4"].value, sheet["J3"].value] == ["Figures to be checked", "line 1", "reply"]
    assert sheet["F2"].value == "Checked on 2026-06-30, 1 findings"


def test_nothing_to_send(tmp_path: Path) -> None:
    book = book_of(tmp_path / "memo.xlsx", [])
    assert book.sheetnames == ["数据核对情况表"]
    assert book.worksheets[0]["A4"].value == "没有需要核对的数据。"


SENT = [({}, 1), ({"status": "waived"}, 0), ({"status": "known"}, 0), ({"severity": "review"}, 0), ({"severity": "info"}, 1)]


@pytest.mark.parametrize(("change", "rows"), SENT)
def test_a_run_sends_what_is_open_and_certain(
    tmp_path: Path, cases_of: CasesOf, new_report: NewReport, change: dict[str, str], rows: int
) -> None:
    cases = cases_of(new_report(TEXT, NUMBERS), **change)
    (path,) = write_cases(tmp_path, ["memo"], cases, "zh", DAY)
    sheet = load_workbook(path).worksheets[0]
    assert sum(isinstance(cell.value, int) for cell in sheet["A"]) == rows


def test_a_folder_that_cannot_be_written(tmp_path: Path, demo: list[Case]) -> None:
    for form in ("memo", "sarif"):
        with pytest.raises(StoreError, match="cannot be written"):
            write_cases(tmp_path / "nowhere", [form], demo, "zh", DAY)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_it(tmp_path: Path, cases_of: CasesOf, new_report: NewReport) -> None:
    texts = {f"{year}.txt": f"{year}年工作总结" for year in range(2000, 2020)}
    documents = [new_report(TEXT, NUMBERS, name, title=title, office="江北县编办") for name, title in texts.items()]
    write_memo(tmp_path / "memo.xlsx", Memo("zh", "数据核对情况表", DAY, memo_of(cases_of(*documents), "zh", DAY).sheets))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "memo.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with pypdfium2.PdfDocument(tmp_path / "memo.pdf") as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
        sizes = {tuple(round(length) for length in page.get_size()) for page in pdf}
    assert sizes == {(842, 595)}  # A4 across, in points
    assert len(pages) == 2
    for page in pages:
        assert all(head in "".join(page.split()) for head in ("数据核对情况表", "核对日期", "核对意见", "回复"))
    assert "2000年工作总结" in pages[0] + pages[1]
