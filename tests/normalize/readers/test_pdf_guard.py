"""PDF files made to keep a reader busy or fill its memory, each with its one reason or its bound."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.normalize.readers import pdf_guard, pdf_page, pdf_streams
from gouji.normalize.readers.pdf import read_pdf
from gouji.schemas import SourceError

FONT = b"/Font<</A<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
PACKED_TWICE = b"/Filter[/ASCII85Decode/FlateDecode]"
WORDS = b"BT /A 9 Tf 10 400 Td (12 units) Tj ET"


def build(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(content), content)


def document(content: bytes, *more: bytes, kids: bytes = b"3 0 R", count: int = 1) -> bytes:
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>%s>>>>" % FONT
    return build([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, content, *more])


def form(content: bytes, calls: int) -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F %d 0 R>>%s>>" % (calls, FONT))


def test_forms_that_draw_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_guard, "SECONDS_A_PAGE", 1.5)
    with pytest.raises(SourceError, match="its page 1 takes too much time or memory"):
        read_pdf("a.pdf", document(stream(b"/F Do"), form(b"/F Do /F Do", 5)))


def test_a_form_within_a_form_is_read() -> None:
    reading = read_pdf("a.pdf", document(stream(b"/F Do"), form(b"/F Do", 6), form(WORDS, 6)))
    assert reading.text == "12 units\n"


def test_numbers_without_end_name_no_object() -> None:
    endless = b"9" * 5000  # more digits than int() takes; found by the fuzz
    reading = read_pdf("a.pdf", document(stream(WORDS), b"[%s 0 R]" % endless, b"<<>>\n%s 0 " % endless + stream(WORDS)))
    assert reading.text == "12 units\n"


def test_a_stream_that_unpacks_beyond_measure() -> None:
    packed = zlib.compress(WORDS[:-2] + b"(12 units) Tj " * 4_000_000 + b"ET", 9)
    with pytest.raises(SourceError, match="its page 1 takes too much time or memory"):
        read_pdf("a.pdf", document(stream(packed, b"/Filter/FlateDecode")))


def test_one_stream_drawn_a_thousand_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small as it is: what pdfium draws is as much as the page names."""
    monkeypatch.setattr(pdf_guard, "SECONDS_A_PAGE", 1.5)
    lines = stream(zlib.compress(b"0 0 m 9 9 l S " * 70_000), b"/Filter/FlateDecode")
    page = document(lines).replace(b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 1000 + b"]")
    with pytest.raises(SourceError, match="its page 1 takes too much time or memory"):
        read_pdf("a.pdf", page)


def test_a_page_drawn_of_too_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "MAX_OBJECTS", 3)
    with pytest.raises(SourceError, match=r"^a\.pdf: page 1 is drawn of more than 3 things and was not read$"):
        read_pdf("a.pdf", document(stream(WORDS + b" 0 0 m 9 9 l S" * 3)))


def test_pages_that_cannot_be_read_are_one_reason() -> None:
    far = document(stream(b"0 0 m 9 9 l S"), kids=b"3 0 R " * 40, count=40).replace(b"[0 0 595 842]", b"[0 0 4000 842]")
    with pytest.raises(SourceError, match=r"^a\.pdf: page 1 is a picture of .* and was not read \(and 39 pages more\)$"):
        read_pdf("a.pdf", far)


def test_a_page_tree_in_a_circle_and_one_that_lies() -> None:
    assert read_pdf("a.pdf", document(stream(WORDS), kids=b"2 0 R 3 0 R", count=5)).text == "12 units\n"
    assert read_pdf("a.pdf", document(stream(WORDS), count=2_000_000_000)).text == "12 units\n"


def test_ten_thousand_pages_are_bounded() -> None:
    reading = read_pdf("a.pdf", document(stream(WORDS), kids=b"3 0 R " * 10_000, count=10_000))
    assert reading.pages[-1].number == 2000
    assert reading.notes == ("pages 2001 to 10000 were not read (at most 2,000 are)",)


@pytest.mark.parametrize(
    ("data", "doubtful"),
    [
        (document(stream(WORDS)), False),
        (document(stream(zlib.compress(WORDS * 2000, 0), b"/Filter/FlateDecode")), False),
        (document(stream(WORDS), form(WORDS, 5)), False),
        (document(stream(WORDS), form(b"/F Do", 5)), True),
        (document(stream(zlib.compress(zlib.compress(WORDS)), b"/Filter[/FlateDecode/FlateDecode]")), True),
        (document(stream(b"\0" * 20_000, b"/Filter/LZWDecode")), True),
        (document(stream(zlib.compress(b"\0" * 20_000_000), b"/Subtype/Image/Filter/FlateDecode")), False),
        (document(stream(WORDS)) + b"/Encrypt", True),
        (document(stream(WORDS * 2000)), False),
        (document(stream(WORDS * 2000)) + b"4 0 R " * 50, True),
        (document(stream(base64.a85encode(zlib.compress(bytes(20_000_000))) + b"~>", PACKED_TWICE)), True),
        (document(stream(base64.a85encode(zlib.compress(WORDS)) + b"~>", PACKED_TWICE)), False),
    ],
)
def test_what_is_doubtful(data: bytes, doubtful: bool) -> None:
    assert pdf_guard.is_doubtful(data) is doubtful


@given(st.binary(max_size=60))
def test_ascii85_is_undone(data: bytes) -> None:
    assert pdf_streams._binary(base64.a85encode(data, wrapcol=7) + b"~>") == data


@given(st.binary(max_size=200))
def test_a_survey_stands_anything(data: bytes) -> None:
    found = pdf_streams.survey(data.replace(b"\0", b"stream\n/ASCII85Decode/Fl obj 4 0 R"))
    assert found.drawn() >= 0
