"""Tables laid out on pages as word processors, browsers and statisticians do: merged cells, rows that the page end cuts, heads
printed again, sides left open, level rules alone. What each cell says is known, so that reading can be tested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LEFT, ABOVE = "<", "^"  # in place of a cell: it belongs to the one before it, or to the one over it
PADDING = 3.0  # points
_LEADING = 1.35  # sizes of the type


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table is printed; lengths in points.

    `rules`: `all` round every cell; `open sides` the same without the outermost upright ones; `level` over the first row and
    under each cell; `three` over and under the head and under the last row (三线表), and a shorter one under a head of
    several columns. `ends` says how a cell looks that the page end cuts: `closed` by a rule, or `open`. `cut` lets the page
    end cut a row between two lines; else the whole row goes over. `again` rows are printed again on each page. `frames`
    columns a page, which the table goes through. `rotation` is how far a page is turned to be shown, `lies` how far the
    text lies turned on it. `beside` is left free on both sides of the text in a cell.
    """

    page: tuple[float, float] = (595.0, 842.0)
    margin: float = 60.0
    size: float = 10.0
    rules: str = "all"
    ends: str = "closed"
    align: str = "middle"
    thick: float = 0.6
    beside: float = 3.0
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


class Frame(NamedTuple):
    """Where on a page text may stand."""

    page: int
    left: float
    right: float
    top: float
    bottom: float


class Strip(NamedTuple):
    """A row, or as many of its lines as stand on one side of a page end."""

    frame: Frame
    row: int
    top: float
    bottom: float
    repeated: bool


@dataclass(slots=True)
class Place:
    """The part of a cell in one frame, and its lines."""

    frame: Frame
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


def frames_of(manner: Manner) -> Iterator[Frame]:
    """The columns of one page after the other."""
    width, height = manner.page if manner.lies % 180 == 0 else manner.page[::-1]
    room = (width - 2 * manner.margin - (manner.frames - 1) * 24) / manner.frames
    for page in range(100):
        for number in range(manner.frames):
            left = manner.margin + number * (room + 24)
            yield Frame(page, left, left + room, height - manner.margin, manner.margin)


def slots_of(cells: Sequence[Cell], lines: dict[Cell, list[str]], height: int) -> list[int]:
    """How many lines each row has room for; a cell over several rows that needs more makes the last of them higher."""
    slots = [1] * height
    for cell in sorted(cells, key=lambda cell: cell.rows):
        lacking = len(lines[cell]) - sum(slots[cell.row : cell.row + cell.rows])
        slots[cell.row + cell.rows - 1] += max(lacking, 0)
    return slots


def strips_of(slots: Sequence[int], manner: Manner, frames: Iterator[Frame]) -> Iterator[Strip]:
    """The rows, of so many lines each, as they stand in the frames, with the rows that are printed again."""
    frame = next(frames)
    top = frame.top
    row, left = 0, slots[0]
    while row < len(slots):
        room = int((top - frame.bottom - 2 * PADDING) / manner.leading + 1e-6)
        lines = left if left <= room else room if manner.cut and room > 0 else 0
        if lines <= 0:
            frame = next(frames)
            top = frame.top
            for again in range(manner.again if row >= manner.again else 0):
                bottom = top - slots[again] * manner.leading - 2 * PADDING
                yield Strip(frame, again, top, bottom, repeated=True)
                top = bottom
            continue
        bottom = top - lines * manner.leading - 2 * PADDING
        yield Strip(frame, row, top, bottom, repeated=False)
        top, left = bottom, left - lines
        if not left:
            row += 1
            left = slots[row] if row < len(slots) else 0


def places_of(cell: Cell, strips: Sequence[Strip]) -> Iterator[Place]:
    """The parts of a cell, without their lines."""
    place: Place | None = None
    for strip in strips:
        if not cell.row <= strip.row < cell.row + cell.rows:
            continue
        if place is not None and place.frame == strip.frame and place.repeated == strip.repeated:
            place.bottom = strip.bottom
            continue
        if place is not None:
            yield place
        place = Place(strip.frame, strip.top, strip.bottom, strip.repeated)
    if place is not None:
        yield place


def fill(places: Sequence[Place], lines: list[str], manner: Manner) -> None:
    """The lines go into the first part of a cell as far as there is room, then into the next; printed again, all of them."""
    rest = list(lines)
    for place in places:
        if place.repeated:
            place.lines = list(lines)
            continue
        room = int((place.top - place.bottom - 2 * PADDING) / manner.leading + 1e-6)
        place.lines, rest = rest[:room], rest[room:]
