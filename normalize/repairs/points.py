"""Punctuation that was all turned to points: 全年受理35件.办结33件.比上年的30件多3件.其中网上18件.

A point cannot say which numbers belong to one sentence, so signs are put back: a pair where two points can be nothing else,
a full stop at the end of a line and before what begins a sentence, a comma for the rest. A paragraph that lost its line ends
as well, with headings inside, is left to the reader of sections and marked by `dotted`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from gouji.normalize.plan import Edit
from gouji.normalize.repairs.dotted import FEWEST, POINT
from gouji.normalize.repairs.lines import is_laid_out
from gouji.normalize.tables.points import LABELS, OPENINGS, PAIRS, SCENES, SHORT, SINGLE

OTHERS = re.compile(r"[，。；、]|,(?!\d)")
HEADING_INSIDE = re.compile("(?<=[\u3400-\u9fff\\d%]\\.)[二三四五六七八九]\\.(?=[\u3400-\u9fff])")
# One or several, but neither a decimal point nor the points of an address.
RUN = re.compile(
    r"(?<![\dA-Za-z.])\.{1,4}(?![\dA-Za-z.])|(?<=[\u3400-\u9fff%）)])\.{1,4}(?![A-Za-z.])"
    r"|(?<=\d)\.{1,4}(?![\dA-Za-z.])|(?<=\d)\.{2,4}(?=\d)"
)
ITEM = re.compile(r"(?:^|[\t|])[ \t\u3000]*(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})$")
HEADING = 12
TOPIC, TOPIC_MOST = re.compile(f"(?!{OPENINGS}){SHORT}"), 6
ORDINAL, NEXT_ORDINAL = re.compile("第?[一二三四五六七八九]$"), re.compile("[一二三四五六七八九](?![一二三四五六七八九十是])")
LABEL, OPENING, SCENE, WORD = (re.compile(pattern) for pattern in (f"(?:{LABELS})$", OPENINGS, SCENES, SHORT))
PAIRED = tuple((signs, re.compile(pattern, re.MULTILINE)) for signs, pattern in (*PAIRS, *SINGLE))

Signs = dict[int, tuple[int, str]]


def points(text: str) -> Iterator[Edit]:
    """In a text or a paragraph whose punctuation is all points, each becomes a sign.

    Harm: a comma stands where a list had its 、 or a bracket closed, and a sentence may begin too early or too late.

    >>> text = "全年受理35件.办结33件.办结率94.3%.其中网上18件.并按县政发.2019.3号文件执行."
    >>> "".join(edit.replacement for edit in points(text))
    '，，，，〔〕。'
    """
    if text.count(".") < FEWEST:
        return
    whole = _is_pointed(text, 0, len(text), 2 * FEWEST)
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text.find(".", start, end) >= 0 and (whole or _is_pointed(text, start, end, FEWEST)):
            for place, (stop, sign) in sorted(_signs(text, start, end).items()):
                if sign != text[place:stop]:
                    yield Edit(place, stop, sign, "points")
        start = end + 1


def _is_pointed(text: str, start: int, end: int, fewest: int) -> bool:
    """Whether points stand for all other signs."""
    signs = text.count(".", start, end)
    if signs < fewest or text.count("，", start, end) > signs:
        return False
    found = len(POINT.findall(text, start, end))
    return found >= fewest and len(OTHERS.findall(text, start, end)) * 10 <= found


def _signs(text: str, start: int, end: int) -> Signs:
    """Place of each point of a line, or of several in a row, with where they end and what they stood for."""
    if len(HEADING_INSIDE.findall(text, start, end)) > 1:
        return {}
    signs = _paired(text, start, end)
    runs = [match.span() for match in RUN.finditer(text, start, end)]
    clauses = [text[stop:place] for (_, stop), (place, _) in pairwise([(start, start), *runs, (end, end)])]
    laid_out = is_laid_out(text[start:end])
    below = text[end + 1 : text.find("\n", end + 1) if text.find("\n", end + 1) > 0 else len(text)]
    before_table = not laid_out and is_laid_out(below)
    item, first = False, not laid_out
    for (place, stop), before, behind in zip(runs, clauses, clauses[1:], strict=False):
        bracket = place in signs
        while place in signs:
            place = signs[place][0]
        if place < stop and not any(at in signs for at in range(place, stop)):
            heads = item and len(before) <= HEADING and behind.strip() and not any(map(str.isdecimal, before))
            announces = (before_table and stop == end) or _announces(before, behind, first or item)
            signs[place] = (stop, "。" if heads else "：" if announces else _sign(before, behind))
        item = not laid_out and ITEM.search(before) is not None
        first = first and bracket
    return signs


def _paired(text: str, start: int, end: int) -> Signs:
    """The points of a line that stood for brackets, quotes and dashes."""
    found: Signs = {}
    for signs, pattern in PAIRED:
        for match in pattern.finditer(text, start, end):
            spans = [match.span(group) for group in range(1, 1 + len(match.groups()))]
            if not any(place in found for place, _ in spans):
                parts = signs if len(spans) > 1 else (signs,)
                found |= {place: (stop, sign) for (place, stop), sign in zip(spans, parts, strict=True)}
    return found


def _announces(before: str, behind: str, first: bool) -> bool:
    """Whether a word at the beginning of a line is what the clause behind it is about: 城市低保：年初在册4388户."""
    return first and TOPIC.match(before) is not None and len(behind) > TOPIC_MOST and any(map(str.isdecimal, behind))


def _sign(before: str, behind: str) -> str:
    """What a point between two clauses of a line stood for."""
    if not before.strip(" \u3000"):
        return ""
    if ITEM.search(before):
        return "." if before[-1].isdecimal() else "、"
    if not behind.strip():
        return "。"
    if LABEL.search(before):
        return "："
    if ORDINAL.search(before) and NEXT_ORDINAL.match(behind):
        return "、"
    if OPENING.match(before) or SCENE.search(before):
        return "，"
    if OPENING.match(behind):
        return "。"
    return "、" if WORD.match(before) or WORD.match(behind) else "，"
