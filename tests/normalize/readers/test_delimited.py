"""Tables as text (.csv): pipe rows where the lines are rows of one width, the text as it is where they are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.normalize import read_source
from gouji.normalize.readers import delimited, read_bytes
from gouji.schemas import SourceError

TABLES = {
    "as Excel saves it": (
        '2019年编制情况,,\r\n单位,编制（名）,实有（人）\r\n甲局,"1,012",10\r\n"乙,局",,17\r\n'.encode("gb18030"),
        "2019年编制情况\n单位 | 编制（名） | 实有（人） |\n甲局 | 1,012 | 10 |\n乙,局 |  | 17 |\n",
    ),
    "with a mark": ("\ufeff单位,件\n甲局,12\n".encode(), "单位 | 件 |\n甲局 | 12 |\n"),
    "semicolons": ("单位;金额\n甲局;1,5\n乙局;2,25\n".encode(), "单位 | 金额 |\n甲局 | 1,5 |\n乙局 | 2,25 |\n"),
    "named": ("sep=;\n单位;编制\n甲局;12\n".encode(), "单位 | 编制 |\n甲局 | 12 |\n"),
    "two lines in a cell": ('单位,"编制\n（名）"\n甲局,12\n'.encode(), "单位 | 编制（名） |\n甲局 | 12 |\n"),
    "a note below": ("县,编制\n甲县,12\n乙县,8\n注：年底\n".encode(), "县 | 编制 |\n甲县 | 12 |\n乙县 | 8 |\n注：年底\n"),
}
PROSE = {
    "one line": "全县编制1,012名,实有980人。",
    "lines of no one width": "一、总体情况\n全县编制512名,实有480人。\n二、下一步\n加强管理,严格审批。\n三、建议\n无。",
    "a quotation mark that is never closed": '"甲局,12\n乙局,8' + "\n丙局,9" * 30_000,
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table(name: str) -> None:
    data, text = TABLES[name]
    assert read_bytes("a.CSV", data).text == text


@pytest.mark.parametrize("name", PROSE)
def test_what_is_no_table_is_text_as_it_stands(name: str) -> None:
    assert read_bytes("a.csv", PROSE[name].encode()).text == PROSE[name]


def test_without_the_name_it_is_a_text() -> None:
    data = "单位,编制\n甲局,12\n".encode()
    assert read_bytes("a.txt", data).text == data.decode()


@pytest.mark.parametrize(("data", "reason"), [(b"", "is empty"), (bytes(range(256)) * 9, "is not text")])
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=f"a.csv: {reason}"):
        read_bytes("a.csv", data)


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_CELLS", 10)
    with pytest.raises(SourceError, match="holds more than 10 cells"):
        read_bytes("a.csv", b"a,b,c\n" * 4)


def test_by_the_way_of_every_file(tmp_path: Path) -> None:
    path = tmp_path / "编制.csv"
    path.write_text("单位,编制\n甲局,12\n", encoding="gb18030")
    source = read_source(path)
    assert (source.text, source.encoding) == ("单位 | 编制 |\n甲局 | 12 |\n", "gb18030")


@given(st.lists(st.lists(st.text('甲乙12,;"\t\n ', max_size=6), min_size=1, max_size=4), min_size=1, max_size=6))
def test_no_character_of_a_cell_is_lost(rows: list[list[str]]) -> None:
    text = "\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    read = read_bytes("a.csv", f"\ufeff{text}".encode()).text
    for character in "甲乙12":
        assert read.count(character) == text.count(character)
