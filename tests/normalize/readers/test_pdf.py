"""PDF text: reading order, paragraphs, headers and footers, boxes. Each file is made here, so what it says is known."""

import io
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gouji.normalize import Source, read_source
from gouji.normalize.readers import pdf, pdf_glyphs, pdf_page
from gouji.normalize.readers.ocr_engine import OcrMissing
from gouji.schemas import SourceError

FONT = "STSong-Light"  # of the viewer: nothing is embedded, so no font file is needed
SIZE, LEADING, LEFT, TOP, HEIGHT = 12, 20, 72, 100, 842
PARAGRAPH = (
    "全县共有事业单位238个，其中全额拨款171个，差额拨款45个，自收自支22个；核定编制12345名，实有人员11873人，占编制的96.2%。"
    "当年新设单位6个，撤销单位9个，合并后净减少3个，核减编制48名，全部收回统一管理，用于充实乡镇一线。"
)
Placed = tuple[str, float, float]  # text, left, baseline from the top


def make(pages: Sequence[Sequence[Placed]], *, encrypt: StandardEncryption | None = None, font: str = FONT) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, HEIGHT), encrypt=encrypt)
    for page in pages:
        canvas.setFont(font, SIZE)
        for text, left, down in page:
            canvas.drawString(left, HEIGHT - down, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def wrap(text: str, width: float, indent: float = 24) -> list[tuple[str, float]]:
    """Lines of a paragraph with how far each is set in, broken between any two characters that are no punctuation."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    lines, line, room = [], "", width - indent
    for character in text:
        if pdfmetrics.stringWidth(line + character, FONT, SIZE) > room and character not in "，。；、%":
            lines.append((line, indent if not lines else 0.0))
            line, room = "", width
        line += character
    return [*lines, (line, indent if not lines else 0.0)]


def column(lines: Sequence[tuple[str, float]], left: float = LEFT, top: float = TOP) -> list[Placed]:
    return [(text, left + indent, top + LEADING * at) for at, (text, indent) in enumerate(lines)]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], Source]:
    numbers = itertools.count()

    def read(data: bytes) -> Source:
        file = tmp_path / f"{next(numbers)}.txt"  # the name does not matter
        file.write_bytes(data)
        return read_source(file)

    return read


def body(source: Source) -> list[str]:
    """The lines that are not aside."""
    text = source.text
    for start, end in reversed(source.aside):
        text = text[:start] + text[end + 1 :]
    return text.splitlines()


def aside(source: Source) -> list[str]:
    return [source.text[start:end] for start, end in source.aside]


def test_lines_are_joined_to_paragraphs_and_headings_stand_alone(read: Callable[[bytes], Source]) -> None:
    lines = [("一、机构编制情况", 0.0), *wrap(PARAGRAPH, 441), *wrap("（一）单位。" + PARAGRAPH, 441), *wrap("二、问题", 441)]
    source = read(make([column(lines)]))
    assert body(source) == ["一、机构编制情况", PARAGRAPH, "（一）单位。" + PARAGRAPH, "二、问题"]
    assert (source.encoding, source.runner_up, source.origin, source.notes) == ("pdf", None, "text", ())


@pytest.mark.parametrize("width", [150, 217, 222, 227, 233, 441])
def test_a_number_cut_by_a_line_end_is_whole(read: Callable[[bytes], Source], width: float) -> None:
    assert body(read(make([column(wrap(PARAGRAPH * 2, width))]))) == [PARAGRAPH * 2]


def test_a_number_cut_by_a_page_end_is_whole(read: Callable[[bytes], Source]) -> None:
    lines = wrap(PARAGRAPH, 441)
    first = next(at for at in range(1, len(lines)) if lines[at - 1][0][-1] not in "，。；") - 1
    cut = lines[: first + 1], lines[first + 1 :]
    head = ("某某县机构编制年报", 220.0, 50.0)
    source = read(make([[head, *column(cut[0]), ("- 1 -", 290, 810)], [head, *column(cut[1]), ("- 2 -", 290, 810)]]))
    assert body(source) == [PARAGRAPH]
    assert sorted(aside(source)) == ["- 1 -", "- 2 -", head[0], head[0]]
    over = source.text.index(lines[first][0][-3:] + lines[first + 1][0][:3])
    assert [source.place(at, at + 1)[0] for at in (over, over + 2, over + 3, over + 5)] == [1, 1, 2, 2]
    page, boxes = source.place(over, over + 6)
    assert page == 1 and boxes is not None and len(boxes) == 1


def test_two_columns_one_after_the_other(read: Callable[[bytes], Source]) -> None:
    text = PARAGRAPH * 4
    lines = wrap(text, 200)
    half = len(lines) // 2 + 1
    title = [("某某县机构编制管理工作年度总结报告（全文）", 160.0, 70.0)]
    source = read(make([[*title, *column(lines[:half]), *column(lines[half:], left=320)]]))
    assert body(source) == [title[0][0], text]


def test_columns_of_short_words_are_no_columns_of_text(read: Callable[[bytes], Source]) -> None:
    rows = [("单位", "人数"), ("甲局", "12"), ("乙局", "7"), ("丙局", "31"), ("丁局", "9"), ("合计", "59")]
    page = [(word, LEFT + 300 * at, TOP + LEADING * row) for row, words in enumerate(rows) for at, word in enumerate(words)]
    assert body(read(make([page]))) == [f"{name}  {count}" for name, count in rows]


def test_spaces_of_the_layout_go_and_those_of_the_text_stay(read: Callable[[bytes], Source]) -> None:
    gap = [("从", 72.0, 100.0), ("2006", 87.0, 100.0), ("年起", 114.0, 100.0)]
    typed = [("从 2006 年起，约 12 640 宗 Word text", 72.0, 130.0)]
    assert body(read(make([gap + typed]))) == ["从2006年起", "从 2006 年起，约 12 640 宗 Word text"]


def test_page_furniture_needs_a_margin_and_other_pages(read: Callable[[bytes], Source]) -> None:
    pages = [
        [("简报", 500, 40), *column(wrap(PARAGRAPH, 441)), ("12人", LEFT, 700), (f"第{n}页 共3页", 280, 815)] for n in (1, 2, 3)
    ]
    source = read(make(pages))
    assert sorted(aside(source)) == ["第1页 共3页", "第2页 共3页", "第3页 共3页", "简报", "简报", "简报"]
    assert body(source) == [PARAGRAPH, "12人"] * 3


def test_every_character_has_its_box(read: Callable[[bytes], Source]) -> None:
    lines = [*wrap(PARAGRAPH, 441)]
    source = read(make([column(lines)]))
    at = 0
    for number, (text, indent) in enumerate(lines):
        for offset, character in enumerate(text):
            left = LEFT + indent + pdfmetrics.stringWidth(text[:offset], FONT, SIZE)
            width = pdfmetrics.stringWidth(character, FONT, SIZE)
            page, boxes = source.place(at, at + 1)
            assert page == 1 and boxes is not None and source.text[at] == character
            box = boxes[0]
            assert box[0] - 1 <= left + width / 2 <= box[2] + 1, (character, box, left)
            assert box[1] < TOP + LEADING * number - SIZE * 0.35 < box[3]
            at += 1
    assert (source.pages[0].width, source.pages[0].height) == (595, HEIGHT)
    assert source.place(at, at + 1) == (1, None)  # the line end is ours


@pytest.mark.parametrize(("turn", "size"), [(90, (HEIGHT, 595)), (180, (595, HEIGHT)), (270, (HEIGHT, 595))])
def test_frame_of_a_turned_page(turn: int, size: tuple[float, float]) -> None:
    frame = pdf_glyphs.Frame(0, 0, 595, HEIGHT, turn)
    assert frame.size == size
    edges = [pdf_glyphs.np.array([edge], dtype=pdf_glyphs.np.float32) for edge in (10, 30, 20, 25)]  # left, top, right, bottom
    left, top, right, bottom = frame.shown(*edges)[0].tolist()
    assert (right - left, bottom - top) == ((10, 5) if turn == 180 else (5, 10))
    corner = {90: (25, 10), 180: (595 - 20, 25), 270: (HEIGHT - 30, 595 - 20)}[turn]
    assert (left, top) == corner


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n...", "is a damaged PDF"),
        (make([column(wrap(PARAGRAPH, 441))])[:900], "is a damaged PDF"),
        (make([[]]), "is a PDF without text"),
        (make([column([("密", 0.0)])], encrypt=StandardEncryption("secret")), "is encrypted and opens only with a password"),
    ],
    ids=["nothing", "cut off", "blank", "encrypted"],
)
def test_one_reason(read: Callable[[bytes], Source], data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as error:
        read(data)
    assert "\n" not in str(error.value)


def test_owner_password_alone_does_not_lock(read: Callable[[bytes], Source]) -> None:
    lock = StandardEncryption("", ownerPassword="owner", canPrint=0)
    assert body(read(make([column(wrap(PARAGRAPH, 441))], encrypt=lock))) == [PARAGRAPH]


def test_pages_beyond_the_limit_are_named(read: Callable[[bytes], Source], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    source = read(make([[(f"第{n}季度共12人。", LEFT, TOP)] for n in "一二三四"]))
    assert body(source) == ["第一季度共12人。", "第二季度共12人。"]
    assert source.notes == ("pages 3 to 4 were not read (at most 2 are)",)


def test_a_page_of_too_many_characters_is_named(read: Callable[[bytes], Source], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_glyphs, "MAX_GLYPHS", 100)
    source = read(make([column(wrap(PARAGRAPH, 441)), column([("共12人。", 0.0)])]))
    assert body(source) == ["共12人。"]
    assert source.notes == ("page 1 holds more than 100 characters and was not read",)


def test_garbage_text_and_pictures_ask_for_ocr(read: Callable[[bytes], Source], monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise OcrMissing("install gouji[ocr]")

    monkeypatch.setattr(pdf_page, "read_page", missing)
    garbage = "".join(chr(0x4E00 + 37 * n % 20000) for n in range(1, 400))
    bad = column([(garbage[at : at + 30], 0.0) for at in range(0, 390, 30)])
    with pytest.raises(SourceError, match=r"is a scan without text; install gouji\[ocr\]"):
        read(make([bad]))
    source = read(make([column(wrap(PARAGRAPH, 441)), bad, bad]))
    assert body(source) == [PARAGRAPH]
    assert source.notes == ("pages 2, 3 could not be read (no text, or damaged text); install gouji[ocr]",)


@pytest.mark.parametrize(
    ("place", "count", "notes"),
    [
        ((72, 300, 300, 200), 1, ("page 1 has a picture that was not read",)),
        ((72, 300, 300, 200), 2, ("page 1 has 2 pictures that were not read",)),
        ((72, 300, 60, 60), 1, ()),  # a seal
        ((0, 0, 595, HEIGHT), 1, ()),  # under the text
    ],
)
def test_a_large_picture_on_a_page_of_text_is_named(
    read: Callable[[bytes], Source], place: tuple[int, int, int, int], count: int, notes: tuple[str, ...]
) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, HEIGHT))
    left, bottom, width, height = place
    for number in range(count):
        canvas.drawInlineImage(Image.new("L", (8, 8), 200 + number), left, bottom - number * height, width, height)
    canvas.setFont(FONT, SIZE)
    for text, across, down in column(wrap(PARAGRAPH, 441)):
        canvas.drawString(across, HEIGHT - down, text)
    canvas.save()
    assert read(buffer.getvalue()).notes == notes
