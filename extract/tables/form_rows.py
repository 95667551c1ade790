"""Tables of official forms in a text, read by what the form prescribes: whatever parts their cells, whichever were merged."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from gouji.extract.tables.cells import is_blank, is_text, read_number
from gouji.extract.tables.forms import Form, forms, plain_label
from gouji.extract.tables.grid import Layout, Line
from gouji.extract.tables.lines import BLANKS, Cell, Row

_FEWEST = 2  # columns: one and their total
_LABELS = 3  # label columns at most
_LONG = 60  # characters of a label at most


@cache
def _all_leaves() -> frozenset[str]:
    return frozenset().union(*(form.leaves for form in forms()))


def form_layouts(run: list[Row]) -> tuple[list[tuple[Form, Layout]], list[list[Row]]]:
    """The tables of forms in a run of neighbouring rows, and the rows before, between and behind them."""
    found: list[tuple[Form, Layout]] = []
    rest: list[list[Row]] = []
    done = i = 0
    while i < len(run):
        head = i
        while i < len(run) and _is_head(run[i]):
            i += 1
        form = _form_of(run[head:i]) or (_anchored(run[i]) if i < len(run) else None)
        form = _narrowed(form, run[head:i]) if form is not None else None
        lines, stop = _lines(run[head:i], run, i, form) if form is not None else ([], i)
        if form is not None and lines:
            while head > done and len(run[head - 1].filled) > 1 and not _has_number(run[head - 1]):
                head -= 1
            rest.append(run[done:head])
            start = run[head].filled[0].start
            found.append((form, Layout([], [], (), [], lines, run[head:i], start, lines[-1].row.end)))
            done = i = stop
        else:
            i = max(i, head + 1)
    return found, [part for part in (*rest, run[done:]) if part]


def _is_head(row: Row) -> bool:
    return not _has_number(row) and not _all_leaves().isdisjoint(_texts(row))


def _has_number(row: Row) -> bool:
    return any(read_number(cell.text) for cell in row.filled)


def _form_of(heads: list[Row]) -> Form | None:
    """The form whose leaves all stand in these rows; of several the one with the most."""
    labels = {label for row in heads for label in _texts(row)}
    return max((form for form in forms() if form.leaves <= labels), key=lambda form: len(form.leaves), default=None)


def _anchored(row: Row) -> Form | None:
    """The form whose first row this is, though its head was lost."""
    return next((form for form in forms() if form.measure == "row" and plain_label(row.filled[0].text) == form.anchor), None)


def _narrowed(form: Form, heads: list[Row]) -> Form:
    """The form with the columns that its head has, where an office left the finer ones out: 自然人, 法人或其他组织, 总计."""
    known = {name: path[: path.index(name) + 1] for path in form.columns for name in path}
    labels = [plain_label(cell.text) for cell in heads[-1].filled] if heads else []
    labels = labels[next((at for at, label in enumerate(labels) if label in known), 0) :]  # 项目, 自然人, …
    if form.measure != "row" or len(labels) < _FEWEST or len(labels) == len(form.columns) or not set(labels) <= known.keys():
        return form
    finest = {path[-1] for path in form.columns}
    if len(heads) > 1 and not set(labels) - finest:
        return form  # the lower of two rows: what has none of its own stands in the upper
    return replace(form, columns=tuple(known[name] for name in labels))


def _lines(heads: list[Row], run: list[Row], first: int, form: Form) -> tuple[list[Line], int]:
    """The rows from `first` that fit the form, and where they end; a head printed again (next page) is passed over, and
    behind the last row with figures only blank rows follow that the form adds up."""
    names = tuple(name.partition("·")[0] for rule in form.sums for name in (rule.lhs, *rule.plus, *rule.minus))
    again = [_texts(row) for row in heads] if form.measure == "row" else []
    lines: list[Line] = []
    filled, stop = 0, first
    gap = min((gap for row in run[first:] if row.style == "spaces" for gap in _gaps(row)), default=0)
    for place, row in enumerate(run[first:], start=first + 1):
        if _texts(row) in again:
            continue
        line = None if _is_head(row) else _line(_with_blanks(row, gap), form)
        if line is None:
            break
        lines.append(line)
        if any(line.values) or (line.labels[0] is not None and line.labels[0].text.endswith(names)):
            filled, stop = len(lines), place
        if form.measure == "leaf":
            break
    return lines[:filled], stop


def _texts(row: Row) -> list[str]:
    return [plain_label(cell.text) for cell in row.filled]


def _gaps(row: Row) -> list[int]:
    return [right.start - left.end for left, right in pairwise(row.cells)]


def _with_blanks(row: Row, gap: int) -> Row:
    """A row of cells that runs of blanks part, with the cells left empty between them: each `gap` parts two."""
    if row.style != "spaces" or gap < 2 or any(wide % gap for wide in _gaps(row)):
        return row
    cells = [row.cells[0]]
    for wide, cell in zip(_gaps(row), row.cells[1:], strict=True):
        cells += [Cell(cell.start, cell.start, "")] * (wide // gap - 1)
        cells.append(cell)
    return row._replace(cells=tuple(cells))


def _line(row: Row, form: Form) -> Line | None:
    """Labels to the left, values to the right; cells that a merged label or a drawn bar left blank before them go first."""
    width = len(form.columns)
    cells = list(row.cells)
    labels: list[Cell | None] = []
    while cells and len(labels) < _LABELS and form.measure != "leaf" and (is_text(cells[0].text) or not labels):
        cell = cells.pop(0)
        if is_text(cell.text):
            labels.append(cell)
        elif cell.text:
            return None
    while len(cells) > width and is_blank(cells[0].text):
        cells.pop(0)
    while len(cells) > width and is_blank(cells[-1].text):
        cells.pop()
    numbers = sum(read_number(cell.text) is not None for cell in cells)
    blanks = sum(is_blank(cell.text) for cell in cells)
    heading = not cells and len(labels) == 1
    if len(cells) > width or numbers + blanks < len(cells) or (not cells and not heading):
        return None
    if row.style not in ("pipe", "tab", "box") and cells and len(cells) < width:
        return None
    if form.measure == "leaf" and not numbers:
        return None
    values = [cell if cell.text else None for cell in cells]
    return Line(row, (*labels, *[None] * (_LABELS - len(labels))), (*values, *[None] * (width - len(cells))))


def one_cell_a_line(text: str, start: int, end: int) -> Iterator[tuple[Form, Layout]]:
    """Tables of forms that were pasted with every cell on a line of its own: labels, then a number for each column."""
    for form in forms():
        at = text.find(form.anchor, start, end)
        while at >= 0:
            lines = _gather(text, at, end, form)
            if lines:
                yield form, Layout([], [], (), [], lines, [], at, lines[-1].row.end)
            at = text.find(form.anchor, lines[-1].row.end if lines else at + 1, end)


_LINE = re.compile(r"[^\n]+")


def _gather(text: str, start: int, end: int, form: Form) -> list[Line]:
    lines: list[Line] = []
    labels: list[Cell] = []
    values: list[Cell] = []
    heads: list[str] = []
    width = len(form.columns)
    most_heads = 1 + sum(map(len, form.columns))  # the anchor, and each label over each column
    most = 1 if form.measure == "column" else _LABELS
    for match in _LINE.finditer(text, start, end):
        inner = match.group().strip(BLANKS)
        if not inner:
            continue
        first = match.start() + match.group().index(inner)
        cell = Cell(first, first + len(inner), inner)
        if read_number(inner):
            values.append(cell)
        elif values or len(labels) == most or len(inner) > _LONG or "|" in inner or "\t" in inner:
            break
        elif not lines and not labels and plain_label(inner) in form.labels:
            heads.append(plain_label(inner))
            if len(heads) > most_heads:
                break
        else:
            labels.append(cell)
        if values and not (labels or form.measure == "leaf"):
            break
        if len(values) == width:
            row = Row("label", (labels or values)[0].start, cell.end, (*labels, *values))
            lines.append(Line(row, (*labels, *[None] * (_LABELS - len(labels))), tuple(values)))
            labels, values = [], []
            if form.measure == "leaf":
                break
    whole = len(lines) > 2 if form.measure == "row" else set(heads).issuperset(path[-1] for path in form.columns)
    return lines if whole else []
