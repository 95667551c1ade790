"""The files: complete, exact, and safe to open."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gouji.schemas import Document, Finding, StoreError, UsageError
from gouji.store import Store
from gouji.store.exports import FORMATS
from gouji.store.exports import export as export_held
from gouji.store.labels import Lang

MakeDocument = Callable[..., Document]
MakeFinding = Callable[..., Finding]


def export(
    folder: Path, formats: Sequence[str], documents: Sequence[Document], findings: Sequence[Finding], lang: Lang = "zh"
) -> list[Path]:
    """What is written of these documents, by way of a store."""
    with Store.open(":memory:") as store:
        run = store.begin_run([], "v1", "zh")
        for document in documents:
            store.write(document, path=f"/{document.document}", pipeline_version="v1", run=run)
        return export_held(folder, formats, store, store.held(), findings, lang)


def test_jsonl_holds_the_rows_as_they_are(tmp_path: Path, new_document: MakeDocument, new_finding: MakeFinding) -> None:
    document, finding = new_document(), new_finding("a.txt")
    paths = export(tmp_path / "out", ["jsonl"], [document], [finding])
    read = {path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in paths}
    assert read == {
        "figures": [figure.row() for figure in document.figures],
        "relations": [relation.row() for relation in document.relations],
        "findings": [finding.row()],
        "reports": [document.reports[0].row("a.txt")],
    }


def test_csv_keeps_every_digit(tmp_path: Path, new_document: MakeDocument) -> None:
    document = new_document()
    long = Decimal("12345678901234567890.123456789")
    document = replace(document, figures=(replace(document.figures[0], value=long), *document.figures[1:]))
    export(tmp_path, ["csv"], [document], [])
    data = (tmp_path / "figures.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8").splitlines()))
    assert [row["value"] for row in rows] == [str(long), "80", "41"]
    assert rows[1]["bbox"] == "[[1.0, 2.5, 3.0, 4.0]]"
    assert rows[1]["spans"] == '{"measure": [[4, 8]], "subject": [[13, 15]], "period": []}'
    with (tmp_path / "relations.csv").open(encoding="utf-8", newline="") as file:
        assert [json.loads(row["terms"]) for row in csv.DictReader(file)] == [[[1, "f2"], [1, "f10"]]]


def test_without_rows_there_are_headings(tmp_path: Path) -> None:
    for path in export(tmp_path, FORMATS, [], []):
        if path.suffix == ".csv":
            assert len(path.read_text(encoding="utf-8").splitlines()) == 1
    book = load_workbook(tmp_path / "gouji.xlsx")
    assert [sheet.max_row for sheet in book] == [1, 1, 1, 1]


class TestWorkbook:
    """For people: Chinese headings, numbers that add up, nothing that runs."""

    def test_sheets(self, tmp_path: Path, new_document: MakeDocument, new_finding: MakeFinding) -> None:
        export(tmp_path, ["xlsx"], [new_document()], [new_finding("a.txt")])
        book = load_workbook(tmp_path / "gouji.xlsx")
        assert book.sheetnames == ["数据", "关系", "问题", "报告"]
        sheet = book["数据"]
        heads = [cell.value for cell in sheet[1]]
        row = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
        assert (row["数值"], row["类别"], row["界限"], row["时期"]) == (120, "编制", "准确", "2007")
        assert (row["标准指标"], row["分类"]) == ("行政编制", None)
        assert "依据位置" not in heads
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:AB4"
        assert book["关系"]["F2"].value == "+f2 +f10"
        assert book["问题"]["B2"].value == "SUM"
        assert book["问题"]["L2"].value == "a.txt f1"

    def test_english(self, tmp_path: Path, new_document: MakeDocument) -> None:
        export(tmp_path, ["xlsx"], [new_document()], [], "en")
        assert load_workbook(tmp_path / "gouji.xlsx").sheetnames[0] == "figures"

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
    def test_no_text_is_a_formula(self, tmp_path: Path, new_document: MakeDocument, text: str) -> None:
        document = new_document()
        document = replace(document, figures=(replace(document.figures[0], subject=text), *document.figures[1:]))
        export(tmp_path, ["xlsx"], [document], [])
        cell = load_workbook(tmp_path / "gouji.xlsx")["数据"]["S2"]
        assert (cell.value, cell.data_type) == (text, "s")

    def test_a_number_too_long_for_a_double_stays_exact(self, tmp_path: Path, new_document: MakeDocument) -> None:
        document = new_document()
        values = ("123456789012345", "1234567890123456")
        figures = tuple(replace(figure, value=Decimal(value)) for figure, value in zip(document.figures, values, strict=False))
        export(tmp_path, ["xlsx"], [replace(document, figures=figures, relations=())], [])
        sheet = load_workbook(tmp_path / "gouji.xlsx")["数据"]
        assert [sheet["I2"].value, sheet["I3"].value] == [123456789012345, "1234567890123456"]

    def test_what_excel_cannot_hold_is_cut(self, tmp_path: Path, new_document: MakeDocument) -> None:
        document = new_document()
        figure = replace(document.figures[0], sentence="\x1b长" * 40_000)
        export(tmp_path, ["xlsx"], [replace(document, figures=(figure,), relations=())], [])
        assert load_workbook(tmp_path / "gouji.xlsx")["数据"]["Y2"].value == "长" * 32_767

    def test_a_long_table_goes_on_in_another_sheet(
        self, tmp_path: Path, new_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("gouji.store.exports.xlsx._SHEET_ROWS", 3)
        export(tmp_path, ["xlsx"], [new_document()], [])
        book = load_workbook(tmp_path / "gouji.xlsx")
        assert book.sheetnames == ["数据", "数据 2", "关系", "问题", "报告"]
        assert [book["数据"].max_row, book["数据 2"].max_row] == [3, 2]


def test_an_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="jsonl, csv, xlsx"):
        export(tmp_path, ["pdf"], [], [])


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(StoreError, match="out: cannot be written"):
        export(tmp_path / "out", ["jsonl"], [], [])


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, new_document: MakeDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    export(tmp_path, ["jsonl"], [new_document()], [])
    before = (tmp_path / "findings.jsonl").read_bytes()
    with pytest.raises(AttributeError):
        export(tmp_path, ["jsonl"], [new_document()], [None])  # type: ignore[list-item]
    assert (tmp_path / "findings.jsonl").read_bytes() == before
    assert not list(tmp_path.glob(".*"))
