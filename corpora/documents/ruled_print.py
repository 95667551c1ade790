"""Tables as they are laid out in ruled.py, drawn to PDF with text above and below them."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from gouji.corpora.documents.pdf import font
from gouji.corpora.documents.ruled import (
    PADDING,
    Cell,
    Frame,
    Manner,
    Place,
    Strip,
    cells_of,
    fill,
    frames_of,
    places_of,
    slots_of,
    strips_of,
)

_UNBROKEN = re.compile(r"[!-~]+|.")


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
    frames = frames_of(manner)
    first = next(frames)
    top = first.top - len(above) * 2 * manner.leading
    sheet = _Sheet(Canvas(str(path), pagesize=manner.page), name, manner)
    for number, line in enumerate(above):
        sheet.write(first, first.left, first.top - (2 * number + 1) * manner.leading, line)
    last, bottom = sheet.table(rows, widths, chain([first._replace(top=top)], frames))
    if beside:
        right = first._replace(left=first.left + sum(widths) + 30, top=top)
        bottom = min(bottom, sheet.table(beside, widths, iter([right]))[1])
    for number, line in enumerate(below):
        sheet.write(last, last.left, bottom - (2 * number + 2) * manner.leading, line)
    sheet.finish()


class _Sheet:
    """Pages that are drawn on; what a page holds is gathered first, since tables beside one another go over several."""

    def __init__(self, canvas: Canvas, name: str, manner: Manner) -> None:
        self._canvas, self._font, self._manner = canvas, name, manner
        self._drawn: dict[int, list[tuple[Any, ...]]] = {}

    def write(self, frame: Frame, left: float, base: float, text: str) -> None:
        self._drawn.setdefault(frame.page, []).append(("text", left, base, text))

    def _rule(self, frame: Frame, x0: float, y0: float, x1: float, y1: float) -> None:
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

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], frames: Iterator[Frame]) -> tuple[Frame, float]:
        """Draws a table; the frame in which it ends, and where."""
        manner, cells = self._manner, cells_of(rows)
        lines = {cell: self._wrapped(cell, widths) for cell in cells}
        strips = list(strips_of(slots_of(cells, lines, len(rows)), manner, frames))
        for cell in cells:
            places = list(places_of(cell, strips))
            fill(places, lines[cell], manner)
            for number, place in enumerate(places):
                left = place.frame.left + sum(widths[: cell.column])
                right = left + sum(widths[cell.column : cell.column + cell.columns])
                open_above = bool(number) and not place.repeated and not places[number - 1].repeated
                open_below = not place.repeated and any(not later.repeated for later in places[number + 1 :])
                self._cell(place, left, right)
                if manner.rules in ("all", "open sides"):
                    self._box(place, left, right, open_above, open_below, (place.frame.left, place.frame.left + sum(widths)))
                else:
                    self._levels(cell, place, left, right, strips)
        return strips[-1].frame, strips[-1].bottom

    def _wrapped(self, cell: Cell, widths: Sequence[float]) -> list[str]:
        room = sum(widths[cell.column : cell.column + cell.columns]) - 2 * self._manner.beside
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

    def _cell(self, place: Place, left: float, right: float) -> None:
        manner = self._manner
        height = len(place.lines) * manner.leading
        down = (place.top - place.bottom - height) / 2 if manner.align == "middle" else PADDING
        for number, line in enumerate(place.lines):
            base = place.top - down - number * manner.leading - manner.size
            width = stringWidth(line, self._font, manner.size)
            start = (left + right - width) / 2 if manner.align == "middle" else left + manner.beside
            self.write(place.frame, start, base, line)

    def _box(
        self, place: Place, left: float, right: float, open_above: bool, open_below: bool, outer: tuple[float, float]
    ) -> None:
        shut = self._manner.ends == "closed"
        if shut or not open_above:
            self._rule(place.frame, left, place.top, right, place.top)
        if shut or not open_below:
            self._rule(place.frame, left, place.bottom, right, place.bottom)
        for at in (left, right):
            if self._manner.rules == "all" or at not in outer:
                self._rule(place.frame, at, place.top, at, place.bottom)

    def _levels(self, cell: Cell, place: Place, left: float, right: float, strips: Sequence[Strip]) -> None:
        """The rules of a cell in a table that has level ones alone."""
        manner, own = self._manner, [strip for strip in strips if strip.frame == place.frame]
        begins, ends = place.top == own[0].top, place.bottom == own[-1].bottom
        if begins and (own[0] is strips[0] or manner.ends == "closed" or place.repeated):
            self._rule(place.frame, left, place.top, right, place.top)
        below = cell.row + cell.rows
        last = ends and (own[-1] is strips[-1] or manner.ends == "closed")
        if last or below == manner.heads or (manner.rules == "level" and not (ends and manner.ends == "open")):
            self._rule(place.frame, left, place.bottom, right, place.bottom)
        elif below < manner.heads:
            self._rule(place.frame, left + PADDING, place.bottom, right - PADDING, place.bottom)
