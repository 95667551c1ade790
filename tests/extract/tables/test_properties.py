"""What must hold of any table, however it is printed."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gouji.extract.tables import read_tables

GRIDS = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 99_999), min_size=width, max_size=width), min_size=2, max_size=6)
)
HEADS = ("来信件数", "来访件数", "来电件数", "网上件数", "其他件数")
ROWS = ("甲局", "乙局", "丙局", "丁局", "戊局", "己局")


def render(style: str, rows: list[list[str]]) -> str:
    if style == "pipe":
        return "\n".join(" | ".join(row) + " |" for row in rows)
    if style == "markdown":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])
    if style == "drawn":
        return "\n".join("│" + "│".join(row) + "│" for row in rows)
    return "\n".join({"tab": "\t", "blanks": "    ", "ideographic": "\u3000\u3000"}[style].join(row) for row in rows)


@pytest.mark.parametrize("style", ["pipe", "markdown", "drawn", "tab", "blanks", "ideographic"])
@example(grid=[[1900, 1900], [0, 0]], separated=False)  # numbers that could be years, behind a drawn line
@given(grid=GRIDS, separated=st.booleans())
def test_every_cell_is_found_in_its_place_and_columns_add_up(style: str, grid: list[list[int]], separated: bool) -> None:
    width = len(grid[0])
    totals = [sum(row[j] for row in grid) for j in range(width)]
    printed = [[f"{n:,}" if separated else str(n) for n in row] for row in [*grid, totals]]
    names = [*ROWS[: len(grid)], "合计"]
    rows = [["单位", *HEADS[:width]], *([name, *cells] for name, cells in zip(names, printed, strict=True))]
    text = "信访情况如下。\n" + render(style, rows) + "\n以上为全年数。\n"
    (reading,) = read_tables(text, 0, len(text), period="2021", section="")
    assert [text[d.start : d.end] for d in reading.drafts] == [cell for row in printed for cell in row]
    assert [d.quantity.value for d in reading.drafts] == [Decimal(n) for row in [*grid, totals] for n in row]
    sums = [tie for tie in reading.ties if tie.rule == "table.column"]
    assert len(sums) == width
    assert all(tie.lhs.quantity.value == sum(d.quantity.value for _, d in tie.terms) for tie in sums)


@given(st.text(alphabet="甲乙合计年表单位:万元0123456789 \u3000\t|│\n()（）.,%-—一、其中", max_size=300))
def test_any_text_is_read_without_error_and_figures_stand_in_it(text: str) -> None:
    for reading in read_tables(text, 0, len(text), period="2021", section=""):
        places = [(d.start, d.end) for d in reading.drafts]
        assert places == sorted(places)
        assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in places)
        assert all(reading.span.start <= start and end <= reading.span.end for start, end in places)
        assert all(one[1] <= other[0] for one, other in pairwise(places))
        drafts = {id(d) for d in reading.drafts}
        assert all(id(d) in drafts for tie in reading.ties for d in (tie.lhs, *(term for _, term in tie.terms)))
        assert all(0 <= a < b <= len(text) for (a, b), _ in reading.prose)
