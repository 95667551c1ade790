"""Inline marks of entity spans: `{M行政编制}` is the phrase 行政编制, labelled MEASURE."""

import re
from typing import NamedTuple

LABELS = {"M": "MEASURE", "S": "SUBJECT", "O": "OFFICE", "A": "AREA", "P": "PERIOD"}
MARK = re.compile(r"\{([MSOAP])([^{}]+)\}")


class Labelled(NamedTuple):
    """A clause and its (start, end, label) spans, offsets in the clause, in order."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def parse(marked: str) -> Labelled:
    """The clause without its marks, and the spans that they mark.

    >>> parse("{A全县}共有{M机构}57个")
    Labelled(text='全县共有机构57个', spans=((0, 2, 'AREA'), (4, 6, 'MEASURE')))
    """
    text, spans, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), LABELS[mark[1]]))
        text += mark[2]
        at = mark.end()
    text += marked[at:]
    if "{" in text or "}" in text:
        raise ValueError(f"{marked!r}: a mark is not closed or has no known label")
    return Labelled(text, tuple(spans))
