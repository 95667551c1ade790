"""Headers, footers and page numbers: lines in the margins that stand at the same height on pages near one another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.normalize.readers.pdf_glyphs import Piece
from gouji.normalize.readers.pdf_lines import Line, lines_of

MARGIN = 0.12  # of the height of the page, above and below; what GB/T 9704 leaves free is 0.12 and 0.10
_SAME_HEIGHT = 4.0  # points
_SAME_SIZE = 0.2  # of the type; a title is not the head of the page that its office signs
_NEAR = 2  # pages; left and right ones may differ
_LONGEST = 80
_SMALLER = 0.9
_OFF = 1.5  # heights of the head
_DIGITS = re.compile(r"[\d\s]+")
_DASHES = r"[-—–―─·•~～－\s]*"
# - 3 -, 第3页, 第 3 页 共 10 页, 3/10, iv, 三
PAGE_NUMBER = re.compile(
    _DASHES + r"(?:第|page)?\s*(?:\d{1,4}|[ivxl]{1,6}|[一二三四五六七八九十百]{1,5})\s*页?\s*"
    r"(?:[/／,，(（]?\s*(?:共|of)?\s*\d{1,4}\s*页?[)）]?)?" + _DASHES,
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: Line
    pieces: frozenset[int]  # ids of the runs
    words: str
    foot: bool


def set_aside(pages: Sequence[tuple[list[Piece], float]]) -> list[list[Line]]:
    """Takes the headers and footers out of the runs of each page (changed in place; the number is the page's height).

    Returns for each page the lines taken out.
    """
    candidates = [_candidates(pieces, height) for pieces, height in pages]
    aside: list[list[Line]] = []
    for number, (pieces, height) in enumerate(pages):
        body = _top_of_text(pieces, height)
        near = candidates[max(0, number - _NEAR) : number] + candidates[number + 1 : number + 1 + _NEAR]
        taken = [
            found
            for found in candidates[number]
            if _is_number(found) or _stands_off(found, body) or any(_again(found, page) for page in near)
        ]
        gone = frozenset().union(*(found.pieces for found in taken))
        if gone:
            pieces[:] = [piece for piece in pieces if id(piece) not in gone]
        aside.append([found.line for found in taken])
    return aside


def _candidates(pieces: Sequence[Piece], height: float) -> list[_Candidate]:
    found: list[_Candidate] = []
    for foot in (False, True):
        margin = [
            piece
            for piece in pieces
            if piece.cell < 0 and (piece.top > (1 - MARGIN) * height if foot else piece.bottom < MARGIN * height)
        ]
        for line in lines_of(margin) if margin else []:
            own = frozenset(id(piece) for piece in margin if piece.top < line.bottom and piece.bottom > line.top)
            if len(line.text) <= _LONGEST:
                found.append(_Candidate(line, own, _DIGITS.sub("#", line.text), foot))
    return found


def _is_number(found: _Candidate) -> bool:
    return found.foot and PAGE_NUMBER.fullmatch(found.line.text) is not None


def _top_of_text(pieces: Sequence[Piece], height: float) -> Piece | None:
    """The first run below the upper margin."""
    below = (piece for piece in pieces if piece.bottom >= MARGIN * height)
    return min(below, key=lambda piece: piece.top, default=None)


def _stands_off(found: _Candidate, body: Piece | None) -> bool:
    """A head in smaller type, well above the text; a title is set in larger."""
    return (
        not found.foot
        and body is not None
        and found.line.bottom - found.line.top < _SMALLER * body.height
        and body.top - found.line.bottom > _OFF * (found.line.bottom - found.line.top)
    )


def _again(found: _Candidate, page: Sequence[_Candidate]) -> bool:
    return any(
        other.foot == found.foot
        and other.words == found.words
        and abs(other.line.top - found.line.top) < _SAME_HEIGHT
        and abs(other.line.em - found.line.em) < _SAME_SIZE * found.line.em
        for other in page
    )
