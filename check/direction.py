"""Which way a stated change goes, by the words before its number."""

import re
from typing import Final, Literal

from gouji.check.wording import NUMBER, places, squeezed
from gouji.schemas import Figure

Direction = Literal[-1, 0, 1]

# Source: the words of change of 国家统计局's 统计公报 (as in gouji.schemas indicators), with what clerks write beside them.
RISES: Final = (
    *("增长", "增加", "上升", "提高", "提升", "增幅", "增速", "升幅", "涨幅", "扩大", "净增", "增至", "延长", "成长"),
    *("增", "升", "涨", "多"),
)
FALLS: Final = (
    *("负增长", "下降", "减少", "降低", "减幅", "降幅", "回落", "缩减", "缩短", "压缩", "压减", "精简", "削减", "核减", "下滑"),
    *("净减", "缩小", "减", "降", "跌", "缩", "少"),
)
REACH = 8  # characters before a number in which its word of change stands
BETWEEN = 2  # characters that may stand between them: 下降幅度, 增长率, 减少人数
_APART = re.compile(r"[\d，。；,;]")
_MANY = re.compile(r"(?:多达|许多|众多|至少|不少于|多于|少于)$")  # how many, and not which way
_WORDS = re.compile("|".join(sorted((*RISES, *FALLS), key=len, reverse=True)))


def direction(figure: Figure) -> Direction:
    """+1 where the words say that it rose, -1 where they say that it fell, 0 where they say neither or both.

    The last word of change straight before the number counts; no other number may stand between.
    """
    sentence, text = squeezed(figure.sentence), squeezed(figure.text)
    if text not in sentence:  # the sentence was repaired: simplified, put together again
        number = NUMBER.search(text)
        text = number.group() + squeezed(figure.unit) if number else ""
    found = {_said(sentence[:place]) for place in places(text, sentence, number=True)}
    if figure.role == "delta":  # where the number stands for something else, too, no word of change is before it
        found.discard(0)
    return found.pop() if len(found) == 1 else 0


def _said(before: str) -> Direction:
    near = _APART.split(_MANY.sub("", before[-REACH:]).rstrip("了为达约近逾共计超过+＋"))[-1]
    words = list(_WORDS.finditer(near))
    if not words or len(near) - words[-1].end() > BETWEEN:
        return 0
    return 1 if words[-1].group() in RISES else -1


def went(one: Figure, other: Figure) -> Direction | None:
    """Which way two levels of different years went from the earlier to the later; None where the rows do not say."""
    years = year_of(one), year_of(other)
    if not all(years) or years[0] == years[1]:
        return None
    early, late = (one, other) if years[0] < years[1] else (other, one)
    if late.value == early.value:
        return 0
    rose = late.value > early.value
    low, high = (late.low, early.high) if rose else (early.low, late.high)
    vague = early.bound != "exact" or late.bound != "exact"
    if vague and (low is None or high is None or low <= high):  # 2400余 and 2411 may lie either way
        return None
    return 1 if rose else -1


def year_of(figure: Figure) -> str:
    """The year in which the period of a figure ends; empty where the rows do not say."""
    year = (figure.period or "").rpartition("/")[2][:4]
    return year if len(year) == 4 and year.isdigit() else ""
