"""Characters of a part of a page as lines, each in runs that white parts; finer than the runs of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gouji.normalize.readers.pdf_glyphs import Boxes, Glyphs
from gouji.normalize.readers.pdf_grid import Mask

_ONE_LINE = 0.4  # of the height of the type
_GAP = 0.6  # em
_FIRST = 0.25  # of the width of a table: a single figure that begins before stands in its first column, with the labels
_FIGURES = re.compile(r"[-+－]?\d[\d,，.．]*[%％‰]?|[-－—–…]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with no wide white between them; `em` is the width of a Chinese character."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    em: float

    @property
    def is_figure(self) -> bool:
        return _FIGURES.fullmatch(self.text) is not None

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Level:
    """The runs of one line, from left to right; `figures` says that some stand in another column than the first."""

    runs: tuple[Run, ...]
    top: float
    bottom: float
    figures: bool

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def levels_of(glyphs: Glyphs, free: Mask, left: float, right: float) -> list[Level]:
    """The lines of the characters that are `free` between two places across, from top to bottom."""
    boxes = glyphs.boxes
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    own = np.flatnonzero(free & (middle > left) & (middle < right) & ~np.isin(glyphs.codes, (0x20, 0xA0, 0x3000)))
    if not len(own):
        return []
    down = (boxes[own, 1] + boxes[own, 3]) / 2
    order = np.argsort(down, kind="stable")
    own, down = own[order], down[order]
    height = float(np.median(boxes[own, 3] - boxes[own, 1]))
    found: list[Level] = []
    start = 0
    for at in range(1, len(own) + 1):
        if at == len(own) or down[at] - down[start] > _ONE_LINE * height:
            found.append(_level(glyphs, own[start:at], left + _FIRST * (right - left)))
            start = at
    return found


def _level(glyphs: Glyphs, own: "np.ndarray[tuple[int], np.dtype[np.intp]]", first: float) -> Level:
    own = own[np.argsort(glyphs.boxes[own, 0], kind="stable")]
    boxes = glyphs.boxes[own]
    em = float(np.median(boxes[:, 3] - boxes[:, 1]))
    text = glyphs.codes[own].astype("<u4").tobytes().decode("utf-32-le", "replace")
    runs = tuple(_runs(text, boxes, em))
    others = runs[1:] if len(runs) > 1 or runs[0].left < first else runs
    figures = any(run.is_figure for run in others)
    return Level(runs, float(boxes[:, 1].min()), float(boxes[:, 3].max()), figures)


def _runs(text: str, boxes: Boxes, em: float) -> Iterator[Run]:
    breaks = np.flatnonzero(boxes[1:, 0] - np.maximum.accumulate(boxes[:, 2])[:-1] > _GAP * em) + 1
    for start, stop in zip([0, *breaks.tolist()], [*breaks.tolist(), len(text)], strict=True):
        left, top = boxes[start:stop, :2].min(axis=0).tolist()
        right, bottom = boxes[start:stop, 2:].max(axis=0).tolist()
        yield Run(text[start:stop], left, right, top, bottom, em)
