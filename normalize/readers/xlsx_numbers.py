"""The value of a cell as its number format shows it (ECMA-376 part 1, 18.8.31)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*')
_PIECE = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*](?P<filler>.)|\[(?P<bracket>[^\]]*)\]|(?P<plain>.)', re.S)
_CURRENCY = re.compile(r"\$([^-]*)")
_PLACEHOLDERS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+")
_MOST_DIGITS = 15  # of a binary floating-point number are exact
_SHOWN_DIGITS = 10  # that a cell in the general format shows of a longer fraction


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of a format: what stands before and behind the digits, how they are written (`least` of them
    before the point, so that 0 of 0 leaves a zero unsaid). `digits` False for none."""

    before: str
    behind: str
    decimals: int
    optional: int
    grouped: bool
    power: int
    least: int
    digits: bool


def shown(value: object, number_format: str | None) -> str:
    """The text of a cell.

    >>> shown(0.125, "0.0%"), shown(1234567.5, "#,##0.00"), shown(-42, "#,##0;(#,##0)"), shown(3, '0"个"')
    ('12.5%', '1,234,567.50', '(42)', '3个')
    >>> shown(1 / 3, "General"), shown(0.1 + 0.2, None), shown(12345678, "General")
    ('0.3333333333', '0.3', '12345678')
    >>> shown(datetime(2016, 3, 31), 'yyyy"年"m"月"d"日"')
    '2016年3月31日'
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date | time):
        return _moment(value, number_format or "")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return _number(number, number_format or "General") if number.is_finite() else ""
    return str(value)


def _number(number: Decimal, number_format: str) -> str:
    if abs(number.adjusted()) > 30:
        return str(number)
    sections = _sections(number_format)
    if len(sections) > 1 and number < 0:
        section, number = sections[1], -number  # a section for negative numbers writes its own sign
    elif len(sections) > 2 and number == 0:
        section = sections[2]
    else:
        section = sections[0]
    if section is None:
        return _general(number)
    if not section.digits:
        return section.before.strip()
    number = number.scaleb(section.power)
    printed = number.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    text = format(abs(printed), ",f" if section.grouped else "f")
    for _ in range(section.optional):
        text = text.removesuffix("0") if "." in text else text
    if not printed and not section.least and not section.decimals:
        text = ""
    elif not section.grouped:
        head, point, tail = text.partition(".")
        text = head.zfill(section.least) + point + tail
    sign = "-" if printed < 0 else ""
    return f"{sign}{section.before}{text.removesuffix('.')}{section.behind}".strip()


def _general(number: Decimal) -> str:
    digits = number.normalize().as_tuple().digits
    if isinstance(number.as_tuple().exponent, int) and len(digits) > _MOST_DIGITS:
        number = +number.normalize().quantize(Decimal(1).scaleb(number.adjusted() - _MOST_DIGITS + 1), ROUND_HALF_UP)
    if len(number.normalize().as_tuple().digits) > _SHOWN_DIGITS and number != number.to_integral_value():
        places = max(_SHOWN_DIGITS - max(number.adjusted() + 1, 0), 0)
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[_Section | None, ...]:
    """The sections of a format for positive, negative numbers and zero; None for one that is General or not understood."""
    parts = [match.group() for match in _SECTIONS.finditer(number_format[:1000]) if match.group()]
    return tuple(map(_section, parts[:3])) or (None,)


def _section(part: str) -> _Section | None:
    pieces: list[str] = []  # literal text between NULs, so that it is not taken for placeholders
    for match in _PIECE.finditer(part):
        literal = match["quoted"] or match["escaped"]
        if match["bracket"] is not None:
            currency = _CURRENCY.match(match["bracket"])
            literal = currency[1] if currency else ""
        if literal:
            pieces.append(f"\0{literal}\0")
        elif match["plain"]:
            pieces.append(match["plain"])
    bare = "".join(piece for piece in pieces if "\0" not in piece)
    if "General" in bare or "@" in bare or "/" in bare or re.search(r"E[+-]", bare):
        return None
    digits = _PLACEHOLDERS.search("".join(" " * len(piece) if "\0" in piece else piece for piece in pieces))
    flat = "".join(pieces)
    if digits is None:
        return _Section(flat.replace("\0", "").replace("?", ""), "", 0, 0, False, 0, 0, False)
    placed = digits.group()
    whole, _, fraction = placed.partition(".")
    thousands = len(placed.rstrip()) - len(placed.rstrip(","))
    behind = flat[digits.end() :]
    if "." in placed:
        thousands = len(behind) - len(behind.lstrip(","))
        behind = behind.lstrip(",")
    power = 2 * bare.count("%") - 3 * thousands
    optional = len(fraction) - len(fraction.rstrip("#?"))
    grouped = "," in whole.rstrip(",")
    before = flat[: digits.start()].replace("\0", "")
    return _Section(before, behind.replace("\0", ""), len(fraction), optional, grouped, power, whole.count("0"), True)


def _moment(value: datetime | date | time, number_format: str) -> str:
    """A date as the format names its parts, else as ISO 8601 writes it."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if "年" in number_format or "月" in number_format:
        text = f"{value.year}年" if "年" in number_format or "y" in number_format.lower() else ""
        text += f"{value.month}月" if "月" in number_format else ""
        return text + (f"{value.day}日" if "日" in number_format else "")
    clock = value.strftime(" %H:%M") if isinstance(value, datetime) and (value.hour or value.minute) else ""
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}{clock}"
