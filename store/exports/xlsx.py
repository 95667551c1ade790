"""A workbook for people: one sheet a table, codes and headings in words, numbers as numbers, ready to filter."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import chain, islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from gouji.store.exports.rows import Rows, whole
from gouji.store.labels import Lang, columns, fields, label

# Excel's own limits (its "specifications and limits" page): rows of a sheet, characters of a cell, digits of a number.
_SHEET_ROWS = 1_048_576
_CELL_CHARACTERS = 32_767
_DIGITS = 15

_LEFT_OUT = frozenset({"spans"})  # offsets for programs; `gouji show --why` prints them as words
_DECIMALS = frozenset({"value", "low", "high", "expected", "actual", "gap", "tolerance"})
_WIDTHS = {  # in characters of the default font; a Chinese character takes two
    "document": 26, "documents": 26, "text": 16, "value": 14, "measure": 20, "subject": 24, "section": 24, "sentence": 60,
    "title": 44, "office": 28, "number": 22, "message": 80, "terms": 24, "figures": 28, "suspects": 20, "suggestion": 30,
    "reason": 30, "fingerprint": 20, "equation": 30, "value_digest": 20, "waiver": 30, "rule": 14, "period": 14,
    "indicator": 20, "breakdown": 16,
}  # fmt: skip
_WIDTH = 10
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="2F4B7C")
_HEAD_PLACE = Alignment(vertical="center")


def write(folder: Path, tables: Sequence[Rows], lang: Lang) -> list[Path]:
    """gouji.xlsx, a sheet a table: 数据 关系 … (figures … in English); one too long for a sheet goes on in the next."""
    book = Workbook(write_only=True)
    for table in tables:
        rows = table.each()
        for part in range(1, 100):
            first = next(rows, None)
            if first is None and part > 1:
                break
            name = label("sheet", table.name, lang)
            sheet = book.create_sheet(name if part == 1 else f"{name} {part}")
            _fill(sheet, table, chain([] if first is None else [first], islice(rows, _SHEET_ROWS - 2)), lang)
    path = folder / "gouji.xlsx"
    with whole(path) as part_file:
        book.save(part_file)
    return [path]


def _fill(sheet: Any, table: Rows, rows: Iterator[Mapping[str, Any]], lang: Lang) -> None:
    names, shown = columns(table.described), [column for column in table.columns if column not in _LEFT_OUT]
    for index, column in enumerate(shown, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(column, _WIDTH)
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, names[column][lang == "en"]) for column in shown])
    count = 1
    coded = {"code", *(column for column in shown if f"{column}_zh" in shown)}  # of a finding, the code is what one cites
    named = frozenset(fields()) - coded
    for row in rows:
        sheet.append([_cell(sheet, column, row[column], named, lang) for column in shown])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(shown))}{count}"


def _heading(sheet: Any, name: str) -> Any:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD_FILL, _HEAD_PLACE
    return cell


def _cell(sheet: Any, column: str, value: Any, named: frozenset[str], lang: Lang) -> Any:
    """A number where it is one and Excel can hold it; else text that no program takes for a formula."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return {"zh": "是", "en": "yes"}[lang] if value else {"zh": "否", "en": "no"}[lang]
    if column in _DECIMALS:
        return _number(value)
    if isinstance(value, (int, float)):
        return value
    text = label(column, value, lang) if column in named else _text(column, value)
    text = ILLEGAL_CHARACTERS_RE.sub("", text)[:_CELL_CHARACTERS]
    if not text.startswith("="):  # openpyxl writes whatever else as text, + - @ as well
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _number(value: str) -> Decimal | str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return number if len(number.as_tuple().digits) <= _DIGITS else value[:_CELL_CHARACTERS]


def _text(column: str, value: Any) -> str:
    """Lists in a form to read: terms `+f5 −f7`, pairs `d01.txt f4`, intervals `12–40`, waivers `reason (by, until)`."""
    if column == "waiver":
        return f"{value['reason']} ({value['by']}, {value['until']})"
    if not isinstance(value, list):
        return str(value)
    if column == "terms":
        return " ".join(f"{'+' if sign > 0 else '−'}{figure}" for sign, figure in value)
    if column == "evidence":
        return "–".join(map(str, value))
    return "; ".join(" ".join(map(str, item)) if isinstance(item, list) else str(item) for item in value)
