"""What the wording about a number says of its bound: 不少于 before it, 以上 after it, 约 and 近 before it.

The words and their readings are those of corpora/gold/GUIDELINES.md. How far 约 and 近 reach is ours: half a unit of the
last digit that is not zero, for 约 never more than a tenth of a number of 10 and above; 近 reaches a whole such unit, and
only downwards.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from gouji.extract.numerals import Number, last_place, power
from gouji.schemas.figure import Bound


class Wording(NamedTuple):
    """A bound and how it was said: `near` is 近, 接近 and the like (from below)."""

    bound: Bound
    near: bool = False


EXACT = Wording("exact")
_ABOUT, _NEAR, _LEAST, _MOST = Wording("about"), Wording("about", near=True), Wording("at_least"), Wording("at_most")
_INVERSE = {_LEAST: _MOST, _MOST: _LEAST}

# Directly before the number. The third column: may 不, 未 … before it turn it round (不少于)?
_BEFORE: tuple[tuple[str, Wording, bool], ...] = (
    *((word, _LEAST, True) for word in ("超过", "逾", "超", "高于", "多于", "大于")),
    *(
        (word, _LEAST, False)
        for word in ("突破", "越过", "至少", "最少", "起码", "最低", "不下", "不止", "不亚于", "≥", ">", "＞", "⩾")
    ),
    *((word, _MOST, True) for word in ("少于", "低于", "小于")),
    *((word, _MOST, False) for word in ("不足", "不到", "未满", "不满", "未达到", "未达", "至多", "最多", "最高", "顶多")),
    *((word, _MOST, False) for word in ("未突破", "没有突破", "不突破")),
    *((word, _MOST, False) for word in ("不及", "≤", "<", "＜", "⩽")),
    *((word, _ABOUT, False) for word in ("约", "大概", "估计", "差不多")),
    *((word, _NEAR, False) for word in ("近", "接近", "将近", "几乎", "几近")),
)
_BY_LAST: dict[str, list[tuple[str, Wording, bool]]] = {}
for _entry in sorted(_BEFORE, key=lambda entry: -len(entry[0])):
    _BY_LAST.setdefault(_entry[0][-1], []).append(_entry)

_NEGATIONS = "(?:不[得能应可宜会准许]?|未曾?|没有|严禁|禁止)"
_NEGATED = re.compile(rf"{_NEGATIONS}$")
_OTHER_WORDS = {  # characters before the word that make it part of another one: 节约, 附近, 赶超
    "约": "节签预违合条契集公解毁履特续婚邀守制简",
    "近": "附最临邻靠远亲新",
    "超": "赶反高共",
}
_WHOLE = ("编制", "合同制", "精简")  # words of their own that end like one of these: 编制约200名
_FILLERS = "为占佔有达到是在于需 "  # may stand between 约, 至少, 不少于 and the number: 约为, 约占, 至少有
_SCOPED = (("至少", _LEAST), ("最少", _LEAST), ("起码", _LEAST), ("最多", _MOST), ("至多", _MOST))
_SCOPED_FIRST = re.compile("[至最起](?=[少多码])")
_SCOPE = 9  # how far 至少 reaches: 至少召开一次, 至少配备1名
_OF_WHAT = re.compile(  # 约占总数的三成, 不得超过编制数的15%
    rf"(?:(?P<about>约占)|(?P<most>{_NEGATIONS}(?:超过|高于|大于|超))|(?P<least>{_NEGATIONS}(?:低于|少于|小于)))[\u4e00-\u9fff]{{2,12}}$"
)
_OF_WHAT_REACH = 18
_STOPS = re.compile(r"[，,、。；;：:！!？?（）()”」\d\n|]")
_UP = {"上": "百千万", "过": "百千万亿"}  # 上百家, 过千名

_AFTER = re.compile(
    r" ?(?:[（(]含[^（()）]{0,8}[)）])?(?:或者?|及其?|和|\(含\)|（含）)?"
    r"(?:(?P<least>以上|之上(?!限)|及更多)|(?P<most>以下|以内|之内|的[\u4e00-\u9fff]{0,4}(?:目标|上限|要求|标准|控制线|范围|时限|期限)[之以]?内|之下|封顶|内(?!审(?![结核批查])|[设部容控网外地科河涝存勤务阁贸燃能资涵销需置衣贼]))"
    r"|(?P<about>左右|上下(?!班)|有余(?![粮热额款量钱地房力])|多(?=[，。；、）)的来以时]|$)))"
)
_AFTER_FIRST = frozenset("的以之内左上或及和（( 封多有")
_MARK = re.compile(r"的?[\u4e00-\u9fff]{0,8}?(?:[\d.]+|[一二两三四五六七八九十])个?百分点")
_WORDS = "|".join(sorted((entry[0] for entry in _BEFORE), key=len, reverse=True))
_LEADING = re.compile(rf"(?:大约|{_NEGATIONS}?(?:{_WORDS}))[{_FILLERS}]{{0,2}}")


def before(text: str, start: int, lowest: int = 0) -> Wording:
    """What stands before the number that begins at `start`; nothing before `lowest` is looked at."""
    direct = _direct(text, start, lowest)
    if direct is not EXACT:
        return direct
    pos = start
    while pos > lowest and pos > start - 2 and text[pos - 1] in _FILLERS:
        pos -= 1
        indirect = _direct(text, pos, lowest)
        if indirect is not EXACT:
            return indirect
    floor = max(lowest, start - _SCOPE)
    if not _SCOPED_FIRST.search(text, floor, start):
        return EXACT
    for word, wording in _SCOPED:
        found = text.rfind(word, floor, start)
        if found >= 0 and not _STOPS.search(text, found + len(word), start):
            return wording
    return EXACT


def _direct(text: str, start: int, lowest: int) -> Wording:
    if start <= lowest:
        return EXACT
    last = text[start - 1]
    if last in _UP and start < len(text) and text[start] in _UP[last]:
        return _LEAST
    for word, wording, invertible in _BY_LAST.get(last, ()):
        begin = start - len(word)
        if begin < lowest or not text.startswith(word, begin):
            continue
        previous = text[begin - 1] if begin > lowest else ""
        if previous and previous in _OTHER_WORDS.get(word, "") and not text.endswith(_WHOLE, lowest, begin):
            continue
        if invertible and _NEGATED.search(text[max(lowest, begin - 2) : begin]):
            return _INVERSE[wording]
        return wording
    return EXACT


def before_share(text: str, start: int, lowest: int = 0) -> Wording:
    """The same of a percentage, before which may stand what it is of: 约占总数的三成, 不得超过编制数的15%."""
    wording = before(text, start, lowest)
    if wording is not EXACT or (m := _OF_WHAT.search(text, max(lowest, start - _OF_WHAT_REACH), start)) is None:
        return wording
    return {"about": _ABOUT, "most": _MOST, "least": _LEAST}[m.lastgroup or "about"]


def is_mark(text: str, end: int) -> bool:
    """Whether a percentage that ends at `end` is the mark from which points are told: 高于95%的服务承诺两个百分点."""
    return _MARK.match(text, end) is not None


def after(text: str, end: int) -> Wording:
    """What stands after the unit that ends at `end`."""
    if end >= len(text) or text[end] not in _AFTER_FIRST:
        return EXACT
    m = _AFTER.match(text, end)
    if m is None:
        return EXACT
    return {"least": _LEAST, "most": _MOST, "about": _ABOUT}[m.lastgroup or "about"]


def split(text: str) -> tuple[str, Wording]:
    """What qualifies a number that is all of `text`, and the number without it.

    >>> split("不少于300"), split("300左右")
    (('300', Wording(bound='at_least', near=False)), ('300', Wording(bound='about', near=False)))
    """
    leading = _LEADING.match(text)
    start = leading.end() if leading else 0
    for m in _AFTER.finditer(text, start):
        if m.end() == len(text):
            return text[start : m.start()], after(text, m.start())
    return text[start:], before(text, start)


def interval(read: Number, wording: Wording) -> tuple[Bound, Decimal | None, Decimal | None]:
    """Bound, low and high of a number as printed, in its wording.

    at_least has no upper end and at_most no lower one; the other end is what the print allows.
    """
    if wording.bound == "at_least":
        return "at_least", read.low, None
    if wording.bound == "at_most":
        return "at_most", None, read.high
    if wording.bound == "exact":
        return read.bound, read.low, read.high
    step = power(last_place(read.value))
    if wording.near:
        return "about", min(read.low, read.value - step), read.high
    reach = step / 2
    if abs(read.value) >= 10:
        reach = min(reach, abs(read.value) / 10)
    return "about", min(read.low, read.value - reach), max(read.high, read.value + reach)
