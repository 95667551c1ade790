"""The order in which a PDF is read: columns with tables in them, text on its side, print and scans in one file."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gouji.normalize import Source, read_source
from gouji.normalize.readers import pdf_page
from gouji.normalize.readers.ocr_lines import OcrLine
from gouji.normalize.readers.ocr_page import OcrPage

FONT, SIZE, LEADING, WIDTH, HEIGHT = "STSong-Light", 12, 20, 595, 842
LEFT, TOP, RIGHT = 72, 100, 320  # of the first column; where the second begins
SENTENCE = "全区共有粮食购销企业36家，其中国有19家，年末库存18.6万吨"
Draw = Callable[[Canvas], None]


def source_of(pages: Sequence[Draw], folder: Path) -> Source:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    path = folder / "report.pdf"
    path.write_bytes(buffer.getvalue())
    return read_source(path)


def typed(lines: Sequence[str], left: float = LEFT, top: float = TOP) -> Draw:
    """Lines one below the other; blanks of the width of a character set them in."""

    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(lines):
            indent = (len(line) - len(line.lstrip("　"))) * SIZE
            canvas.drawString(left + indent, HEIGHT - top - at * LEADING, line.lstrip("　"))

    return draw


def ruled(rows: Sequence[Sequence[str]], left: float, top: float) -> Draw:
    """A table of cells 60 points wide and 20 high."""

    def draw(canvas: Canvas) -> None:
        xs = [left + 60 * at for at in range(len(rows[0]) + 1)]
        ys = [HEIGHT - top - LEADING * at for at in range(len(rows) + 1)]
        canvas.grid(xs, ys)
        for y, row in zip(ys[1:], rows, strict=True):
            for x, cell in zip(xs, row, strict=False):
                canvas.drawString(x + 3, y + 5, cell)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def full(count: int, width: int = 18) -> list[str]:
    """So many lines of a paragraph that fill a column and break anywhere."""
    text = (SENTENCE.replace("36", "三十六").replace("19", "十九").replace("18.6", "十八") + "，") * count
    return [text[at * width : (at + 1) * width] for at in range(count)]


def test_a_table_stands_in_its_column(tmp_path: Path) -> None:
    rows = [["单位", "人数", "件数"], ["东所", "12", "340"], ["西所", "9", "215"]]
    left = both(typed(["　　表一。"]), ruled(rows, LEFT, 120), typed([*full(7), "左栏止。"], top=220))
    right = both(
        typed([*full(6), "右栏甲。"], RIGHT), ruled([["南", "3"], ["北", "4"]], RIGHT, 250), typed(["右栏乙。"], RIGHT, 320)
    )
    lines = source_of([both(left, right)], tmp_path).text.splitlines()
    table = ["单位 | 人数 | 件数 |", "东所 | 12 | 340 |", "西所 | 9 | 215 |"]
    assert lines == [
        "表一。",
        *table,
        "".join(full(7)) + "左栏止。",
        "".join(full(6)) + "右栏甲。",
        "南 | 3 |",
        "北 | 4 |",
        "右栏乙。",
    ]


@pytest.mark.parametrize(
    ("first", "after", "joined"),
    [
        ("　　全年粮食收购总量比上年同期的数量增长", "20.其中夏粮占六成", True),
        ("　　全年粮食收购总量按产业分布依次包括第", "一、二、三类企业", True),
        ("全年粮食收购总量比上年同期的数量增长同", "20.其中夏粮占六成", False),
    ],
)
def test_a_number_at_the_edge_of_a_paragraph_that_begins_set_in(first: str, after: str, joined: bool, tmp_path: Path) -> None:
    text = source_of([typed(["", *full(3, 20), first, after + "。"])], tmp_path).text
    assert (first.strip("　") + after in text) is joined


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_on_its_side(turn: int, tmp_path: Path) -> None:
    high = HEIGHT - WIDTH  # the text is drawn from the top of an upright page
    laid = {90: (0, 1, -1, 0, HEIGHT, 0), 180: (-1, 0, 0, -1, WIDTH, HEIGHT), 270: (0, -1, 1, 0, -high, HEIGHT)}[turn]
    lines = [*full(3, 20), "共12件。"]

    def draw(canvas: Canvas) -> None:
        canvas.transform(*laid)
        typed(lines)(canvas)

    source = source_of([draw, typed(["正页。"])], tmp_path)
    assert source.text.splitlines() == ["".join(lines), "正页。"]
    across, up = LEFT + SIZE / 2, HEIGHT - TOP + SIZE / 3  # the middle of the first character, before it was laid
    x, y = laid[0] * across + laid[2] * up + laid[4], laid[1] * across + laid[3] * up + laid[5]
    box = source.pages[0].boxes[0]
    assert box is not None and box[0] < x < box[2] and box[1] < HEIGHT - y < box[3]
    assert (source.pages[0].width, source.pages[0].height) == (WIDTH, HEIGHT)


def test_an_office_that_signs_where_another_page_has_its_title(tmp_path: Path) -> None:
    def title(canvas: Canvas) -> None:
        canvas.setFont(FONT, 18)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 80, "东陵区粮食局")
        canvas.setFont(FONT, SIZE)

    source = source_of([both(title, typed(["　　共12家。"])), typed(["东陵区粮食局"], 400, 76)], tmp_path)
    assert source.text.splitlines() == ["东陵区粮食局", "共12家。", "东陵区粮食局"] and not source.aside


def seen(text: str, top: float, *, starts: bool, ends: bool) -> OcrLine:
    boxes = tuple((LEFT + SIZE * at, top, LEFT + SIZE * (at + 1.0), top + SIZE) for at in range(len(text)))
    return OcrLine(text, boxes, (LEFT, top, boxes[-1][2], top + SIZE), 0.9, starts, ends)


@pytest.mark.parametrize(
    ("starts", "ends", "lines"),
    [
        (False, False, ["全年办件{0}其中网上18件和窗口12件。"]),
        (True, False, ["全年办件{0}", "其中网上18件和窗口12件。"]),
        (False, True, ["全年办件{0}其中网上18件", "和窗口12件。"]),
    ],
)
def test_a_paragraph_over_print_and_scan(
    starts: bool, ends: bool, lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = OcrPage((seen("其中网上18件", TOP, starts=starts, ends=ends),), ())
    monkeypatch.setattr(pdf_page, "read_page", lambda *_: page)
    rest = "".join(full(2, 30))[:26]
    edge = [*full(3, 30), "全年办件" + rest]

    def picture(canvas: Canvas) -> None:
        canvas.rect(0, 0, WIDTH, HEIGHT, fill=1)

    source = source_of([typed(edge), picture, typed(["和窗口12件。"])], tmp_path)
    assert source.text.splitlines() == [
        "".join(full(3, 30)) + lines[0].format(rest),
        *lines[1:],
    ]
    at = source.text.index("18件")
    assert [source.origin_of(at + off, at + off + 1) for off in (0, 4)] == ["ocr", "text"]
