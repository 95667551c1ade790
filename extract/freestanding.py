"""Numbers and quantities of any Chinese text, without a report around them: what `gouji.extract` offers on its own.

Nothing here reads a file, asks what a figure counts, or loads a model. The text may be as it was found: traditional
characters, full-width digits, spaces within numbers and glosses are repaired first (`normalize.clean`), and every offset
is one of the text that was given.
"""

from dataclasses import dataclass
from decimal import Decimal

from gouji.extract import draft
from gouji.extract.numerals import Number
from gouji.extract.numerals import parse_number as read_number
from gouji.extract.quantities import bounds, read_quantities
from gouji.normalize.clean import CleanText, clean
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
        value=found.value,
        low=found.low,
        high=found.high,
        unit=found.unit,
        unit_mult=found.unit_mult,
        decimals=found.decimals,
        kind=kind,
        bound=found.bound,
    )


def parse_number(text: str) -> Number:
    """Read `text`, which is one number, with what qualifies it, and nothing else; ValueError where it is none."""
    return read_number(text)
