"""Blanks that are not drawn, told from what a layout leaves between characters."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from gouji.corpora.documents.pdf import font
from gouji.normalize import read_source

SIZE = 12
FILLER = ["全县共有编制1204名，实有1180名，空编24名，", "其中行政编制430名，事业编制774名，工勤编制0名，", "比上年减少16名。"]
AUTOSPACED = ["全县共有编制 1204 名，实有 1180 名，空编 24 名，", "其中行政编制 430 名，事业编制 774 名，比上年减少 16 名。"]


def drawn(lines: Sequence[str], path: Path, *, blank: float = 0.25, spread: float = 0.0) -> list[str]:
    """What is read of lines in which a blank is a gap of so many em; between all characters there are `spread` points."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    name = font()
    canvas.setFont(name, SIZE)
    for number, line in enumerate(lines):
        across = 72.0
        for character in line:
            if character == " ":
                across += blank * SIZE
                continue
            canvas.drawString(across, 742 - 40 * number, character)
            across += stringWidth(character, name, SIZE) + spread
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return read_source(path).text.split("\n")


@pytest.mark.parametrize("spread", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("line", ["职系名称 编制人数 实际人数", "首长级 15 14", "总计 2 148 2 059", "编制120名 实有118名"])
def test_a_gap_that_stands_out_is_a_blank(line: str, spread: float, tmp_path: Path) -> None:
    assert line in drawn([*FILLER, line], tmp_path / "a.pdf", spread=spread)


@pytest.mark.parametrize("spread", [0.0, 0.4])
def test_what_the_layout_leaves_round_figures_is_none(spread: float, tmp_path: Path) -> None:
    plain = [line.replace(" ", "") for line in AUTOSPACED]
    assert "".join(drawn(AUTOSPACED, tmp_path / "a.pdf", spread=spread)) == "".join(plain)


@pytest.mark.parametrize("spread", [2.0, 3.0, 5.0])
def test_letters_spread_evenly_are_one_word(spread: float, tmp_path: Path) -> None:
    assert "编制情况报告" in drawn(["编制情况报告"], tmp_path / "a.pdf", spread=spread)
