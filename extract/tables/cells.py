"""What a single cell holds: a number with its unit, the sign that there is none, or text."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gouji.extract.numerals import SCALES, parse_number, power
from gouji.extract.tables.words import PLACEHOLDER
from gouji.schemas.figure import Bound
from gouji.schemas.units import Unit, unit

_NUMBER = re.compile(
    r"(?:(?P<most>[≤＜<]=?|不[高大多]于|不超过)|(?P<least>[≥＞>]=?|不[低小少]于))?"
    r"(?:[增减] ?)?(?P<open>[(（])?(?P<sign>[-−–－+＋])? ?"
    r"(?P<number>\d{1,3}(?:(?:[,，]\d{3})+|(?: \d{3})+)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r" ?(?P<scale>[十百千]?[万亿]|千)?(?P<unit>[%％‰㎡]|[\u4e00-\u9fff]{1,5})?(?(open)[)）])"
)
_UNIT = re.compile(r"(?P<scale>[十百千]?[万亿]|千|百)?(?P<unit>\S+)")
_CURRENCY = re.compile(r"^(?:人民币|新台币|港币|澳门币)(?=.)")
_WORKDAY = re.compile(r"^工作[日天]$")  # of which a head counts; in a sentence 个 stands before it
_AGES = frozenset(("岁", "周岁", "年"))
_MAX_CELL = 24


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A number that fills a cell, with the interval of its print; `unit` is None where the cell has none.

    `mult` is the power of ten of its own scale word (万 4), multiplied into the values; the number is cell[begin:stop] and
    its unit begins at `unit_at`. `bound` is that of a target: ≥95%.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    decimals: int
    mult: int
    unit: Unit | None
    begin: int
    unit_at: int
    stop: int
    bound: Bound = "exact"


@lru_cache(maxsize=4096)
def read_number(cell: str) -> CellNumber | None:
    """The number that a cell is, with sign, thousands marks, scale word and unit; None for text, dates, years and codes.

    >>> read_number("18 432").value, read_number("-1,204.5万元").mult, read_number("2012年"), read_number("(3.2)").value
    (Decimal('18432'), 4, None, Decimal('-3.2'))
    """
    match = _NUMBER.fullmatch(cell) if len(cell) <= _MAX_CELL else None
    if match is None:
        return None
    digits = match["number"]
    measure = unit(match["unit"]) if match["unit"] else None
    code = digits[0] == "0" and digits[1:2] not in ("", ".")
    year = len(digits) == 4 and measure is not None and measure.name == "年"
    item = match["open"] is not None and len(digits) < 3
    bound: Bound = "at_most" if match["most"] else "at_least" if match["least"] else "exact"
    aged = bound != "exact" and measure is not None and measure.name in _AGES  # ≥60岁 is a class
    if (match["unit"] and measure is None) or code or year or item or aged:
        return None
    try:
        number = parse_number(digits + (match["scale"] or ""))
    except ValueError:
        return None
    values = (number.value, number.low, number.high)
    if match["open"] or (match["sign"] or "+") not in "+＋":
        values = (-number.value, -number.high, -number.low)
    begin = match.start("sign") if match["sign"] else match.start("number")
    number_end = match.end("scale") if match["scale"] else match.end("number")
    unit_at, stop = (match.start("unit"), match.end("unit")) if measure else (number_end, number_end)
    return CellNumber(*values, number.decimals, number.unit_mult, measure, begin, unit_at, stop, bound)


def is_blank(cell: str) -> bool:
    """Whether the cell is empty or says that there is no number (—, 不适用)."""
    return not cell or PLACEHOLDER.fullmatch(cell) is not None


def is_text(cell: str) -> bool:
    """Whether the cell holds words."""
    return not is_blank(cell) and read_number(cell) is None


# In a head these stand for who fills the form in, 各县(区), and not for what is counted.
_DISTRICTS = frozenset("省市县区乡镇村")


@dataclass(frozen=True, slots=True)
class Scaled:
    """A unit of a head with the power of ten of its scale word: 万元 is (元, 4)."""

    unit: Unit
    mult: int


_OTHER_NAME = re.compile(r"(?<=.)[（(][套件次批个人户][)）]$")  # 台（套）


@lru_cache(maxsize=1024)
def read_units(words: str) -> tuple[Scaled, ...]:
    """The units that a head names (`万元`, `名/个`); () where any of the words is no unit.

    >>> [(s.unit.name, s.mult) for s in read_units("百万元")], read_units("实际")
    ([('元', 6)], ())
    """
    found: list[Scaled] = []
    for part in re.split(r"[/／、,，;；或和]", _OTHER_NAME.sub("", words.strip())):
        word = _WORKDAY.sub("个工作日", _CURRENCY.sub("", part.strip()))
        if word in _DISTRICTS:
            return ()
        if whole := unit(word):
            found.append(Scaled(whole, 0))
        elif (match := _UNIT.fullmatch(word)) and (bare := unit(match["unit"])):
            found.append(Scaled(bare, SCALES.get(match["scale"] or "", 0)))
        else:
            return ()
    return tuple(found)


def scale_up(number: CellNumber, mult: int) -> tuple[Decimal, Decimal, Decimal]:
    """Value, low and high with the head's scale multiplied in; a head in 万 makes a plain integer good to half a 万."""
    if not mult:
        return number.value, number.low, number.high
    factor = power(mult)
    half = power(mult - number.decimals) / 2 if number.low == number.high else Decimal(0)
    return number.value * factor, number.low * factor - half, number.high * factor + half
