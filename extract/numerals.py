"""Reading one number: Arabic, Chinese, formal (壹贰叁), mixed (1万2,486), 百分之, 成 and 分之.

The grammar of Chinese numerals is that of GB/T 15835-2011 and of the formal characters of the 票据 rules (壹贰叁…), to which
come 廿 and 卅, the colloquial 三百二 (320) and 一万五 (15000), and 余, 多, 来 and 几 for a vague remainder.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gouji.schemas.figure import Bound

SCALES = {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "百亿": 10, "千亿": 11, "万亿": 12, "兆": 12}
MAX_DIGITS = 15  # a longer run of digits is a code; 15 stay well inside the 28 digits of the decimal context
MAX_NUMERAL = 30  # characters; 九千九百九十九万亿… has fewer

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參参陸両两弍", "一二三四五六七八九十百千万亿二三三六二二二")
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_FOLD = str.maketrans("０１２３４５６７８９，．％：∶", "0123456789,.%::")
_GROUP_SPACES = " \u00a0\u2009\u202f"

_SECTION = re.compile(
    r"(?:(^|[一二三四五六七八九])千)?零?(?:(^|[一二三四五六七八九])百)?零?(?:([一二三四五六七八九]?)十)?零?([一二三四五六七八九]?)"
)
_PLAIN = rf"(?:[0-9]{{1,3}}(?:(?:[,，][0-9]{{3}})+|(?:[{_GROUP_SPACES}][0-9]{{3}})+)|[0-9]+)(?:\.[0-9]+)?"
_ARABIC = re.compile(rf"({_PLAIN}) ?([余多来]?)(万亿|[百千]?[万亿]|[百千]|兆)?([余多来]?)")
_MIXED = re.compile(rf"([0-9][0-9,，{_GROUP_SPACES}]*)(兆|亿|[千百]?万|千|百)")
MIXED = re.compile(rf"(?:[0-9][0-9,，{_GROUP_SPACES}]*(?:兆|亿|[千百]?万|千|百))+(?:{_PLAIN})?")  # 1万2,486 as a whole
_CHINESE = re.compile(r"([零〇○一二三四五六七八九十百千万亿兆廿卅卌]+)(?:点([零〇○一二三四五六七八九]+)(万亿|[万亿])?)?")
_TENTHS = re.compile(r"([0-9]+(?:\.[0-9]+)?|[半一二三四五六七八九])成([0-9]|[半一二三四五六七八九])?([余多])?")
_HALF_A_TENTH = Decimal(5)  # percent
_PART_OF = re.compile(r"(百|千|万|[0-9一二三四五六七八九十百千]+)分之(.+)")
_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?):([0-9]+(?:\.[0-9]+)?)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed.

    value       exact, scale words multiplied in; 百分之 and 成 in percent
    low, high   what the print allows: a printed decimal or a 万/亿 number stands for half a unit of its last digit either
                way, a plain integer for itself; 余, 多, 来 and 几 reach up to the next unit of the last non-zero digit
    decimals    printed decimals
    unit_mult   power of ten of the scale word (万 4, 亿 8), 0 where none
    form        arabic, chinese, formal, mixed, percent_word, tenths, ratio, fraction
    bound       about where 余, 多, 来 or 几 stands inside, else exact
    """

    value: Decimal
    low: Decimal
    high: Decimal
    decimals: int
    unit_mult: int
    form: str
    bound: Bound = "exact"


@cache
def power(exponent: int) -> Decimal:
    """Ten to the power of `exponent`, exactly."""
    return Decimal((0, (1,), exponent))


@cache
def _half(exponent: int) -> Decimal:
    return Decimal((0, (5,), exponent - 1))


def last_place(value: Decimal) -> int:
    """Power of ten of the last digit that is not zero: 400 has 2, 1360 has 1, 13.5 has -1, 0 has 0."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def number(value: Decimal, decimals: int, unit_mult: int, form: str, vague: bool, place: int | None = None) -> Number:
    """A `Number` with the interval of its print; `place` is the power of ten of its last printed digit if that is not
    what `decimals` and `unit_mult` say."""
    low = high = value
    if decimals or unit_mult or place is not None:
        half = _half(unit_mult - decimals if place is None else place)
        low, high = value - half, value + half
    if vague:
        return Number(value, value, max(high, value + power(last_place(value))), decimals, unit_mult, form, "about")
    return Number(value, low, high, decimals, unit_mult, form)


def arabic_number(digits: str, scale: str, vague: bool) -> Number:
    """`digits` (with separators) times the scale word `scale` ("" for none)."""
    if "," in digits or "，" in digits or " " in digits or not digits.isascii():
        digits = digits.translate(_FOLD).replace(",", "")
        for space in _GROUP_SPACES:
            digits = digits.replace(space, "")
    if len(digits) - digits.count(".") > MAX_DIGITS:
        raise ValueError(f"too many digits: {digits[:20]}…")
    point = digits.find(".")
    decimals = 0 if point < 0 else len(digits) - point - 1
    value = Decimal(digits)
    if not scale:
        return number(value, decimals, 0, "arabic", vague)
    mult = SCALES[scale]
    return number(value * power(mult), decimals, mult, "arabic", vague)


def chinese_integer(text: str) -> tuple[int, int]:
    """Value of a Chinese integer, and the power of ten of its last printed digit where 万 or 亿 stands in it (else 0).

    >>> chinese_integer("两千三百二"), chinese_integer("一万二千"), chinese_integer("三百一十六")
    ((2320, 0), (12000, 3), (316, 0))
    """
    if len(text) > MAX_NUMERAL:
        raise ValueError(f"too long for a Chinese numeral: {text[:20]}…")
    text = (
        text.translate(_FORMAL)
        .replace("廿", "二十")
        .replace("卅", "三十")
        .replace("卌", "四十")
        .replace("〇", "零")
        .replace("○", "零")
    )
    for word, place in (("兆", 12), ("亿", 8), ("万", 4)):
        head, found, tail = text.rpartition(word)
        if not found:
            continue
        above = chinese_integer(head)[0] if head else 1
        if (word == "万" and above >= 10**4) or word in head or (tail and not head):
            raise ValueError(f"not a Chinese numeral: {text}")
        if not tail:
            return above * 10**place, place
        if len(tail) == 1 and tail in _DIGIT:
            return above * 10**place + _DIGIT[tail] * 10 ** (place - 1), place - 1
        below, last = chinese_integer(tail.lstrip("零"))
        if below >= 10**place:
            raise ValueError(f"not a Chinese numeral: {text}")
        return above * 10**place + below, last or _last_printed(tail)
    return _section(text), 0


def _last_printed(section: str) -> int:
    return {"千": 3, "百": 2}.get(section[-1], 0)


def _section(text: str) -> int:
    """A numeral below 万; 三百二 is 320, 三百零二 is 302."""
    if text in _DIGIT:
        return _DIGIT[text]
    m = _SECTION.fullmatch(text)
    if m is None or not text:
        raise ValueError(f"not a Chinese numeral: {text}")
    thousands, hundreds, tens, ones = m.groups()
    total, last = 0, 1
    for digit, unit in ((thousands, 1000), (hundreds, 100), (tens, 10)):
        if digit is not None:
            total += (_DIGIT[digit] if digit else 1) * unit
            last = unit
    if ones:
        colloquial = last >= 100 and text[-2] != "零"
        total += _DIGIT[ones] * (last // 10 if colloquial else 1)
    return total


def chinese_number(text: str, vague: bool = False) -> Number:
    """A numeral in characters, with or without 点; `vague` says that 余, 多, 来 or 几 was in it."""
    plain = text.translate(_FORMAL)
    form = "chinese" if plain == text.replace("两", "二") else "formal"
    m = _CHINESE.fullmatch(plain)
    if m is None:
        raise ValueError(f"not a number: {text}")
    whole, decimals, scale = m.groups()
    value, place = chinese_integer(whole)
    mult = next(
        (n for word, n in (("兆", 12), ("万亿", 12), ("亿", 8), ("万", 4)) if whole.endswith(word) and whole != word), 0
    )
    if not decimals:
        return number(Decimal(value), 0, mult, form, vague, place or None)
    printed = Decimal(f"{value}." + "".join(str(_DIGIT[c]) for c in decimals))
    mult = SCALES[scale] if scale else 0
    return number(printed * power(mult), len(decimals), mult, form, vague)


def mixed_number(text: str) -> Number:
    """Arabic digits with several scale words in falling order: 1万2,486, 945万6千, 732亿1460万5千."""
    value, last, pos = Decimal(0), 99, 0
    for m in _MIXED.finditer(text):
        mult = SCALES[m[2]]
        part = arabic_number(m[1], "", False).value
        if m.start() != pos or mult >= last or part >= power(last - mult):
            raise ValueError(f"not a number: {text}")
        value, last, pos = value + part * power(mult), mult, m.end()
    if pos == len(text):
        return number(value, 0, last, "mixed", False)
    tail = arabic_number(text[pos:], "", False)
    if tail.value >= power(last):
        raise ValueError(f"not a number: {text}")
    return number(value + tail.value, tail.decimals, 0, "mixed", False)


def tenths_number(text: str) -> Number:
    """九成 is 90 (85 to 95), 七成五, 七成半, 7成5 and 7.5成 are 75 (percent), 半成 is 5."""
    m = _TENTHS.fullmatch(text.translate(_FOLD).translate(_FORMAL))
    if m is None:
        raise ValueError(f"not a number: {text}")
    if m[1] == "半":
        return number(_HALF_A_TENTH, 0, 0, "tenths", bool(m[3]))
    tens = Decimal(_DIGIT.get(m[1], m[1]))
    ones = _HALF_A_TENTH if m[2] == "半" else Decimal(_DIGIT.get(m[2], m[2])) if m[2] else Decimal(0)
    return number(tens * 10 + ones, 0, 0, "tenths", bool(m[3]), place=None if ones else last_place(tens) + 1)


def _part_of(whole: str, part: str) -> Number:
    """百分之N in percent, 千分之N in ‰, 万分之N in ‱; any other fraction is its quotient, rounded to 28 digits."""
    if whole in ("百", "千", "万"):
        inner = parse_number(part)
        if inner.form in ("percent_word", "tenths", "ratio", "fraction"):
            raise ValueError(f"not a number: {whole}分之{part}")
        return number(inner.value, inner.decimals, 0, "percent_word", inner.bound == "about")
    denominator = parse_number(whole).value
    if not denominator:
        raise ValueError(f"a fraction of nothing: {whole}分之{part}")
    return number(parse_number(part).value / denominator, 0, 0, "fraction", False)


def _ratio(one: str, other: str) -> Number:
    """1∶16.6 and 16.6∶1 are 16.6."""
    term = other if one == "1" else one
    if "1" not in (one, other):
        raise ValueError(f"a ratio without 1: {one}:{other}")
    read = arabic_number(term, "", False)
    return number(read.value, read.decimals, 0, "ratio", False)


def parse_number(text: str) -> Number:
    """Read `text`, which is one number with its scale words and 余/多/来/几 and nothing else. ValueError if it is none.

    >>> parse_number("1万2千").value, parse_number("九成五").value, parse_number("三百二十余").bound
    (Decimal('12000'), Decimal('95'), 'about')
    """
    folded = text.strip().translate(_FOLD)
    if folded == "半数":
        return number(Decimal(50), 0, 0, "percent_word", False)
    if m := _RATIO.fullmatch(folded):
        return _ratio(*m.groups())
    if m := _PART_OF.fullmatch(folded):
        return _part_of(m[1], m[2])
    if "成" in folded:
        return tenths_number(folded)
    if m := _ARABIC.fullmatch(folded):
        return arabic_number(m[1], m[3] or "", bool(m[2] or m[4]))
    vague = [c for c in folded if c in "余多来几"]
    bare = "".join(c for c in folded if c not in "余多来几")
    if len(vague) > 1 or not bare or folded[:1] in "余多来几":
        raise ValueError(f"not a number: {text}")
    if MIXED.fullmatch(bare):
        read = mixed_number(bare)
        return number(read.value, read.decimals, read.unit_mult, "mixed", bool(vague))
    return chinese_number(bare, bool(vague))
