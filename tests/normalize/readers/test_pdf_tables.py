"""Ruled tables in PDF files: rows and columns, merged heads, the next page, cells of several lines."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from gouji.extract import extract
from gouji.normalize import Source, clean, read_source
from gouji.normalize.readers import pdf_grid

FONT, SIZE = "STSong-Light", 10
HEAD = [["单位", "编制", "", "实有"], ["", "行政", "事业", ""]]
MERGED = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (3, 0), (3, 1))]
ROWS = [["财政局", "12", "30", "41"], ["教育局", "9", "1,204", "1,180"], ["合计", "21", "1,234", "1,221"]]
WIDTHS = (120, 80, 80, 80)


def make(parts: Sequence[str | tuple[list[list[str]], list[object]]], path: Path, *, heads: int = 2) -> Source:
    """A PDF of paragraphs and tables (rows and reportlab's style commands)."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle("text", fontName=FONT, fontSize=SIZE, leading=18, wordWrap="CJK")
    flow = []
    for part in parts:
        if isinstance(part, str):
            flow.append(Paragraph(part, style))
        else:
            rows, commands = part
            table = Table(rows, repeatRows=heads, colWidths=WIDTHS[: len(rows[0])])
            table.setStyle([("FONT", (0, 0), (-1, -1), FONT, SIZE), ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), *commands])
            flow.append(table)
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build(flow)
    path.write_bytes(buffer.getvalue())
    return read_source(path)


def test_merged_head_and_totals(tmp_path: Path) -> None:
    source = make(["2019年编制情况表", "单位：名", (HEAD + ROWS, MERGED), "以上数据截至年底。"], tmp_path / "a")
    assert source.text.splitlines() == [
        "2019年编制情况表",
        "单位：名",
        "单位 | 编制 | | 实有 |",
        "| 行政 | 事业 | |",
        "财政局 | 12 | 30 | 41 |",
        "教育局 | 9 | 1,204 | 1,180 |",
        "合计 | 21 | 1,234 | 1,221 |",
        "以上数据截至年底。",
    ]


def test_figures_of_a_table_have_row_column_and_place(tmp_path: Path) -> None:
    source = make(["2019年编制情况表", (HEAD + ROWS, MERGED)], tmp_path / "a")
    figures = {figure.text: figure for figure in extract(source, clean(source.text)).figures}
    assert figures["1,204"].subject == "教育局" and "事业" in figures["1,204"].measure
    place = figures["1,204"]
    page, boxes = source.place(place.start, place.end)
    assert page == 1 and boxes is not None
    left = (595.28 - sum(WIDTHS)) / 2 + 200
    assert left < boxes[0][0] < boxes[0][2] < left + 80
    head = source.place(source.text.index("事业"), source.text.index("事业") + 2)[1]
    assert head is not None and head[0][3] < boxes[0][1] < head[0][3] + 40


def test_goes_on_over_the_page_without_a_second_head(tmp_path: Path) -> None:
    rows = [[f"第{n}乡", str(n), str(2 * n), str(3 * n)] for n in range(1, 61)]
    source = make(["各乡编制表", (HEAD + rows, MERGED), "完。"], tmp_path / "a")
    lines = source.text.splitlines()
    assert lines[:3] == ["各乡编制表", "单位 | 编制 | | 实有 |", "| 行政 | 事业 | |"]
    assert lines[3:63] == [f"{' | '.join(row)} |" for row in rows]
    assert lines[-1] == "完。" and lines.count("单位 | 编制 | | 实有 |") == 1
    assert {source.text[start:end] for start, end in source.aside} == {"单位", "编制", "实有", "行政", "事业"}
    assert [source.place(at, at + 1)[0] for at in (source.text.index("第1乡"), source.text.index("第60乡"))] == [1, 2]


def test_another_table_on_the_next_page_has_its_head(tmp_path: Path) -> None:
    rows = [[f"第{n}乡", str(n), str(2 * n), str(3 * n)] for n in range(1, 30)]
    other = [["项目", "金额"], ["基建", "12"], ["修缮", "30"], ["合计", "42"]]
    source = make([(HEAD + rows, MERGED), "经费表", (other, [])], tmp_path / "a")
    assert source.text.endswith("经费表\n项目 | 金额 |\n基建 | 12 |\n修缮 | 30 |\n合计 | 42 |\n")


def test_lines_of_a_cell_are_joined_and_numbers_kept_apart(tmp_path: Path) -> None:
    rows = [["名称", "数"], ["机构编制委员\n会办公室", "12\n30"], ["合|计", "42"]]
    assert make([(rows, [])], tmp_path / "a", heads=1).text == "名称 | 数 |\n机构编制委员会办公室 | 12、30 |\n合／计 | 42 |\n"


def test_a_row_across_the_table_is_a_line_above_and_a_row_inside(tmp_path: Path) -> None:
    rows = [["附表", "", "", ""], *HEAD[:1], ["一、机关", "", "", ""], *ROWS]
    spans = [("SPAN", (0, at), (-1, at)) for at in (0, 2)]
    text = make([(rows, spans)], tmp_path / "a", heads=1).text
    assert text.startswith("附表\n单位 | 编制 | | 实有 |\n一、机关 | | | |\n财政局 |")


def test_cells_that_only_place_prose_are_paragraphs(tmp_path: Path) -> None:
    long = "本年度共受理登记事项三百余件，全部按时办结，没有发生一起复议和诉讼。" * 4
    style = ParagraphStyle("cell", fontName=FONT, fontSize=SIZE, leading=14, wordWrap="CJK")
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    rows: list[list[object]] = [["事项", "说明"], ["登记", Paragraph(long, style)], ["年检", Paragraph(long, style)]]
    table = Table(
        rows, colWidths=[80, 300], style=[("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("FONT", (0, 0), (-1, -1), FONT, 10)]
    )
    SimpleDocTemplate(str(tmp_path / "a")).build([table])
    assert read_source(tmp_path / "a").text.splitlines() == ["事项", "说明", "登记", long, "年检", long]


def test_a_drawing_is_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_grid, "MAX_RULES", 5)
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(tmp_path / "a"))
    canvas.setFont(FONT, SIZE)
    canvas.grid([100, 200, 300, 400], [500, 520, 540, 560, 580])
    for at in range(8):
        canvas.rect(50 + 9 * at, 300, 5, 5)
    canvas.drawString(72, 700, "全县共有事业单位238个。")
    canvas.save()
    source = read_source(tmp_path / "a")
    assert source.text == "全县共有事业单位238个。\n"
    assert source.notes == ("page 1 has too many ruled lines for a table and was read without",)
