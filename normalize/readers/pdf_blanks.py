"""Blanks that were typed but not drawn: browsers print the gap of a blank and no character for it.

Such a gap is a quarter of an em, as wide as what some layouts leave between Chinese text and figures of their own accord. So it
is told by its neighbours: it must stand out of the gaps of its own run, and, beside figures or letters, out of the page's.
"""

import numpy as np
import numpy.typing as npt

Boxes = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_LEAST, _MOST = 0.18, 0.6  # em that a blank is wider than the usual gap; beyond it the reader sees a space anyway
_LAID_OUT = 0.1  # em: so much more between Chinese text and figures is the layout's, where most gaps have it
_ENOUGH = 10  # gaps of a page by which its layout is judged


def typed_blanks(codes: npt.NDArray[np.uint32], boxes: Boxes, broken: Mask) -> Mask:
    """Before which characters (from the second) a blank was typed; `broken` says where a run ends."""
    chinese = (codes >= 0x3400) & (codes < 0xA000)
    width = np.where(chinese, boxes[:, 2] - boxes[:, 0], 0.0)
    em = np.maximum(width[1:], width[:-1])
    gap = (boxes[1:, 0] - boxes[:-1, 2]) / np.where(em > 0, em, np.nan)
    both = chinese[1:] & chinese[:-1] & ~broken
    run = np.concatenate(([0], np.cumsum(broken)))[1:]
    usual = np.full(int(run[-1]) + 1 if len(run) else 1, np.inf)
    np.minimum.at(usual, run[both], gap[both])
    # A run without two Chinese characters side by side is set as tight as any.
    more = gap - np.where(np.isfinite(usual), usual, 0.0)[run] if len(run) else gap
    wide = (more >= _LEAST) & (more <= _MOST)
    found = both & wide
    digit, letter = (codes >= 0x30) & (codes <= 0x39), ((codes | 0x20) >= 0x61) & ((codes | 0x20) <= 0x7A)
    for kind in (digit, letter):
        beside = ((chinese[1:] & kind[:-1]) | (kind[1:] & chinese[:-1])) & ~broken
        count = int(np.count_nonzero(beside))
        if count >= _ENOUGH and np.count_nonzero(more[beside] > _LAID_OUT) * 2 < count:
            found |= beside & wide
    return found
