"""The recogniser: rapidocr with the models in its wheel, silent, offline, its angle classifier off."""

import logging
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gouji.normalize.readers import has_ocr
from gouji.schemas import GoujiError

Grey = NDArray[np.uint8]
# A line read with less is taken for unread; what is misread is mostly read with confidence all the same.
MIN_SCORE = 0.5
# The detector needs 230 bytes a pixel, so this is half a gigabyte; an A4 page at 200 dpi has two bands.
_BAND_PIXELS = 2_400_000
_OVERLAP = 120  # pixels
_LEAST_SIDE = 320  # of what the detector is given; it would blow up what is smaller
# The recogniser holds a batch of lines in memory, all as long as the longest: so many heights of a line, all in all.
_BATCH, _BATCH_LENGTH = 6, 240
_LONGEST = 100  # times its height: what is longer is no line of text


class OcrMissing(GoujiError):
    """The extra `ocr` is not installed, or its models are gone."""


class Recognised(NamedTuple):
    """The text of one cut-out line; `centres` are the middles of its characters, in pixels from its left edge."""

    text: str
    score: float
    centres: tuple[float, ...]


class Found(NamedTuple):
    """Where the detector sees a line of text, in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def detect(page: Grey) -> list[Found]:
    """The upright boxes of the lines of text on a page, top to bottom; each is a little larger than its ink.

    A long page is gone through in bands that overlap, so that memory does not grow with it.
    """
    height, width = page.shape
    band = max(_BAND_PIXELS // max(width, _LEAST_SIDE) - 2 * _OVERLAP, _OVERLAP)
    found: list[Found] = []
    for top in range(0, height, band):
        low, high = max(top - _OVERLAP, 0), min(top + band + _OVERLAP, height)
        inside = [Found(box.left, box.top + low, box.right, box.bottom + low) for box in _detect(page[low:high])]
        found += [box for box in inside if top <= (box.top + box.bottom) // 2 < top + band]
    return sorted(found, key=lambda box: (box.top, box.left))


def _detect(page: Grey) -> list[Found]:
    height, width = page.shape
    # The detector would blow up what is smaller than it likes.
    margins = (0, max(_LEAST_SIDE - height, 0)), (0, max(_LEAST_SIDE - width, 0))
    found = _engine()(_colours(np.pad(page, margins, mode="edge"))).boxes
    boxes: list[Found] = []
    for corners in np.asarray(found) if found is not None else ():
        left, top = np.floor(corners.min(axis=0)).astype(int)
        right, bottom = np.ceil(corners.max(axis=0)).astype(int)
        box = Found(max(int(left), 0), max(int(top), 0), min(int(right), width), min(int(bottom), height))
        if box.right - box.left > 2 and box.bottom - box.top > 2:
            boxes.append(box)
    return boxes


def recognise(lines: list[Grey]) -> list[Recognised]:
    """The texts of cut-out lines, in the same order; an unreadable one has the text ''."""
    fit = [at for at, line in enumerate(lines) if line.shape[1] <= _LONGEST * line.shape[0]]
    texts = [Recognised("", 0.0, ())] * len(lines)
    for batch in _batches(fit, [line.shape[1] / line.shape[0] for line in lines]):
        read = _engine().recognize_txt([_colours(lines[at]) for at in batch])
        for at, text, score, places in zip(batch, read.txts, read.scores, read.word_results, strict=True):
            texts[at] = _recognised(text, float(score), places, lines[at].shape[1])
    return texts


def _batches(fit: list[int], lengths: list[float]) -> Iterator[list[int]]:
    """Lines about as long as each other; `lengths` are in heights of the line."""
    batch: list[int] = []
    for at in sorted(fit, key=lengths.__getitem__):
        if len(batch) == _BATCH or (len(batch) + 1) * lengths[at] > _BATCH_LENGTH:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _recognised(text: str, score: float, places: Any, width: int) -> Recognised:
    """The recogniser cuts a line into columns and names one for each character but the blanks."""
    columns = iter([column for word in places.word_cols for column in word])
    letters: list[str] = []
    centres: list[float] = []
    for at, letter in enumerate(text):
        if not letter.isspace():
            letters.append(letter)
            centres.append(min((next(columns) + 0.5) / places.line_txt_len, 1.0) * width)
        elif letters and _keeps_blank(letters[-1], text[at + 1 : at + 2]):
            letters.append(" ")
            centres.append(centres[-1])
    return Recognised("".join(letters), score, tuple(centres))


def _keeps_blank(before: str, behind: str) -> bool:
    """A blank is part of the text between Latin letters and digits; beside Chinese characters it is only a gap."""
    return before.isascii() and behind.isascii() and before.isalnum() and behind.isalnum()


def _colours(grey: Grey) -> Grey:
    return np.repeat(grey[:, :, None], 3, axis=2)


@cache
def _engine() -> Any:
    """The loaded models, one set a process; OcrMissing where they are not installed. Nothing is ever downloaded."""
    if not has_ocr():
        raise OcrMissing("to read it, install gouji[ocr]")
    # Its logger has a handler of its own and does not propagate; what it says is of models and their files.
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    package = import_module("rapidocr")
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    models = Path(package.__file__ or "").parent / "models"
    settings: dict[str, object] = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.use_rec": False,  # detection alone; lines are cut out here, from what was straightened
        "Global.use_preprocess_img": False,
        "Global.return_word_box": True,
        # A model that is named is not looked for elsewhere.
        "Det.limit_side_len": _LEAST_SIDE,
        "Det.model_path": str(_model(models, "det")),
        "Rec.model_path": str(_model(models, "rec")),
    }
    return package.RapidOCR(params=settings)


def _model(folder: Path, task: str) -> Path:
    found = sorted(folder.glob(f"*_{task}_*.onnx"))
    if not found:
        raise OcrMissing("to read it, install gouji[ocr] anew: rapidocr has lost its models")
    return found[0]
