"""Numbers and quantities of any Chinese text, without a report around them: what `gouji.extract` offers on its own.

Nothing here reads a file, asks what a figure counts, or loads a model. The text may be as it was found: traditional
characters, full-width digits, spaces within numbers and glosses are repaired first (`normalize.clean`), and every offset
is one of the text that was given.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.extract import draft
from gouji.extract.numerals import Number, number
from gouji.extract.numerals import parse_number as read_number
from gouji.extract.quantities import bounds, read_quantities
from gouji.normalize.clean import CleanText, clean
from gouji.normalize.repairs.traditional import simplify
from gouji.schemas.figure import Bound, Kind
from gouji.schemas.units import unit as unit_named


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `text == given[start:end]`, from the first character of the number to the last of its unit.

    value       exact, scale words multiplied in: 34472.43万元 is 344724300; 九成 is 90, 三分之二 is 2/3 to 28 digits
    low, high   what the wording and the printed digits allow, None where that side is open
    unit        as written, simplified, without scale word: 个 名 人 元 % 百分点 个工作日 …; "" where none stands there
    unit_mult   power of ten of the scale word (万 4, 亿 8), 0 where none
    decimals    printed decimals
    kind        what the unit alone says: money, percentage, duration, score, headcount, unit_count, count; what is counted
                can say otherwise (45名 may be posts or pupils), which `gouji.extract.extract` works out
    bound       exact, about (约 近 余 多 左右), at_least (不少于 以上), at_most (不超过 以内)
    """

    start: int
    end: int
    text: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    unit_mult: int
    decimals: int
    kind: Kind
    bound: Bound


def find_quantities(text: str) -> list[Quantity]:
    """The quantities that `text` states, in order and not overlapping; [] where it states none.

    Dates, ordinals, codes, telephone numbers, numbers of documents and headings, levels, and names and idioms with a
    number are none. A range is two quantities, at_least and at_most.

    >>> [(q.text, q.value, q.unit, q.kind) for q in find_quantities("2019年预算为1.2亿元，增长8.5%。")]
    [('1.2亿元', Decimal('120000000'), '元', 'money'), ('8.5%', Decimal('8.5'), '%', 'percentage')]
    >>> [(q.text, q.unit, q.bound, q.low, q.high) for q in find_quantities("配備三至五名專職人員")]
    [('三', '名', 'at_least', Decimal('3'), None), ('五名', '名', 'at_most', None, Decimal('5'))]
    >>> find_quantities("一心一意抓好“三农”工作，位列第3")
    []
    """
    cleaned = clean(text)
    return [_outward(cleaned, quantity) for quantity in read_quantities(cleaned.text).quantities]


def _outward(cleaned: CleanText, found: draft.Quantity) -> Quantity:
    start, end = cleaned.span(found.start, found.end)
    unit = unit_named(found.unit)
    kind: Kind = unit.kind if unit else "count"
    return Quantity(
        start=start,
        end=end,
        text=cleaned.source[start:end],
        value=_written_out(found.value),
        low=_limit(found.low),
        high=_limit(found.high),
        unit=found.unit,
        unit_mult=found.unit_mult,
        decimals=found.decimals,
        kind=kind,
        bound=found.bound,
    )


def _written_out(value: Decimal) -> Decimal:
    """Without an exponent: 120000000, not 1.2E+8."""
    return Decimal(format(value, "f"))


def _limit(value: Decimal | None) -> Decimal | None:
    return None if value is None else _written_out(value)


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """What a numeral says: `value` exactly, scale words multiplied in, and the interval that its wording allows.

    low, high   None where that side is open (不少于, 不超过); a plain integer has both equal to its value, a printed decimal
                or a 万/亿 number half a unit of its last digit either way
    decimals    printed decimals
    unit_mult   power of ten of the scale word (万 4, 亿 8), 0 where none
    bound       exact, about, at_least, at_most
    """

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    decimals: int
    unit_mult: int
    bound: Bound


def parse_number(text: str) -> ParsedNumber:
    """Read `text`, which is one number with what qualifies it and nothing else: no unit, no word round it.

    Arabic with or without separators, Chinese, formal (壹贰叁), mixed (1万2,486), traditional or simplified, full-width,
    digit by digit (二〇一九), fractions (三分之二, 2/3), signs, single Roman numerals (Ⅳ). 百分之五 and 九成 are read in
    percent: 5 and 90. A ratio (1∶16.6) is its other term.

    Raises ValueError, with the text and nothing else in its message but the reason, where it is no number.

    >>> parse_number("1萬2,486").value, parse_number("叁佰贰拾").value, parse_number("三分之二").value
    (Decimal('12486'), Decimal('320'), Decimal('0.6666666666666666666666666667'))
    >>> parse_number("12.5万").low, parse_number("12.5万").high
    (Decimal('124500'), Decimal('125500'))
    >>> parse_number("不少于300").bound, parse_number("不少于300").high, parse_number("三百余").bound
    ('at_least', None, 'about')
    >>> parse_number("第三")
    Traceback (most recent call last):
        ...
    ValueError: not a number: 第三
    """
    core, wording = bounds.split(simplify(text).strip())
    read = _signed(core.strip(), text)
    bound, low, high = bounds.interval(read, wording)
    return ParsedNumber(_written_out(read.value), _limit(low), _limit(high), read.decimals, read.unit_mult, bound)


# Numerals that are words of their own; in a running text they rather belong to another word.
_WORDS = {"半": Decimal("0.5"), "俩": Decimal(2), "仨": Decimal(3)}
_ROMAN = {chr(first + n): Decimal(n + 1) for first in (0x2160, 0x2170) for n in range(12)}
_MINUS = re.compile(r"[-－−负]")
_QUOTIENT = re.compile(r"([0-9]+)[/／]([0-9]+)")
_DIGIT_BY_DIGIT = re.compile(r"[零〇○一二三四五六七八九]{3,}")
_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")


def _signed(core: str, text: str) -> Number:
    sign = _MINUS.match(core)
    read = _unsigned(core[sign.end() :] if sign else core, text)
    return replace(read, value=-read.value, low=-read.high, high=-read.low) if sign else read


def _unsigned(core: str, text: str) -> Number:
    if core in _WORDS or core in _ROMAN:
        return number(_WORDS[core] if core in _WORDS else _ROMAN[core], 0, 0, "chinese", False)
    if m := _QUOTIENT.fullmatch(core):
        core = f"{m[2]}分之{m[1]}"
    elif _DIGIT_BY_DIGIT.fullmatch(core):
        core = core.translate(_DIGITS)
    try:
        return read_number(core)
    except (ValueError, ArithmeticError):
        raise ValueError(f"not a number: {text}") from None
