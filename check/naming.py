"""Names of what is counted, made comparable: the words that only say that it is a number are taken off."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

# Source: the measures and subjects of the development gold. Taken off wherever they stand.
NUMBER_WORDS: Final = (
    "总人数",
    "人员数",
    "总数",
    "总量",
    "总额",
    "人数",
    "个数",
    "数量",
    "数额",
    "人员",
    "现有",
    "实有",
    "共有",
    "累计有",
    "合计",
)
NUMBER_ENDINGS: Final = ("总计", "数")
WHOLE_AREA: Final = (
    "全省",
    "全市",
    "全县",
    "全区",
    "全旗",
    "全州",
    "全镇",
    "全乡",
    "我省",
    "我市",
    "我县",
    "我区",
    "我局",
    "我办",
    "全系统",
)

# Words that make a figure a change; taken off, what is left names the level that changed.
CHANGE_WORDS: Final = (
    *("比上年末", "比上年底", "较上年末", "较上年底", "比上年", "较上年", "比去年", "较去年", "同比", "年均"),
    *(
        "净增加",
        "净减少",
        "净增长",
        "净下降",
        "净增",
        "净减",
        "增长率",
        "下降率",
        "减少率",
        "增长",
        "增加",
        "增幅",
        "增速",
        "升幅",
        "涨幅",
    ),
    *("上升", "提高", "下降", "减少", "降低", "降幅", "减幅", "回落", "缩减", "压缩", "压减", "精简", "延长", "缩短"),
)

_NAMES = 1 << 14  # kept worked out: reports of one kind say the same again and again


def bare(name: str, words: Iterable[str] = ()) -> str:
    """The name without punctuation and without the given words, the longest first."""
    text = "".join(character for character in name if character.isalnum())
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return text


@lru_cache(maxsize=_NAMES)
def level_name(subject: str, measure: str) -> str:
    """Subject and measure as one comparable name; what would vanish wholly keeps its letters.

    >>> level_name("", "财政供养人员总数"), level_name("全县", "事业编制数"), level_name("", "实有人数")
    ('财政供养', '事业编制', '实有人数')
    """
    whole = bare(subject + measure)
    text = bare(whole, (*NUMBER_WORDS, *WHOLE_AREA))
    for ending in NUMBER_ENDINGS:
        text = text.removesuffix(ending)
    return text or whole


@lru_cache(maxsize=_NAMES)
def changed_name(subject: str, measure: str) -> str | None:
    """The name of the level that a change belongs to; None where no word of change stands in it.

    >>> changed_name("事业编制", "下降"), changed_name("", "登记率")
    ('事业编制', None)
    """
    whole = bare(subject + measure)
    text = bare(whole, CHANGE_WORDS)
    return level_name("", text) if text and text != whole else None


def overlap(a: str, b: str) -> float:
    """Character-bag F1 of two names, from 0 to 1."""
    shared = sum((Counter(a) & Counter(b)).values())
    return 2 * shared / (len(a) + len(b)) if a or b else 1.0


def extends(a: str, b: str) -> bool:
    """Whether one name has all characters of the other and more, so that it may be the same thing said at length."""
    short, long = sorted((Counter(a), Counter(b)), key=lambda bag: sum(bag.values()))
    return short <= long
