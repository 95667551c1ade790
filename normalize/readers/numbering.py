"""Numbers of list items in the styles that word processors and browsers count with (ECMA-376 part 1, 17.18.59)."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
_ROMAN_LOW = ((9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def written(number: int, style: str) -> str:
    """The number in one of Word's styles; "" for bullets and `none`, plain digits for a style that is not known.

    >>> [written(n, "chineseCounting") for n in (1, 10, 12, 20, 105, 110)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十']
    >>> written(3, "upperLetter"), written(28, "lowerLetter"), written(4, "upperRoman"), written(2, "decimalEnclosedCircle")
    ('C', 'bb', 'IV', '②')
    """
    if style in ("bullet", "none"):
        return ""
    writer = _STYLES.get(style)
    return writer(number) if writer is not None and 0 < number < 10_000 else str(number)


def _counting(digits: str, tens: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        text, pending = "", False
        for power, mark in ((1000, tens[2]), (100, tens[1]), (10, tens[0]), (1, "")):
            digit = number // power % 10
            if digit:
                text += (("零" if pending else "") if text else "") + digits[digit] + mark
            pending = not digit
        return text[1:] if 10 <= number < 20 and digits is _DIGITS else text

    return write


def _by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_LOW):
        text += letters * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    """Behind z comes aa, then bb."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


_counted = _counting(_DIGITS, "十百千")
_STYLES: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "ideographDigital": _by_digit,
    "taiwaneseDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "chineseLegalSimplified": _counting(_LEGAL, "拾佰仟"),
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalEnclosedCircle": _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": _one_of("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _one_of("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + i: ord("０") + i for i in range(10)}),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
}
