"""Reports as Word files and as Excel sheets."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from openpyxl import Workbook
from openpyxl.cell import MergedCell

from gouji.corpora.documents.blocks import RUNNING_HEAD, Report, Table

_DATE = datetime(2020, 1, 16)


def save_docx(report: Report, path: Path) -> None:
    """A Word file with headings, paragraphs, tables with merged cells, and a running head."""
    document: Any = docx.Document()
    document.core_properties.created = document.core_properties.modified = _DATE
    document.sections[0].header.paragraphs[0].text = RUNNING_HEAD
    for at, block in enumerate(report.blocks):
        if isinstance(block, Table):
            _word_table(document, block)
        elif at == 0:
            document.add_heading(block.text, level=0)
        else:
            document.add_paragraph(block.text)
    held = io.BytesIO()
    document.save(held)
    path.write_bytes(_dateless(held.getvalue()))


def _word_table(document: Any, block: Table) -> None:
    table = document.add_table(block.height, block.width, style="Table Grid")
    grid = [row.cells for row in table.rows]  # table.cell() would go through all of them each time
    for cell in block.cells:
        place = grid[cell.row][cell.column]
        if cell.rows > 1 or cell.columns > 1:
            place = place.merge(grid[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        place.text = cell.piece.text


def save_xlsx(report: Report, path: Path) -> None:
    """One sheet: lines of text in the first column, tables below them with merged cells and numbers as numbers."""
    book = Workbook()
    book.properties.created = book.properties.modified = _DATE
    sheet: Any = book.active
    row = 1
    for block in report.blocks:
        if not isinstance(block, Table):
            sheet.cell(row, 1, block.text)
            row += 1
            continue
        for cell in block.cells:
            place = sheet.cell(row + cell.row, 1 + cell.column)
            assert not isinstance(place, MergedCell)
            _fill(place, cell.piece.text)
            if cell.rows > 1 or cell.columns > 1:
                corner = {"end_row": row + cell.row + cell.rows - 1, "end_column": cell.column + cell.columns}
                sheet.merge_cells(start_row=row + cell.row, start_column=1 + cell.column, **corner)
        row += block.height
    held = io.BytesIO()
    book.save(held)
    path.write_bytes(_dateless(held.getvalue()))


def _fill(place: Any, text: str) -> None:
    if re.fullmatch(r"\d+", text):
        place.value = int(text)
    elif re.fullmatch(r"\d+\.\d+", text):
        place.value = float(text)
        place.number_format = "0." + "0" * len(text.split(".")[1])
    else:
        place.value = text


def _dateless(data: bytes) -> bytes:
    """The same archive with one date on all members, and on what openpyxl writes of its own time."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 16, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
