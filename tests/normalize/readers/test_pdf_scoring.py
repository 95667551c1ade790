"""The scoring table of a shared report printed to PDF in several ways: every cell is read in its row and column.

The report is other people's: its table is taken out of ../shared when the test runs, and printed where pytest keeps its files.
"""

import re
import subprocess
from html import escape
from pathlib import Path

import pytest

from gouji.corpora.documents.blocks import Piece, Report, Table, TableCell
from gouji.corpora.documents.browser import chromium
from gouji.corpora.documents.pdf import print_pdf
from gouji.normalize import read_source

REPORTS = Path(__file__).parents[4] / "shared" / "reports"
SEALED = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer"
)
COLUMNS = 3  # heading over several rows, what is scored, points


def scoring_table() -> Table:
    """The table with its merged cells, which the text has as rows that lack their first cell, or their last."""
    found = sorted(REPORTS.glob("004*.txt"))
    if not found:
        pytest.skip("../shared/reports is not there")
    lines = [line for line in found[0].read_text(encoding="utf-8").splitlines() if line.strip(" |") and line.endswith("|")]
    rows = [[cell.strip() for cell in line.split("|")[:-1]] for line in lines]
    starts: list[int] = []  # of the rows with a cell in the first column
    cells: list[TableCell] = []
    for at, row in enumerate(rows):
        words = [word for word in row if word]
        merged = len(row) == COLUMNS and not row[-1]
        if not merged:
            starts.append(at)
        first = 1 if merged else 0
        for column, word in enumerate(words, first):
            wide = COLUMNS - column if column == first + len(words) - 1 else 1
            cells.append(TableCell(at, column, 1, wide, Piece(word, 0)))
    stops = dict(zip(starts, [*starts[1:], len(rows)], strict=True))
    cells = [cell._replace(rows=stops[cell.row] - cell.row) if cell.column == 0 else cell for cell in cells]
    return Table(len(rows), COLUMNS, 1, tuple(cells))


def matrix(table: Table) -> list[list[str]]:
    rows = [[""] * table.width for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row][cell.column] = re.sub(r"\s", "", cell.piece.text)
    return rows


def read_cells(path: Path) -> list[list[str]]:
    lines = [line for line in read_source(path).text.splitlines() if line.endswith("|")]
    return [[re.sub(r"\s", "", cell) for cell in line.split("|")[:-1]] for line in lines]


def test_the_scoring_table_is_the_one_that_is_meant() -> None:
    table = scoring_table()
    assert table.height > 40 and sum(cell.rows > 1 for cell in table.cells) > 5
    covered = {
        (cell.row + down, cell.column + right)
        for cell in table.cells
        for down in range(cell.rows)
        for right in range(cell.columns)
    }
    assert len(covered) == table.height * table.width == sum(cell.rows * cell.columns for cell in table.cells)


@pytest.mark.parametrize("heads", [0, 1])
@pytest.mark.parametrize("before", [1, 60, 120])
def test_printed_by_reportlab(before: int, heads: int, tmp_path: Path) -> None:
    table = scoring_table()
    printed = Table(table.height, table.width, heads, table.cells)
    title, prose, after = Piece("评估考核表", 0), Piece("各单位按下表自评。" * before, 0), Piece("以上各项由考核小组核定。", 0)
    print_pdf(Report("scoring", (title, prose, printed, after), "", ()), tmp_path / "a.pdf")
    assert read_cells(tmp_path / "a.pdf") == matrix(table)


# Style of the page, and of the cells: Chromium cuts rows and merged cells where a page ends.
STYLES = {
    "A4": ("size: A4; margin: 25mm 22mm", "font-size: 10.5pt"),
    "A5, wide rules": ("size: A5; margin: 15mm", "font-size: 10.5pt; border: 1.5pt solid; padding: 4pt"),
    "narrow pages, small print": ("size: 120mm 130mm; margin: 12mm", "font-size: 8pt; line-height: 1.2; padding: 1pt"),
    "labels at the top": ("size: A5; margin: 14mm", "vertical-align: top; font-size: 9pt"),
}


@pytest.mark.slow
@pytest.mark.parametrize("heads", [0, 1])
@pytest.mark.parametrize("style", STYLES)
def test_printed_by_chromium(style: str, heads: int, tmp_path: Path) -> None:
    table = scoring_table()
    program = chromium()
    if program is None:
        pytest.skip("Chromium is not installed")
    page, cell = STYLES[style]
    (tmp_path / "a.html").write_text(
        f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>@page {{ {page}; }} body {{ margin: 0; }}'
        f"table {{ border-collapse: collapse; width: 100%; }} td {{ border: 0.6pt solid; {cell}; }}"
        f"td:first-child[rowspan] {{ width: 5em; }}</style><h1>评估考核表</h1>"
        f"{_html(table, heads)}<p>以上各项由考核小组核定。</p>",
        encoding="utf-8",
    )
    command = [program, *SEALED.split(), f"--user-data-dir={tmp_path}/profile", f"--print-to-pdf={tmp_path}/a.pdf"]
    subprocess.run([*command, (tmp_path / "a.html").as_uri()], check=True, timeout=120, capture_output=True)
    assert read_cells(tmp_path / "a.pdf") == matrix(table)


def _html(table: Table, heads: int) -> str:
    rows = [""] * table.height
    for cell in table.cells:
        rows[cell.row] += f'<td rowspan="{cell.rows}" colspan="{cell.columns}">{escape(cell.piece.text)}</td>'
    lines = [f"<tr>{row}</tr>" for row in rows]
    return f"<table><thead>{''.join(lines[:heads])}</thead><tbody>{''.join(lines[heads:])}</tbody></table>"
