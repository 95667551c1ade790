"""What stands after a number: its unit, with 个半, 年半 and bracketed alternatives such as 件（批）."""

import re
from decimal import Decimal
from typing import NamedTuple

from gouji.schemas.units import Unit, find_unit, unit

_ALTERNATIVE = re.compile(r"[（(]([^（()）0-9]{1,6})[)）](次?)")
_BETWEEN = re.compile("[、/或]")
_SHARED_POINTS = re.compile(r"[、，和及与]\d+(?:\.\d+)?个百分点")  # 分别提高1.2个、0.8个百分点
_HALF = Decimal("0.5")
_BETWEEN_SCORES = ("分之间", "分之内")
_ONE = "[0-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_COINS = re.compile(rf"(?:({_ONE})角)?(?:零?({_ONE})分(?![钟之别]))?")
_DIGITS = str.maketrans("一二两三四五六七八九壹贰叁肆伍陆柒捌玖", "1223456789123456789")
_WHOLE_FAMILIES = frozenset(("people", "organisation", "place", "counter", "turns", "duration"))


class Ending(NamedTuple):
    """Unit of a number: text[start:end]; `name` its canonical word; `more` what 半 or 角 and 分 add to the number;
    `vague` that 多 stands in it (三个多月)."""

    unit: Unit
    name: str
    start: int
    end: int
    more: Decimal | None = None
    vague: bool = False


def ending(text: str, pos: int, highest: int) -> Ending | None:
    """The unit that begins at `pos`, or after one space there; None if there is none."""
    if pos < highest and text[pos] in " \u3000":
        pos += 1
    found = find_unit(text, pos, highest)
    if found is None:
        if text.startswith(_BETWEEN_SCORES, pos, highest) and (score := unit("分")):
            return Ending(score, score.name, pos, pos + 1)
        return None
    end = pos + len(found.word)
    if end >= highest:
        return Ending(found, found.name, pos, end)
    if found.name == "元" and (m := _COINS.match(text, end, highest)) and m.end() > end:
        return Ending(found, found.name, pos, m.end(), _coins(m))
    if found.name == "个" and (points := unit("百分点")) and _SHARED_POINTS.match(text, end, highest):
        return Ending(points, points.name, pos, end)
    if text[end] not in "（(半多":
        return Ending(found, found.name, pos, end)
    if text[end] in "半多":
        return _with_half(text, found, pos, end, highest)
    m = _ALTERNATIVE.match(text, end, highest)
    if m is None:
        return Ending(found, found.name, pos, end)
    if m[1] == "次" and (turns := unit(found.name + "次")):
        return Ending(turns, turns.name, pos, m.end(1) + 1)
    if not all(unit(word) for word in _BETWEEN.split(m[1])):
        return Ending(found, found.name, pos, end)
    turns = unit(found.name + "次") if m[2] else None
    return Ending(turns or found, turns.name if turns else found.name, pos, m.end() if turns or not m[2] else m.end() - 1)


def _with_half(text: str, found: Unit, pos: int, end: int, highest: int) -> Ending:
    """三年半, 两个半月: half a unit more; 三个多月: somewhat more."""
    half, vague = (_HALF, False) if text[end] == "半" else (None, True)
    if found.word == "个":
        longer = find_unit("个" + text[end + 1 : min(end + 5, highest)], 0)
        if longer is not None and longer.family == "duration":
            return Ending(longer, longer.name, pos, end + len(longer.word), half, vague)
    elif half and found.family in ("duration", "multiple"):
        return Ending(found, found.name, pos, end + 1, _HALF)
    return Ending(found, found.name, pos, end)


def _coins(m: re.Match[str]) -> Decimal | None:
    """5角8分 is 0.58."""
    if not m[1] and not m[2]:
        return None
    return Decimal(f"0.{m[1] or 0}{m[2] or ''}".translate(_DIGITS))


def whole(found: Unit) -> bool:
    """Whether things counted in this unit cannot stand at the head of a line as a fraction (1.26个 is item 1 and 26个)."""
    return found.family in _WHOLE_FAMILIES
