"""Ruled tables of scanned pages that go on over the next page: the same columns, the head not read twice."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from gouji.normalize.readers.ocr_lines import OcrLine
from gouji.normalize.readers.reading import Box
from gouji.normalize.readers.table_columns import common_edges, nearest

_SAME = 4.0  # points by which the same rule may stand elsewhere, measured from the table's left side
_ALIKE = 0.8  # how alike a head and its repetition are, as both were read
_MOST_HEADS = 6


def goes_on(table: Sequence[OcrLine], after: Sequence[OcrLine]) -> bool:
    """Whether the rows `after`, at the top of a page, go on with the table that ended the page before."""
    widths = [rows[0].columns[-1] - rows[0].columns[0] for rows in (table, after)]
    return abs(widths[0] - widths[1]) <= _SAME and (heads_again(table, after) > 0 or _places(table[0]) == _places(after[0]))


def heads_again(table: Sequence[OcrLine], after: Sequence[OcrLine]) -> int:
    """How many rows at the beginning of `after` repeat those at the beginning of `table`."""
    count = 0
    for row, again in zip(table[:_MOST_HEADS], after[:-1], strict=False):
        words, repeated = _words(row), _words(again)
        if not words or SequenceMatcher(None, words, repeated, autojunk=False).ratio() < _ALIKE or words.isdecimal():
            break
        count += 1
    return count


def on_common_columns(table: Sequence[OcrLine], after: Sequence[OcrLine]) -> tuple[list[OcrLine], list[OcrLine]]:
    """Both parts of a table with all the columns that either has, the rules of the second at the places of the first."""
    shift = table[0].columns[0] - after[0].columns[0]
    common = common_edges(table[0].columns, [place + shift for place in after[0].columns], _SAME)
    return [_refit(row, common, 0.0) for row in table], [_refit(row, common, shift) for row in after]


def cells_of(row: OcrLine) -> list[tuple[str, tuple[Box | None, ...]]]:
    """The text of each cell and the boxes of its characters."""
    cells = []
    for match in re.finditer(r"([^|]*)\|", row.text):
        inner = match.group(1).strip()
        start = match.start(1) + match.group(1).index(inner)
        cells.append((inner, row.boxes[start : start + len(inner)]))
    return cells


def row_of(cells: Sequence[tuple[str, tuple[Box | None, ...]]]) -> tuple[str, tuple[Box | None, ...]]:
    """The cells as one line with pipes, with a box a character."""
    text, boxes = "", list[Box | None]()
    for at, (words, places) in enumerate(cells):
        ending = (" " if words else "") + ("| " if at < len(cells) - 1 else "|")
        text += words + ending
        boxes += [*places, *[None] * len(ending)]
    return text, tuple(boxes)


def _refit(row: OcrLine, common: Sequence[float], shift: float) -> OcrLine:
    cells: list[tuple[str, tuple[Box | None, ...]]] = [("", ())] * (len(common) - 1)
    for (words, boxes), place in zip(cells_of(row), row.columns, strict=False):
        if words:
            cells[nearest(common[:-1], place + shift)] = words, boxes
    text, boxes = row_of(cells)
    return replace(row, text=text, boxes=boxes, columns=tuple(place - shift for place in common))


def _places(row: OcrLine) -> list[int]:
    """The columns, roughly, from the table's left side."""
    return [round((place - row.columns[0]) / _SAME / 2) for place in row.columns]


def _words(row: OcrLine) -> str:
    """What a row says, without marks that are read now so and now so."""
    return re.sub(r"[\W_]", "", row.text)
