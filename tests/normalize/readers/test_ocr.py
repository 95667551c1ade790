"""Scans: ink, rules and reading order without a recogniser; what it reads on the kept scans where the extra is installed."""

import importlib.util
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageFilter, ImageOps

from gouji.corpora.documents.build import HERE
from gouji.normalize.readers import ocr, ocr_engine, ocr_ink
from gouji.normalize.readers.ocr import read_image, read_page
from gouji.normalize.readers.ocr_continued import cells_of, row_of
from gouji.normalize.readers.ocr_engine import Recognised
from gouji.normalize.readers.ocr_ink import binarise, skew_of, turned, turned_back, unread_boxes
from gouji.normalize.readers.ocr_lines import OcrLine, in_order, place_characters
from gouji.normalize.readers.ocr_rules import find_rules, grids
from gouji.normalize.readers.ocr_text import ScannedPage, to_reading
from gouji.schemas import SourceError

MADE = HERE / "made"
SCALE = 2.0
EM = 12.0
needs_ocr = pytest.mark.skipif(importlib.util.find_spec("rapidocr") is None, reason="the extra ocr is not installed")


def line(text: str, left: float, top: float, **more: Any) -> OcrLine:
    """A line of characters of one size, as the recogniser gives it."""
    boxes = tuple((left + at * EM, top, left + (at + 1) * EM, top + EM) for at in range(len(text)))
    return OcrLine(text, boxes, (left, top, left + len(text) * EM, top + EM), 1.0, **more)


def row(cells: list[str], top: float, columns: tuple[float, ...]) -> OcrLine:
    text, boxes = row_of(
        [
            (cell, tuple((x + at, top, x + at + 1, top + EM) for at in range(len(cell))))
            for cell, x in zip(cells, columns, strict=False)
        ]
    )
    return OcrLine(text, boxes, (columns[0], top, columns[-1], top + EM), 1.0, ends=True, row=True, columns=columns)


def page(number: int, *lines: OcrLine) -> ScannedPage:
    return ScannedPage(number, 595, 842, lines, ())


def stripes(height: int = 400, width: int = 500) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """Twelve lines of dashes, dark on light, as a page of text looks from afar."""
    grey = np.full((height, width), 240, dtype=np.uint8)
    for top in range(40, height - 40, 26):
        grey[top : top + 10, 40 : width - 40] = 30
        grey[top : top + 10, 40 : width - 40 : 14] = 240
    return grey


def test_ink_is_told_from_grain_and_from_a_shadow() -> None:
    grain = np.random.default_rng(7).normal(0, 12, (400, 500))
    shadow = np.linspace(0, -90, 500)[None, :]
    grey = np.clip(stripes() + shadow + grain, 0, 255).astype(np.uint8)
    found, drawn = binarise(grey, SCALE), stripes() < 100
    near = np.asarray(Image.fromarray(drawn).convert("L").filter(ImageFilter.MaxFilter(5))) > 0
    assert found[drawn].mean() > 0.97
    assert (found & ~near).sum() < 20


@pytest.mark.parametrize("angle", [-3.2, -0.9, 0.0, 0.5, 2.0])
def test_skew_is_measured_and_taken_back(angle: float) -> None:
    grey = np.asarray(Image.fromarray(stripes()).rotate(angle, Image.Resampling.BICUBIC, fillcolor=240))
    found = skew_of(binarise(grey, SCALE))
    assert abs(found - angle) <= 0.1
    assert abs(skew_of(binarise(turned(grey, found), SCALE))) <= 0.1


@given(st.floats(-5, 5), st.floats(0, 500), st.floats(0, 700))
def test_a_box_keeps_its_size_and_its_distance_from_the_middle(angle: float, left: float, top: float) -> None:
    box = (left, top, left + 40, top + 12)
    back = turned_back(box, angle, 595, 842)
    assert back[2] - back[0] == pytest.approx(40)
    assert back[3] - back[1] == pytest.approx(12)
    offset = [((b[0] + b[2]) / 2 - 297.5, (b[1] + b[3]) / 2 - 421) for b in (box, back)]
    assert np.hypot(*offset[0]) == pytest.approx(np.hypot(*offset[1]), abs=1e-6)


def ruled(edges_x: list[int], edges_y: list[int]) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    ink = np.zeros((400, 600), dtype=np.bool_)
    for x in edges_x:
        ink[edges_y[0] : edges_y[-1] + 2, x : x + 2] = True
    for y in edges_y:
        ink[y : y + 2, edges_x[0] : edges_x[-1] + 2] = True
    return ink


def test_cells_between_rules_merged_ones_as_one() -> None:
    ink = ruled([50, 150, 300, 450], [40, 80, 120, 160])
    ink[80:82, 52:150] = False  # the first cell stands over two rows
    ink[42:80, 300:302] = False  # and the two beside it over one, side by side
    horizontal, vertical, drawn = find_rules(ink, SCALE)
    (grid,) = grids(horizontal, vertical, SCALE)
    assert (grid.rows, grid.columns) == (3, 3)
    assert [(cell.row, cell.column) for cell in grid.cells] == [(0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]
    assert (ink & ~drawn).sum() < 0.02 * ink.sum()


def test_lines_of_text_are_no_rules() -> None:
    ink = stripes() < 100
    horizontal, vertical, _ = find_rules(ink, SCALE)
    assert grids(horizontal, vertical, SCALE) == []


def test_a_rule_with_worn_places_is_one_rule() -> None:
    ink = ruled([50, 250, 450], [40, 90, 140])
    ink[90:92, 140:148] = False
    (grid,) = grids(*find_rules(ink, SCALE)[:2], SCALE)
    assert len(grid.cells) == 4


def test_ink_outside_of_what_was_read_is_told() -> None:
    ink = np.zeros((400, 600), dtype=np.bool_)
    ink[100:120, 100:300] = True
    ink[300:330, 400:440] = True
    ink[10, 10] = True  # a speck
    (box,) = unread_boxes(ink, [(90, 90, 310, 130)], SCALE)
    assert box[0] <= 200 and box[1] <= 150 and box[2] >= 220 and box[3] >= 165


@given(st.lists(st.integers(8, 20), min_size=1, max_size=12), st.integers(2, 5))
def test_characters_lie_in_their_line_and_in_order(widths: list[int], gap: int) -> None:
    ink = np.zeros((20, sum(widths) + gap * len(widths)), dtype=np.bool_)
    at, centres, drawn = 0, [], []
    for width in widths:
        ink[2:18, at : at + width] = True
        centres.append(at + width / 2)
        drawn.append((at, at + width))
        at += width + gap
    places = place_characters(Recognised("十" * len(widths), 1.0, tuple(centres)), ink, 16.0)
    for (left, right), (start, end) in zip(places, drawn, strict=True):
        assert abs(left - start) <= 1.5 and abs(right - end) <= 1.5


def test_two_columns_are_read_one_after_the_other() -> None:
    title = line("标题横在两栏之上的一行文字很长很长很长很长很长很长", 60, 50)
    left = [line("左" * 18, 60, 100 + at * 20) for at in range(6)]
    right = [line("右" * 18, 320, 100 + at * 20) for at in range(6)]
    texts = [one.text for one in in_order([*right, *left, title])]
    assert texts == [title.text, *["左" * 18] * 6, *["右" * 18] * 6]


def test_pieces_at_one_height_are_a_line_and_wide_gaps_stay() -> None:
    (only,) = in_order([line("单位", 60, 100), line("编制", 200, 101), line("数", 226, 100)])
    assert only.text == "单位  编制数"
    assert len(only.boxes) == len(only.text)
    assert only.boxes[2:4] == (None, None)


PARAGRAPHS = [
    # lines as (text, left), and the paragraphs to expect
    ([("一" * 28, 84), ("二" * 30, 60), ("三三。", 60), ("四" * 28, 84)], ["一" * 28 + "二" * 30 + "三三。", "四" * 28]),
    ([("标题一", 210), ("标题二", 210), ("正" * 28, 84), ("文" * 30, 60)], ["标题一", "标题二", "正" * 28 + "文" * 30]),
    # broken early for a number that must not be cut
    (
        [("全年罚没款" + "一" * 19, 84), ("1948.6万元。" + "二" * 20, 60)],
        ["全年罚没款" + "一" * 19 + "1948.6万元。" + "二" * 20],
    ),
    ([("各科室：", 60), ("甲" * 28, 84), ("乙" * 30, 60)], ["各科室：", "甲" * 28 + "乙" * 30]),
    ([("甲" * 30, 60), ("乙" * 10, 60), ("丙" * 30, 60), ("丁" * 12, 60)], ["甲" * 30 + "乙" * 10, "丙" * 30 + "丁" * 12]),
]


@pytest.mark.parametrize(("lines", "paragraphs"), PARAGRAPHS)
def test_paragraphs_are_joined_and_told_apart(lines: list[tuple[str, float]], paragraphs: list[str]) -> None:
    ordered = in_order([line(text, left, 100 + at * 20) for at, (text, left) in enumerate(lines)])
    reading = to_reading([page(1, *ordered)])
    assert reading.text.splitlines() == paragraphs


def test_a_paragraph_over_the_page_end_is_whole_and_the_foot_behind_it() -> None:
    first = in_order(
        [line("一" * 28, 84, 700), line("其中事业编制71", 60, 720), line("内部资料", 260, 20), line("- 1 -", 280, 810)]
    )
    first = [one if one.text[0] != "其" else line(one.text + "页" * 21, 60, 720, starts=False) for one in first]
    second = in_order([line("内部资料", 260, 20), line("86名。", 60, 80), line("二" * 28, 84, 100), line("- 2 -", 280, 810)])
    second = [one if one.text[0] != "8" else line(one.text, 60, 80, starts=False) for one in second]
    reading = to_reading([page(1, *first), page(2, *second)])
    assert "其中事业编制71" + "页" * 21 + "86名。\n" in reading.text
    assert [reading.text[start:end] for start, end in reading.aside] == ["内部资料", "- 1 -", "内部资料", "- 2 -"]
    assert reading.origin == "ocr"


COLUMNS = (60.0, 200.0, 300.0, 400.0)


def test_a_table_over_the_page_end_has_one_head_and_one_set_of_columns() -> None:
    head = ["单位（名）", "编制", "实有"]
    first = [row(head, 600, COLUMNS), row(["甲局", "12", "10"], 620, COLUMNS)]
    finer = (66.0, 140.0, 206.0, 306.0, 406.0)  # the same table, set 6 points to the right, with a column divided
    second = [row(["单位(名)", "", "编制", "实有"], 60, finer), row(["乙局", "机关", "7", "6"], 80, finer)]
    reading = to_reading([page(1, *first), page(2, *second)])
    assert reading.text.splitlines()[:3] == ["单位（名） | | 编制 | 实有 |", "甲局 | | 12 | 10 |", "乙局 | 机关 | 7 | 6 |"]
    assert [reading.text[start:end] for start, end in reading.aside] == ["单位(名)", "编制", "实有"]


def test_another_table_on_the_next_page_is_left_alone() -> None:
    first = [row(["单位", "编制", "实有"], 600, COLUMNS), row(["甲局", "12", "10"], 620, COLUMNS)]
    other = (60.0, 100.0, 250.0, 400.0)
    second = [row(["年度", "收入", "支出"], 60, other), row(["2010", "7", "6"], 80, other)]
    lines = to_reading([page(1, *first), page(2, *second)]).text.splitlines()
    assert lines[2:] == ["年度 | 收入 | 支出 |", "2010 | 7 | 6 |"]


CELLS = st.lists(st.text("甲乙12.%", max_size=4), min_size=1, max_size=5)


@given(CELLS)
def test_a_row_can_be_taken_apart_again(cells: list[str]) -> None:
    one = row(cells, 100, tuple(60.0 + 50 * at for at in range(len(cells) + 1)))
    assert [text for text, _ in cells_of(one)] == cells
    assert all(len(text) == len(boxes) and None not in boxes for text, boxes in cells_of(one))


def png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


DAMAGED = [
    (png(Image.new("L", (40, 40), 255))[:60], "is a damaged picture"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "is a damaged picture"),
    (b"II*\x00\xff\xff\xff\xff" + b"\0" * 40, "is a damaged picture"),
    (b"\xff\xd8\xff\xe0" + b"\x11" * 99, "is a damaged picture"),
]


@pytest.mark.parametrize(("data", "reason"), DAMAGED)
def test_a_damaged_picture_has_one_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as error:
        read_image("a.png", data)
    assert error.value.reason == reason


def test_a_picture_too_large_is_refused_before_it_is_unpacked() -> None:
    held = io.BytesIO()
    Image.new("1", (30_000, 3_000)).save(held, "PNG")
    with pytest.raises(SourceError, match=r"30,000 x 3,000 pixels"):
        read_image("a.png", held.getvalue())


def test_damage_in_a_tiff_is_not_told_on_screen(capfd: pytest.CaptureFixture[str]) -> None:
    """libtiff writes to the terminal itself."""
    held = io.BytesIO()
    Image.fromarray(stripes()).save(held, "TIFF", compression="tiff_lzw")
    data = bytearray(held.getvalue())
    data[200:600] = b"\xff" * 400
    with pytest.raises(SourceError, match="is a damaged picture"):
        read_image("a.tif", bytes(data))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "CMYK", "I;16", "F"])
def test_a_picture_made_grey_in_strips_is_as_one_made_grey_at_once(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = Image.fromarray(stripes()).convert("I") if mode == "I;16" else Image.fromarray(stripes())
    held = io.BytesIO()
    sign.convert(mode).save(held, "TIFF", dpi=(150, 150))
    (whole,) = ocr._frames("a.tif", held.getvalue())
    monkeypatch.setattr(ocr, "_STRIP", 999)
    (strips,) = ocr._frames("a.tif", held.getvalue())
    assert np.array_equal(np.asarray(whole), np.asarray(strips)) and whole.info == strips.info
    assert (np.asarray(whole) < 128).mean() == pytest.approx((stripes() < 128).mean(), abs=0.02)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_put_upright(kind: str, orientation: int) -> None:
    page, exif, held = Image.fromarray(stripes()), Image.Exif(), io.BytesIO()
    exif[ExifTags.Base.Orientation] = orientation
    page.save(held, kind, exif=exif)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(held.getvalue())))
    (read,) = ocr._frames("a", held.getvalue())
    assert np.array_equal(np.asarray(read), np.asarray(upright))


def test_all_pages_of_a_tiff_in_order() -> None:
    held = io.BytesIO()
    first, *rest = (Image.new("L", (30 + at, 20), 200) for at in range(4))
    first.save(held, "TIFF", save_all=True, append_images=rest)
    assert [page.width for page in ocr._frames("a.tif", held.getvalue())] == [30, 31, 32, 33]


@pytest.mark.parametrize("pixels", [1, 60_000])
def test_ink_in_bands_is_that_of_the_whole(pixels: int, monkeypatch: pytest.MonkeyPatch) -> None:
    grain = np.random.default_rng(1).normal(0, 12, (1400, 500))
    page = np.clip(np.concatenate([stripes(700), stripes(700)]) + grain, 0, 255).astype(np.uint8)
    whole = [binarise(grey, SCALE) for grey in (page, np.concatenate([stripes(700), stripes(700)]))]
    monkeypatch.setattr(ocr_ink, "_BAND_PIXELS", pixels)
    bands = [binarise(grey, SCALE) for grey in (page, np.concatenate([stripes(700), stripes(700)]))]
    assert all(np.array_equal(one, other) for one, other in zip(whole, bands, strict=True))


class Seen:
    """In place of the recogniser: notes the sizes of what it is given and sees nothing."""

    boxes = None

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []

    def __call__(self, page: Any) -> "Seen":
        self.sizes.append(page.shape[:2])
        return self


@pytest.mark.parametrize("size", [(4700, 700), (60, 20_000), (60_000, 60), (3, 3), (1, 9000), (9000, 500)])
def test_the_recogniser_is_given_little_at_once(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen()
    monkeypatch.setattr(ocr_engine, "_engine", lambda: seen)
    assert read_page(Image.new("L", size, 250), 200 / 72).lines == ()
    assert all(height * width <= 2_600_000 for height, width in seen.sizes)


@given(st.lists(st.floats(0.01, 100), max_size=40))
def test_batches_hold_every_line_once_and_little_at_once(lengths: list[float]) -> None:
    batches = list(ocr_engine._batches(list(range(len(lengths))), lengths))
    assert sorted(at for batch in batches for at in batch) == list(range(len(lengths)))
    assert all(len(batch) <= 6 and len(batch) * max(lengths[at] for at in batch) <= 240 for batch in batches)


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ocr_engine._engine.cache_clear()
    monkeypatch.setattr(ocr_engine, "has_ocr", lambda: False)
    yield
    ocr_engine._engine.cache_clear()


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_the_message_says_what_to_install() -> None:
    with pytest.raises(SourceError) as error:
        read_image("a.png", png(Image.fromarray(stripes())))
    assert str(error.value) == "a.png: is a picture; to read it, install gouji[ocr]"


def scan_of(name: str) -> Image.Image:
    return Image.open(MADE / name).convert("L")


def expected(name: str) -> list[str]:
    return (MADE / "expected" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@needs_ocr
def test_a_noisy_scan_askew_is_read_with_its_places() -> None:
    """The upper third of an A4 page at 120 dpi."""
    whole = scan_of("scan-120-jpg/establishment-2016.jpg")
    upper = whole.crop((0, 0, whole.width, whole.height * 2 // 5))
    read = read_page(upper, 120 / 72)
    reading = to_reading([ScannedPage(1, 595, 842, read.lines, read.unread)])
    lines = [text for text in reading.text.splitlines() if text != reading.text[slice(*reading.aside[0])]]
    assert lines[:5] == expected("establishment-2016")[:5]
    (stretch,) = reading.pages
    assert len(stretch.boxes) == len(reading.text) and stretch.origin == "ocr"
    ink = np.asarray(upper) < 140
    start = reading.text.index("8528名")
    (box,) = stretch.boxes.lines(start, start + 5)
    left, top, right, bottom = (round(edge * 120 / 72) for edge in box)
    assert 0.15 < ink[top:bottom, left:right].mean() < 0.8
    assert right - left < 6 * (bottom - top)


@needs_ocr
def test_a_ruled_table_is_read_cell_by_cell_and_a_drawing_is_told() -> None:
    """The middle of an A4 page at 200 dpi: a table with a merged head."""
    whole = scan_of("scan-200-tiff/market-2019.tif")
    middle = whole.crop((0, 600, whole.width, 1180))
    blot = np.random.default_rng(3).random((70, 70)) < 0.5
    middle.paste(Image.fromarray(blot), (1520, 20))
    data = png(middle)
    reading = read_image("a.png", data)
    table = [text for text in expected("market-2019") if "|" in text][:8]
    assert [text for text in reading.text.splitlines() if "|" in text] == table
    assert len(reading.notes) == 1 and "a place with ink" in reading.notes[0]


@needs_ocr
def test_nothing_is_said_on_screen_and_an_empty_page_has_a_reason(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceError, match="without readable text"):
        read_image("a.png", png(Image.new("L", (400, 300), 250)))
    assert capfd.readouterr() == ("", "")


def test_the_kept_scans_are_there() -> None:
    kinds = ["scan-120-jpg", "scan-200-pdf", "scan-200-song", "scan-200-tiff"]
    assert sorted(path.name for path in Path(MADE).glob("scan-*")) == kinds
