"""Lines put together to paragraphs, over the ends of columns and pages, and tables that go on over the next page."""

import re
from collections.abc import Sequence
from statistics import median

from gouji.normalize.readers.pdf_columns import PageParts, arrange
from gouji.normalize.readers.pdf_continued import Item, join_tables
from gouji.normalize.readers.pdf_lines import CLOSING, Column, Line, lines_of, right_edge
from gouji.normalize.readers.pdf_table_text import Words, write_table
from gouji.normalize.readers.pdf_write import Writer

_SENTENCE_END = "。！？!?；;"
# What is not broken at a line end: a run of ASCII with the bracket before it; else one character.
_UNBROKEN = re.compile(r"[（(《〈“‘「『【〔]*(?:[!-~\u00c0-\u024f∶]+|.)?")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# 一、 （一） 第三章 1. 1、 （1） ①, but not 1.5
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|第[一二三四五六七八九十百]{1,4}[章节条]"
    r"|\d{1,2}(?:、|[.．](?!\d))|[①-⑳●■◆★·•]"
)
_PAGES_MEASURED = 20
# Parts of the width that even margins leave: lines so long are full, others only if many end at the same place.
_WIDE, _NARROW = 0.9, 0.3
# In em: what a line that fills its column may leave free besides the next word; from where on a line is set in.
_ROOM = 1.0
_INDENT = 0.8
_OTHER_SIZE = 0.12


def usual_margins(pages: Sequence[PageParts]) -> Column:
    """Where the lines of a document begin and full ones end; where it has none, the right margin is taken to be as wide as
    the left."""
    some = [page for page in pages if page.pieces and not page.scanned]
    some = some[:: len(some) // _PAGES_MEASURED + 1]
    if not some:
        return Column(0.0, 0.0)
    lines = [line for page in some for line in lines_of(page.pieces)]
    left = median(min(piece.left for piece in page.pieces) for page in some)
    even = median(page.width for page in some) - left
    edge = right_edge(lines)
    full = sum(edge - line.em < line.right for line in lines)
    share = (edge - left) / max(even - left, 1.0)
    if share > _WIDE or (share > _NARROW and full > max(2, len(lines) // 4)):
        return Column(left, edge)
    return Column(left, max(even, edge))


def write(pages: Sequence[PageParts], writer: Writer) -> None:
    """Paragraphs as lines, tables as pipe rows; headers and footers where the paragraph or table that they cut has ended."""
    margins = usual_margins(pages)
    arranged = [arrange(page, margins) for page in pages]
    again = join_tables([(page.number, items) for page, items in zip(pages, arranged, strict=True)])
    # A paragraph of the document begins set in, and not only in the middle.
    indented = any(isinstance(item, Line) and item.opens for items in arranged for item in items)
    last: Item | None = None
    aside: list[Words] = []
    for page, items in zip(pages, arranged, strict=True):
        aside += again.get(page.number, [])
        for item in items:
            if isinstance(item, Line):
                if isinstance(last, Line) and goes_on(last, item, indented):
                    item.opens = last.opens
                    writer.add(_glue(last.text, item.text))
                else:
                    _end_block(writer, aside)
                writer.put(page.number, item.text, item.boxes)
            else:
                _end_block(writer, aside)
                write_table(writer, item)
            last = item
        aside += [Words(page.number, line.text, line.boxes) for line in page.aside]
    _end_block(writer, aside)


def _end_block(writer: Writer, aside: list[Words]) -> None:
    if not writer.at_line_start:
        writer.add("\n")
    for words in aside:
        writer.put_aside(*words)
    aside.clear()


def goes_on(line: Line, after: Line, indented: bool) -> bool:
    """Whether the paragraph of `line` is continued by `after`, the next line to be read; `indented` says that paragraphs
    of this document begin set in."""
    if after.starts or line.tabular or after.tabular or after.apart or not _fills(line, after):
        return False
    if after.starts is not None:
        # Between two lines of scans OCR has seen all there is to see.
        return line.ends is not None or indented or line.text[-1] not in _SENTENCE_END
    if line.ends is None and _of_other_size(line, after):
        return False
    if not _set_in(after):
        if line.text[-1] in _SENTENCE_END:
            return indented
        # Where paragraphs begin set in, a number at the edge is one within a sentence.
        return line.opens or not _MARKER.match(after.text)
    if after.centred and (line.centred or not _set_in(line)):
        return line.text[-1] not in _SENTENCE_END
    # The first line of a paragraph, or of an item whose number hangs out to the left.
    after.hangs = (line.hangs or (not _set_in(line) and _MARKER.match(line.text) is not None)) and not _MARKER.match(after.text)
    return after.hangs


def _of_other_size(line: Line, after: Line) -> bool:
    unlike = abs(line.em - after.em) > _OTHER_SIZE * max(line.em, after.em)
    return unlike and all(_CHINESE.search(one.text) for one in (line, after))


def _set_in(line: Line) -> bool:
    return line.room[0] > _INDENT * line.em


def _fills(line: Line, after: Line) -> bool:
    """Whether the first word of the next line would not have had room at the end of this one."""
    if line.ends is not None:
        return not line.ends
    word = _UNBROKEN.match(after.text)
    count = max(word.end() if word else 0, 1)
    while count < len(after.text) and after.text[count] in CLOSING:
        count += 1
    width = float(after.boxes[count - 1, 2] - after.boxes[0, 0])
    return line.room[1] < width + _ROOM * line.em


def _glue(text: str, after: str) -> str:
    """A space between two words of letters; figures and Chinese characters follow one another."""
    return " " if text[-1].isascii() and text[-1].isalpha() and after[0].isascii() and after[0].isalpha() else ""
