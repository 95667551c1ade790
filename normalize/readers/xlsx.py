"""Excel files: each sheet as a line `表：name` and pipe rows, numbers as they are shown."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

from openpyxl import load_workbook

from gouji.normalize.readers.ooxml import check_package, refuse
from gouji.normalize.readers.pipes import Cell, table_lines
from gouji.normalize.readers.reading import Reading
from gouji.normalize.readers.xlsx_numbers import shown
from gouji.schemas import SourceError

MAX_CELLS = 2_000_000  # of all sheets, empty ones between filled ones too
MAX_ROWS = 1_100_000  # a sheet has 1,048,576 at most
# A formula without a stored result: written by a program that does not calculate.
_UNCALCULATED = re.compile(rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>|</c>)")


def read_xlsx(path: str, data: bytes) -> Reading:
    """The sheets that are not hidden, in order; empty rows and columns left out, merged cells where they begin.

    Raises SourceError where the file is damaged, a trap, over MAX_CELLS, or without text.
    """
    check_package(path, data)
    try:
        # openpyxl warns of styles that it does not know, and prints about damaged ones where results may be going.
        with warnings.catch_warnings(action="ignore"), redirect_stdout(io.StringIO()):
            lines, notes = _read(data)
    except OverflowError as endless:
        raise SourceError(path, f"holds more than {MAX_CELLS:,} cells") from endless
    except Exception as broken:  # openpyxl fails in a dozen ways on a mangled part
        refuse(path, "Excel", broken)
    if not lines:
        raise SourceError(path, "is an Excel file without text")
    return Reading("\n".join(lines) + "\n", "xlsx", notes=tuple(notes))


def _read(data: bytes) -> tuple[list[str], list[str]]:
    lines: list[str] = []
    notes: list[str] = []
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        left = MAX_CELLS
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                notes.append(f"the hidden sheet {sheet.title} was left unread")
                continue
            # The size that a sheet claims is padded with empty cells otherwise.
            sheet.reset_dimensions()
            rows, used = _rows(sheet.iter_rows(), left)
            left -= used
            table = table_lines(rows)
            lines += [f"表：{sheet.title}", *table] if table else []
    finally:
        workbook.close()
    empty = _uncalculated(data)
    return lines, notes + ([f"{empty} formulas without a stored result were left empty"] if empty else [])


def _rows(rows: Iterator[tuple[Any, ...]], left: int) -> tuple[list[list[Cell]], int]:
    """The filled rows and how many cells they took; OverflowError where they are more than are left."""
    found: list[list[Cell]] = []
    used = 0
    for count, row in enumerate(rows):
        if count > MAX_ROWS:
            raise OverflowError
        texts = [shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
        while texts and not texts[-1].strip():
            texts.pop()
        used += len(texts)
        if used > left:
            raise OverflowError
        if texts:
            found.append([tuple(text.splitlines()) for text in texts])
    return found, used


def _uncalculated(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
        return sum(len(_UNCALCULATED.findall(archive.read(name))) for name in sheets)
