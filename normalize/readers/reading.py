"""Reading: what every reader gives, the text of a file and where on the page each character of it stands."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isnan, nan
from typing import Literal

from gouji.schemas import Span

# Left, top, right, bottom in PDF points, origin at the top left of the page as it is shown.
Box = tuple[float, float, float, float]
Origin = Literal["text", "ocr"]

_NOWHERE = (nan, nan, nan, nan)


class PageBoxes:
    """A box for each character of a stretch of text, None for one that the reader put in itself (line ends, pipes).

    >>> boxes = PageBoxes.of([(0, 0, 5, 10), (5, 0, 10, 10), None, (0, 12, 5, 22)])
    >>> len(boxes), boxes[2], boxes.lines(0, 4)
    (4, None, ((0.0, 0.0, 10.0, 10.0), (0.0, 12.0, 5.0, 22.0)))
    """

    __slots__ = ("_edges",)

    def __init__(self, edges: "array[float]") -> None:
        """`edges` holds four numbers a character, NaN where there is no box."""
        self._edges = edges

    @classmethod
    def of(cls, boxes: Iterable[Box | None]) -> "PageBoxes":
        """The boxes of characters one by one."""
        edges = array("f")
        for box in boxes:
            edges.extend(_NOWHERE if box is None else box)
        return cls(edges)

    def __len__(self) -> int:
        return len(self._edges) // 4

    def __getitem__(self, index: int) -> Box | None:
        if not 0 <= index < len(self):
            raise IndexError(index)
        left, top, right, bottom = self._edges[4 * index : 4 * index + 4]
        return None if isnan(left) else (left, top, right, bottom)

    def __iter__(self) -> Iterator[Box | None]:
        return (self[index] for index in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageBoxes) and self._edges.tobytes() == other._edges.tobytes()

    def __hash__(self) -> int:
        return hash(self._edges.tobytes())

    def __repr__(self) -> str:
        return f"PageBoxes({len(self)} characters)"

    def lines(self, start: int, end: int) -> tuple[Box, ...]:
        """One box for each line that the characters from `start` up to `end` stand on."""
        found: list[Box] = []
        for index in range(max(start, 0), min(end, len(self))):
            box = self[index]
            if box is None:
                continue
            if found and found[-1][1] <= (box[1] + box[3]) / 2 <= found[-1][3] and box[2] > found[-1][0]:
                last = found[-1]
                found[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
            else:
                found.append(box)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Page:
    """The stretch text[start:end] of a source stands on page `number` (from 1); `width` and `height` in points.

    Pages are in the order of the text and do not overlap. A page whose text is not in one piece (its foot is put behind
    a paragraph that ends on the next page) has several entries. `origin` says whether a picture was read.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    boxes: PageBoxes
    origin: Origin = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of the bytes of one file: paragraphs of one line, tables as rows `cell | cell |`.

    `encoding` is the character encoding, or the name of the format where that fixes it (pdf, docx); `runner_up` the next
    best one. `notes` say in words what was left unread or set aside; `aside` are the spans of headers, footers and page
    numbers, which stay in the text.
    """

    text: str
    encoding: str
    runner_up: str | None = None
    pages: tuple[Page, ...] = ()
    origin: Origin = "text"
    notes: tuple[str, ...] = ()
    aside: tuple[Span, ...] = ()
