"""Lines put together to paragraphs, over the ends of columns and pages, and tables that go on over the next page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from gouji.normalize.readers.pdf_glyphs import Piece
from gouji.normalize.readers.pdf_lines import CLOSING, Line, columns_of, lines_of, right_edge, set_column
from gouji.normalize.readers.pdf_tables import Table, Words
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
_CONTINUED = re.compile(r"[（(]?(?:续上?表|续)\s*\d*[)）]?：?")
_HEAD_ROWS = 6
_PAGES_MEASURED = 20
# Parts of the width that even margins leave: lines so long are full, others only if many end at the same place.
_WIDE, _NARROW = 0.9, 0.3
_SAME_EDGE = 4.0  # points
# In em: what a line that fills its column may leave free besides the next word; how far a first line is set in.
_ROOM = 1.0
_INDENT = 0.8
_FIRST = (1.2, 3.5)
_OTHER_SIZE = 0.12


@dataclass(slots=True)
class PageParts:
    """What stands on one page: runs of the running text, tables, and the headers and footers taken out of it.

    Of a page read by OCR, `scanned` has the lines in order, each with the run that stands for it in `pieces`.
    """

    number: int
    width: float
    pieces: list[Piece]
    tables: list[Table] = field(default_factory=list)
    scanned: list[tuple[Piece, Line]] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)


Item = Line | Table


def arrange(page: PageParts, right: float) -> list[Item]:
    """Lines and tables of a page in the order in which they are read; `right` is where full lines of the document end."""
    if page.scanned:
        kept = set(map(id, page.pieces))
        return [line for piece, line in page.scanned if id(piece) in kept]
    items: list[Item] = []
    rest = page.pieces
    for table in page.tables:
        above = [piece for piece in rest if (piece.top + piece.bottom) / 2 < table.bottom]
        rest = [piece for piece in rest if (piece.top + piece.bottom) / 2 >= table.bottom]
        items += _columns(above, right)
        items += table.prose or [table]
    return items + _columns(rest, right)


def _columns(pieces: list[Piece], right: float) -> list[Item]:
    items: list[Item] = []
    for column, edge in columns_of(pieces, right):
        lines = lines_of(column)
        set_column(lines, edge)
        items += lines
    return items


def usual_right(pages: Sequence[PageParts]) -> float:
    """Where the full lines of a document end; where it has none, the right margin is taken to be as wide as the left."""
    some = [page for page in pages if page.pieces and not page.scanned]
    some = some[:: len(some) // _PAGES_MEASURED + 1]
    if not some:
        return 0.0
    lines = [line for page in some for line in lines_of(page.pieces)]
    left = median(min(piece.left for piece in page.pieces) for page in some)
    even = median(page.width for page in some) - left
    edge = right_edge(lines)
    full = sum(edge - line.em < line.right for line in lines)
    share = (edge - left) / max(even - left, 1.0)
    if share > _WIDE or (share > _NARROW and full > max(2, len(lines) // 4)):
        return edge
    return max(even, edge)


def write(pages: Sequence[PageParts], writer: Writer) -> None:
    """Paragraphs as lines, tables as pipe rows; headers and footers where the paragraph or table that they cut has ended."""
    right = usual_right(pages)
    arranged = [arrange(page, right) for page in pages]
    indented = _is_indented([item for items in arranged for item in items if isinstance(item, Line)])
    last: Item | None = None
    aside: list[tuple[int, Words]] = []
    for page, items in zip(pages, arranged, strict=True):
        first = True
        for item in items:
            if first and isinstance(last, Table) and isinstance(item, Line) and _CONTINUED.fullmatch(item.text):
                aside.append((page.number, Words(item.text, item.boxes)))
                continue
            if isinstance(item, Line):
                if isinstance(last, Line) and goes_on(last, item, indented):
                    writer.add(_glue(last.text, item.text))
                else:
                    _end_block(writer, aside)
                writer.put(page.number, item.text, item.boxes)
                last = item
            elif first and isinstance(last, Table) and (heads := _heads_again(last, item)) is not None:
                aside += [(page.number, words) for row in item.rows[:heads] for words in row if words.text]
                _write_rows(writer, page.number, item, heads)
            else:
                _end_block(writer, aside)
                _write_rows(writer, page.number, item, 0)
                last = item
            first = False
        aside += [(page.number, Words(line.text, line.boxes)) for line in page.aside]
    _end_block(writer, aside)


def _end_block(writer: Writer, aside: list[tuple[int, Words]]) -> None:
    if not writer.at_line_start:
        writer.add("\n")
    for number, words in aside:
        writer.put_aside(number, words.text, words.boxes)
    aside.clear()


def goes_on(line: Line, after: Line, indented: bool) -> bool:
    """Whether the paragraph of `line` is continued by `after`, the next line to be read; `indented` says that paragraphs
    of this document begin set in."""
    if after.starts is not None:
        return not after.starts
    if line.tabular or after.tabular or after.apart or not _fills(line, after):
        return False
    if (
        abs(line.em - after.em) > _OTHER_SIZE * max(line.em, after.em)
        and _CHINESE.search(line.text)
        and _CHINESE.search(after.text)
    ):
        return False
    if not _set_in(after):
        if line.text[-1] in _SENTENCE_END:
            return indented
        return not _MARKER.match(after.text)
    if _centred(after) and (_centred(line) or not _set_in(line)):
        return line.text[-1] not in _SENTENCE_END
    # The first line of a paragraph, or of an item whose number hangs out to the left.
    after.hangs = (line.hangs or (not _set_in(line) and _MARKER.match(line.text) is not None)) and not _MARKER.match(after.text)
    return after.hangs


def _is_indented(lines: Sequence[Line]) -> bool:
    """Whether a line is set in by about two characters and not only because it stands in the middle."""
    return any(
        _FIRST[0] < (line.left - line.column.left) / line.em < _FIRST[1] and not _centred(line)
        for line in lines
        if line.column.right
    )


def _centred(line: Line) -> bool:
    left, right = line.left - line.column.left, line.column.right - line.right
    return left > line.em and abs(left - right) < line.em


def _set_in(line: Line) -> bool:
    return line.left - line.column.left > _INDENT * line.em


def _fills(line: Line, after: Line) -> bool:
    """Whether the first word of the next line would not have had room at the end of this one."""
    word = _UNBROKEN.match(after.text)
    count = max(word.end() if word else 0, 1)
    while count < len(after.text) and after.text[count] in CLOSING:
        count += 1
    width = float(after.boxes[count - 1, 2] - after.boxes[0, 0])
    return line.column.right - line.right < width + _ROOM * line.em


def _glue(text: str, after: str) -> str:
    """A space between two words of letters; figures and Chinese characters follow one another."""
    return " " if text[-1].isascii() and text[-1].isalpha() and after[0].isascii() and after[0].isalpha() else ""


def _heads_again(table: Table, after: Table) -> int | None:
    """How many rows of the head are printed again where `after` continues `table` on the next page; None where it does not."""
    if len(table.columns) != len(after.columns) or any(
        abs(one - other) > _SAME_EDGE for one, other in zip(table.columns, after.columns, strict=True)
    ):
        return None
    count = 0
    for row, again in zip(table.rows[:_HEAD_ROWS], after.rows, strict=False):
        if [words.text for words in row] != [words.text for words in again]:
            break
        count += 1
    return count


def _write_rows(writer: Writer, number: int, table: Table, first: int) -> None:
    """The rows from `first` on; one that spans the whole table over or under the others is a line like any other."""
    rows = list(zip(table.rows, table.whole, strict=True))[first:]
    parted = [i for i, (_, whole) in enumerate(rows) if not whole] or [len(rows)]
    for index, (row, _) in enumerate(rows):
        if not parted[0] <= index <= parted[-1]:
            writer.put(number, row[0].text, row[0].boxes)
        else:
            for column, words in enumerate(row):
                writer.put(number, words.text, words.boxes)
                writer.add(" |" if words.text else "|")
                writer.add(" " if column < len(row) - 1 else "")
        writer.add("\n")
