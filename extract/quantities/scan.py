"""The scan: one pass for digits, one for numerals in characters, then what stands after each number decides."""

import re

from gouji.extract.numerals import (
    MAX_DIGITS,
    MIXED,
    Number,
    arabic_number,
    mixed_number,
    number,
    power,
    tenths_number,
)
from gouji.extract.quantities import bounds, chinese, rates
from gouji.extract.quantities.collect import Collector, Reading
from gouji.extract.quantities.shared import shared_unit
from gouji.extract.quantities.words import Ending, ending, whole
from gouji.schemas.units import CURRENCY_SIGNS

_SPACES = " \u00a0\u2009\u202f"
_ARABIC = re.compile(
    rf"([0-9０-９](?:[0-9０-９]{{0,2}}(?:(?:[,，][0-9０-９]{{3}})+|(?:[{_SPACES}][0-9]{{3}})+)(?![0-9０-９])|[0-9０-９]*)"
    r"(?:[.．][0-9０-９]+)?)"
    r"(?: ?([余多来]?)(万亿|[百千]?[万亿]|千(?![瓦克米伏帕焦])|百(?![分年姓货日])"
    r"|兆(?=[美港日欧]?元|[0-9][0-9,，]*亿))([余多来]?)|([余多来]))?"
)
_TENTHS = re.compile(r"成(?:[0-9](?![0-9.])|[余多])?(?![立员果效功绩就品套型语分])")
_DISCOUNT = re.compile(rf"折(?![{chinese.DISCOUNT_BLOCKED}])")
_SIGN = re.compile("(" + "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True)) + ") ?$")
_RATIO = re.compile(r"[:：∶]([0-9０-９]+(?:[.．][0-9０-９]+)?)")
_ITEM = re.compile(r"[0-9]{1,2}\.[1-9][0-9]*$")
_LARGE = frozenset(("万", "亿", "百万", "千万", "百亿", "千亿", "万亿"))
_MAPS = ("比例尺", "地形图")  # 1∶2000比例尺
_HEAD = re.compile(r"(?:^|\n)[ \u3000\t]*$")
_MEAN_AGE = re.compile(r"平均年龄[^，。；\d]{0,8}$")
_AGE_GROUP = re.compile(r"(?:及?以[上下]|[至到—-]|的)")
_AGE_AGAIN = 14
_BARE = {
    "年": "date",
    "月": "date",
    "日": "date",
    "号": "code",
    "时": "time",
    "点": "time",
    "、": "enumerator",
    "岁": "age",
    "级": "level",
}


def read_quantities(text: str, start: int = 0, end: int | None = None) -> Reading:
    """The figures of text[start:end] in order, not overlapping, and the numbers that are none with their reasons.

    `text` is clean (simplified, glosses taken out); all offsets are in `text`, and nothing outside start and end is read.
    """
    collector = Collector(text, start, len(text) if end is None else end)
    found = [*_ARABIC.finditer(text, start, collector.highest)]
    found += chinese.candidates().finditer(text, start, collector.highest)
    found.sort(key=re.Match.start)
    for m in found:
        if m.start() < collector.done:
            continue
        if m.lastindex:
            _digits(collector, m)
        else:
            _characters(collector, m)
    return collector.reading()


def _digits(collector: Collector, m: re.Match[str]) -> None:
    text, highest = collector.text, collector.highest
    start, digits, scale, end = m.start(), m[1], m[3], m.end()
    if len(digits) > MAX_DIGITS and sum(map(str.isdigit, digits)) > MAX_DIGITS:
        return collector.drop(start, m.end(1), "code")
    if scale and end < highest and text[end] in "0123456789" and "." not in digits and _mixed(collector, start):
        return None
    vague = bool(m[2] or m[4] or m[5])
    found = ending(text, end, highest)
    if found is None and m[5]:
        vague, end = False, m.end(1)
        found = ending(text, end, highest)
    if found is None:
        return _without_unit(collector, m)
    cut = 0 if scale else _glued(collector, start, digits, found)
    start, digits = start + cut, digits[cut:]
    return collector.place(start, end, arabic_number(digits, scale or "", vague), found, glued=cut > 0)


def _glued(collector: Collector, start: int, digits: str, found: Ending) -> int:
    """How many characters before the number belong to something else: the 1. of 1.26个 at the head of a line, and the
    cell before a percentage (24 100.0%)."""
    if (
        "." in digits
        and whole(found.unit)
        and _ITEM.match(digits)
        and _HEAD.search(collector.text[collector.lowest : start][-3:])
    ):
        return digits.index(".") + 1
    if " " in digits and found.unit.family == "percentage":
        return digits.rindex(" ") + 1
    return 0


def _mixed(collector: Collector, start: int) -> bool:
    """1万2,486人, 945万6千元; False where the digits after the scale word are another number."""
    text = collector.text
    m = MIXED.match(text, start, collector.highest)
    if m is None:
        return False
    end = m.end()
    vague = text[end : min(end + 1, collector.highest)] in ("余", "多")
    found = ending(text, end + vague, collector.highest)
    if found is None:
        return False
    try:
        read = mixed_number(m[0])
    except ValueError:
        return False
    if vague:
        read = number(read.value, 0, read.unit_mult, "mixed", True)
    collector.place(start, end + vague, read, found)
    return True


def _without_unit(collector: Collector, m: re.Match[str]) -> None:
    text, highest = collector.text, collector.highest
    start, end = m.start(), m.end(4) if m[3] else m.end(1)
    after = text[end] if end < highest else ""
    plain = len(m[1]) <= 3 and end == m.end(1)
    if after == "成" and plain and (tenths := _TENTHS.match(text, end, highest)):
        return _own_unit(collector, start, tenths.end(), end, tenths_number(text[start : tenths.end()]), "%")
    if after == "折" and plain and _DISCOUNT.match(text, end, highest):
        return _own_unit(collector, start, end + 1, end, chinese.discount_number(text[start:end]), "%")
    if after and after in ":：∶" and (other := _RATIO.match(text, end, highest)):
        return _ratio(collector, m, other)
    read = arabic_number(m[1], m[3] or "", bool(m[2] or m[4]))
    if after == "岁" and _is_mean_age(collector, start):
        return _own_unit(collector, start, end + 1, end, read, "岁")
    if collector.opens_range(start, end, read):
        return None
    if sign := _SIGN.search(text[max(collector.lowest, start - 4) : start]):
        return collector.add(start, end, end, read, CURRENCY_SIGNS[sign[1]])
    last = collector.quantities[-1] if collector.quantities else None
    unit = rates.bare(text, start, end, collector.lowest, highest)
    if unit is None:
        unit = rates.carried(text, last, start)
    if unit is None and collector.quantities:
        unit = rates.listed(text, start, collector.quantities, collector.lowest, highest)
    if (
        unit is None
        and m[3] in _LARGE
        and (rates.ends(text, end, highest) or bounds.before(text, start, collector.lowest) is not bounds.EXACT)
    ):
        unit = ""
    if unit is None and not m[3] and (common := shared_unit(text, start, end, collector.lowest, highest)):
        unit, mult = common
        read = number(read.value * power(mult), read.decimals, mult, read.form, False) if mult else read
    if unit is None:
        return collector.drop(start, end, collector.in_front(start) or _BARE.get(after, "no_unit"))
    return _own_unit(collector, start, end, end, read, unit, unit == "%")


def _is_mean_age(collector: Collector, start: int) -> bool:
    """Whether an age is a figure, a mean (平均年龄43.6岁，比上年的44.1岁小0.5岁), and no limit of a group."""
    last = collector.quantities[-1] if collector.quantities else None
    if _AGE_GROUP.match(collector.text, collector.text.index("岁", start) + 1):
        return False  # 平均年龄43.6岁，35岁以下112人
    again = last is not None and last.unit == "岁" and start - last.end <= _AGE_AGAIN
    return again or _MEAN_AGE.search(collector.text[max(collector.lowest, start - _AGE_AGAIN) : start]) is not None


def _own_unit(
    collector: Collector, start: int, end: int, unit_start: int, read: Number, unit: str, percent_lost: bool = False
) -> None:
    """A number that needs no unit beside it: 九成, 百分之五, 1∶16, a rate without its %."""
    if reason := collector.in_front(start):
        return collector.drop(start, end, reason)
    return collector.add(start, end, unit_start, read, unit, percent_lost)


def _ratio(collector: Collector, m: re.Match[str], other: re.Match[str]) -> None:
    start, end = m.start(), other.end()
    term = other[1] if m[1] in ("1", "１") else m[1] if other[1] in ("1", "１") else ""
    last = collector.quantities[-1] if collector.quantities else None
    if (
        not term
        or m[3]
        or len(term) > MAX_DIGITS
        or not rates.is_ratio(collector.text, start, last, other[0][0], collector.lowest)
    ):
        return collector.drop(start, end, "time")
    if collector.text.startswith(_MAPS, end):
        return collector.drop(start, end, "scale")
    read = arabic_number(term, "", False)
    return _own_unit(collector, start, end, end, number(read.value, read.decimals, 0, "ratio", False), "")


def _characters(collector: Collector, m: re.Match[str]) -> None:
    text = collector.text
    read = chinese.numeral(text, m.start(), m.end(), collector.highest)
    if read.number is None:
        return collector.drop(read.start, read.end, read.reason)
    if read.unit is not None:
        unit_start = max(text.find("成", read.start, read.end), text.find("折", read.start, read.end))
        return _own_unit(collector, read.start, read.end, read.end if unit_start < 0 else unit_start, read.number, read.unit)
    found = ending(text, read.end, collector.highest)
    if found is None:
        if not collector.opens_range(read.start, read.end, read.number):
            collector.drop(read.start, read.end, "no_unit")
        return None
    last = collector.quantities[-1] if collector.quantities else None
    reason = chinese.counts_nothing(text, read, found, last, collector.lowest, collector.highest)
    if reason:
        return collector.drop(read.start, found.end, reason)
    return collector.place(read.start, read.end, read.number, found)
