"""Characters of a part of a page as lines, each in runs that white parts; finer than the runs of the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gouji.normalize.readers.pdf_glyphs import Glyphs
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


def levels_of(glyphs: Glyphs, free: Mask, left: float, right: float, top: float = 0.0) -> list[Level]:
    """The lines of the characters that are `free`, between two places across and below `top`, from top to bottom."""
    boxes = glyphs.boxes
    across, down = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    blank = np.isin(glyphs.codes, (0x20, 0xA0, 0x3000))
    own = np.flatnonzero(free & ~blank & (across > left) & (across < right) & (down > top))
    if not len(own):
        return []
    own = own[np.argsort(down[own], kind="stable")]
    em = float(np.median(boxes[own, 3] - boxes[own, 1]))
    line = _line_of(down[own], _ONE_LINE * em)
    order = np.lexsort((boxes[own, 0], line))
    own, line = own[order], line[order]
    boxes = boxes[own]
    text = glyphs.codes[own].astype("<u4").tobytes().decode("utf-32-le", "replace")
    wide = boxes[1:, 0] - boxes[:-1, 2] > _GAP * em
    starts = np.concatenate(([0], np.flatnonzero(wide | (np.diff(line) > 0)) + 1))
    stops = [*starts[1:].tolist(), len(text)]
    lefts_tops = np.minimum.reduceat(boxes[:, :2], starts).tolist()
    rights_bottoms = np.maximum.reduceat(boxes[:, 2:], starts).tolist()
    by_line: dict[int, list[Run]] = {}
    for start, stop, one, two in zip(starts.tolist(), stops, lefts_tops, rights_bottoms, strict=True):
        run = Run(text[start:stop], one[0], two[0], one[1], two[1], em)
        by_line.setdefault(int(line[start]), []).append(run)
    return [_level(runs, left + _FIRST * (right - left)) for runs in by_line.values()]


def _line_of(down: npt.NDArray[np.floating[Any]], same: float) -> npt.NDArray[np.intp]:
    """The number of the line of each character, from their middles in order: those as near as `same` to its first."""
    starts, first = [0], float(down[0])
    for at in (np.flatnonzero(np.diff(down) > 0) + 1).tolist():
        if down[at] - first > same:
            starts.append(at)
            first = float(down[at])
    found = np.zeros(len(down), dtype=np.intp)
    found[starts[1:]] = 1
    return np.cumsum(found)


def _level(runs: Sequence[Run], first: float) -> Level:
    """`first` is where the first column ends at the least."""
    others = runs[1:] if len(runs) > 1 or runs[0].left < first else runs
    figures = any(run.is_figure for run in others)
    return Level(tuple(runs), min(run.top for run in runs), max(run.bottom for run in runs), figures)
