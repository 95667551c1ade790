"""Scans and pictures (PNG, JPEG, TIFF): the text that a recogniser sees, with a box for every character. Extra `ocr`."""

import io
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps

from gouji.normalize.readers.ocr_engine import OcrMissing
from gouji.normalize.readers.ocr_lines import OcrLine
from gouji.normalize.readers.ocr_page import OcrPage, read_page
from gouji.normalize.readers.ocr_text import ScannedPage, to_reading
from gouji.normalize.readers.reading import Reading
from gouji.schemas import SourceError

__all__ = ["OcrLine", "OcrMissing", "OcrPage", "read_image", "read_page"]

MAX_PIXELS = 80_000_000  # of one page; A3 at 600 dpi has 70
MAX_PAGES = 2_000
_A4 = (595.0, 842.0)  # points
_LIKELY_DPI = (60, 1300)  # beyond these a picture's own word for its resolution is not believed
_LEAST_SQUARE = 3.0  # how much longer than wide the pixels of a fax may be
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
    """The pages of a picture file, upright and without transparency."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow finds odd, it reads or refuses
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as file:
                # Further pictures in a JPEG are previews, in a PNG an animation.
                for number in range(getattr(file, "n_frames", 1) if file.format == "TIFF" else 1):
                    if number >= MAX_PAGES:
                        raise SourceError(path, f"is a picture of more than {MAX_PAGES:,} pages")
                    file.seek(number)
                    if file.width * file.height > MAX_PIXELS:
                        raise SourceError(path, f"is a picture of {file.width:,} x {file.height:,} pixels, which is too large")
                    yield _plain(file)
    except SourceError:
        raise
    except Image.DecompressionBombError as bomb:
        raise SourceError(path, "is a picture of too many pixels") from bomb
    except Exception as broken:  # the decoders of Pillow raise whatever they stumble over
        raise SourceError(path, "is a damaged picture") from broken


def _plain(file: Image.Image) -> Image.Image:
    dpi = _dpi_of(file)
    frame = ImageOps.exif_transpose(file)
    if frame.mode.startswith("I;16") or frame.mode in ("I", "F"):
        deep = np.asarray(frame, dtype=np.float32)
        frame = Image.fromarray(np.clip(deep / max(float(deep.max()), 1.0) * 255, 0, 255).astype(np.uint8))
    if "A" in frame.getbands() or "transparency" in frame.info:
        seen = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    plain = frame.convert("L")
    if dpi and max(dpi) / min(dpi) > 1.02:  # the pixels of a fax are not square
        across, down = dpi
        plain = plain.resize((round(plain.width * max(dpi) / across), round(plain.height * max(dpi) / down)))
    plain.info["dpi"] = dpi
    return plain


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
