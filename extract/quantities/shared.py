"""Numbers that share the unit of the last of them: 男女分别为12和15人, 分别提高1.7和2.4个百分点."""

import re
from typing import NamedTuple

from gouji.extract.numerals import SCALES
from gouji.extract.quantities.words import ending

_REACH = 40  # characters back to the word that deals numbers out
_DEALT = re.compile(r"(?:分别|依[次序])[^，。；,;：:\d]{0,8}(?:\d[\d,]*(?:\.\d+)?(?:[、和与及]|以及))*$")
_DATES = frozenset(("年", "月", "个月", "日", "时"))  # 分别在2012和2013年
_NEXT = re.compile(r"(?:(?:[、和与及]|以及) ?\d[\d,]*(?:\.\d+)?)+(?P<scale>[十百千]?[万亿])?")


class Shared(NamedTuple):
    """A unit, and the power of ten of the scale word before it (万 4)."""

    unit: str
    mult: int


def shared_unit(text: str, start: int, end: int, lowest: int, highest: int) -> Shared | None:
    """The unit of a bare number text[start:end] that is dealt out with others, None where it is not.

    >>> text = "男女分别为12和15人"
    >>> shared_unit(text, 5, 7, 0, len(text))
    Shared(unit='人', mult=0)
    """
    following = _NEXT.match(text, end, highest)
    if following is None or not _DEALT.search(text[max(lowest, start - _REACH) : start]):
        return None
    found = ending(text, following.end(), highest)
    if found is None or found.name in _DATES:
        return None
    return Shared(found.name, SCALES[following["scale"]] if following["scale"] else 0)
