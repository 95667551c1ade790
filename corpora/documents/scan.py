"""Printed reports scanned: each page as a picture, clean at 200 dpi, or noisy, grey and askew at 120 dpi."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from gouji.normalize.readers.reading import Box

SEED = 20_200_116


@dataclass(frozen=True, slots=True)
class Quality:
    """How a page is scanned: `skew` in degrees counter-clockwise, `noise` the standard deviation in grey levels of 255."""

    dpi: int
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    paper: int = 255
    ink: int = 0


CLEAN = Quality(200)
HARD = Quality(120, skew=0.9, noise=14.0, blur=0.5, paper=236, ink=40)


def scan(pdf: Path, quality: Quality) -> list[Image.Image]:
    """The pages of a PDF as grey pictures; the noise is the same each time."""
    noise = np.random.default_rng(SEED)
    pages: list[Image.Image] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            picture = page.render(scale=quality.dpi / 72, grayscale=True).to_pil().convert("L")
            page.close()
            pages.append(_worn(picture, quality, noise))
    return pages


def _worn(picture: Image.Image, quality: Quality, noise: np.random.Generator) -> Image.Image:
    if quality.skew:
        picture = picture.rotate(quality.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if quality.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(quality.blur))
    if not quality.noise and (quality.ink, quality.paper) == (0, 255):
        return picture
    grey = quality.ink + np.asarray(picture, dtype=np.float64) / 255 * (quality.paper - quality.ink)
    grey += noise.normal(0, quality.noise, grey.shape)
    return Image.fromarray(np.clip(np.rint(grey), 0, 255).astype(np.uint8))


def write_tiff(pages: Sequence[Image.Image], path: Path, quality: Quality) -> None:
    """All pages in one file, losslessly."""
    first, *rest = pages
    dpi = (quality.dpi, quality.dpi)
    first.save(path, "TIFF", save_all=True, append_images=rest, dpi=dpi, compression="tiff_deflate")


def write_pictures(pages: Sequence[Image.Image], path: Path, quality: Quality) -> list[Path]:
    """One file a page: PNG, or JPEG where `path` ends so; the names are numbered where there are several."""
    names = [path] if len(pages) == 1 else [path.with_stem(f"{path.stem}-{number}") for number in range(1, len(pages) + 1)]
    for page, name in zip(pages, names, strict=True):
        page.save(name, dpi=(quality.dpi, quality.dpi), **({"quality": 60} if name.suffix == ".jpg" else {"optimize": True}))
    return names


def write_pdf(pages: Sequence[Image.Image], path: Path, quality: Quality) -> None:
    """A PDF of pictures, without a layer of text; the same bytes each time."""
    canvas = Canvas(str(path), invariant=1)
    for page in pages:
        width, height = page.width * 72 / quality.dpi, page.height * 72 / quality.dpi
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(page), 0, 0, width, height)
        canvas.showPage()
    canvas.save()


def with_pictures(pdf: Path, path: Path, quality: Quality) -> None:
    """The same PDF with every second page as a picture, as of a file that was put together from print and scans."""
    pages = scan(pdf, quality)
    with tempfile.TemporaryDirectory() as held, pypdfium2.PdfDocument.new() as mixed:
        pictures = Path(held) / "pictures.pdf"
        write_pdf(pages, pictures, quality)
        with pypdfium2.PdfDocument(pdf) as printed, pypdfium2.PdfDocument(pictures) as scanned:
            for number in range(len(pages)):
                mixed.import_pages(scanned if number % 2 else printed, [number])
            mixed.save(path)


def skewed(box: Box, width: float, height: float, skew: float) -> Box:
    """Where a box of the straight page of this size stands on the scan; the upright box around it."""
    angle = np.deg2rad(skew)
    corners = [(x - width / 2, y - height / 2) for x in box[::2] for y in box[1::2]]
    across = [x * np.cos(angle) + y * np.sin(angle) + width / 2 for x, y in corners]
    down = [y * np.cos(angle) - x * np.sin(angle) + height / 2 for x, y in corners]
    return float(min(across)), float(min(down)), float(max(across)), float(max(down))
