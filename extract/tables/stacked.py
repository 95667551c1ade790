"""Tables that were pasted with every cell on a line of its own: a head, then row upon row of as many lines.

How wide such a table is only shows in its body, where words and numbers come round again in the same order.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.extract.tables.cells import is_blank, read_number, read_units
from gouji.extract.tables.lines import BLANKS, Cell, Row

# Without a line that is nothing but a number behind one that is not there is no such table: one scan tells.
_NUMBER_LINE = re.compile(r"\n[ \t\u3000\xa0]*[-−]?\d[\d,.]*[%％]?[ \t\u3000\xa0\r]*[|｜]?[ \r]*(?=\n|\Z)")
_MOST_COLUMNS = 12
_LEAST_ROWS = 2
_LEAST_NUMBERS = 3  # of a table of one row
_MOST_MISSES = 40  # numbers in a run that no table begins with, before the run is given up
_LONGEST = 60  # characters of a cell; of a label half as many
_SENTENCE = re.compile(r"[。！？]")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度|末|底)?|合计|总计")
_TITLE = re.compile(r"表\s?[一二三四五六七八九十\d]*$|情况$|统计$|单位[:：]|[（(][\u4e00-\u9fff]{1,3}[）)]$")
_LABEL = re.compile(r"[\u4e00-\u9fff“（(]")


class _Line(NamedTuple):
    cell: Cell
    number: bool
    blank: bool


def stacked_rows(text: str, start: int, end: int) -> Iterator[list[Row]]:
    """The tables in text[start:end] that have one cell a line, each as its head and its rows, in order."""
    at = start
    while sign := _NUMBER_LINE.search(text, at, end):
        lines = _run_around(text, at, sign.start() + 1, end)
        yield from _tables(lines)
        at = max(lines[-1].cell.end, sign.end())


def _run_around(text: str, lowest: int, place: int, end: int) -> list[_Line]:
    """The short lines without the points of a sentence round a place, blank ones aside."""
    before: list[_Line] = []
    stop = place - 1
    while stop > lowest and len(before) < 2 * _MOST_COLUMNS:
        first = max(text.rfind("\n", lowest, stop) + 1, lowest)
        line = _line(text, first, stop)
        if line is not None and not _is_cell(line.cell.text):
            break
        before += [line] if line is not None else []
        stop = first - 1
    run = before[::-1]
    at = place
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = _line(text, at, stop)
        if line is not None and not _is_cell(line.cell.text):
            break
        run += [line] if line is not None else []
        at = stop + 1
    return run


def _line(text: str, start: int, end: int) -> _Line | None:
    inner = text[start:end].strip(BLANKS)
    if inner[-1:] in ("|", "｜"):
        inner = inner[:-1].rstrip(BLANKS)
    if not inner:
        return None
    first = text.index(inner, start)
    return _Line(Cell(first, first + len(inner), inner), read_number(inner) is not None, is_blank(inner))


def _is_cell(line: str) -> bool:
    return len(line) <= _LONGEST and not _SENTENCE.search(line) and "|" not in line and "\t" not in line


def _tables(lines: list[_Line]) -> Iterator[list[Row]]:
    """The tables in a run of cells, as far as their words and numbers come round; each line is gone over a few times."""
    begin, missed = 0, 0
    if single := _single_row(lines):
        yield single
        return
    while missed < _MOST_MISSES:
        first = next((i for i in range(begin + 1, len(lines)) if lines[i].number), 0) - 1
        if first < 0:
            return
        if first > begin and read_units(lines[first].cell.text):
            first -= 1  # 收到申请数 · 件 · 64: a unit stands between the label and its number
        width, rows = _body(lines, begin, first)
        if rows:
            yield [_row(lines[first - width : first]), *map(_row, rows)]
            begin = first + width * len(rows)
        else:
            begin, missed = first + 1, missed + 1


def _single_row(lines: list[_Line]) -> list[Row]:
    """The table whose body is one row of numbers, each under a name of its own; a title may stand over the names."""
    names = next((i for i, line in enumerate(lines) if line.number), 0)
    numbers = next((i for i, line in enumerate(lines[names:]) if not (line.number or line.blank)), len(lines) - names)
    titled = names == numbers + 1 and _TITLE.search(lines[0].cell.text) is not None
    if numbers < _LEAST_NUMBERS or not (names == numbers or titled) or len(lines) > names + numbers + 1:
        return []
    head = lines[names - numbers : names]
    return [*map(_row, [lines[:1]] * titled), _row(head), _row(lines[names : names + numbers])] if _is_head(head) else []


def _body(lines: list[_Line], begin: int, first: int) -> tuple[int, list[list[_Line]]]:
    """The width of the table whose first label is lines[first], and its rows; none where no head stands over it."""
    for width in range(2, min(_MOST_COLUMNS, first - begin) + 1):
        rows = _rows(lines, first, width)
        if len(rows) >= (_LEAST_ROWS if width > 2 else 2 * _LEAST_ROWS) and _is_head(lines[first - width : first]):
            return width, rows
    return 0, []


def _rows(lines: list[_Line], first: int, width: int) -> list[list[_Line]]:
    """The rows of so many cells from `first` on, as long as each has a label and its numbers where the first has them."""
    pattern = [line.number for line in lines[first : first + width]]
    rows: list[list[_Line]] = []
    for at in range(first, len(lines) - width + 1, width):
        row = lines[at : at + width]
        label = row[0]
        if label.number or label.blank or not _LABEL.search(label.cell.text) or len(label.cell.text) > _LONGEST // 2:
            break
        if any(line.number != number and not line.blank for line, number in zip(row[1:], pattern[1:], strict=True)):
            break
        rows.append(row)
    following = first + width * len(rows)
    if following < len(lines) and lines[following].number:
        return []  # a number too many: it is wider, or no table
    return rows if sum(pattern) >= (width - 1) / 2 else []


def _is_head(head: list[_Line]) -> bool:
    """Whether lines can name columns: words or years, none of them like another."""
    named = [line.cell.text for line in head]
    return len(set(named)) == len(named) and not any(line.number and not _YEAR.fullmatch(line.cell.text) for line in head)


def _row(cells: list[_Line]) -> Row:
    return Row("tab", cells[0].cell.start, cells[-1].cell.end, tuple(line.cell for line in cells))
