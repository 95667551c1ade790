"""Numerals in characters: where they may stand, and which of them count nothing (一 as an article, 二级, 千方百计)."""

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from gouji.extract import traps
from gouji.extract.draft import Quantity
from gouji.extract.numerals import Number, chinese_number, number, parse_number, tenths_number
from gouji.extract.quantities import bounds
from gouji.extract.quantities.words import Ending
from gouji.schemas.units import units_by_first

_NUMERAL = "零〇○一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_FORMAL = frozenset("壹贰叁参肆伍陆柒捌玖拾佰仟")
_FORMAL_PLACES = frozenset("拾佰仟万亿")
_SCALE_ONLY = frozenset("百千万亿")
_ONE_TO_NINE = frozenset("一二两三四五六七八九")
RANGE = "至到—–~～-－"

_TAIL = re.compile(r"(?:点([零〇一二三四五六七八九]+)([万亿]*))?([余多来几]?)([百千万亿]*)([余多来]?)")
_PART = re.compile(
    r"(百|千|万|[一二三四五六七八九十]+)分之((?:[0-9]+(?:\.[0-9]+)?)|[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?)"
)
_PART_UNITS = {"百": "%", "千": "‰", "万": "‱"}
_INDEFINITE = re.compile(r"几[十百千万亿]|(?<![人个户件条项次份总制名员])数[十百千万亿]")  # 几十, 数百, but 编制数三十名
_GLUED = frozenset("统唯单专同逐划合")  # 统一, 专一, 逐一: their 一 is no digit of the number that follows
_TENTHS_BLOCKED = frozenset("立员果效功绩就品套型语分")  # 成立, 成员
_HALF_OF = frozenset("数年天月日个小")  # 七成半, but 七成半数
_TWO = frozenset(
    ("人", "名", "户", "元", "亩", "件", "例", "案", "家", "张", "天", "年", "百分点", "番", "倍")
)  # 二人, but 二级, 二期
_KILO = frozenset("瓦克米伏帕焦")  # after 千 they are one unit with it
DISCOUNT_BLOCKED = frozenset("叠线页扇腾返旧算现射磨断损合回中转弯")  # 折叠, 折线, 折旧
_NO_LENGTH = frozenset("上下前后大小老多每好")
_SCORED = frozenset("扣得加减计为记分评共高低于过值到达")
_COUNTED_ONE = re.compile(
    r"(?:增加|减少|新增|净增|净减|增设|减|增|扣|加|缩短|延长|不足|仅|只有|各|翻|提高|增长|降低|至少|超|配备|招聘|录用|编制)了?$"
)
# Neighbours, and 三五; 二三 and 一二 alone are rather two ordinals.
_SIDE_BY_SIDE = re.compile(r"([一二三四五六七八九]?十)?(一二|二三|两三|三四|三五|四五|五六|六七|七八|八九)([十百千]?[万亿]?)")
_DIGITS = str.maketrans("一二两三四五六七八九", "1223456789")


class Numeral(NamedTuple):
    """A number in characters, text[start:end], or why it counts nothing; `unit` where none stands beside it (百分之, 成,
    三分之二: "")."""

    start: int
    end: int
    number: Number | None
    unit: str | None = None
    reason: str = ""


@cache
def candidates() -> re.Pattern[str]:
    """Numerals that a unit, a scale word, a fraction or a range may follow."""
    firsts = {first for first, units in units_by_first().items() if not all(u.digits_only for u in units)}
    follow = "".join(re.escape(c) for c in sorted(firsts | set("余多来几成折点分") | _KILO | set(RANGE)))
    # The set of first characters comes first, since `re` then skips to one of them: four times as fast as with the
    # look-behind in front, which therefore looks back over that character.
    return re.compile(
        rf"""[{_NUMERAL}参半](?<![0-9０-９.{_NUMERAL}].)(?:
            (?<=一)(?<![另这那前后]一)半
            |(?<=半)(?:数|(?<![过多大事]半)(?=成(?![品员熟才功就立果效绩本年])|天|小时|个小时|个月|个工作日))
            |(?<![参半])[{_NUMERAL}]*+(?:参[拾佰仟万亿][{_NUMERAL}]*+)*+(?=[{follow}])
            |(?<=参)[拾佰仟万亿][{_NUMERAL}]*+(?=[{follow}])
        )""",
        re.VERBOSE,
    )


_chinese_number = lru_cache(maxsize=4096)(chinese_number)


def numeral(text: str, start: int, end: int, highest: int) -> Numeral:
    """Read the candidate text[start:end] with what belongs to it: 点五, 余, 万, 分之, 成."""
    run = text[start:end]
    if start and _INDEFINITE.search(text[max(0, start - 2) : end]):
        return Numeral(start, end, None, reason="indefinite")
    if run == "半" and text[end : end + 1] == "成":
        return Numeral(start, end + 1, tenths_number("半成"), "%")
    if "半" in run:
        return _half(text, start, end)
    if len(run) > 1 and _is_glued(text, start, run):
        start, run = start + 1, run[1:]
    following = text[end : end + 1]
    if following == "分" and (m := _PART.match(text, start, highest)):
        return _part(start, m)
    if following == "成":
        return _tenths(text, start, end, highest)
    if following == "折":
        return _discount(text, start, end, highest)
    if following and following in _KILO and run[-1] == "千" and run not in ("千", "一千"):
        return Numeral(start, end - 1, _chinese_number(run[:-1]))  # 五千克 is 5 千克
    m = _TAIL.match(text, end, highest)
    assert m is not None  # all of it is optional
    vague = m[3] or m[5]
    try:
        if vague == "几" and run[-1] != "十":
            return Numeral(start, m.end(), None, reason="indefinite")
        return Numeral(start, m.end(), _chinese_number("".join((run, "点" + m[1] + m[2] if m[1] else "", m[4])), bool(vague)))
    except ValueError:
        return Numeral(start, end, approximate_number(run), reason="digits")


def discount_number(text: str) -> Number:
    """八折 and 8折 are 80, 八五折, 85折 and 8.5折 are 85: what is left to pay, in percent.

    >>> discount_number("八五折").value
    Decimal('85')
    """
    value = Decimal(text.removesuffix("折").translate(_DIGITS))
    return number(value if value >= 10 else value * 10, 0, 0, "tenths", False)


def approximate_number(text: str) -> Number | None:
    """七八, 三四十, 十二三, 两三千: the lower of two numerals side by side, from it to the higher; None where it is none.

    >>> [str(part) for part in (approximate_number("三四十").low, approximate_number("三四十").high)]
    ['30', '40']
    """
    m = _SIDE_BY_SIDE.fullmatch(text)
    if m is None or (m[2] in ("一二", "二三") and not (m[1] or m[3])):
        return None
    lower, higher = (chinese_number(f"{m[1] or ''}{digit}{m[3]}") for digit in m[2])
    return Number(lower.value, lower.value, higher.value, 0, lower.unit_mult, "chinese", "about")


def _half(text: str, start: int, end: int) -> Numeral:
    """半数 and 一半 are 50%; 半天 and 半小时 are lengths of time, but for 上半天, 老半天 and the like."""
    if text[start:end] != "半":
        return Numeral(start, end, number(Decimal(50), 0, 0, "percent_word", False), "%")
    if start and text[start - 1] in _NO_LENGTH:
        return Numeral(start, end, None, reason="indefinite")
    return Numeral(start, end, number(Decimal("0.5"), 1, 0, "chinese", False))


def _part(start: int, m: re.Match[str]) -> Numeral:
    try:
        return Numeral(start, m.end(), parse_number(m[0]), _PART_UNITS.get(m[1], ""))
    except ValueError:
        return Numeral(start, m.end(), None, reason="digits")


def _is_glued(text: str, start: int, run: str) -> bool:
    """Whether the first character belongs to the word before the number: 统一三个, 队伍五人."""
    if run[0] == "一":
        return start > 0 and text[start - 1] in _GLUED
    return run[0] in _FORMAL and run[1] not in _FORMAL and run[1] not in _FORMAL_PLACES


def _tenths(text: str, start: int, end: int, highest: int) -> Numeral:
    following = text[end + 1] if end + 1 < highest else ""
    if text[start:end] not in _ONE_TO_NINE or following in _TENTHS_BLOCKED:
        return Numeral(start, end, None, reason="no_unit")
    half = following == "半" and text[end + 2 : end + 3] not in _HALF_OF
    end += 2 if following and (following in _ONE_TO_NINE or following in "余多" or half) else 1
    return Numeral(start, end, tenths_number(text[start:end]), "%")


def _discount(text: str, start: int, end: int, highest: int) -> Numeral:
    following = text[end + 1] if end + 1 < highest else ""
    if end - start > 2 or not _ONE_TO_NINE.issuperset(text[start:end]) or following in DISCOUNT_BLOCKED:
        return Numeral(start, end, None, reason="no_unit")
    if traps.named(text, start, highest):  # 一波三折
        return Numeral(start, end, None, reason="name")
    return Numeral(start, end + 1, discount_number(text[start : end + 1]), "%")


_SAID_OF = re.compile("[\u4e00-\u9fff]{1,6}[，、。；]")
_NONE_OF = re.compile("(?:复议|诉讼|投诉|举报|申请|个?案件?|事故|信访|上访|申诉|纠纷|为)$")


def counts_nothing(text: str, read: Numeral, found: Ending, last: Quantity | None, lowest: int, highest: int) -> str:
    """Why a numeral with a unit is no count all the same, or ""; `last` is the figure before it."""
    run, unit = text[read.start : read.end], found.unit
    if run == "一":
        counted = found.more is not None or _COUNTED_ONE.search(text[max(lowest, read.start - 4) : read.start])
        if bounds.before(text, read.start, lowest).bound in ("at_least", "at_most"):
            return ""
        within = unit.family == "duration" and bounds.after(text, found.end).bound == "at_most"
        return "" if counted or within or _beside(text, read.start, found, last, highest) else "article"
    if run == "零" and not unit.digits_only and _NONE_OF.search(text[max(lowest, read.start - 4) : read.start]):
        return "" if found.end >= highest or text[found.end] in "，。；、,;）)\n" else "name"  # 行政诉讼零件, no spare part
    if unit.digits_only or run in ("零", "〇", "○"):
        return "name"
    if _FORMAL.intersection(run) and (len(run) == 1 or not _FORMAL_PLACES.intersection(run)) and unit.name not in ("元", "份"):
        return "name"
    if _SCALE_ONLY.issuperset(run) and bounds.before(text, read.start, lowest) is bounds.EXACT:
        return "indefinite"
    if run == "二" and unit.name not in _TWO:
        return "level"
    if unit.word == "分" and (read.start <= lowest or text[read.start - 1] not in _SCORED):
        return "name"
    return ""


def _beside(text: str, start: int, found: Ending, last: Quantity | None, highest: int) -> bool:
    """一 counts beside other counts of the same unit in the same sentence: 批准四件，暂缓一件。"""
    if last is None or last.form != "chinese" or last.unit != found.name or start - last.end > 30:
        return False
    joined = text[start - 1] in "、，和及" and _SAID_OF.match(text, found.end) is not None  # 两宗成立、一宗部分成立、三宗不成立
    after = text[found.end] if found.end < highest else "。"
    return (after in "，、。；）" or joined) and text.find("。", last.end, start) < 0
