"""Boxes of characters that are drawn close around their ink: what a browser prints in fonts without measures of their own.

Such a box of 一 is a stroke high, so that it seems to stand on no line; it is given the height of its font.
"""

import ctypes
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as c

Boxes = npt.NDArray[np.float32]

_FLAT = 0.75  # of its width: no font gives a Chinese character less height
_LOWER = 0.95  # of the height of its font: a box so low is drawn around the ink
_UPRIGHT = 0.01  # how much a line may lean


class _Drawn(NamedTuple):
    """Where the pen stood for a character, and the size of its font, in points; None of the size where it leans."""

    across: float
    up: float
    em: float | None


def heightened(textpage: pdfium.PdfTextPage, codes: npt.NDArray[np.uint32], edges: Boxes) -> Boxes:
    """The edges (left, top, right, bottom of every character, y upwards) with those of the ink alone made as high, and
    Chinese ones as wide, as their font has them; as they are on a page without a Chinese character in a flat box."""
    chinese = (codes >= 0x3400) & (codes < 0xA000)
    height, width = edges[:, 1] - edges[:, 3], edges[:, 2] - edges[:, 0]
    if not np.any(chinese & (height < _FLAT * width)):
        return edges
    drawn = [_drawn(textpage, index) for index in range(len(codes))]
    em = np.array([one.em or np.nan for one in drawn])
    across, up = np.array([one.across for one in drawn]), np.array([one.up for one in drawn])
    above, below = (edges[:, 1] - up) / em, (edges[:, 3] - up) / em
    whole = chinese & (height >= _LOWER * em)
    if not np.any(whole):
        return edges
    reach = float(np.median(above[whole])), float(np.median(below[whole]))
    low = (height < _LOWER * (reach[0] - reach[1]) * em) & (codes > 0x20)
    found = edges.copy()
    found[low, 1] = (up + reach[0] * em)[low]
    found[low, 3] = (up + reach[1] * em)[low]
    found[low, 0] = np.minimum(across, edges[:, 0])[low]
    full = low & chinese
    found[full, 0], found[full, 2] = across[full], (across + em)[full]
    return found


def _drawn(textpage: pdfium.PdfTextPage, index: int) -> _Drawn:
    across, up, matrix = ctypes.c_double(), ctypes.c_double(), c.FS_MATRIX()
    c.FPDFText_GetCharOrigin(textpage, index, across, up)
    c.FPDFText_GetMatrix(textpage, index, matrix)
    upright = matrix.d > 0 and abs(matrix.b) <= _UPRIGHT * matrix.d
    return _Drawn(across.value, up.value, c.FPDFText_GetFontSize(textpage, index) * matrix.d if upright else None)
