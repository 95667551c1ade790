"""Rows of cells made into tables: which rows are a head, and which the body under it."""

import re
from collections import Counter

from gouji.extract.tables.align import align_by_blanks, align_by_separator, align_one_row
from gouji.extract.tables.cells import is_blank, read_number
from gouji.extract.tables.grid import Layout, Line, is_figure_row
from gouji.extract.tables.lines import Cell, Row
from gouji.extract.tables.words import COLUMN_INDEX_ROW, META, TITLE

_MOST_HEADS = 8  # rows of a head with what stands over it
_WIDE_HEAD = 3  # cells of a head that may be broken off
_UNITED = re.compile(r"[（(][\u4e00-\u9fff%％]{1,4}[）)]$")  # 编制(名)
_YEAR_CELL = re.compile(r"(?:19|20)\d\d(?:年度?)?")


def lay_out(rows: list[Row], text: str) -> list[Layout]:
    """The tables in a run of neighbouring rows; [] where there is no head, no column of numbers or only a chance likeness."""
    found: list[Layout] = []
    for heads, body in _split(rows):
        layout = _lay_out(heads, body, text)
        if layout is not None:
            found.append(layout)
    return found


def _split(rows: list[Row]) -> list[tuple[list[Row], list[Row]]]:
    """A new head behind a body begins a new table; a head that is printed again (next page) is passed over."""
    parts: list[tuple[list[Row], list[Row]]] = []
    heads: list[Row] = []
    body: list[Row] = []
    for row in rows:
        if _is_column_index(row, seen_body=bool(body)):
            continue
        if _is_body(row, heads, seen_body=bool(body)):
            body.append(row)
        elif not body and heads and _goes_on(heads[-1], row):
            heads[-1] = _joined(heads[-1], row)
        elif not body:
            heads = [*heads[-_MOST_HEADS:], row]
        elif len(row.filled) > 1 and len(body) > 1 and len(body[-1].filled) == 1 and not is_figure_row(body[-1]):
            section = body.pop()
            parts.append((heads, body))
            heads, body = [section, row], []
        elif any(_texts(row) == _texts(head) for head in heads if len(head.filled) > 1):
            continue
        else:
            body.append(row)
    parts.append((heads, body))
    return parts


def _goes_on(head: Row, row: Row) -> bool:
    """Whether a line of one cell is the end of the last cell of a head that was broken off at the width of the page."""
    if len(head.filled) < _WIDE_HEAD or row.style != "label" or row.start != head.end + 1:
        return False
    *others, last = head.filled
    united = sum(bool(_UNITED.search(cell.text)) for cell in others) > 1 and not _UNITED.search(last.text)
    return bool(united and _UNITED.search(row.filled[0].text)) or len(last.text) == 1


def _joined(head: Row, row: Row) -> Row:
    last = head.filled[-1]
    whole = last._replace(text=last.text + row.filled[0].text)
    return head._replace(cells=tuple(whole if cell is last else cell for cell in head.cells))


def _is_body(row: Row, heads: list[Row], seen_body: bool) -> bool:
    """Whether the row holds figures; a row of years over the first figures is a head, unless one as wide stands over it."""
    if any(len(head.filled) > 1 for head in heads) and len(row.filled) > 1 and all(is_blank(c.text) for c in row.filled[1:]):
        return True  # 一、主动公开情况 | —— | ——: a heading of rows
    numbers = [cell for cell in row.filled if read_number(cell.text)]
    years = len(numbers) > 1 and all(_YEAR_CELL.fullmatch(cell.text) for cell in numbers)
    headed = row.filled[0] not in numbers and any(len(head.filled) >= len(row.filled) for head in heads)
    return is_figure_row(row) and (seen_body or headed or not years)


def _is_column_index(row: Row, seen_body: bool) -> bool:
    """`栏次 1 2 3 …`: numbers that only count the columns."""
    cells = [cell.text for cell in row.filled]
    numbers = [cell for cell in cells if cell.isdecimal()]
    if (
        seen_body
        or len(numbers) < 2
        or [int(n) for n in numbers] != list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))
    ):
        return False
    words = cells[: len(cells) - len(numbers)]
    return (
        int(numbers[0]) < 4 and all(COLUMN_INDEX_ROW.fullmatch(word) or word in "甲乙丙丁" for word in words) and len(words) < 4
    )


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.filled]


def _lay_out(heads: list[Row], body: list[Row], text: str) -> Layout | None:
    figures = [row for row in body if is_figure_row(row)]
    while body and not is_figure_row(body[-1]) and len(body[-1].filled) == 1 and body[-1].style == "label":
        body.pop()
    above, meta, heads = _over_head(heads)
    if not figures or not any(len(row.filled) > 1 for row in heads):
        return None
    style = Counter(row.style for row in figures).most_common(1)[0][0]
    if style in ("pipe", "tab", "box"):
        grid = align_by_separator(heads, body, style)
    else:
        grid = align_by_blanks(heads, body, text) if len(figures) > 1 else align_one_row(heads[-1], figures[0])
    if grid is None:
        return None
    lines, trailing = _without_foot(grid.lines)
    start = min(cell.start for row in heads for cell in row.filled)
    start = min([start, *(cell.start for cell in (*above, *meta))])
    layout = Layout(above, [*meta, *trailing], grid.stub, grid.heads, lines, heads, start, lines[-1].row.end)
    return layout if layout.width and any(read_number(c.text) for line in lines for c in line.values if c) else None


def _over_head(heads: list[Row]) -> tuple[list[Cell], list[Cell], list[Row]]:
    """What stands over the head: lines of one cell (title, section of the form), and `填报单位:… 单位:人` (meta)."""
    above: list[Cell] = []
    meta: list[Cell] = []
    while heads:
        cells = heads[0].filled
        if len(cells) == 1 and len(heads) > 1:
            above.append(cells[0])
        elif all(META.fullmatch(cell.text) for cell in cells):
            meta += cells
        elif len(cells) == 2 and len(heads) > 1 and TITLE.match(cells[0].text) and META.fullmatch(cells[1].text):
            above.append(cells[0])  # 表1 员额概况        单位:人
            meta.append(cells[1])
        else:
            break
        heads = heads[1:]
    return above, meta, heads


def _without_foot(lines: list[Line]) -> tuple[list[Line], list[Cell]]:
    """Drops `审核人: 填表人:` behind the last row."""
    trailing: list[Cell] = []
    while len(lines) > 1 and lines[-1].row.filled and all(META.fullmatch(cell.text) for cell in lines[-1].row.filled):
        trailing += lines.pop().row.filled
    return lines, trailing
