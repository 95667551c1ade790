"""Tables printed to PDF in many manners: every cell is read in its row and column, and the text around stays text."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from gouji.corpora.documents.pdf import font
from gouji.corpora.documents.ruled import ABOVE, LEFT, Manner, cells_of
from gouji.corpora.documents.ruled_print import print_table
from gouji.normalize import read_source

FOLDER = Path(__file__).parent / "cases"
NEGATIVE = tomllib.loads((FOLDER / "pdf_tables_negative.toml").read_text(encoding="utf-8"))["case"]
Rows = list[list[str]]


def rows_of(text: str) -> Rows:
    return [[cell.strip().replace("⏎", "\n") for cell in line.split("|")] for line in text.strip("\n").splitlines()]


def matrix(rows: Sequence[Sequence[str]]) -> Rows:
    """What should be read: each cell at its first place, its lines one behind the other, rows without text left out."""
    found = [[""] * len(rows[0]) for _ in rows]
    for cell in cells_of(rows):
        found[cell.row][cell.column] = cell.text.replace("\n", "")
    return [row for row in found if any(row)]


def read_lines(path: Path) -> list[str | list[str]]:
    """The text without what is aside: rows as their cells."""
    source = read_source(path)
    text = source.text
    for start, end in reversed(source.aside):
        text = text[:start] + text[end + 1 :]
    lines = text.splitlines()
    return [[cell.strip() for cell in line.split("|")[:-1]] if line.endswith("|") else line for line in lines]


def cases(name: str) -> Iterator[Any]:
    for case in tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"]:
        for number, manner in enumerate(case["manners"]):
            yield pytest.param(case, Manner(**manner), id=f"{case['name']}-{number}")


def check(case: dict[str, Any], manner: Manner, path: Path) -> None:
    rows, beside = rows_of(case["rows"]), rows_of(case.get("beside", ""))
    above, below = case.get("above", []), case.get("below", [])
    print_table(rows, case["widths"], manner, path, above=above, below=below, beside=beside)
    expected = [*above, *matrix(rows), *(matrix(beside) if beside else []), *below]
    assert read_lines(path) == expected


@pytest.mark.parametrize(("case", "manner"), list(cases("pdf_tables_synthetic.toml")))
def test_every_cell_in_its_place(case: dict[str, Any], manner: Manner, tmp_path: Path) -> None:
    check(case, manner, tmp_path / "a.pdf")


CHINESE = st.sampled_from(
    "机构编制行政事业单位人员核定实有财政全额差拨款乡镇村街道办事处学校医院登记审批监督检查改革调整年度工作"
)
WORD = st.text(CHINESE, min_size=1, max_size=3)
SENTENCE = st.lists(
    st.one_of(st.text(CHINESE, min_size=2, max_size=9), st.integers(1, 999).map(str)), min_size=1, max_size=5
).map(lambda parts: "共" + "项".join(parts) + "项")
NUMBER = st.integers(0, 99_999).map(lambda number: f"{number:,}")


@st.composite
def tables(draw: st.DrawFn) -> tuple[Rows, list[float], Manner]:
    """A head of one or two rows and a body whose last column holds numbers; cells merged at random, but for that column.

    No cell goes over the whole width, as a caption does, and merged cells hold a word, which no page end can cut.
    """
    heads, body, width = draw(st.integers(1, 2)), draw(st.integers(2, 9)), draw(st.integers(2, 5))
    rows = [[f"{draw(WORD)}{'甲乙丙丁戊'[column]}" for column in range(width)] for _ in range(heads)]
    text = st.one_of(WORD, SENTENCE, NUMBER, st.just(""))
    rows += [[draw(text) for _ in range(width - 1)] + [draw(NUMBER)] for _ in range(body)]
    if heads == 2:
        for column in draw(st.sets(st.integers(0, width - 1), max_size=width)):
            rows[1][column] = ABOVE
        free = [column for column in range(1, width) if ABOVE not in (rows[1][column], rows[1][column - 1])]
        if free and width > 2:
            rows[0][draw(st.sampled_from(free))] = LEFT
    for _ in range(draw(st.integers(0, 2))):
        first, count = draw(st.integers(heads, heads + body - 2)), draw(st.integers(2, 4))
        column = draw(st.integers(0, width - 2))
        for row in range(first + 1, min(first + count, len(rows))):
            rows[row][column] = ABOVE
        if rows[first][column] != ABOVE:
            rows[first][column] = draw(WORD)
    if width > 2 and draw(st.booleans()) and ABOVE not in rows[-1][:2]:
        rows[-1][:2] = ["合计", LEFT]
    size = draw(st.sampled_from([7.0, 9.0, 10.5, 12.0]))
    widths = [size * draw(st.integers(5, 11)) + 6 for _ in range(width)]
    manner = Manner(
        page=(sum(widths) + 60, draw(st.integers(18, 60)) * size + 60),
        margin=30,
        size=size,
        rules=draw(st.sampled_from(["all", "all", "open sides"])),
        ends=draw(st.sampled_from(["closed", "open"])),
        align=draw(st.sampled_from(["middle", "top"])),
        thick=draw(st.sampled_from([0.3, 0.6, 1.5])),
        cut=draw(st.booleans()),
        again=draw(st.sampled_from([0, heads])),
        heads=heads,
        rotation=draw(st.sampled_from([0, 0, 0, 90])),
    )
    return rows, widths, manner


@st.composite
def tables_without_uprights(draw: st.DrawFn) -> tuple[Rows, list[float], Manner]:
    """Level rules alone: labels, then figures; in the head two columns may have one head over both."""
    heads, body, width = draw(st.integers(1, 2)), draw(st.integers(2, 9)), draw(st.integers(2, 6))
    rows = [[f"{draw(WORD)}{'甲乙丙丁戊己'[column]}" for column in range(width)] for _ in range(heads)]
    labels = st.one_of(WORD, WORD, st.text(CHINESE, min_size=8, max_size=20))
    rows += [
        [draw(labels)] + [draw(st.one_of(NUMBER, st.just(""))) for _ in range(width - 2)] + [draw(NUMBER)] for _ in range(body)
    ]
    if heads == 2:
        joined = draw(st.integers(1, width - 2)) if width > 2 else 0
        for column in range(width):
            if not joined or column not in (joined, joined + 1):
                rows[1][column] = ABOVE
        if joined:
            rows[0][joined + 1] = LEFT
        else:
            rows, heads = [rows[0], *rows[2:]], 1
    size = draw(st.sampled_from([8.0, 10.5, 12.0]))
    widths = [size * draw(st.integers(6, 10)) + 11 for _ in range(width)]
    manner = Manner(
        page=(sum(widths) + 60, draw(st.integers(20, 60)) * size + 60),
        margin=30,
        size=size,
        rules=draw(st.sampled_from(["three", "level"])),
        beside=5.4,
        ends=draw(st.sampled_from(["closed", "closed", "open"])),
        align=draw(st.sampled_from(["middle", "top"])),
        again=draw(st.sampled_from([0, heads])),
        heads=heads,
    )
    return rows, widths, manner


SETTINGS = settings(max_examples=60, deadline=None, derandomize=True, phases=(Phase.generate,))


@SETTINGS
@given(tables())
def test_any_table_is_read_as_it_was_printed(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[Rows, list[float], Manner]
) -> None:
    rows, widths, manner = table
    path = tmp_path_factory.getbasetemp() / "any.pdf"
    print_table(rows, widths, manner, path)
    assert read_lines(path) == matrix(rows)


@SETTINGS
@given(tables_without_uprights())
def test_any_table_of_level_rules_is_read_as_it_was_printed(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[Rows, list[float], Manner]
) -> None:
    rows, widths, manner = table
    path = tmp_path_factory.getbasetemp() / "any.pdf"
    print_table(rows, widths, manner, path)
    assert read_lines(path) == matrix(rows)


@pytest.mark.parametrize("case", NEGATIVE, ids=lambda case: case["name"])
def test_rules_that_draw_no_table(case: dict[str, Any], tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.setFont(font(), 12)
    for text, left, down in case["text"]:
        canvas.drawString(left, 842 - down, text)
    for left, right, down in case["rules"]:
        canvas.line(left, 842 - down, right, 842 - down)
    canvas.save()
    found = read_source(tmp_path / "a.pdf").text
    assert "|" not in found
    assert sorted(re.sub(r"\s", "", found)) == sorted(re.sub(r"\s", "", "".join(text for text, _, _ in case["text"])))
