"""Where a figure stands, for people: its sentence, its line or page, and the file it is in by a short name."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from gouji.schemas import Figure, Span
from gouji.web.words import Lang, say

_CUE: Final = 8  # characters by which a sentence of the repaired text is found in the source
_AWAY: Final = 240  # how far from its figure a sentence may begin or end
_LINE_END: Final = re.compile(r"[\r\n\f]")
_SENTENCE_END: Final = re.compile(r"[。！？!?]")


class Lines:
    """The lines of a text by their offsets."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(place.end() for place in re.finditer("\n", text))]

    def place(self, figure: Figure, lang: Lang) -> str:
        """`第4页` where there are pages, else `第23行`."""
        if figure.page is not None:
            return say("page", lang, n=figure.page)
        return say("line", lang, n=bisect_right(self._starts, figure.start))


def sentence_of(text: str, figure: Figure) -> Span:
    """The figure's sentence in its source: by its first and last characters where repairs left them, else by the signs that
    end one. A row of a table is taken whole."""
    line = _line(text, figure)
    if text[line.start : line.end].rstrip().endswith("|"):
        return line
    said = "".join(figure.sentence.split())
    low, high = max(0, figure.start - _AWAY), min(len(text), figure.end + _AWAY)
    starts = [at.start() for at in _cue(said[:_CUE]).finditer(text, low, figure.end) if at.start() <= figure.start]
    ends = (at.end() for at in _cue(said[-_CUE:]).finditer(text, low, high) if at.end() >= figure.end)
    start = starts[-1] if starts and said else _after_last(text, max(line.start, low), figure.start)
    end = next(ends, None) if said else None
    return Span(start, _past_next(text, figure.end, min(line.end, high)) if end is None else end)


@lru_cache(maxsize=1_000)
def _cue(characters: str) -> re.Pattern[str]:
    """The characters in a row, lines broken and spaces put in between them anywhere."""
    return re.compile(r"\s*".join(map(re.escape, characters)))


def _line(text: str, figure: Figure) -> Span:
    ends = [text.rfind(sign, 0, figure.start) for sign in "\r\n\f"]
    after = _LINE_END.search(text, figure.end)
    return Span(max(ends) + 1, after.start() if after else len(text))


def _after_last(text: str, start: int, end: int) -> int:
    """Behind the last sign that ends a sentence, `start` where there is none."""
    return max((found.end() for found in _SENTENCE_END.finditer(text, start, end)), default=start)


def _past_next(text: str, start: int, end: int) -> int:
    found = _SENTENCE_END.search(text, start, end)
    return found.end() if found else end


def short_names(documents: Iterable[str]) -> Mapping[str, str]:
    """Each file by as much of the end of its path as tells it from the others.

    >>> dict(short_names(["in/2016/a.txt", "in/2017/a.txt", "in/b.txt"]))
    {'in/2016/a.txt': '2016/a.txt', 'in/2017/a.txt': '2017/a.txt', 'in/b.txt': 'b.txt'}
    """
    names = {document: _ending(document, 1) for document in documents}
    for length in range(2, 20):
        met: dict[str, list[str]] = {}
        for document, name in names.items():
            met.setdefault(name, []).append(document)
        alike = [document for group in met.values() if len(group) > 1 for document in group]
        names.update({document: _ending(document, length) for document in alike})
        if not alike:
            break
    return names


def _ending(document: str, parts: int) -> str:
    return "/".join(document.replace("\\", "/").split("/")[-parts:])
