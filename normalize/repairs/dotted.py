"""Punctuation that was all turned to points: 全年受理35件.办结33件.办结率94%.比上年提高."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Proposal

# A point behind a Chinese character, or between a number and one; 1.基本情况 at the head of a line is an enumerator.
POINT = re.compile("\\.(?:(?<=[\u3400-\u9fff]\\.)|(?<=[\\d%）)]\\.)(?=[\u3400-\u9fff]))")
OTHERS = re.compile("[，。；,、]")
FEWEST = 5


def dotted(text: str) -> Iterator[Proposal]:
    """A paragraph whose punctuation is points: which sign each one was cannot be known, so it is marked and read as it is.

    >>> [tuple(flag)[:3] for flag in dotted("全年受理35件.办结33件.办结率94%.比上年提高.其中网上.窗口.")]
    [(0, 35, None)]
    """
    done = 0
    for match in POINT.finditer(text):
        if match.start() < done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        done = end = len(text) if end < 0 else end
        points = len(POINT.findall(text, start, end))
        if points >= FEWEST and len(OTHERS.findall(text, start, end)) * 10 <= points:
            yield Proposal(start, end, None, "dotted", "all_points")
