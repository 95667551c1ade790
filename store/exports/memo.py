"""The memo (核对情况表): a workbook of findings by office, laid out to be printed, filled in and sent back."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gouji.store.exports.entries import Entry, Marked, Memo
from gouji.store.exports.rows import whole
from gouji.store.labels import Lang

SHEET_NAME = 31  # characters, and none of []:*?/\ : Excel's "specifications and limits"
CELL = 32_767
PAPER_A4 = "9"  # ECMA-376 part 1, 18.3.1.63, paperSize


_HEADS: Final[dict[Lang, tuple[str, ...]]] = {
    "zh": ("序号", "报告", "位置", "原文", "所述数字", "应为/推算", "差额", "可能有误的数字及建议", "核对意见", "回复"),
    "en": ("No.", "report", "place", "text", "stated", "comes to", "gap", "may be wrong, suggestion", "opinion", "reply"),
}
_WIDTHS: Final = (5, 20, 9, 40, 16, 22, 11, 24, 14, 15)  # characters; a Chinese one takes two
_CENTRED: Final = (1, 7)
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "zh": {
        "office": "单位：{office}",
        "day": "核对日期：{day.year}年{day.month}月{day.day}日　　共 {n} 条",
        "note": "说明：本表所列各数按报告原文自动核对得出，请逐条核实，在“核对意见”栏选择或填写结论，"
        "在“回复”栏说明情况或更正后的数字，填好后退回。",
        "signed": "填表人：　　　　　　　　负责人：　　　　　　　　联系电话：　　　　　　　　填表日期：　　　　年　　月　　日",
        "answers": "笔误已更正,数据属实,口径不同,原文无误,其他",
        "page": "第 &P 页",
        "none": "没有需要核对的数据。",
        "font": "宋体",
        "title_font": "黑体",
    },
    "en": {
        "office": "Office: {office}",
        "day": "Checked on {day:%Y-%m-%d}, {n} findings",
        "note": "These figures were compared as the reports print them. Please check each, choose or write a conclusion under "
        "“opinion”, explain or correct under “reply”, and send this back.",
        "signed": "Filled in by:                    Approved by:                    Telephone:                    Date:",
        "answers": "slip corrected,figure is right,other definition,text is right,other",
        "page": "Page &P",
        "none": "Nothing to be checked.",
        "font": "宋体",
        "title_font": "黑体",
    },
}
_HEAD_ROW: Final = 3
_THIN: Final = Side(style="thin", color="7F7F7F")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL: Final = PatternFill("solid", fgColor="E7ECF4")


def write_memo(path: Path, memo: Memo) -> None:
    """Write the workbook, one sheet an office; without findings one sheet that says so."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names: set[str] = set()
    for office, entries in memo.sheets or [("", ())]:
        _fill(book.create_sheet(_sheet_name(office or memo.title, names)), memo, office, entries)
    with whole(path) as part:
        book.save(part)


def _fill(sheet: Any, memo: Memo, office: str, entries: Sequence[Entry]) -> None:
    words, last = _WORDS[memo.lang], len(_WIDTHS)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _line(sheet, 1, memo.title, Font(name=words["title_font"], size=18, bold=True), "center", 34)
    half = last // 2
    _write(sheet, 2, 1, words["office"].format(office=office) if office else "")
    _write(sheet, 2, half + 1, words["day"].format(day=memo.day, n=len(entries)))
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=half)
    sheet.merge_cells(start_row=2, start_column=half + 1, end_row=2, end_column=last)
    for column, place in ((1, "left"), (half + 1, "right")):
        cell = sheet.cell(2, column)
        cell.font, cell.alignment = Font(name=words["font"], size=11), Alignment(horizontal=place, vertical="center")
    sheet.row_dimensions[2].height = 20
    for column, head in enumerate(_HEADS[memo.lang], start=1):
        cell = _write(sheet, _HEAD_ROW, column, head)
        cell.font, cell.fill, cell.border = Font(name=words["title_font"], size=11, bold=True), _HEAD_FILL, _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[_HEAD_ROW].height = 30
    for number, entry in enumerate(entries, start=1):
        _row(sheet, _HEAD_ROW + number, (number, *entry, "", ""), words["font"])
    foot = _HEAD_ROW + len(entries) + 1
    if entries:
        _line(sheet, foot, words["note"], Font(name=words["font"], size=10), "left", 32)
        _line(sheet, foot + 1, words["signed"], Font(name=words["font"], size=11), "left", 30)
        _offer_answers(sheet, words["answers"], foot - 1)
    else:
        _line(sheet, foot, words["none"], Font(name=words["font"], size=11), "center", 30)
    _set_up_print(sheet, words["page"], last, foot + 1)


def _row(sheet: Any, row: int, values: Sequence[object], font: str) -> None:
    height = 1
    for column, value in enumerate(values, start=1):
        cell = _write(sheet, row, column, _rich(value, font) if isinstance(value, tuple) else value)
        cell.font, cell.border = Font(name=font, size=10), _BOX
        place = "center" if column in _CENTRED else "left"
        cell.alignment = Alignment(horizontal=place, vertical="center", wrap_text=True)
        text = "".join(piece for piece, _ in value) if isinstance(value, tuple) else str(value)
        height = max(height, _lines(text, _WIDTHS[column - 1]))
    # Stated, as not every program finds it by itself; room for a reply by hand in any case.
    sheet.row_dimensions[row].height = min(409, max(42, 13.5 * height + 6))


def _rich(pieces: Marked, font: str) -> CellRichText:
    """The text with its figures bold and red."""
    plain, marked = InlineFont(rFont=font, sz=10), InlineFont(rFont=font, sz=10, b=True, color=Color(rgb="FFC00000"))
    text = [(ILLEGAL_CHARACTERS_RE.sub("", piece), shown) for piece, shown in pieces]
    return CellRichText(*(TextBlock(marked if shown else plain, piece) for piece, shown in text if piece))


def _line(sheet: Any, row: int, text: str, font: Font, place: str, height: int) -> None:
    """A line over the whole width."""
    cell = _write(sheet, row, 1, text)
    cell.font, cell.alignment = font, Alignment(horizontal=place, vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_WIDTHS))
    sheet.row_dimensions[row].height = height


def _write(sheet: Any, row: int, column: int, value: object) -> Any:
    """A number, or text that no program takes for a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, int | CellRichText):
        cell.value = value
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:CELL] or None
        if cell.value is not None:
            cell.data_type = "s"
    return cell


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, a Chinese character being two wide; a little less fits than it is wide."""
    room = max(2, width - 1)
    return sum(max(1, -(-sum(1 if ord(char) < 0x2E80 else 2 for char in line) // room)) for line in text.split("\n"))


def _offer_answers(sheet: Any, answers: str, last: int) -> None:
    """A list to choose the opinion from; anything else may be written too."""
    offer = DataValidation(type="list", formula1=f'"{answers}"', allow_blank=True, showErrorMessage=False)
    column = get_column_letter(len(_WIDTHS) - 1)
    offer.add(f"{column}{_HEAD_ROW + 1}:{column}{last}")
    sheet.add_data_validation(offer)


def _set_up_print(sheet: Any, page: str, columns: int, rows: int) -> None:
    """A4 across, as wide as the page, the head on every page, its number at the foot; the head stays on the screen too."""
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 1)
    sheet.print_title_rows = f"1:{_HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{rows}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", PAPER_A4
    sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber = 1, True  # each sheet goes to another office
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4  # inches
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = page


def _sheet_name(office: str, taken: set[str]) -> str:
    """A name that Excel allows and no other sheet has, capitals aside."""
    plain = re.sub(r"[\[\]:*?/\\]", "_", ILLEGAL_CHARACTERS_RE.sub("", office)).strip("' ") or "1"
    name, number = plain[:SHEET_NAME], 1
    while name.lower() in taken:
        number += 1
        ending = f" {number}"
        name = plain[: SHEET_NAME - len(ending)] + ending
    taken.add(name.lower())
    return name
