"""The text of a document as it grows, with the page and the box of each character."""

from array import array
from collections.abc import Mapping

import numpy as np

from gouji.normalize.readers.pdf_glyphs import Boxes, turned_back
from gouji.normalize.readers.reading import Origin, Page, PageBoxes
from gouji.schemas import Span


class Writer:
    """Puts stretches of text one behind the other; each lies on a page."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._stretches: list[tuple[int, int, list[Boxes]]] = []  # page, start, boxes
        self._aside: list[Span] = []

    def put(self, page: int, text: str, boxes: Boxes) -> None:
        """Text as it stands on a page, with a row of `boxes` a character."""
        if not self._stretches or self._stretches[-1][0] != page:
            self._stretches.append((page, self._length, []))
        self._stretches[-1][2].append(boxes)
        self._parts.append(text)
        self._length += len(text)

    def add(self, text: str) -> None:
        """Characters of our own, such as a line end: on the page of what stands before them, without a box."""
        if text and self._stretches:
            self.put(self._stretches[-1][0], text, np.full((len(text), 4), np.nan, dtype=np.float32))

    def put_aside(self, page: int, text: str, boxes: Boxes) -> None:
        """A line of its own that is no part of the running text."""
        start = self._length
        self.put(page, text, boxes)
        self._aside.append(Span(start, self._length))
        self.add("\n")

    @property
    def at_line_start(self) -> bool:
        """Whether what comes next begins a line."""
        return not self._parts or self._parts[-1].endswith("\n")

    def finish(
        self, sizes: Mapping[int, tuple[float, float, Origin]], turned: Mapping[int, int]
    ) -> tuple[str, tuple[Page, ...], tuple[Span, ...]]:
        """The text, its pages and what is aside; `sizes` has the width, height and origin of each page by its number,
        `turned` by how much the boxes are to be turned back."""
        pages: list[Page] = []
        ends = [start for _, start, _ in self._stretches[1:]] + [self._length]
        for (number, start, boxes), end in zip(self._stretches, ends, strict=True):
            width, height, origin = sizes[number]
            placed = turned_back(np.concatenate(boxes), turned.get(number, 0), width, height)
            edges = array("f")
            edges.frombytes(placed.astype(np.float32).tobytes())
            pages.append(Page(number, start, end, width, height, PageBoxes(edges), origin))
            boxes.clear()
        return "".join(self._parts), tuple(pages), tuple(self._aside)
