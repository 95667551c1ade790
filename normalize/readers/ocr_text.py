"""The lines of scanned pages made into one text: paragraphs joined over lines and pages, heads and feet set aside."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from statistics import median

from gouji.normalize.readers.ocr_continued import cells_of, goes_on, heads_again, on_common_columns
from gouji.normalize.readers.ocr_lines import OcrLine
from gouji.normalize.readers.reading import Box, Page, PageBoxes, Reading
from gouji.schemas import Span

_MARGIN = 0.09  # of the page's height, above and below, where heads and feet stand
_PAGE_NUMBER = re.compile(r"[-—–－_.·~\s]*第?\s*\d{1,4}\s*页?[,，/\s]*(?:共?\s*\d{1,4}\s*页?)?[-—–－_.·~\s]*")
_SMALLER = 0.85  # of the height of the text: a head is set in smaller type
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page as it was read; sizes in points."""

    number: int
    width: float
    height: float
    lines: Sequence[OcrLine]
    unread: Sequence[Box]

    def with_line(self, at: int, line: OcrLine) -> "ScannedPage":
        """The page with another line at this index."""
        return replace(self, lines=[*self.lines[:at], line, *self.lines[at + 1 :]])


@dataclass(slots=True)
class _Writer:
    pages: list[Page] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    boxes: list[Box | None] = field(default_factory=list)
    aside: list[Span] = field(default_factory=list)
    length: int = 0
    page: ScannedPage | None = None
    first: int = 0  # where the present stretch of a page began

    def write(self, page: ScannedPage, text: str, boxes: Sequence[Box | None]) -> None:
        if page is not self.page:
            self.turn(page)
        self.pieces.append(text)
        self.boxes += boxes
        self.length += len(text)

    def end_line(self) -> None:
        """A line end, on the page of what stands before it."""
        if self.page is not None:
            self.write(self.page, "\n", [None])

    def turn(self, page: ScannedPage | None) -> None:
        """Close the stretch of the page before."""
        if self.page is not None and self.length > self.first:
            done = self.page
            boxes = PageBoxes.of(self.boxes)
            self.pages.append(Page(done.number, self.first, self.length, done.width, done.height, boxes, "ocr"))
        self.page, self.first, self.boxes = page, self.length, []


def to_reading(pages: Sequence[ScannedPage]) -> Reading:
    """One text of all pages. A foot or head between two halves of a paragraph or table is put behind it."""
    aside = _furniture(pages)
    pages = _with_joined_tables(pages, aside)
    writer = _Writer()
    waiting: list[tuple[ScannedPage, OcrLine]] = []
    last: OcrLine | None = None
    for page in pages:
        for at, line in enumerate(page.lines):
            if (page.number, at) in aside:
                waiting.append((page, line))
                continue
            if last is not None and (line.starts or last.ends):
                writer.end_line()
            elif last is not None and _LATIN.match(last.text[-1]) and _LATIN.match(line.text[0]):
                writer.write(page, " ", [None])
            if last is None or ((line.starts or last.ends) and not (line.row and last.row)):
                _flush(writer, waiting)
            writer.write(page, line.text, line.boxes)
            last = line
    if last is not None:
        writer.end_line()
    _flush(writer, waiting)
    writer.turn(None)
    notes = tuple(_note(page, len(pages)) for page in pages if page.unread)
    return Reading("".join(writer.pieces), "ocr", None, tuple(writer.pages), "ocr", notes, tuple(writer.aside))


def _flush(writer: _Writer, waiting: list[tuple[ScannedPage, OcrLine]]) -> None:
    """What waited, each as a line of its own; of a repeated head each cell, so that it makes no table."""
    for page, line in waiting:
        for text, boxes in cells_of(line) if line.row else [(line.text, line.boxes)]:
            if text:
                start = writer.length
                writer.write(page, text, boxes)
                writer.aside.append(Span(start, writer.length))
                writer.end_line()
    waiting.clear()


def _with_joined_tables(pages: Sequence[ScannedPage], aside: set[tuple[int, int]]) -> list[ScannedPage]:
    """The pages with the parts of a table on the same columns; the rows of a repeated head are added to `aside`."""
    joined = list(pages)
    table: dict[tuple[int, int], OcrLine] = {}  # the rows of the table that the page before ended with
    for index, page in enumerate(pages):
        body = [(at, line) for at, line in enumerate(page.lines) if (page.number, at) not in aside]
        top = [at for at, _ in takewhile(_is_row, body)]
        rows = [page.lines[at] for at in top]
        before = list(table.values())
        if before and rows and goes_on(before, rows):
            aside |= {(page.number, at) for at in top[: heads_again(before, rows)]}
            one, other = on_common_columns(before, rows)
            for (where, at), row in zip([*table, *((index, at) for at in top)], [*one, *other], strict=True):
                joined[where] = joined[where].with_line(at, row)
        else:
            table = {}
        if len(top) < len(body) or not table:
            table = {(index, at): line for at, line in reversed(list(takewhile(_is_row, reversed(body))))}
        else:
            table = {(where, at): joined[where].lines[at] for where, at in [*table, *((index, at) for at in top)]}
    return joined


def _is_row(numbered: tuple[int, OcrLine]) -> bool:
    return numbered[1].row


def _furniture(pages: Sequence[ScannedPage]) -> set[tuple[int, int]]:
    """(page, line) of what is no text: page numbers, heads that other pages repeat or that stand off in small type."""
    candidates = [
        (page, at)
        for page in pages
        for at, line in enumerate(page.lines)
        if not line.row and (line.box[3] < page.height * _MARGIN or line.box[1] > page.height * (1 - _MARGIN))
    ]
    known = Counter({_masked(page.lines[at]): 0 for page, at in candidates})
    known.update(_masked(page.lines[at]) for page, at in candidates)
    return {
        (page.number, at)
        for page, at in candidates
        if _PAGE_NUMBER.fullmatch(page.lines[at].text) or known[_masked(page.lines[at])] > 1 or _stands_off(page, at)
    }


def _masked(line: OcrLine) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", line.text))


def _stands_off(page: ScannedPage, at: int) -> bool:
    line = page.lines[at]
    others = [other for other in page.lines if other is not line and not other.row]
    if not others or line.height > median(other.height for other in others) * _SMALLER:
        return False
    gap = min(max(other.box[1] - line.box[3], line.box[1] - other.box[3]) for other in page.lines if other is not line)
    return gap > 1.5 * line.height


def _note(page: ScannedPage, count: int) -> str:
    """What of the page was not read, in words."""
    largest = max(page.unread, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    where = ", ".join(f"{edge:.0f}" for edge in largest)
    on = f"page {page.number}: " if count > 1 else ""
    places = "a place" if len(page.unread) == 1 else f"{len(page.unread)} places"
    return f"{on}{places} with ink but no text that could be read, the largest at ({where}) points"
