"""The characters of a PDF page with their boxes, as pdfium finds them, and the runs that they stand in."""

import ctypes
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as c

from gouji.normalize.readers.pdf_blanks import typed_blanks
from gouji.normalize.readers.pdf_tight import heightened

# n rows of left, top, right, bottom in points, origin at the top left of the page as shown; NaN where there is no box.
Boxes = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

MAX_GLYPHS = 100_000  # a page of small print holds 10,000
BLANKS = " \u3000\xa0"
REPLACED = 0xFFFD
_SPACES = (0x20, 0xA0)
_SOFT_HYPHEN = 2  # what pdfium makes of a hyphen at a line end
# In heights of a character (1.0 to 1.3 em): a new run; a space where the layout has one too wide to be none.
_RUN_GAP = 1.2
_SPACE_GAP = 0.6
_ASKED, _MOST = 20, 0.8  # characters that are asked how they lie, and how many of them agree

# The function without ctypes' checks of each argument: it is called for every character.
_loose_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(c.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)


class PageUnreadError(Exception):
    """A page is left out; the message says why, to follow `page 3 `."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in its own coordinates (points, y upwards) and how it is turned to be shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "Frame":
        """The frame of a page: its crop box within its media box."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        size = (self.right - self.left, self.top - self.bottom)
        return size if self.rotation % 180 == 0 else (size[1], size[0])

    def shown(self, left: Boxes, top: Boxes, right: Boxes, bottom: Boxes) -> Boxes:
        """Edges in the page's own coordinates as boxes on the page as shown."""
        if self.rotation == 90:
            edges = (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        elif self.rotation == 180:
            edges = (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        elif self.rotation == 270:
            edges = (self.top - top, self.right - right, self.top - bottom, self.right - left)
        else:
            edges = (left - self.left, self.top - top, right - self.left, self.top - bottom)
        return np.stack(edges, axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters in the order of the file, placed in `frame`. `spaced` says before which a space belongs that is in no font."""

    codes: npt.NDArray[np.uint32]
    boxes: Boxes
    spaced: npt.NDArray[np.bool_]
    frame: Frame


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that follow one another on one line without a wide gap; `cell` is that of a table they stand in, or -1."""

    text: str
    boxes: Boxes
    left: float
    top: float
    right: float
    bottom: float
    cell: int = -1

    @property
    def height(self) -> float:
        return self.bottom - self.top


def glyphs_of(page: pdfium.PdfPage, frame: Frame) -> Glyphs:
    """All visible characters of a page, in this frame or, where the text lies on its side, in one turned to read it; raises
    PageUnreadError above MAX_GLYPHS."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_GLYPHS:
            raise PageUnreadError(f"holds more than {MAX_GLYPHS:,} characters")
        codes = _codes(textpage, count)
        edges = heightened(textpage, codes, _edges(textpage, count))
        frame = replace(frame, rotation=_upright(textpage, codes, frame.rotation))
        generated = np.zeros(count, dtype=np.bool_)
        for index in np.flatnonzero(np.isin(codes, _SPACES)).tolist():
            generated[index] = c.FPDFText_IsGenerated(textpage, index) == 1
    finally:
        textpage.close()
    boxes = frame.shown(np.minimum(edges[:, 0], edges[:, 2]), np.maximum(edges[:, 1], edges[:, 3]),
                        np.maximum(edges[:, 0], edges[:, 2]), np.minimum(edges[:, 1], edges[:, 3]))  # fmt: skip
    width, height = frame.size
    across, down = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    seen = (across >= 0) & (across <= width) & (down >= 0) & (down <= height) & (boxes[:, 3] > boxes[:, 1])
    kept = np.flatnonzero(seen & (codes >= 0x20) & ~generated)
    spaced = np.zeros(count + 1, dtype=np.bool_)
    spaced[1:] = generated
    return Glyphs(codes[kept], boxes[kept], _between_words(codes[kept], spaced[kept]), frame)


def _upright(textpage: pdfium.PdfTextPage, codes: npt.NDArray[np.uint32], rotation: int) -> int:
    """The rotation that sets most of the characters upright, else the one given; some of them are asked."""
    some = np.flatnonzero(codes > 0x20)
    some = some[:: len(some) // _ASKED + 1]
    angles = [c.FPDFText_GetCharAngle(textpage, index) for index in some.tolist()]
    turns = Counter(round(-angle / (np.pi / 2)) % 4 * 90 for angle in angles)
    turn, count = turns.most_common(1)[0] if turns else (rotation, 0)
    return turn if count > _MOST * len(angles) else rotation


def turned_back(boxes: Boxes, turn: int, width: float, height: float) -> Boxes:
    """Boxes on a page that was turned clockwise by `turn` degrees to read it, on the page as shown, of this width and height.

    >>> turned_back(np.array([[100, 20, 150, 30]]), 90, 595, 842)
    array([[ 20, 692,  30, 742]])
    """
    left, top, right, bottom = boxes.T
    if turn == 90:
        edges = (top, height - right, bottom, height - left)
    elif turn == 180:
        edges = (width - right, height - bottom, width - left, height - top)
    elif turn == 270:
        edges = (width - bottom, left, width - top, right)
    else:
        return boxes
    return np.stack(edges, axis=1)


def _codes(textpage: pdfium.PdfTextPage, count: int) -> npt.NDArray[np.uint32]:
    buffer = ctypes.create_string_buffer(2 * count + 2)
    c.FPDFText_GetText(textpage, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    text = buffer.raw[: 2 * count].decode("utf-16-le", "replace")
    if len(text) != count or "\0" in text:
        # pdfium leaves characters without meaning out of its text, so the two do not run side by side.
        codes = np.fromiter((c.FPDFText_GetUnicode(textpage, i) for i in range(count)), np.uint32, count)
    else:
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).copy()
    codes[codes == _SOFT_HYPHEN] = ord("-")
    codes[(codes == 0) | (codes >= 0x110000) | ((codes >= 0xD800) & (codes < 0xE000)) | ((codes & 0xFFFE) == 0xFFFE)] = REPLACED
    return codes


def _edges(textpage: pdfium.PdfTextPage, count: int) -> Boxes:
    """left, top, right, bottom of every character in the page's own coordinates."""
    edges = np.zeros((count, 4), dtype=np.float32)
    handle, address = ctypes.cast(textpage.raw, ctypes.c_void_p).value, edges.ctypes.data
    for index in range(count):
        _loose_box(handle, index, address + 16 * index)
    return np.nan_to_num(edges, posinf=0.0, neginf=0.0)


def _between_words(codes: npt.NDArray[np.uint32], spaced: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Only between two characters of ASCII: around figures in Chinese text the gap is the layout's."""
    ascii_ = (codes > 0x20) & (codes < 0x7F)
    spaced[1:] &= ascii_[1:] & ascii_[:-1]
    return spaced


def pieces_of(glyphs: Glyphs, cells: Integers) -> list[Piece]:
    """The runs of a page in the order of the file; `cells` gives for each character the cell it stands in, or -1."""
    if not len(glyphs.codes):
        return []
    boxes, codes = glyphs.boxes, glyphs.codes
    height = boxes[:, 3] - boxes[:, 1]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    low = np.minimum(height[1:], height[:-1])
    gap = boxes[1:, 0] - boxes[:-1, 2]
    broken = (np.abs(middle[1:] - middle[:-1]) > low / 2) | (gap > _RUN_GAP * low) | (gap < -low) | (cells[1:] != cells[:-1])
    blank = np.isin(codes, (0x20, 0xA0, 0x3000))
    wide = (gap > _SPACE_GAP * low) | glyphs.spaced[1:] | typed_blanks(codes, boxes, broken)
    spaced = np.flatnonzero(~broken & ~blank[1:] & ~blank[:-1] & wide) + 1
    starts = np.concatenate(([0], np.flatnonzero(broken) + 1))
    if len(spaced):
        starts = starts + np.searchsorted(spaced, starts, side="right")
        codes = np.insert(codes, spaced, 0x20)
        boxes = np.insert(boxes, spaced, np.nan, axis=0)
        cells = np.insert(cells, spaced, cells[spaced])
    return _cut(codes, boxes, cells, starts)


def _cut(codes: npt.NDArray[np.uint32], boxes: Boxes, cells: Integers, starts: npt.NDArray[np.intp]) -> list[Piece]:
    text = codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    ends = [*starts[1:].tolist(), len(text)]
    tops = np.fmin.reduceat(boxes[:, 1], starts).tolist()
    bottoms = np.fmax.reduceat(boxes[:, 3], starts).tolist()
    lefts, rights = boxes[:, 0].tolist(), boxes[:, 2].tolist()
    pieces: list[Piece] = []
    for start, end, top, bottom in zip(starts.tolist(), ends, tops, bottoms, strict=True):
        words = text[start:end]
        if words[0] in BLANKS or words[-1] in BLANKS:
            end -= len(words) - len(words.rstrip(BLANKS))
            words = words.strip(BLANKS)
            start = end - len(words)
            if not words:
                continue
        pieces.append(Piece(words, boxes[start:end], lefts[start], top, rights[end - 1], bottom, int(cells[start])))
    return pieces
