"""The arithmetic of gold rows: what a printed number may stand for, and whether a relation between such numbers holds.

Written apart from gouji.extract and gouji.check on purpose, so that the gold is no mirror of the program.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from gouji.schemas.figure import plain

SCALES = {"万": 4, "萬": 4, "亿": 8, "億": 8, "": 0}
# Units as they are printed in the sample reports, where the simplified form differs.
SIMPLIFIED = {
    "個": "个", "條": "条", "項": "项", "戶": "户", "張": "张", "冊": "册", "類": "类", "棟": "栋", "間": "间", "％": "%",
    "小時": "小时", "個月": "个月", "個百分點": "百分点", "个百分点": "百分点",
}  # fmt: skip
CHINESE_NUMERAL = re.compile(r"^[一二三四五六七八九十百千万零〇两○点]+")
PRINTED = re.compile(r"(?P<digits>[\d.]+)(?:余|多|餘)?(?P<scale>[万萬亿億]?)(?:余|多|餘)?(?P<unit>\D*)")
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: its value with the scale word in, its unit, and half a unit of its last digit (0: exact)."""

    value: Decimal
    unit: str
    half: Decimal

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        return self.value - self.half, self.value + self.half


class Verdict(NamedTuple):
    """Whether a relation holds, allowing for rounding, and what its right side gives (ratios in percent: 2 decimals)."""

    holds: bool
    expected: str


def read_number(text: str, value: str | None = None, unit: str | None = None) -> Printed:
    """A figure's printed number; Chinese numerals and damaged text need their value (and unit) given.

    Raises ValueError where no Arabic number is found and no value is given.
    """
    bare = re.sub(r"[,，\s\u3000]|\([a-zü]+\)", "", text.translate(FULL_WIDTH))
    found = PRINTED.fullmatch(bare)
    if found is None and value is None:
        raise ValueError(f"{text!r}: give its value with v=")
    if unit is None:
        unit = found["unit"] if found else CHINESE_NUMERAL.sub("", bare)
    own = SIMPLIFIED.get(unit, unit)
    if found is None or value is not None:
        return Printed(Decimal(value or 0), own, Decimal(0))
    scale = SCALES[found["scale"]]
    digits = Decimal(found["digits"])
    decimals = -int(digits.as_tuple().exponent)
    rounded = scale > 0 or decimals > 0 or own in ("%", "百分点")
    half = Decimal(5).scaleb(scale - decimals - 1) if rounded else Decimal(0)
    return Printed(Decimal(plain(digits.scaleb(scale))), own, half)


def evaluate(kind: str, lhs: Printed, terms: Sequence[tuple[int, Printed]], listed: Decimal | None = None) -> Verdict:
    """Whether `lhs` agrees with the right side; see schemas.Relation for the types.

    >>> evaluate("ratio", read_number("33.3%"), [(1, read_number("1件")), (1, read_number("3件"))])
    Verdict(holds=True, expected='33.33')
    """
    if kind == "list_length":
        assert listed is not None
        return Verdict(lhs.value == listed, plain(listed))
    if kind == "equal":
        agree = all(meet(lhs.ends, term.ends) for _, term in terms)
        return Verdict(agree, plain(terms[0][1].value))
    if kind == "ratio":
        *above, (_, below) = terms
        factor = 100 if lhs.unit == "%" else 1
        low, high = signed(above)
        ratios = [factor * a / b for a in (low, high) for b in below.ends]
        exact = factor * sum((sign * term.value for sign, term in above), Decimal(0)) / below.value
        if exact < 0:  # 下降 x% is printed without its sign
            ratios, exact = [-ratio for ratio in ratios], -exact
        expected = str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP)) if factor == 100 else plain(round(exact, 4))
        return Verdict(meet(lhs.ends, (min(ratios), max(ratios))), expected)
    right = sum((sign * term.value for sign, term in terms), Decimal(0))
    return Verdict(meet(lhs.ends, signed(terms)), plain(right))


def signed(terms: Sequence[tuple[int, Printed]]) -> tuple[Decimal, Decimal]:
    """The ends of Σ sign·term."""
    middle = sum((sign * term.value for sign, term in terms), Decimal(0))
    half = sum((term.half for _, term in terms), Decimal(0))
    return middle - half, middle + half


def meet(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal]) -> bool:
    """Whether two closed intervals share a point."""
    return max(a[0], b[0]) <= min(a[1], b[1])
