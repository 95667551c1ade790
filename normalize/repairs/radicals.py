"""Radicals and compatibility ideographs that stand for ordinary characters, mostly from PDF fonts."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from gouji.normalize.plan import Edit

# U+2E80 to 2EF3 have no decomposition in Unicode: those that look like a whole character, by EquivalentUnifiedIdeograph.
SUPPLEMENT = dict(
    zip(
        "⺁⺊⺎⺒⺓⺜⺝⺟⺠⺬⺮⺼⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂卜兀巳幺日月母民示竹肉虎西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
COMPATIBILITY = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def radicals(text: str) -> Iterator[Edit]:
    """A radical or a compatibility ideograph becomes the ordinary character; ①, ㎡ and their like stay.

    Harm: a text on radicals loses them.

    >>> [edit.replacement for edit in radicals("⼈⺠政府⻔户①㎡")]
    ['人民', '门']
    """
    for match in COMPATIBILITY.finditer(text):
        plain = "".join(map(_plain, match[0]))
        if plain != match[0]:
            yield Edit(match.start(), match.end(), plain, "radicals")


@cache
def _plain(character: str) -> str:
    if character in SUPPLEMENT:
        return SUPPLEMENT[character]
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
