"""The ink of a scanned page: black and white, straightened, and what of it nobody has read."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gouji.normalize.readers.reading import Box

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]

_WINDOW = 24.0  # points: the paper around a pixel is judged over a square of this side
_DARKER = 0.14  # share of the range of greys by which ink is darker than the paper around it
_LEAST_DARKER = 12.0  # greys
_GRAINY = 3.0  # standard deviation in greys from which a page is smoothed
_ABOVE_NOISE = 1.7  # deviations of the grain as scanned, five and more of what smoothing leaves of it
MOST_SKEW = 5.0  # degrees
_FINE_SKEW = 0.04
_PATCH = 5.0  # points: unread ink is counted in squares of this side
_MIN_SHARE = 0.06  # of a square that is ink; specks stay below
_MIN_UNREAD = 40.0  # square points of such squares side by side
_BAND_PIXELS = 2_000_000
_FLAT = 2.5  # points: ink no higher is a dash or a stretch of a rule


def binarise(grey: Grey, scale: float) -> Ink:
    """True where a pixel is clearly darker than the paper around it; `scale` is pixels a point."""
    noise = _noise(grey)
    half = max(int(_WINDOW * scale / 2), 3)
    bands = [(top, min(top + _band_of(grey), len(grey))) for top in range(0, len(grey), _band_of(grey))]
    low, high = np.percentile(np.concatenate([_smooth(grey, noise, *band)[::3, ::3] for band in bands]), (0.5, 80))
    darker = max((high - low) * _DARKER, _LEAST_DARKER, noise * _ABOVE_NOISE)
    ink = np.zeros(grey.shape, dtype=np.bool_)
    for top, bottom in bands:
        # What is seen of the paper around, in two rounds, reaches so far beyond the band.
        start, end = max(top - 2 * half, 0), min(bottom + 2 * half, len(grey))
        ink[top:bottom] = _ink_of(_smooth(grey, noise, start, end), half, darker)[top - start : bottom - start]
    return ink


def _band_of(grey: Grey) -> int:
    """The rows that are worked on at once: numbers of eight bytes for all pixels of a long page would be too many."""
    return max(_BAND_PIXELS // int(grey.shape[1]) // 3 * 3, 300)


def _ink_of(smooth: NDArray[np.float64], half: int, darker: float) -> Ink:
    ink = smooth < _around(smooth, half) - darker
    # Much text darkens its surroundings: in a second round these are the paper alone.
    paper = np.maximum(_around(np.where(ink, 0.0, 1.0), half), 1e-6)
    return np.asarray(smooth < _around(np.where(ink, 0.0, smooth), half) / paper - darker)


def _smooth(grey: Grey, noise: float, start: int, end: int) -> NDArray[np.float64]:
    """Rows of the page, each pixel the mean of its neighbourhood of 3 x 3 where the page has grain; this takes two thirds
    of it away."""
    if noise <= _GRAINY:
        return grey[start:end].astype(np.float64)
    above, below = max(start - 1, 0), min(end + 1, len(grey))
    edges = (1 - (start - above), 1 - (below - end)), (1, 1)
    edged = np.pad(grey[above:below], edges, mode="edge").astype(np.float64)
    rows = edged[:-2] + edged[1:-1] + edged[2:]
    return np.asarray((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9)


def _around(values: NDArray[np.float64], half: int) -> NDArray[np.float64]:
    """The mean of the square of side 2 * half around each place."""
    padded = np.pad(values, half, mode="edge")
    sums = np.pad(padded.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    side = 2 * half
    window = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return np.asarray(window[: values.shape[0], : values.shape[1]] / (side * side))


def paper_of(grey: Grey) -> int:
    """The grey of the paper, most of a page."""
    return int(np.median(grey[::4, ::4]))


def _noise(grey: Grey) -> float:
    """The standard deviation of the grain, from the differences of neighbouring pixels (most of them are paper)."""
    steps = np.diff(grey[::3].astype(np.int16), axis=1)
    return float(np.median(np.abs(steps))) / (0.6745 * 2**0.5)


def skew_of(ink: Ink) -> float:
    """By how many degrees the lines of a page rise to the right; 0.0 where nothing tells."""
    rows, columns = np.nonzero(ink)
    if len(rows) < 200:
        return 0.0
    step = max(len(rows) // 120_000, 1)
    rows, columns = rows[::step].astype(np.float64), columns[::step].astype(np.float64)

    def sharpness(angle: float) -> float:
        """How unevenly the ink falls on rows when it is turned back by the angle."""
        turned = rows + columns * np.tan(np.deg2rad(angle))
        counts = np.bincount((turned - turned.min()).astype(np.int64))
        return float(np.square(np.diff(counts)).sum())

    best = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.01, 0.25), key=sharpness)
    best = max(np.arange(best - 0.24, best + 0.25, _FINE_SKEW), key=sharpness)
    return 0.0 if abs(best) < _FINE_SKEW else float(best)


def turned(grey: Grey, angle: float) -> Grey:
    """The page turned clockwise by `angle` degrees about its middle, its size kept, new corners in its paper's grey."""
    if not angle:
        return grey
    picture = Image.fromarray(grey).rotate(-angle, Image.Resampling.BICUBIC, fillcolor=paper_of(grey))
    return np.asarray(picture)


def turned_back(box: Box, angle: float, width: float, height: float) -> Box:
    """Where a box of the straightened page stands on the page as scanned: the upright box of the same size, moved."""
    if not angle:
        return box
    turn = np.deg2rad(angle)
    x, y = (box[0] + box[2]) / 2 - width / 2, (box[1] + box[3]) / 2 - height / 2
    across = float(x * np.cos(turn) + y * np.sin(turn) + width / 2) - (box[0] + box[2]) / 2
    down = float(y * np.cos(turn) - x * np.sin(turn) + height / 2) - (box[1] + box[3]) / 2
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def unread_boxes(ink: Ink, read: Iterable[tuple[int, int, int, int]], scale: float) -> list[Box]:
    """Boxes, in points, around ink that no box (left, top, right, bottom in pixels) in `read` covers; specks aside."""
    left = ink.copy()
    for x0, y0, x1, y1 in read:
        left[max(y0, 0) : y1, max(x0, 0) : x1] = False
    side = max(round(_PATCH * scale), 2)
    height, width = (length // side * side for length in left.shape)
    patches = left[:height, :width].reshape(height // side, side, width // side, side).mean(axis=(1, 3)) > _MIN_SHARE
    boxes = []
    for squares in _islands(patches):
        if len(squares) * _PATCH * _PATCH >= _MIN_UNREAD:
            x0, x1 = (side * edge for edge in (min(column for _, column in squares), max(column for _, column in squares) + 1))
            y0, y1 = (side * edge for edge in (min(row for row, _ in squares), max(row for row, _ in squares) + 1))
            if min(np.ptp(edges) for edges in np.nonzero(left[y0:y1, x0:x1])) > _FLAT * scale:
                boxes.append((x0 / scale, y0 / scale, x1 / scale, y1 / scale))
    return boxes


def _islands(patches: NDArray[np.bool_]) -> list[list[tuple[int, int]]]:
    waiting = {(int(row), int(column)) for row, column in zip(*np.nonzero(patches), strict=True)}
    islands: list[list[tuple[int, int]]] = []
    while waiting:
        island = [waiting.pop()]
        for row, column in island:  # grows while it is gone through
            around = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & waiting
            waiting -= around
            island += sorted(around)
        islands.append(island)
    return sorted(islands, key=min)
