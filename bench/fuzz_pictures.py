"""Small pictures of print, in each format and mode, and pages of PDF that are pictures."""

import io
from functools import cache

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from gouji.corpora.documents.build import HERE


@cache
def _scanned(width: int, height: int) -> Image.Image:
    """The head of a page scanned at 120 dpi."""
    with Image.open(HERE / "made" / "scan-120-jpg" / "establishment-2016.jpg") as page:
        return page.convert("L").crop((60, 60, 60 + width, 60 + height))


def picture(mode: str, size: tuple[int, int], kind: str, **more: object) -> bytes:
    """The head of a scanned page in this mode and format."""
    out = io.BytesIO()
    _scanned(*size).convert(mode).save(out, kind, dpi=(120, 120), **more)
    return out.getvalue()


def pngs() -> tuple[bytes, ...]:
    """Grey, black and white, with a palette, transparent, deep."""
    return tuple(picture(mode, (360, 120), "PNG") for mode in ("L", "1", "P", "RGBA", "I;16"))


def jpegs() -> tuple[bytes, ...]:
    """Grey, coloured, for print, by steps."""
    size = (360, 120)
    plain, coloured = picture("L", size, "JPEG", quality=60), picture("RGB", size, "JPEG", quality=60)
    return plain, coloured, picture("CMYK", size, "JPEG"), picture("L", size, "JPEG", progressive=True)


def tiffs() -> tuple[bytes, ...]:
    """Packed in six ways, and two pages in one file."""
    size = (300, 100)
    packed = [
        ("L", "raw"),
        ("L", "tiff_lzw"),
        ("RGB", "tiff_adobe_deflate"),
        ("L", "packbits"),
        ("1", "group4"),
        ("RGB", "jpeg"),
    ]
    several = picture("L", size, "TIFF", compression="tiff_lzw", save_all=True, append_images=[_scanned(*size)])
    return *(picture(mode, size, "TIFF", compression=how) for mode, how in packed), several


def scans() -> tuple[bytes, ...]:
    """Pages of PDF with nothing but a picture."""
    made = []
    for size in ((360, 120), (240, 200)):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(216, 120), invariant=1)
        canvas.drawImage(ImageReader(_scanned(*size)), 0, 0, 216, 120)
        canvas.showPage()
        canvas.save()
        made.append(out.getvalue())
    return tuple(made)
