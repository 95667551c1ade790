"""Excel files: sheets as pipe rows with numbers as they are shown."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gouji.normalize.readers import xlsx
from gouji.normalize.readers.xlsx import read_xlsx
from gouji.normalize.readers.xlsx_numbers import shown
from gouji.schemas import SourceError


def book(fill: Callable[[Worksheet], object], title: str = "编制") -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    fill(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def staff(sheet: Worksheet) -> None:
    sheet["B2"] = "2019年机构编制情况表"
    sheet.merge_cells("B2:E2")
    sheet["B4"], sheet["C4"], sheet["D4"], sheet["E4"] = "单位", "编制\n（名）", "经费|万元", "空编率"
    for row, (name, posts, money, rate) in enumerate((("甲局", 12, 1234.5, 0.125), ("乙局", 8, 880, 0)), start=5):
        for column, (value, style) in enumerate(
            ((name, "General"), (posts, "0"), (money, "#,##0.00"), (rate, "0.0%")), start=2
        ):
            sheet.cell(row, column, value).number_format = style
    sheet["B9"] = "注：数字截至年底"


def test_a_sheet() -> None:
    reading = read_xlsx("a.xlsx", book(staff))
    assert reading.text.splitlines() == [
        "表：编制",
        "2019年机构编制情况表",
        "单位 | 编制（名） | 经费／万元 | 空编率 |",
        "甲局 | 12 | 1,234.50 | 12.5% |",
        "乙局 | 8 | 880.00 | 0.0% |",
        "注：数字截至年底",
    ]
    assert (reading.encoding, reading.notes) == ("xlsx", ())


def test_sheets_hidden_ones_and_formulas_never_calculated() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["县", "乡镇数"])
        sheet.append(["东县", 12])
        sheet.append(["合计", "=SUM(B2:B2)"])
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("草稿")
        other["A1"], other.sheet_state = "不要", "hidden"
        sheet.parent.create_sheet("空")

    reading = read_xlsx("a.xlsx", book(fill))
    assert reading.text == "表：编制\n县 | 乡镇数 |\n东县 | 12 |\n合计\n"
    assert reading.notes == ("the hidden sheet 草稿 was left unread", "1 formulas without a stored result were left empty")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234567, "#,##0", "1,234,567"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0.6854, "0.00%", "68.54%"),
        (0.685, "0%", "69%"),
        (0.5, "0.##%", "50%"),
        (2.50, "0.0#", "2.5"),
        (12.345, "0.00", "12.35"),  # half up, as it is shown
        (1.005, "0.00", "1.01"),
        (-3.2, "0.0", "-3.2"),
        (-0.04, "0.0", "0.0"),
        (-1234, "#,##0;(#,##0)", "(1,234)"),
        (-5, "0;[Red]-0", "-5"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (88, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "88.00"),
        (35, '0"个"', "35个"),
        (1500, "[$¥-804]#,##0.0", "¥1,500.0"),
        (1500, "\\￥0", "￥1500"),
        (123456789, "#,##0,", "123,457"),
        (34500, '0.0,"千元"', "34.5千元"),
        (7, "000", "007"),
        (0, "#", ""),
        (0, "#,##0", "0"),
        (0.5, "#.0", "0.5"),
        (36.666666666666664, "General", "36.66666667"),
        (0.30000000000000004, "General", "0.3"),
        (100.0, "General", "100"),
        (123456789012, "General", "123456789012"),
        (2.5, "# ?/?", "2.5"),
        (12300, "0.00E+00", "12300"),
        (True, "General", "TRUE"),
        (datetime(2016, 3, 31), "yyyy-mm-dd", "2016-03-31"),
        (datetime(2016, 3, 31, 9, 5), "yyyy/m/d h:mm", "2016-03-31 09:05"),
        (datetime(2016, 3, 31), 'yyyy"年"m"月"', "2016年3月"),
        (date(2016, 3, 1), "m月d日", "3月1日"),
        (time(9, 30), "h:mm", "09:30"),
        ("12.0", "0.00", "12.0"),
        (float("inf"), "0", ""),
    ],
)
def test_as_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_a_format_made_of_rubbish_shows_the_number() -> None:
    rng = random.Random(3)
    for _ in range(500):
        style = "".join(rng.choices('0#?,.%;"\\_*[]$-@年GE+/ (', k=rng.randint(0, 12)))
        assert isinstance(shown(rng.choice((0, -3, 0.125, 1e300, -1e-300, 12345.678)), style), str)


def test_cells_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_CELLS", 10)
    with pytest.raises(SourceError, match=r"^a\.xlsx: holds more than 10 cells$"):
        read_xlsx("a.xlsx", book(staff))


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_a_size_that_a_sheet_only_claims() -> None:
    data = rewritten(book(staff), lambda name, part: part.replace(b'ref="B2:E9"', b'ref="A1:XFD1048576"'))
    assert read_xlsx("a.xlsx", data).text == read_xlsx("a.xlsx", book(staff)).text


def test_a_cell_at_the_far_corner() -> None:
    data = rewritten(
        book(staff), lambda name, part: part.replace(b'r="B9"', b'r="XFD1048576"').replace(b'<row r="9"', b'<row r="1048576"')
    )
    assert read_xlsx("a.xlsx", data).text.splitlines()[2].startswith("单位 | 编制（名） |")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda name, part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part, "defines XML entities, which no Office program does"),
        (lambda name, part: part[: len(part) // 2], "is a damaged Excel file"),
        (
            lambda name, part: part + b" " * 30_000_000 if "sheet1" in name else part,
            "holds a part (xl/worksheets/sheet1.xml) that is packed more than 200 to 1, as no honest file is",
        ),
        (lambda name, part: part.replace(b"<sheetData>", b"<sheetData>" + b"<a>" * 5000), "is a damaged Excel file"),
    ],
)
def test_one_reason(change: Callable[[str, bytes], bytes], reason: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_xlsx("a.xlsx", rewritten(book(staff), change))
    assert str(refused.value) == f"a.xlsx: {reason}"


def test_nothing_is_printed_about_damaged_styles(capsys: pytest.CaptureFixture[str]) -> None:
    def change(name: str, part: bytes) -> bytes:
        return re.sub(rb'(<cellStyle [^>]*xfId=")0"', rb'\g<1>99"', part) if name == "xl/styles.xml" else part

    data = rewritten(book(staff), change)
    try:
        read_xlsx("a.xlsx", data)
    except SourceError as refused:
        assert refused.reason == "is a damaged Excel file"
    assert capsys.readouterr() == ("", "")


def test_nothing_in_it() -> None:
    with pytest.raises(SourceError, match="is an Excel file without text"):
        read_xlsx("a.xlsx", book(lambda sheet: None))


@pytest.mark.parametrize("seed", range(60))
def test_mutated_files(seed: int) -> None:
    rng = random.Random(seed)

    def change(name: str, part: bytes) -> bytes:
        if rng.random() < 0.6:
            return part
        data = bytearray(part)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(data))
            data[at : at + rng.randint(0, 3)] = rng.choice((b"", b"<", b'"', b"9", b"99999999", rng.randbytes(2)))
        return bytes(data)

    try:
        assert read_xlsx("a.xlsx", rewritten(book(staff), change)).text
    except SourceError as refused:
        assert refused.reason
