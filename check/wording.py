"""The words between the numbers of a sentence, found again from the rows: what stands before each figure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from gouji.schemas import Figure

NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿点.")
NUMBER = re.compile(r"\d[\d,.]*|[〇零一二两三四五六七八九十百千万亿]+")

GOES_ON = re.compile(r"其中|[\u4e00-\u9fff]{2,10}中[,，]|(?:上年|去年|\d{4}年)(?:同期)?为$")
INDENT = 6  # signs of a line's end and of the next one's beginning, which repaired sentences no longer have


# Figures are kept as printed, sentences as repaired. Source: the units of gouji.schemas.units, and the numerals.
_TRADITIONAL = "萬億點兩個項戶張處間條歲噸畝冊筆員層輛臺"
_SIMPLIFIED = str.maketrans(_TRADITIONAL, "万亿点两个项户张处间条岁吨亩册笔员层辆台")
# The signs of most sentences by hand; what is written with other signs is left to Unicode, which takes five times as long.
_HALF_WIDTH = tuple(zip("，：；（）％", ",:;()%", strict=True))
_PLAIN = re.compile("[\x00-\x7f\u4e00-\u9fff、。“”《》—]*")
_UNREPAIRED = re.compile(f"[{_TRADITIONAL}]")


@lru_cache(maxsize=1024)
def squeezed(text: str) -> str:
    """The text in half width, without blanks, its numerals and units simplified, as repaired sentences have them.

    >>> squeezed("２８．４ 萬元")
    '28.4万元'
    """
    if not text.isascii():
        for wide, half in _HALF_WIDTH:
            text = text.replace(wide, half)
        text = text if _PLAIN.fullmatch(text) else unicodedata.normalize("NFKC", text)
        text = text.translate(_SIMPLIFIED) if _UNREPAIRED.search(text) else text
    return "".join(text.split())


def places(text: str, sentence: str, *, number: bool = False) -> Iterator[int]:
    """Where a text stands in a sentence; as a `number` not where it is the end of another one.

    >>> list(places("5人", "35人，其中5人")), list(places("5人", "35人，其中5人", number=True))
    ([1, 6], [6])
    """
    at = sentence.find(text) if text else -1
    while at >= 0:
        inside = number and at > 0 and (sentence[at - 1].isdecimal() or sentence[at - 1] in NUMERALS)
        if not inside:
            yield at
        at = sentence.find(text, at + (1 if inside else len(text)))


class Sentence(NamedTuple):
    """The figures of a sentence in their order, and the words before each and behind the last."""

    figures: list[Figure]
    words: list[str]


def sentences(figures: Sequence[Figure]) -> list[Sentence]:
    """The sentences of the text whose numbers are found in them."""
    told = [figure for figure in figures if figure.origin == "text" and figure.sentence]
    told.sort(key=lambda figure: figure.start)
    found = []
    for _, group in groupby(told, key=lambda figure: figure.sentence):
        for here in _tellings(list(group)):
            if (words := gaps(here)) is not None:
                found.append(Sentence(here, words))
    return found


def _tellings(here: list[Figure]) -> list[list[Figure]]:
    """The figures of a sentence; of one that is written down twice running, those of each time apart."""
    length = len(squeezed(here[0].sentence))
    if here[-1].start - here[0].start < length:
        return [here]
    told = [[here[0]]]
    for figure in here[1:]:
        if figure.start - told[-1][0].start >= length:
            told.append([])
        told[-1].append(figure)
    return told if gaps(here) is None else [here]


def passages(told: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a report, joined where nothing without a figure stands between them and the next goes on with what
    the one before counts: at `；`, and before `其中`, `X中，` and `上年为`."""
    found: list[Sentence] = []
    for sentence in told:
        if found and _goes_on(found[-1], sentence):
            before = found.pop()
            words = [*before.words[:-1], before.words[-1] + sentence.words[0], *sentence.words[1:]]
            found.append(Sentence(before.figures + sentence.figures, words))
        else:
            found.append(sentence)
    return found


def _goes_on(before: Sentence, sentence: Sentence) -> bool:
    end, begin = before.words[-1], sentence.words[0]
    if not end.endswith(("；", ";")) and not GOES_ON.match(begin):
        return False
    apart = sentence.figures[0].start - before.figures[-1].end
    return 0 <= apart - len(end) - len(begin) <= INDENT


def gaps(here: Sequence[Figure]) -> list[str] | None:
    """What stands before each figure of a sentence, back to the figure before; and behind the last, as one more.

    None where the sentence was repaired so much that a number of the rows is not found in it.
    """
    text, at, found = squeezed(here[0].sentence), 0, []
    for figure in here:
        place, length = _find(figure, text, at)
        if place < 0:
            return None
        found.append(text[at:place])
        at = place + length
    return [*found, text[at:]]


def _find(figure: Figure, text: str, at: int) -> tuple[int, int]:
    """Where a figure stands in its sentence from `at` on, as printed or at least its number, and how long it is."""
    printed = squeezed(figure.text)
    place = text.find(printed, at)
    if place >= 0 and printed:
        return place, len(printed)
    number = NUMBER.search(printed)
    if number is None:
        return -1, 0
    place = text.find(number.group(), at)
    unit = figure.unit if place >= 0 and text.startswith(figure.unit, place + len(number.group())) else ""
    return place, len(number.group()) + len(unit)
