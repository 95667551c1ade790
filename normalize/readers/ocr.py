"""Scans and pictures (PNG, JPEG, TIFF): the text that a recogniser sees, with a box for every character. Extra `ocr`."""

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import numpy as np
from PIL import ExifTags, Image

from gouji.normalize.readers.ocr_engine import OcrMissing
from gouji.normalize.readers.ocr_lines import OcrLine
from gouji.normalize.readers.ocr_page import OcrPage, read_page
from gouji.normalize.readers.ocr_text import ScannedPage, to_reading
from gouji.normalize.readers.reading import Reading
from gouji.schemas import SourceError

__all__ = ["OcrLine", "OcrMissing", "OcrPage", "read_image", "read_page"]

MAX_PIXELS = 80_000_000  # of one page; A3 at 600 dpi has 70
MAX_SIDE = 65_000  # pixels, as many as a JPEG has at most
MAX_PAGES = 2_000
_STRIP = 2_000_000  # pixels that are made grey at once
_A4 = (595.0, 842.0)  # points
_LIKELY_DPI = (60, 1300)  # beyond these a picture's own word for its resolution is not believed
_LEAST_SQUARE = 3.0  # how much longer than wide the pixels of a fax may be
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SCREENS = (72, 96)  # what programs write that know no resolution


def read_image(path: str, data: bytes) -> Reading:
    """Read a picture, page by page; SourceError without the extra `ocr`, where it is damaged, too large or without text."""
    pages: list[ScannedPage] = []
    try:
        for number, picture in enumerate(_frames(path, data), 1):
            scale = _scale_of(picture)
            page = read_page(picture, scale)
            pages.append(ScannedPage(number, picture.width / scale, picture.height / scale, page.lines, page.unread))
    except OcrMissing as missing:
        raise SourceError(path, f"is a picture; {missing}") from missing
    if not any(page.lines for page in pages):
        raise SourceError(path, "is a picture without readable text")
    return to_reading(pages)


def _frames(path: str, data: bytes) -> Iterator[Image.Image]:
    """The pages of a picture file, upright, grey and without transparency; one at a time is in memory."""
    for number in count():
        page = _frame(path, data, number)
        if page is None:
            return
        yield page


def _frame(path: str, data: bytes, number: int) -> Image.Image | None:
    """Page `number` (from 0), None where there are no more."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow finds odd, it reads or refuses
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as file:
                # Further pictures in a JPEG are previews, in a PNG an animation.
                if number and (file.format != "TIFF" or not _has(file, number)):
                    return None
                if number >= MAX_PAGES:
                    raise SourceError(path, f"is a picture of more than {MAX_PAGES:,} pages")
                if file.width * file.height > MAX_PIXELS or max(file.size) > MAX_SIDE:
                    raise SourceError(path, f"is a picture of {file.width:,} x {file.height:,} pixels, which is too large")
                with _unheard():
                    file.load()
                return _plain(file)
    except SourceError:
        raise
    except Image.DecompressionBombError as bomb:
        raise SourceError(path, "is a picture of too many pixels") from bomb
    except Exception as broken:  # the decoders of Pillow raise whatever they stumble over
        raise SourceError(path, "is a damaged picture") from broken


def _has(file: Image.Image, number: int) -> bool:
    try:
        file.seek(number)
    except EOFError:
        return False
    return True


@contextmanager
def _unheard() -> Iterator[None]:
    """What libtiff says of damage goes nowhere: it writes to the terminal itself, past `sys.stderr`."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no terminal, nor anything else
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _plain(file: Image.Image) -> Image.Image:
    dpi, turn = _dpi_of(file), _TURNS.get(file.getexif().get(ExifTags.Base.Orientation, 1))
    plain = Image.new("L", file.size)
    brightest = max(float(file.getextrema()[1]), 1.0) if _is_deep(file) else 1.0  # type: ignore[arg-type]
    rows = max(_STRIP // file.width, 1)
    for top in range(0, file.height, rows):
        plain.paste(_grey(file.crop((0, top, file.width, min(top + rows, file.height))), brightest), (0, top))
    if turn is not None:
        plain = plain.transpose(turn)
    if dpi and max(dpi) / min(dpi) > 1.02:  # the pixels of a fax are not square
        across, down = dpi
        plain = plain.resize((round(plain.width * max(dpi) / across), round(plain.height * max(dpi) / down)))
    plain.info["dpi"] = dpi
    return plain


def _is_deep(frame: Image.Image) -> bool:
    return frame.mode.startswith("I;16") or frame.mode in ("I", "F")


def _grey(frame: Image.Image, brightest: float) -> Image.Image:
    if _is_deep(frame):
        deep = np.nan_to_num(np.asarray(frame, dtype=np.float32) / brightest * 255, nan=0)
        return Image.fromarray(np.clip(deep, 0, 255).astype(np.uint8))
    if "A" in frame.getbands() or "transparency" in frame.info:
        seen = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    return frame.convert("L")


def _dpi_of(file: Image.Image) -> tuple[float, float] | None:
    """Pixels an inch, across and down, as the file says where that can be; screens' 72 and 96 say nothing."""
    try:
        across, down = (float(value) for value in file.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    likely = all(_LIKELY_DPI[0] <= value <= _LIKELY_DPI[1] for value in (across, down))
    likely = likely and max(across, down) <= _LEAST_SQUARE * min(across, down)
    return (across, down) if likely and round(across) not in _SCREENS else None


def _scale_of(picture: Image.Image) -> float:
    """Pixels a point; where the file does not say, as if the page were A4, upright or not."""
    dpi: tuple[float, float] | None = picture.info.get("dpi")
    return max(dpi) / 72 if dpi else max(min(picture.size) / _A4[0], picture.width / _A4[1], 0.5)
