"""Full stops written as points (办结33件.其中网上18件), and the half-width signs of old Japanese sets (｡､｢｣)."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

# Unicode 15.1, Halfwidth and Fullwidth Forms: halfwidth CJK punctuation.
HALF_WIDTH = {"｡": "。", "､": "、", "｢": "「", "｣": "」"}
HALF = re.compile("[｡､｢｣]")
STOP = re.compile("(?<=[\u3400-\u9fff%％）)”」])[.．](?=[ \t\u3000]*(?:\n|\\Z)|[ \u3000]?[\u3400-\u9fff\\d“（(「])")
COMMA = re.compile(r"[，；、]|,(?!\d)")
ENUMERATOR = re.compile(r"[ \t\u3000]*(?:第|[（(])?[一二三四五六七八九十]{1,3}[)）]?")
FEWEST = 3
RARE = 5  # times as many points as commas are too many, as full stops enough


def stops(text: str) -> Iterator[Edit]:
    """In a text with commas whose full stops are points, these become full stops; the points of enumerators stay.

    Text of which all signs are points is the work of `points`. Harm: the point in the name of a person ends a sentence.

    >>> text = "一.办件.全年受理35件，办结33件.占94.3%，升1.2点.详见附表."
    >>> [edit.start for edit in stops(text)]
    [4, 18, 31, 36]
    """
    for match in HALF.finditer(text):
        yield Edit(match.start(), match.end(), HALF_WIDTH[match[0]], "stops")
    if "." not in text and "．" not in text:
        return
    found = [match for match in STOP.finditer(text) if not _enumerates(text, match.start())]
    commas = len(COMMA.findall(text)) if len(found) >= FEWEST else 0
    if len(found) >= FEWEST and commas * RARE >= len(found) and text.count("。") * RARE <= len(found):
        for match in found:
            yield Edit(match.start(), match.end(), "。", "stops")


def _enumerates(text: str, place: int) -> bool:
    """Whether a point stands behind the number of a heading."""
    return ENUMERATOR.fullmatch(text, text.rfind("\n", 0, place) + 1, place) is not None
