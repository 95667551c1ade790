"""Circles and letters that stand for 〇 in Chinese digits: 二OO八年, 二○一○年."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

# White circles; Latin, Greek and Cyrillic O, full-width ones; zeros.
CIRCLES = "○◯"
ZEROS = f"{CIRCLES}OoＯｏΟοОо0０"
DIGITS = "一二三四五六七八九〇"
TRIGGER = re.compile(f"[{DIGITS}][{ZEROS}]")
SIGNS = f"[{DIGITS}{ZEROS}]"
# A year in four signs, one more than the first beyond doubt; or circles between digits. 张○○, 二O and 二000 are none of them.
PATTERNS = (
    re.compile(
        f"(?<![{DIGITS}{ZEROS}A-Za-z])[一二](?={SIGNS}{{0,2}}[{DIGITS}{CIRCLES}]|{SIGNS}{{3}}年){SIGNS}{{3}}(?![{DIGITS}{ZEROS}A-Za-z])"
    ),
    re.compile(f"(?<=[{DIGITS}])[{CIRCLES}]+(?=[{DIGITS}])"),
)
VARIANT = re.compile(f"[{ZEROS}]+")


def zeros(text: str) -> Iterator[Edit]:
    """In a year of four Chinese digits every form of zero becomes 〇, elsewhere only a circle between two of them.

    Harm: a name such as 二○○九 that hides four characters is taken for a year.

    >>> [(edit.start, edit.replacement) for edit in zeros("二OO八年，二0一○年，三○五室；张○○，一O年，二○××年")]
    [(1, '〇〇'), (7, '〇'), (9, '〇'), (13, '〇')]
    """
    if TRIGGER.search(text) is None:
        return
    places = {
        (match.start() + variant.start(), match.start() + variant.end())
        for pattern in PATTERNS
        for match in pattern.finditer(text)
        for variant in VARIANT.finditer(match[0])
    }
    for start, end in sorted(places):
        yield Edit(start, end, "〇" * (end - start), "zeros")
