"""Lines set with a space between all their characters, as scans and stretched titles have them: 年 末 实 有 １８６ 人."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

_CJK = r"\u3400-\u9fff"
_MARK = r"，。；：、（）《》“”％"
PAIR = re.compile(rf"[{_CJK}](?=[ \u3000\xa0]?[{_CJK}])")
# What group 1 finds goes: one space beside a character or its sign, but none between two numbers.
APART = re.compile(rf"(?:(?<=[{_CJK}{_MARK}])([ \u3000\xa0])(?=[^\s])|(?<=[^\s])([ \u3000\xa0])(?=[{_CJK}{_MARK}]))")
TRIGGER = re.compile(rf"(?:[{_CJK}][ \u3000\xa0]){{6}}")
LONG = 10  # neighbours on a line that no row of one-character cells has
SHORT = 3  # of a line beside such ones: a title, the end of a paragraph
MOSTLY = 0.8


def letterspaced(text: str) -> Iterator[Edit]:
    """Where a long line has a space between nearly all its characters, these spaces go, and those of short lines like it.

    Harm: a table of which every cell holds one character, ten of them in a row, becomes a line of words.

    >>> [text for text in ("年 末 全 局 实 有 在 职 干 部１８６人 其 中", "合 计 12 15") if any(letterspaced(text))]
    ['年 末 全 局 实 有 在 职 干 部１８６人 其 中']
    """
    if TRIGGER.search(text) is None:
        return
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", text)]
    if not any(_is_letterspaced(line, LONG) for _, line in lines):
        return
    for start, line in lines:
        if _is_letterspaced(line, SHORT):
            for match in APART.finditer(line):
                yield Edit(start + match.start(), start + match.end(), "", "letterspaced")


def _is_letterspaced(line: str, least: int) -> bool:
    """Whether at least so many pairs of neighbours in a line have a space between them, and nearly all that it has."""
    pairs = [match.end() for match in PAIR.finditer(line)]
    apart = sum(line[end : end + 1].isspace() for end in pairs)
    return apart >= least and apart >= MOSTLY * len(pairs)
