"""How a hand writes numbers: digits, thousands, full width, Chinese numerals, and what a unit's scale word multiplies by."""

import random
from dataclasses import dataclass
from decimal import Decimal

DIGITS = "零一二三四五六七八九"
STEPS = ("", "十", "百", "千")
SCALES = {
    "百万": Decimal(10**6),
    "百萬": Decimal(10**6),
    "万": Decimal(10**4),
    "萬": Decimal(10**4),
    "亿": Decimal(10**8),
    "億": Decimal(10**8),
}
SPELLED_BELOW = 10_000


def split_scale(unit: str) -> tuple[Decimal, str]:
    """The factor of a leading scale word, and the unit without it: 万元 -> (10000, 元)."""
    for word, factor in SCALES.items():
        if unit.startswith(word) and unit != word:
            return factor, unit.removeprefix(word)
    return Decimal(1), unit


def chinese(number: int) -> str:
    """A whole number below 10,000 in Chinese numerals: 105 -> 一百零五."""
    if number < 10:
        return DIGITS[number]
    spelled, gap = "", False
    for place, digit in enumerate(reversed(str(number))):
        if digit == "0":
            gap = bool(spelled)
            continue
        spelled = DIGITS[int(digit)] + STEPS[place] + ("零" if gap else "") + spelled
        gap = False
    return spelled[1:] if 10 <= number < 20 else spelled


@dataclass(frozen=True, slots=True)
class Pen:
    """The habits of one writer: `numerals` is one of plain, grouped, wide, spelled, spaced and myriad (1萬2,486)."""

    numerals: str
    percent: str

    def number(self, value: Decimal, decimals: int) -> str:
        """The digits alone, as this writer puts them."""
        digits = f"{value:.{decimals}f}"
        if self.numerals == "grouped":
            return f"{value:,.{decimals}f}"
        if self.numerals == "spaced":
            return f"{value:,.{decimals}f}".replace(",", " ")
        if self.numerals == "wide":
            return digits.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.,"})
        return digits

    def quantity(self, value: Decimal, decimals: int, unit: str, *, more: str = "", spelled: bool = False) -> str:
        """Number and unit; `more` is 余 or the like between them, `spelled` asks for Chinese numerals."""
        if unit == "%":
            return self._share(value, decimals)
        if unit == "成":
            return DIGITS[int(value) // 10] + unit
        whole = decimals == 0 and 0 < value < SPELLED_BELOW
        if whole and (spelled or (self.numerals == "spelled" and "元" not in unit)):
            return ("两" if value == 2 else chinese(int(value))) + more + unit
        if self.numerals == "myriad" and decimals == 0 and value >= SPELLED_BELOW and "萬" not in unit:
            return f"{int(value) // 10_000}萬{int(value) % 10_000:,}{more}{unit}"
        scale, bare = split_scale(unit)
        if more and scale > 1:
            return self.number(value, decimals) + unit.removesuffix(bare) + more + bare
        return self.number(value, decimals) + more + unit

    def _share(self, value: Decimal, decimals: int) -> str:
        if self.percent == "百分之" and 0 < value < 100:
            whole, _, rest = f"{value:.{decimals}f}".partition(".")
            point = "点" + "".join(DIGITS[int(digit)] for digit in rest) if rest.strip("0") else ""
            return f"百分之{chinese(int(whole))}{point}"
        return self.number(value, decimals) + (self.percent if self.percent != "百分之" else "%")


def pen(rng: random.Random, script: str) -> Pen:
    """A writer's habits at random; spaced thousands and 1萬2,486 only where traditional characters are written."""
    mainland = ("plain",) * 5 + ("grouped",) * 2 + ("wide", "spelled", "spelled")
    traditional = ("plain", "grouped", "grouped", "spaced", "myriad")
    numerals = rng.choice(mainland if script == "hans" else traditional)
    if numerals == "wide":
        percent = "％"
    elif numerals == "spelled":
        percent = rng.choice(("%", "百分之"))
    else:
        percent = rng.choice(("%", "%", "％"))
    return Pen(numerals, percent)
