"""Tables printed to PDF as word processors, browsers and statisticians print them: merged cells, rows that the page end cuts,
heads printed again, sides left open, level rules alone. What each cell says is known, so that reading can be tested."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from gouji.corpora.documents.pdf import font

LEFT, ABOVE = "<", "^"  # in place of a cell: it belongs to the one before it, or to the one over it
_PADDING = 3.0  # points
_LEADING = 1.35  # sizes of the type
_UNBROKEN = re.compile(r"[!-~]+|.")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table is printed; lengths in points.

    `rules`: `all` round every cell; `open sides` the same without the outermost upright ones; `level` one under each row;
    `three` over and under the head and under the last row (三线表). `ends` says how a cell looks that the page end cuts:
    `closed` by a rule, or `open`. `cut` lets the page end cut a row between two lines; else the whole row goes over.
    `again` rows are printed again on each page. `frames` columns a page, which the table goes through. `rotation` is how far
    a page is turned to be shown, `lies` how far the text lies turned on it.
    """

    page: tuple[float, float] = (595.0, 842.0)
    margin: float = 60.0
    size: float = 10.0
    rules: str = "all"
    ends: str = "closed"
    align: str = "middle"
    thick: float = 0.6
    cut: bool = False
    again: int = 0
    heads: int = 1
    frames: int = 1
    rotation: int = 0
    lies: int = 0

    @property
    def leading(self) -> float:
        return self.size * _LEADING


class Cell(NamedTuple):
    """One cell at its first row and column, over so many rows and columns."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


class _Frame(NamedTuple):
    """Where on a page text may stand."""

    page: int
    left: float
    right: float
    top: float
    bottom: float


class _Strip(NamedTuple):
    """A row, or as many of its lines as stand on one side of a page end."""

    frame: _Frame
    row: int
    top: float
    bottom: float
    repeated: bool


@dataclass(slots=True)
class _Place:
    """The part of a cell in one frame, and its lines."""

    frame: _Frame
    top: float
    bottom: float
    repeated: bool
    lines: list[str] = field(default_factory=list)


def cells_of(rows: Sequence[Sequence[str]]) -> list[Cell]:
    """The cells of rows in which LEFT and ABOVE stand for what merged cells cover; a newline begins a line in a cell.

    >>> cells_of([["类", "数", "<"], ["^", "甲", "乙"]])[:2]
    [Cell(row=0, column=0, rows=2, columns=1, text='类'), Cell(row=0, column=1, rows=1, columns=2, text='数')]
    """
    found = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text in (LEFT, ABOVE):
                continue
            right, below = column + 1, row + 1
            while right < len(texts) and texts[right] == LEFT:
                right += 1
            while below < len(rows) and rows[below][column] == ABOVE:
                below += 1
            found.append(Cell(row, column, below - row, right - column, text))
    return found


def print_table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    manner: Manner,
    path: Path,
    *,
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    beside: Sequence[Sequence[str]] = (),
) -> None:
    """Print one table with lines of text above and below it, and another of the same widths to its right."""
    rl_config.invariant = 1
    name = font()
    frames = _frames(manner)
    first = next(frames)
    top = first.top - len(above) * 2 * manner.leading
    sheet = _Sheet(Canvas(str(path), pagesize=manner.page), name, manner)
    for number, line in enumerate(above):
        sheet.write(first, first.left, first.top - (2 * number + 1) * manner.leading, line)
    last, bottom = sheet.table(rows, widths, _flow(first._replace(top=top), frames))
    if beside:
        right = first._replace(left=first.left + sum(widths) + 30, top=top)
        bottom = min(bottom, sheet.table(beside, widths, iter([right]))[1])
    for number, line in enumerate(below):
        sheet.write(last, last.left, bottom - (2 * number + 2) * manner.leading, line)
    sheet.finish()


def _flow(first: _Frame, others: Iterator[_Frame]) -> Iterator[_Frame]:
    yield first
    yield from others


def _frames(manner: Manner) -> Iterator[_Frame]:
    width, height = manner.page if manner.lies % 180 == 0 else manner.page[::-1]
    room = (width - 2 * manner.margin - (manner.frames - 1) * 24) / manner.frames
    for page in range(100):
        for number in range(manner.frames):
            left = manner.margin + number * (room + 24)
            yield _Frame(page, left, left + room, height - manner.margin, manner.margin)


class _Sheet:
    """Pages that are drawn on; what a page holds is gathered first, since tables beside one another go over several."""

    def __init__(self, canvas: Canvas, name: str, manner: Manner) -> None:
        self._canvas, self._font, self._manner = canvas, name, manner
        self._drawn: dict[int, list[tuple[Any, ...]]] = {}

    def write(self, frame: _Frame, left: float, base: float, text: str) -> None:
        self._drawn.setdefault(frame.page, []).append(("text", left, base, text))

    def _rule(self, frame: _Frame, x0: float, y0: float, x1: float, y1: float) -> None:
        self._drawn.setdefault(frame.page, []).append(("rule", x0, y0, x1, y1))

    def finish(self) -> None:
        manner, canvas = self._manner, self._canvas
        for page in range(max(self._drawn) + 1):
            canvas.setFont(self._font, manner.size)
            canvas.setLineWidth(manner.thick)
            turn = (manner.rotation + manner.lies) % 360
            if manner.rotation:
                canvas.setPageRotation(manner.rotation)
            # reportlab takes the size of a page as it is shown
            width, height = manner.page if manner.rotation % 180 == 0 else manner.page[::-1]
            laid = {90: (0, 1, -1, 0, width, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, height)}
            if turn:
                canvas.transform(*laid[turn])
            for kind, *what in self._drawn.get(page, ()):
                if kind == "text":
                    canvas.drawString(*what)
                else:
                    canvas.line(*what)
            canvas.showPage()
        canvas.save()

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], frames: Iterator[_Frame]) -> tuple[_Frame, float]:
        """Draws a table; the frame in which it ends, and where."""
        manner, cells = self._manner, cells_of(rows)
        lines = {cell: self._wrapped(cell, widths) for cell in cells}
        strips = list(_strips(_slots(cells, lines, len(rows)), manner, frames))
        for cell in cells:
            places = list(_places(cell, strips))
            _fill(places, lines[cell], manner)
            for number, place in enumerate(places):
                left = place.frame.left + sum(widths[: cell.column])
                right = left + sum(widths[cell.column : cell.column + cell.columns])
                open_above = bool(number) and not place.repeated and not places[number - 1].repeated
                open_below = not place.repeated and any(not later.repeated for later in places[number + 1 :])
                self._cell(place, left, right)
                if manner.rules in ("all", "open sides"):
                    self._box(place, left, right, open_above, open_below, (place.frame.left, place.frame.left + sum(widths)))
        if manner.rules in ("level", "three"):
            self._levels(strips, sum(widths))
        return strips[-1].frame, strips[-1].bottom

    def _wrapped(self, cell: Cell, widths: Sequence[float]) -> list[str]:
        room = sum(widths[cell.column : cell.column + cell.columns]) - 2 * _PADDING
        found: list[str] = []
        for text in cell.text.split("\n") if cell.text else []:
            line = ""
            for word in _UNBROKEN.findall(text):
                if line and stringWidth(line + word, self._font, self._manner.size) > room:
                    found.append(line)
                    line = ""
                line += word
            found.append(line)
        return found

    def _cell(self, place: _Place, left: float, right: float) -> None:
        manner = self._manner
        height = len(place.lines) * manner.leading
        down = (place.top - place.bottom - height) / 2 if manner.align == "middle" else _PADDING
        for number, line in enumerate(place.lines):
            base = place.top - down - number * manner.leading - manner.size
            width = stringWidth(line, self._font, manner.size)
            start = (left + right - width) / 2 if manner.align == "middle" else left + _PADDING
            self.write(place.frame, start, base, line)

    def _box(
        self, place: _Place, left: float, right: float, open_above: bool, open_below: bool, outer: tuple[float, float]
    ) -> None:
        shut = self._manner.ends == "closed"
        if shut or not open_above:
            self._rule(place.frame, left, place.top, right, place.top)
        if shut or not open_below:
            self._rule(place.frame, left, place.bottom, right, place.bottom)
        for at in (left, right):
            if self._manner.rules == "all" or at not in outer:
                self._rule(place.frame, at, place.top, at, place.bottom)

    def _levels(self, strips: Sequence[_Strip], width: float) -> None:
        heads = self._manner.heads
        for last, strip in pairwise([None, *strips]):
            assert strip is not None
            begins = last is None or last.frame != strip.frame
            if begins and (last is None or self._manner.ends == "closed"):
                self._rule(strip.frame, strip.frame.left, strip.top, strip.frame.left + width, strip.top)
            ends = strip is strips[-1] or (self._manner.ends == "closed" and _next(strips, strip).frame != strip.frame)
            if ends or strip.row == heads - 1 or self._manner.rules == "level":
                self._rule(strip.frame, strip.frame.left, strip.bottom, strip.frame.left + width, strip.bottom)


def _next(strips: Sequence[_Strip], strip: _Strip) -> _Strip:
    return next(after for before, after in pairwise(strips) if before is strip)


def _slots(cells: Sequence[Cell], lines: dict[Cell, list[str]], height: int) -> list[int]:
    """How many lines each row has room for; a cell over several rows that needs more makes the last of them higher."""
    slots = [1] * height
    for cell in sorted(cells, key=lambda cell: cell.rows):
        lacking = len(lines[cell]) - sum(slots[cell.row : cell.row + cell.rows])
        slots[cell.row + cell.rows - 1] += max(lacking, 0)
    return slots


def _strips(slots: Sequence[int], manner: Manner, frames: Iterator[_Frame]) -> Iterator[_Strip]:
    frame = next(frames)
    top = frame.top
    row, left = 0, slots[0]
    while row < len(slots):
        room = int((top - frame.bottom - 2 * _PADDING) / manner.leading + 1e-6)
        lines = left if left <= room else room if manner.cut and room > 0 else 0
        if lines <= 0:
            frame = next(frames)
            top = frame.top
            for again in range(manner.again if row >= manner.again else 0):
                bottom = top - slots[again] * manner.leading - 2 * _PADDING
                yield _Strip(frame, again, top, bottom, repeated=True)
                top = bottom
            continue
        bottom = top - lines * manner.leading - 2 * _PADDING
        yield _Strip(frame, row, top, bottom, repeated=False)
        top, left = bottom, left - lines
        if not left:
            row += 1
            left = slots[row] if row < len(slots) else 0


def _places(cell: Cell, strips: Sequence[_Strip]) -> Iterator[_Place]:
    place: _Place | None = None
    for strip in strips:
        if not cell.row <= strip.row < cell.row + cell.rows:
            continue
        if place is not None and place.frame == strip.frame and place.repeated == strip.repeated:
            place.bottom = strip.bottom
            continue
        if place is not None:
            yield place
        place = _Place(strip.frame, strip.top, strip.bottom, strip.repeated)
    if place is not None:
        yield place


def _fill(places: Sequence[_Place], lines: list[str], manner: Manner) -> None:
    """The lines go into the first part of a cell as far as there is room, then into the next; printed again, all of them."""
    rest = list(lines)
    for place in places:
        if place.repeated:
            place.lines = list(lines)
            continue
        room = int((place.top - place.bottom - 2 * _PADDING) / manner.leading + 1e-6)
        place.lines, rest = rest[:room], rest[room:]
