"""The ruled lines and pictures drawn on a PDF page."""

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c

from gouji.normalize.readers.pdf_glyphs import Boxes, Frame

MAX_OBJECTS = 200_000
MAX_SEGMENTS = 20_000
_MAX_DEPTH = 4  # forms within forms
_THIN = 2.6  # a filled rectangle up to this thick is a drawn line (points)
_SLANT = 0.7
_SHORT = 2.0

# a, b, c, d, e, f of a PDF matrix: x' = ax + cy + e, y' = bx + dy + f
Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page besides text: level and upright lines, pictures as boxes, and how much of anything."""

    lines: list[Segment] = field(default_factory=list)
    pictures: list[Segment] = field(default_factory=list)
    objects: int = 0

    def lines_shown(self, frame: Frame) -> Boxes:
        """The lines on the page as shown, n rows of left, top, right, bottom."""
        return _shown(self.lines, frame)

    def pictures_shown(self, frame: Frame) -> Boxes:
        """The pictures on the page as shown, n rows of left, top, right, bottom."""
        return _shown(self.pictures, frame)

    def picture_share(self, frame: Frame) -> float:
        """The share of the page that its largest picture covers."""
        width, height = frame.size
        areas = [(right - left) * (top - bottom) for left, bottom, right, top in self.pictures]
        return max(areas, default=0.0) / (width * height or 1.0)


def _shown(boxes: list[Segment], frame: Frame) -> Boxes:
    edges = np.array(boxes, dtype=np.float32).reshape(-1, 4)
    return frame.shown(edges[:, 0], edges[:, 3], edges[:, 2], edges[:, 1])


def drawn_on(page: pdfium.PdfPage) -> Drawn:
    """Paths and pictures of a page, those in forms too; what is beyond MAX_OBJECTS and MAX_SEGMENTS is left out."""
    drawn = Drawn()
    handle, object_at, kind_of = page.raw, c.FPDFPage_GetObject, c.FPDFPageObj_GetType
    for index in range(min(c.FPDFPage_CountObjects(handle), MAX_OBJECTS)):
        item = object_at(handle, index)
        if kind_of(item) != c.FPDF_PAGEOBJ_TEXT:
            _look_at(item, _IDENTITY, 0, drawn)
    return drawn


def _look_at(item: object, outer: Matrix, depth: int, drawn: Drawn) -> None:
    kind = c.FPDFPageObj_GetType(item)
    drawn.objects += 1
    if drawn.objects > MAX_OBJECTS:
        return
    if kind == c.FPDF_PAGEOBJ_PATH:
        if len(drawn.lines) < MAX_SEGMENTS:
            drawn.lines += _lines(item, _times(_matrix(item), outer))
    elif kind == c.FPDF_PAGEOBJ_IMAGE:
        drawn.pictures.append(_picture(_times(_matrix(item), outer)))
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
        inner = _times(_matrix(item), outer)
        for index in range(min(c.FPDFFormObj_CountObjects(item), MAX_OBJECTS)):
            _look_at(c.FPDFFormObj_GetObject(item, index), inner, depth + 1, drawn)


def _matrix(item: object) -> Matrix:
    matrix = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First `one`, then `other`."""
    a, b, cc, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, cc * p + d * r, cc * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _picture(matrix: Matrix) -> Segment:
    a, b, cc, d, e, f = matrix
    across, up = (e, e + a, e + cc, e + a + cc), (f, f + b, f + d, f + b + d)
    return min(across), min(up), max(across), max(up)


def _lines(path: object, matrix: Matrix) -> Iterator[Segment]:
    for points in _subpaths(path, matrix):
        across, up = [x for x, _ in points], [y for _, y in points]
        left, bottom, right, top = min(across), min(up), max(across), max(up)
        if len(points) > 2 and min(right - left, top - bottom) <= _THIN:
            # A line drawn as a thin rectangle: its middle.
            if right - left < top - bottom:
                left = right = (left + right) / 2
            else:
                bottom = top = (bottom + top) / 2
            yield left, bottom, right, top
            continue
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if min(abs(x1 - x0), abs(y1 - y0)) <= _SLANT and max(abs(x1 - x0), abs(y1 - y0)) >= _SHORT:
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _subpaths(path: object, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path without curves, closed where it is."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = c.FPDFPath_CountSegments(path)
    if count > MAX_SEGMENTS or not c.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    a, b, cc, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = c.FPDFPath_GetPathSegment(path, index)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + cc * y.value + e, b * x.value + d * y.value + f)
        if kind == c.FPDF_SEGMENT_MOVETO or kind == c.FPDF_SEGMENT_BEZIERTO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if c.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points
