"""Word files: everything that Word shows, in order, and nothing that it does not."""

import io
import random
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gouji.extract import extract
from gouji.normalize import Source, clean
from gouji.normalize.readers.docx import read_docx
from gouji.normalize.readers.html import read_html
from gouji.normalize.readers.numbering import written
from gouji.schemas import SourceError

_CASES = (Path(__file__).parent / "cases" / "docx_synthetic.toml").read_text(encoding="utf-8")
CASES: list[dict[str, Any]] = tomllib.loads(_CASES)["case"]


REPORT: list[str | list[list[str]]] = [
    "2018年度档案工作总结",
    "一、基本情况",
    "截至2018年底，全区共有档案馆6个，馆藏档案86.4万卷，比上年增加3.2万卷，增长3.8%；开放档案21.5万卷，开放率为24.9%。",
    [
        ["单位", "人员编制", "", "馆藏档案（万卷）", "开放率（%）"],
        ["", "核定", "实有", "", ""],
        ["综合档案馆", "32", "29", "61.2", "27.1"],
        ["专业档案馆", "18", "18", "25.2", "19.4"],
        ["合计", "50", "47", "86.4", "24.9"],
    ],
    "二、经费情况",
    "全年投入档案保护经费1280万元，其中中央补助300万元，地方配套980万元。",
]


def made(fill: Callable[[Doc], object]) -> bytes:
    document = Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rewritten(data: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def lines(data: bytes) -> list[str]:
    return read_docx("a.docx", data).text.splitlines()


def of_xml(body: str) -> list[str]:
    """The lines of a document with this body; w:, mc:, v:, m: are known."""

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        start, stop = part.index(b"<w:body>") + 8, part.index(b"<w:sectPr")
        more = nsdecls("m", "wp", "a").encode() if b"xmlns:m=" not in part else b""
        vml = b' xmlns:v="urn:schemas-microsoft-com:vml"' if b"xmlns:v=" not in part else b""
        mc = b' xmlns:mc="mc"' if b"xmlns:mc=" not in part else b""
        return part[:start].replace(b"<w:document ", b"<w:document " + more + vml + mc + b" ") + body.encode() + part[stop:]

    return lines(rewritten(made(lambda document: None), change))


def test_paragraphs_and_tables_in_order() -> None:
    def fill(document: Doc) -> None:
        document.add_heading("2018年防汛工作总结", 0)
        document.add_paragraph("　　全区共有泵站46座。\n其中完好41座\t占89.1%")
        document.add_paragraph("")
        table = document.add_table(4, 4)
        for row, cells in enumerate(
            (
                ("街道", "编制", "", "实有"),
                ("", "行政", "事业|工勤", ""),
                ("东街", "12", "30", "41"),
                ("  其中：女", "", "", "18"),
            )
        ):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 3).merge(table.cell(1, 3))
        document.add_paragraph("以上为年末数。")

    reading = read_docx("a.docx", made(fill))
    assert reading.text.splitlines() == [
        "2018年防汛工作总结",
        "全区共有泵站46座。",
        "其中完好41座\t占89.1%",
        "街道 | 编制 |  | 实有 |",
        "| 行政 | 事业／工勤 |  |",
        "东街 | 12 | 30 | 41 |",
        "  其中：女 |  |  | 18 |",
        "以上为年末数。",
    ]
    assert (reading.encoding, reading.notes, reading.aside) == ("docx", (), ())


def test_what_a_character_style_hides_or_strikes_out() -> None:
    def fill(document: Doc) -> None:
        styles: Any = document.styles
        struck = styles.add_style("struck", WD_STYLE_TYPE.CHARACTER)
        struck.font.strike = True
        derived = styles.add_style("derived", WD_STYLE_TYPE.CHARACTER)
        derived.base_style = struck
        hidden = styles.add_style("hidden", WD_STYLE_TYPE.CHARACTER)
        hidden.font.hidden = True
        paragraph = document.add_paragraph("实有")
        for text, style in (("18", "struck"), ("17", "derived"), ("（核对）", "hidden")):
            paragraph.add_run(text, style=style)
        paragraph.add_run("19人", style="derived").font.strike = False

    assert lines(made(fill)) == ["实有19人"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_inside_a_paragraph(case: dict[str, Any]) -> None:
    assert of_xml(f"<w:p>{case['body']}</w:p>") == case["lines"]


def test_table_rows_deleted_wrapped_and_indented() -> None:
    def cell(text: str, about: str = "") -> str:
        return f"<w:tc><w:tcPr>{about}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    def wrapped(xml: str) -> str:
        return f"<w:sdt><w:sdtContent>{xml}</w:sdtContent></w:sdt>"

    begins, spans = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    rows = [
        f"<w:tr>{cell('县', begins)}{cell('数', spans)}</w:tr>",
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('男')}{cell('女')}</w:tr>",
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}{cell('1')}{cell('2')}</w:tr>",
        wrapped(f"<w:tr>{cell('东县')}{wrapped(cell('5'))}{cell('6')}</w:tr>"),
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("7")}{cell("8")}</w:tr>',
    ]
    assert of_xml(f"<w:tbl>{''.join(rows)}</w:tbl>") == ["县 | 数 |  |", "| 男 | 女 |", "东县 | 5 | 6 |", "| 7 | 8 |"]


def test_tables_that_lay_out_the_page() -> None:
    def table(*rows: tuple[str, str]) -> str:
        cells = ("".join(f"<w:tc>{cell}<w:p/></w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    def said(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    outer = table((said("左"), table((said("街道"), said("社区数")), (said("东"), said("30")))))
    assert of_xml(outer) == ["左", "街道 | 社区数 |", "东 | 30 |"]


def numbered(levels: list[tuple[str, str]], paragraphs: list[tuple[int, str]], more: str = "") -> list[str]:
    """The lines of a list whose levels have a style and a text; `more` goes into the list's own definition."""
    defined = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate(levels)
    )

    def fill(document: Doc) -> None:
        part: Any = document.part.numbering_part
        root = part.element
        for child in list(root):
            root.remove(child)
        root.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1">{defined}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="1"/></w:num>'))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="2"><w:abstractNumId w:val="1"/>{more}</w:num>'))
        for place, text in paragraphs:
            about: Any = document.add_paragraph(text)._p.get_or_add_pPr()
            identity, depth = (place // 10 or 1), place % 10
            about.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{identity % 9}"/></w:numPr>')
            )

    return lines(made(fill))


def test_numbers_of_headings_and_items() -> None:
    levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "%1.%4")]
    text = numbered(
        levels,
        [
            (0, "机构"),
            (1, "设置"),
            (2, "共办理"),
            (2, "35个单位"),
            (1, "调整"),
            (2, "新设"),
            (0, "编制"),
            (1, "总量"),
            (3, "核定320名"),
            (90, "无号"),
        ],
    )
    assert text == [
        "一、机构",
        "（一）设置",
        "1.共办理",
        "2. 35个单位",
        "（二）调整",
        "1.新设",
        "二、编制",
        "（一）总量",
        "二.1\t核定320名",
        "无号",
    ]


def test_numbers_that_begin_anew_and_bullets() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    assert numbered([("decimal", "%1、")], [(0, "甲"), (20, "乙"), (0, "丙")], override) == ["1、甲", "5、乙", "6、丙"]
    assert numbered([("bullet", "\uf0b7")], [(0, "甲")]) == ["甲"]
    assert numbered([("chineseCounting", "第%1章")], [(0, "总则"), (0, "二、已有编号")]) == ["第一章 总则", "二、已有编号"]


def test_numbers_of_a_style() -> None:
    def fill(document: Doc) -> None:
        document.add_paragraph("甲", style="List Number")
        document.add_paragraph("乙", style="List Number")
        document.add_paragraph("丙")

    assert lines(made(fill)) == ["1.甲", "2.乙", "丙"]


@pytest.mark.parametrize(
    ("style", "texts"),
    [
        (
            "chineseCountingThousand",
            {
                1: "一",
                10: "十",
                11: "十一",
                20: "二十",
                21: "二十一",
                100: "一百",
                101: "一百零一",
                110: "一百一十",
                1001: "一千零一",
            },
        ),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍"}),
        ("lowerRoman", {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalZero", {7: "07", 12: "12"}),
        ("ideographDigital", {12: "一二", 20: "二〇"}),
        ("no style", {3: "3"}),
        ("bullet", {3: ""}),
    ],
)
def test_styles_of_numbers(style: str, texts: dict[int, str]) -> None:
    assert {number: written(number, style) for number in texts} == texts


def test_heads_and_feet_of_pages_are_set_aside() -> None:
    def fill(document: Doc) -> None:
        document.add_paragraph("共办理35件。")
        document.sections[0].header.paragraphs[0].text = "某县编办文件"
        document.sections[0].footer.paragraphs[0].text = "— 1 —"

    reading = read_docx("a.docx", made(fill))
    assert reading.text == "共办理35件。\n某县编办文件\n"
    assert [reading.text[start:end] for start, end in reading.aside] == ["某县编办文件"]


def test_footnotes_in_the_order_of_the_text() -> None:
    notes = f"<w:footnotes {nsdecls('w')}>" + "".join(
        f'<w:footnote w:id="{i}"{kind}><w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:footnote>'
        for i, kind, text in (
            (-1, ' w:type="separator"', "—"),
            (2, "", " 含借调。"),
            (3, "", "不含工勤。"),
            (4, "", "没有提到。"),
        )
    )

    def change(name: str, part: bytes) -> bytes:
        if name == "word/document.xml":
            body = "".join(
                f'<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:footnoteReference w:id="{i}"/></w:r><w:r><w:t>名。</w:t></w:r></w:p>'
                for text, i in (("实有12", 3), ("编制9", 2))
            )
            return part.replace(b"<w:body>", b"<w:body>" + body.encode(), 1)
        if name == "word/_rels/document.xml.rels":
            kind = "/".join(("http:", "", "schemas.openxmlformats.org", "officeDocument", "2006", "relationships", "footnotes"))
            return part.replace(
                b"</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
            )
        if name == "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
            return part.replace(
                b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
            )
        return part

    data = rewritten(made(lambda document: None), change, {"word/footnotes.xml": f"{notes}</w:footnotes>".encode()})
    assert lines(data) == ["实有12名。", "编制9名。", "注1：不含工勤。", "注2：含借调。"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made(lambda document: None), "is a Word file without text"),
        (made(lambda document: document.add_paragraph("共3件"))[:-200], "is a damaged zip archive or Office file"),
        (
            rewritten(made(lambda document: None), lambda name, part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part),
            "defines XML entities, which no Office program does",
        ),
        (
            rewritten(made(lambda document: None), lambda name, part: b"<w:document>" if "document.xml" in name else part),
            "is a damaged Word file",
        ),
        (
            rewritten(
                made(lambda document: None), lambda name, part: part + b" " * 20_000_000 if name == "word/styles.xml" else part
            ),
            "holds a part (word/styles.xml) that is packed more than 200 to 1, as no honest file is",
        ),
    ],
)
def test_one_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_docx("a.docx", data)
    assert str(refused.value) == f"a.docx: {reason}"


def test_nested_without_end() -> None:
    for opened in ("<w:tbl><w:tr><w:tc>", "<w:sdt><w:sdtContent>"):
        with pytest.raises(SourceError):
            of_xml(opened * 3000)


def test_the_same_figures_as_in_the_text_and_on_a_page() -> None:
    plain = [
        paragraph if isinstance(paragraph, str) else "\n".join(" | ".join(row) + " |" for row in paragraph)
        for paragraph in REPORT
    ]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in REPORT[3])
    tags = [f"<p>{paragraph}</p>" if isinstance(paragraph, str) else f"<table>{table}</table>" for paragraph in REPORT]

    def fill(document: Doc) -> None:
        for paragraph in REPORT:
            if isinstance(paragraph, str):
                document.add_paragraph(paragraph)
                continue
            grid = document.add_table(len(paragraph), len(paragraph[0]))
            for row, cells in zip(grid.rows, paragraph, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text

    rows = rows_of("\n".join(plain) + "\n")
    assert len(rows) == 21
    assert rows_of(read_docx("a.docx", made(fill)).text) == rows
    assert rows_of(read_html("a.html", "".join(tags).encode("gb18030")).text) == rows


def rows_of(text: str) -> list[tuple[object, ...]]:
    """What is read out of a text, without where it stands."""
    figures = extract(Source("a", "", text, "utf-8", None), clean(text)).figures
    return [(f.value, f.unit, f.kind, f.measure, f.subject, f.period) for f in figures]


def test_styles_in_a_circle() -> None:
    def change(name: str, part: bytes) -> bytes:
        return (
            part.replace(b'<w:basedOn w:val="Normal"/>', b'<w:basedOn w:val="BodyText"/>')
            if name == "word/styles.xml"
            else part
        )

    data = rewritten(made(lambda document: document.add_paragraph("共3件。", style="Body Text")), change)
    assert lines(data) == ["共3件。"]


@pytest.mark.parametrize("seed", range(60))
def test_mutated_files(seed: int) -> None:
    rng = random.Random(seed)

    def fill(document: Doc) -> None:
        document.add_paragraph("共3件", style="List Number")
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "项目"
        table.cell(1, 1).text = "35"

    def change(name: str, part: bytes) -> bytes:
        if rng.random() < 0.6 or not part:
            return part
        data = bytearray(part)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(data))
            data[at : at + rng.randint(0, 3)] = rng.choice((b"", b"<", b'"', b"9", b"99999999", rng.randbytes(2)))
        return bytes(data)

    try:
        assert read_docx("a.docx", rewritten(made(fill), change)).text
    except SourceError as refused:
        assert refused.reason
