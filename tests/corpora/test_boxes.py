"""Where figures stand on their page: each box against what pdfminer, another reader of PDF, says of the same characters.

Of the fonts that Chromium writes (Type 3) pdfminer does not know how far they go below the line and puts the boxes upon it;
the square of a Chinese character stands lower (OpenType: ideographic baseline, -0.12 em).
"""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber
import pytest

from gouji.corpora.documents.build import HERE
from gouji.corpora.documents.scan import skewed
from gouji.extract import extract
from gouji.normalize import Source, clean, read_source

MADE = HERE / "made"
INDEX: list[dict[str, Any]] = json.loads((MADE / "index.json").read_text(encoding="utf-8"))
PRINTED = [entry for entry in INDEX if entry["kind"].startswith("pdf") and entry["kind"] != "pdf-mixed"]
SCANS = [entry for entry in INDEX if "dpi" in entry or entry["kind"] == "pdf-mixed"]
OVERLAP, BAR, SCAN_BAR = 0.7, 0.99, 0.95
BELOW = 0.12  # em

Box = tuple[float, float, float, float]


class Sheet(NamedTuple):
    """A printed page: its characters in the order of the file, and where each stands."""

    text: str
    boxes: list[Box]
    size: tuple[float, float]


def sheets(path: Path) -> list[Sheet]:
    with pdfplumber.open(path) as document:
        return [_sheet(page.chars, (float(page.width), float(page.height))) for page in document.pages]


def _sheet(found: list[dict[str, Any]], size: tuple[float, float]) -> Sheet:
    seen = [one for one in found if not one["text"].isspace() and len(one["text"]) == 1]
    boxes: list[Box] = []
    for one in seen:
        on_the_line = abs(size[1] - one["bottom"] - one["matrix"][5]) < 0.01
        down = BELOW * one["size"] if on_the_line else 0.0
        boxes.append((one["x0"], one["top"] + down, one["x1"], one["bottom"] + down))
    return Sheet("".join(one["text"] for one in seen), boxes, size)


def lines_of(boxes: list[Box]) -> list[Box]:
    """One box for each line of characters."""
    lines: list[Box] = []
    for box in boxes:
        if lines and lines[-1][1] <= (box[1] + box[3]) / 2 <= lines[-1][3] and box[2] > lines[-1][0]:
            last = lines[-1]
            lines[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            lines.append(box)
    return lines


def overlap(one: Box, other: Box) -> float:
    """Intersection over union."""
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    shared = max(width, 0.0) * max(height, 0.0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return shared / (sum(areas) - shared)


def expected_boxes(source: Source, printed: list[Sheet]) -> dict[int, tuple[int, Box]]:
    """For each character of the source that was printed: its page and box, found by the text of the page alone."""
    found: dict[int, tuple[int, Box]] = {}
    for number, sheet in enumerate(printed, 1):
        places = [at for page in source.pages if page.number == number for at in range(page.start, page.end)]
        places = [at for at in places if not source.text[at].isspace() and source.text[at] != "|"]
        read = "".join(source.text[at] for at in places)
        for _, one, end, other, stop in SequenceMatcher(None, read, sheet.text, autojunk=False).get_opcodes():
            # As many characters on both sides are the same ones, though a character may be read as another.
            if end - one == stop - other:
                found |= {places[one + step]: (number, sheet.boxes[other + step]) for step in range(end - one)}
    return found


def judged(source: Source, printed: list[Sheet], skew: float = 0.0) -> Iterator[bool]:
    """Of each figure whether all its boxes lie where its characters were printed."""
    places = expected_boxes(source, printed)
    for figure in extract(source, clean(source.text, source.aside)).figures:
        assert source.text[figure.start : figure.end] == figure.text
        number, found = source.place(figure.start, figure.end)
        wanted = [places[at] for at in range(figure.start, figure.end) if at in places and not source.text[at].isspace()]
        boxes = lines_of([skewed(box, *printed[page - 1].size, skew) for page, box in wanted if page == number])
        complete = bool(boxes) and len(boxes) == len(found or ())
        yield complete and all(overlap(*pair) >= OVERLAP for pair in zip(boxes, found or (), strict=True))


def share(verdicts: Iterator[bool], name: str) -> float:
    good = list(verdicts)
    print(f"{name}: {sum(good)} of {len(good)} figures, {sum(good) / len(good):.1%}")
    return sum(good) / len(good)


@pytest.mark.parametrize("entry", PRINTED, ids=lambda entry: entry["file"])
def test_boxes_of_printed_figures(entry: dict[str, Any]) -> None:
    path = MADE / entry["file"]
    assert share(judged(read_source(path), sheets(path)), entry["file"]) >= BAR


@pytest.mark.slow
@pytest.mark.parametrize("entry", SCANS, ids=lambda entry: entry["file"])
def test_boxes_of_scanned_figures(entry: dict[str, Any]) -> None:
    pytest.importorskip("rapidocr")
    printed = sheets(MADE / entry.get("of", "pdf") / f"{entry['report']}.pdf")
    source = read_source(MADE / entry["file"])
    assert share(judged(source, printed, entry.get("skew", 0.0)), entry["file"]) >= SCAN_BAR
