"""Web pages: the article and nothing else, in any charset, and one reason for each page that is none."""

import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.normalize.readers.html import MAX_DEPTH, is_mhtml, read_html
from gouji.normalize.readers.html_charset import decode_page
from gouji.schemas import SourceError

CASES = Path(__file__).parent / "cases"
WORDS = "全县共有事业单位二百三十八个，其中全额拨款一百七十一个，占总数的七成以上。"
OLD_WORDS = "全縣共有事業單位二百三十八個，其中全額撥款一百七十一個，佔總數的七成以上。"


def cases(name: str) -> list[Any]:
    rows = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["name"]) for row in rows]


def page_of(case: dict[str, Any]) -> tuple[str, list[str]]:
    if "page" in case:
        return case["page"], case["lines"]
    page, times = case["page_repeat"]
    line, count = case["lines_repeat"]
    return page * times, [line] * count


@pytest.mark.parametrize("case", [*cases("html_synthetic"), *cases("html_negative")])
def test_article(case: dict[str, Any]) -> None:
    page, lines = page_of(case)
    reading = read_html("a.html", page.encode("utf-8"))
    assert reading.text.splitlines() == lines
    assert reading.text.endswith("\n") and reading.pages == () and reading.aside == ()


@pytest.mark.parametrize(
    ("declared", "written", "words", "encoding", "runner_up"),
    [
        ("gb2312", "gb18030", WORDS, "gb18030", None),
        ("utf-8", "gb18030", WORDS, "gb18030", "utf-8"),  # a lie
        ("gb2312", "utf-8", WORDS, "utf-8", "gb18030"),
        ("iso-8859-1", "gb18030", WORDS, "gb18030", "iso8859-1"),
        ("big5", "cp950", OLD_WORDS, "cp950", None),
        ("gb2312", "cp950", OLD_WORDS, "cp950", "gb18030"),
        ("", "cp950", OLD_WORDS, "cp950", None),
        ("shift_jis", "shift_jis", "アンケートはゼロでした。ページをリロードしてください。", "shift_jis", None),
        ("no-such-charset", "utf-8", WORDS, "utf-8", None),
    ],
)
def test_charset(declared: str, written: str, words: str, encoding: str, runner_up: str | None) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    reading = read_html("a.html", f"<html><head>{meta}</head><body><p>{words}</p></body></html>".encode(written))
    assert (reading.text, reading.encoding) == (words + "\n", encoding)
    if runner_up is not None:
        assert reading.runner_up == runner_up


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_byte_order_mark(encoding: str) -> None:
    data = f"<html><head><meta charset=gb2312></head><body><p>{WORDS}</p></body></html>".encode(encoding)
    assert read_html("a.html", data).text == WORDS + "\n"


def test_scripts_do_not_crowd_out_the_words() -> None:
    page = "<script>" + "var total = 1;\n" * 20_000 + f"</script><p>{WORDS}</p>"
    assert decode_page(page.encode("gb18030")).encoding == "gb18030"


def test_saved_by_a_browser_as_mail() -> None:
    page = f"<html><body><p>{WORDS}</p></body></html>".encode("gb18030")
    quoted = "".join(f"={byte:02X}" if byte > 126 or byte == 61 else chr(byte) for byte in page)
    head = 'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    part = 'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    data = f"{head}{part}{quoted}\r\n--b--\r\n".encode()
    assert is_mhtml(data) and not is_mhtml(page)
    assert read_html("a.mht", data).text == WORDS + "\n"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "is a web page without text"),
        ('<head><meta name="generator" content="gouji"></head><body>12件</body>', "is a page that gouji wrote, and no report"),
        ("<html><body><script>1</script></body></html>", "is a web page without text"),
        ("<html><frameset><frame src=a.htm></frameset></html>", "holds only frames, and no text of its own"),
        ("<div>" * 5000 + "x", f"is nested too deeply for a web page (more than {MAX_DEPTH} levels)"),
        ("<table><tr>" + "<td colspan=1000>1" * 2500, "holds a table with too many cells"),
    ],
)
def test_one_reason(page: str, reason: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_html("某.html", page.encode())
    assert str(refused.value) == f"某.html: {reason}"


@pytest.mark.parametrize("piece", ["<p>{}</p>", "<p title='{}'>x</p>", "<!--{}-->", "<script>{}</script>"])
def test_what_the_parser_would_cut_off_is_refused(piece: str) -> None:
    page = "<p>前面共3件。</p>" + piece.format("x " * 5_100_000) + "<p>后面共5件。</p>"
    with pytest.raises(SourceError, match=r"^a\.html: holds a text, script or attribute that is too long"):
        read_html("a.html", page.encode())


def test_a_limit_behind_many_errors_is_still_seen() -> None:
    page = "</b></zz>" * 20_000 + "<p>共3件。</p>" + "<div>" * 300 + "<p>共5件。</p>"
    with pytest.raises(SourceError, match="is nested too deeply"):
        read_html("a.html", page.encode())


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    page = f'<!DOCTYPE html [<!ENTITY a0 "哈"><!ENTITY f SYSTEM "file:///etc/hostname">{bomb}]><p>共3件，&a9;&f;</p>'
    assert len(read_html("a.html", page.encode()).text) < 2000


def test_a_cell_that_spans_everything_is_bounded() -> None:
    page = "<p>各项如下，共两项。</p><table><tr><td rowspan=99999999 colspan=99999999>甲<td>1<tr><td>2</table>"
    assert read_html("a.html", page.encode()).text.splitlines()[1:] == ["甲 | 1 |", "| 2 |"]


def test_spans_that_overlap() -> None:
    page = "<table><tr><td rowspan=3>甲<td>1<td>2<tr><td rowspan=2>3<td>4<tr><td>5</table>"
    assert read_html("a.html", page.encode()).text.splitlines() == ["甲 | 1 | 2 |", "| 3 | 4 |", "|  | 5 |"]


SAMPLE = next(case.values[0]["page"] for case in cases("html_synthetic") if "merged heads" in str(case.id)).encode("gb18030")


@pytest.mark.parametrize("seed", range(150))
def test_mutated_pages_are_read_or_refused(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(SAMPLE)
    for _ in range(rng.randint(1, 30)):
        at = rng.randrange(len(data))
        data[at : at + rng.randint(0, 6)] = rng.choice((b"", b"<", b"</td>", b"<table>", b"\0", b"\xff\xfe", rng.randbytes(3)))
    try:
        assert "\n" in read_html("a.html", bytes(data)).text
    except SourceError as refused:
        assert refused.reason


@given(
    st.lists(
        st.sampled_from(
            [
                "<td colspan=3>",
                "<tr>",
                "<table>",
                "</table>",
                "<ol>",
                "<li value=9>",
                "<p>",
                "<br>",
                "共35件。",
                "<sup>2</sup>",
                "<a href=x>链接</a>",
                "</div>",
                "<div class=nav>",
            ]
        ),
        max_size=40,
    )
)
def test_any_order_of_elements(parts: list[str]) -> None:
    try:
        text = read_html("a.html", "".join(parts).encode()).text
    except SourceError as refused:
        assert "共35件。" not in parts and "without text" in refused.reason
    else:
        assert ("共35件。" in text) == ("共35件。" in parts) and all(line.strip() for line in text.splitlines())
