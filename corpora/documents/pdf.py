"""Reports printed to PDF: a column or two, a running head and page numbers, ruled tables that go on over the page; also on
pages that lie turned in the file and are turned back to be shown."""

from functools import cache
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Table as PrintedTable

from gouji.corpora.documents.blocks import RUNNING_HEAD, Block, Report, Table

# Embedded where the system has it (Debian: fonts-wqy-zenhei); else a font that only the viewer has: its text can be read,
# but the page has no ink to scan.
FONT = "wqy-zenhei.ttc"
CID_FONT = "STSong-Light"
_MARGIN = 22 * mm
_GAP = 9 * mm
# How to lay a page so that it is upright when shown turned clockwise by so many degrees.
_LAID = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, 1, -1, 0, A4[1], 0),
    180: (-1, 0, 0, -1, *A4),
    270: (0, -1, 1, 0, 0, A4[0]),
}
_HEADED = ("一二三四五六七八九十壹貳參肆伍第", "、章篇")  # first and one of the next three characters of a heading


@cache
def embedded_font() -> str | None:
    """The name of the font that can be embedded, None where the system has none."""
    try:
        pdfmetrics.registerFont(TTFont("body", FONT))
    except TTFError:
        return None
    return "body"


def font(*, embedded: bool = True) -> str:
    """The font to print in; registers it."""
    found = embedded_font() if embedded else None
    if found is None:
        pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    return found or CID_FONT


def print_pdf(report: Report, path: Path, *, columns: int = 1, turned: bool = False, embedded: bool = True) -> None:
    """Print to `path` on A4; the same bytes for the same report and font, and on every machine where it is not `embedded`.

    Of two columns or more the title stands across. `turned` pages lie by a quarter more each in the file.
    """
    rl_config.invariant = 1  # no date and no chance in the file
    name = font(embedded=embedded)
    titles = [_titled(block, at) for at, block in enumerate(report.blocks)].index(False)
    title = [_title(block, name) for block in report.blocks[:titles]]
    full = A4[0] - 2 * _MARGIN
    width = (full - (columns - 1) * _GAP) / columns
    above = sum(paragraph.wrap(full, A4[1])[1] for paragraph in title)

    def furniture(canvas: Any, document: Any) -> None:
        if turned:
            document.pageTemplate.rotation = rotation = 90 * document.page % 360
            canvas.transform(*_LAID[rotation])
        canvas.setFont(name, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, RUNNING_HEAD)
        canvas.drawCentredString(A4[0] / 2, 10 * mm, f"— {document.page} —")

    document = BaseDocTemplate(str(path), pagesize=A4, title=report.name)
    top = Frame(_MARGIN, A4[1] - _MARGIN - above, full, above, 0, 0, 0, 0)
    first = PageTemplate("first", [top, *_frames(columns, width, A4[1] - 2 * _MARGIN - above)], furniture)
    document.addPageTemplates([first, PageTemplate("next", _frames(columns, width, A4[1] - 2 * _MARGIN), furniture)])
    body = [flowable for block in report.blocks[titles:] for flowable in _flowables(block, name, width)]
    document.build([NextPageTemplate("next"), *title, FrameBreak(), *body])


def _frames(columns: int, width: float, height: float) -> list[Frame]:
    return [Frame(_MARGIN + at * (width + _GAP), _MARGIN, width, height, 0, 0, 0, 0) for at in range(columns)]


def _titled(block: Block, at: int) -> bool:
    """Whether it is a line of the title: the first, or one below it that is neither a heading nor addresses anybody."""
    if isinstance(block, Table) or len(block.text) >= 30:
        return False
    return at == 0 or (at == 1 and not _is_heading(block.text) and block.text[-1] not in "：:")


def _is_heading(text: str) -> bool:
    return len(text) < 20 and text[0] in _HEADED[0] and any(mark in text[:4] for mark in _HEADED[1])


def _title(block: Block, name: str) -> Paragraph:
    assert not isinstance(block, Table)
    return Paragraph(_escaped(block.text), ParagraphStyle("title", fontName=name, fontSize=16, leading=26, alignment=TA_CENTER))


def _flowables(block: Block, name: str, width: float) -> list[Any]:
    if isinstance(block, Table):
        return [Spacer(1, 4), _printed(block, name, width), Spacer(1, 8)]
    size = 13 if _is_heading(block.text) else 12
    style = ParagraphStyle("body", fontName=name, fontSize=size, leading=21, firstLineIndent=2 * size, wordWrap="CJK")
    return [Paragraph(_escaped(block.text), style)]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _printed(table: Table, name: str, width: float) -> PrintedTable:
    size = 10 if table.width < 8 else 8
    style = ParagraphStyle("cell", fontName=name, fontSize=size, leading=size * 1.35, alignment=TA_CENTER, wordWrap="CJK")
    grid: list[list[Any]] = [[""] * table.width for _ in range(table.height)]
    commands: list[Any] = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    commands += [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    for cell in table.cells:
        grid[cell.row][cell.column] = Paragraph(cell.piece.text, style)
        if cell.rows > 1 or cell.columns > 1:
            corner = (cell.column + cell.columns - 1, cell.row + cell.rows - 1)
            commands.append(("SPAN", (cell.column, cell.row), corner))
    return PrintedTable(grid, colWidths=_widths(table, width), style=commands, repeatRows=table.heads)


def _widths(table: Table, width: float) -> list[float]:
    """Wider where the words are longer, cells over several columns aside."""
    weights = [2.0] * table.width
    for cell in table.cells:
        if cell.columns == 1:
            weights[cell.column] = max(weights[cell.column], min(len(cell.piece.text), 12) ** 0.7)
    return [width * weight / sum(weights) for weight in weights]
