"""The files that are damaged: a few small ones of each kind, made from the reports of corpora/documents."""

import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from random import Random

from fuzz_mutations import damaged
from fuzz_pictures import jpegs, picture, pngs, scans, tiffs
from fuzz_structure import in_mail, in_pdf, in_png, in_zip, zipped
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gouji.corpora.documents.blocks import Report, Table, reports
from gouji.corpora.documents.office import save_docx, save_xlsx
from gouji.corpora.documents.pdf import CID_FONT
from gouji.corpora.documents.web import save_page

Structure = Callable[[Random, bytes, Sequence[bytes], Sequence[bytes]], bytes]

_XML = (
    b"<w:tbl><w:tr><w:tc>",
    b"<w:p>",
    b"<w:r><w:t>",
    b'w:val="',
    b"<w:ins>",
    b"<c r='ZZZ9999999'>",
    b"<mergeCell ref='A1:",
    b"&#0;",
)
_PAGE = (
    b"<table>",
    b"<td colspan=9999 rowspan=9999>",
    b"<tr>",
    b"<div>",
    b"<ruby>",
    b"&#x110000;",
    b"<!--",
    b"<li value=-9>",
    b"</p>",
)
_DRAWN = (
    b" q ",
    b" Q ",
    b" BT ",
    b" 1e9 0 0 1e9 0 0 cm ",
    b" /F Do ",
    b" 0 0 1e7 1e7 re S ",
    b"<<",
    b"[",
    b" 1 0 R ",
    b" 0 0 m 99 0 l S ",
)
_WORDS = ("万", "１２", "|", "增长", "％", "零〇一", "\u200b", "，", "其中", "9", "年", "\t", "（", "-", ".", "\ufeff", "\x00")
_TEXT = tuple(word.encode(encoding) for word in _WORDS for encoding in ("utf-8", "gb18030"))
TOKENS = {
    "docx": _XML,
    "xlsx": _XML,
    "html": _PAGE,
    "mhtml": _PAGE,
    "pdf": _DRAWN,
    "pdf-tables": _DRAWN,
    "txt": _TEXT,
    "csv": (*_TEXT, b'"', b",", b"\r", b"sep=;\n"),
    "zip": _TEXT,
}
STRUCTURES: dict[str, Structure] = {
    "docx": in_zip,
    "xlsx": in_zip,
    "zip": in_zip,
    "pdf": in_pdf,
    "pdf-tables": in_pdf,
    "scan": in_pdf,
    "png": in_png,
    "mhtml": in_mail,
}
_STRUCTURED = 0.6  # of the files of a kind that has a structure


def mutated(kind: str, seed: int) -> bytes:
    """The damaged file of this number; the same each time."""
    rng = Random(f"{kind} {seed}")
    whole = material(kind)
    data, tokens = rng.choice(whole), TOKENS.get(kind, ())
    structure = STRUCTURES.get(kind)
    if structure is None or rng.random() >= _STRUCTURED:
        return damaged(rng, data, whole, tokens)
    data = structure(rng, data, whole, tokens)
    return damaged(rng, data, whole, tokens) if rng.random() < 0.1 else data


@cache
def material(kind: str) -> tuple[bytes, ...]:
    """The whole files of a kind."""
    return KINDS[kind]()


def _texts() -> tuple[bytes, ...]:
    found = reports()
    pairs = [("establishment-2016", "utf-8"), ("petitions-2014", "gb18030"), ("taiwan-112", "big5"), ("market-2019", "utf-16")]
    return tuple(found[name].text[:500].encode(encoding, "replace") for name, encoding in pairs)


def _delimited() -> tuple[bytes, ...]:
    rows = ["2019年编制情况,,", "单位,编制（名）,实有（人）", '甲局,"1,012",10', '"乙""局""",15,17', '合计,"1,027",27']
    return tuple("\r\n".join(rows).encode(encoding) for encoding in ("utf-8-sig", "gb18030", "utf-16"))


def _short() -> list[Report]:
    """A report with a table, one with little else, one without."""
    found = reports()
    market, form, plain = found["market-2019"], found["disclosure-2021"], found["taiwan-112"]
    return [
        replace(market, blocks=(*market.blocks[:3], *market.blocks[6:8])),
        replace(form, blocks=form.blocks[5:8]),
        replace(plain, blocks=plain.blocks[:6]),
    ]


def _saved(save: Callable[[Report, Path], None]) -> Callable[[], tuple[bytes, ...]]:
    def make() -> tuple[bytes, ...]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "saved")
            return tuple([save(report, path), path.read_bytes()][1] for report in _short())  # type: ignore[func-returns-value]

    return make


def _pages() -> tuple[bytes, ...]:
    made = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "saved.html")
        for report, encoding in zip(_short(), ("utf-8", "gbk", "big5"), strict=True):
            save_page(report, path, encoding)
            made.append(path.read_bytes())
    return tuple(made)


def _mails() -> tuple[bytes, ...]:
    made = []
    for page, encoding, transfer in zip(
        _pages(), ("utf-8", "gbk", "big5"), ("base64", "quoted-printable", "8bit"), strict=True
    ):
        mail = EmailMessage()
        mail["Subject"], mail["MIME-Version"] = "saved", "1.0"
        mail.set_content(page, "text", "html", cte=transfer, params={"charset": encoding})
        mail.make_related(boundary="----saved")
        mail.add_related(picture("L", (20, 10), "PNG"), "image", "png", cid="<a>")
        made.append(mail.as_bytes())
    return tuple(made)


def _prints(tables: bool) -> Callable[[], tuple[bytes, ...]]:
    def make() -> tuple[bytes, ...]:
        return tuple(_printed(report, tables, packed) for report in _short() for packed in (0, 1))

    return make


def _printed(report: Report, tables: bool, packed: int) -> bytes:
    """Two small pages with a running head, a few lines of text and, if so wished, a ruled table."""
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(420, 420), invariant=1, pageCompression=packed)
    for page in (1, 2):
        canvas.setFont(CID_FONT, 9)
        canvas.drawCentredString(210, 403, "内部工作资料")
        canvas.drawCentredString(210, 14, f"— {page} —")
        canvas.setFont(CID_FONT, 12)
        words = [block.text for block in report.blocks if not isinstance(block, Table)]
        lines = [word[at : at + 28] for word in words for at in range(0, len(word), 28)]
        for at, line in enumerate(lines[8 * page - 8 : 8 * page]):
            canvas.drawString(40, 370 - 21 * at, line)
        if tables:
            _draw_table(canvas, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_table(canvas: Canvas, page: int) -> None:
    """With all its rules on the first page, on the second with level ones alone."""
    xs, ys = [40, 130, 215, 300, 385], [190 - 24 * row for row in range(6)]
    if page == 1:
        canvas.grid(xs, ys)
    else:
        canvas.lines([(xs[0], y, xs[-1], y) for y in (ys[0], ys[1], ys[-1])])
    for row, top in enumerate(ys[:-1]):
        for column, left in enumerate(xs[:-1]):
            text = (
                ("单位", "编制", "实有", "空编")[column]
                if not row
                else f"第{row}科"
                if not column
                else str(row * 7 + column * page)
            )
            canvas.drawString(left + 6, top - 17, text)


def _archives() -> tuple[bytes, ...]:
    texts, pages, word, sheet = _texts(), _pages(), _saved(save_docx)()[2], _saved(save_xlsx)()[2]
    inner = zipped([("内/报告.txt", texts[1]), ("页.html", pages[2])])
    return (
        zipped([("二〇一六年报告.txt", texts[0]), ("附件/统计表.html", pages[1])]),
        zipped([("a.zip", inner), ("b.txt", texts[2])]),
        zipped([("a.docx", word), ("b.xlsx", sheet), ("c.pdf", _printed(_short()[2], True, 1))]),
    )


# In the order in which they are run: what is read quickly comes first.
KINDS: dict[str, Callable[[], tuple[bytes, ...]]] = {
    "txt": _texts,
    "csv": _delimited,
    "html": _pages,
    "mhtml": _mails,
    "pdf": _prints(False),
    "pdf-tables": _prints(True),
    "xlsx": _saved(save_xlsx),
    "docx": _saved(save_docx),
    "zip": _archives,
    "png": pngs,
    "jpeg": jpegs,
    "tiff": tiffs,
    "scan": scans,
}
