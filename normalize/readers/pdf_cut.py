"""Whether the end of a page cuts a row of a table in two."""

import re
from collections.abc import Sequence

from gouji.normalize.readers.pdf_tables import Part, TableCell

_ENDS = "。！？!?；;"
_FIGURES = re.compile(r"[-+\d.,，%％\s]+")
# What begins a text of its own: 1、 （一） ①, but not 1.5
_ITEM = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、．.)）](?!\d)|[①-⑳●■◆★·•]")
_WORD = re.compile(r"[（(《〈“‘「『【〔]*(?:[!-~]+|.)?")
_ROOM = 0.6  # em that a full line leaves free besides the next word
_PADDING = 1.2  # em at most between a rule and the text: what stands further off is set in the middle, and fills no line


def row_is_cut(pairs: Sequence[tuple[TableCell, TableCell]]) -> bool:
    """Of the cells over and under a page end, by column: whether they are two parts of one row.

    Where rules are missing at the page end they tell; else every text that stands on both sides must run on, and as a rule
    some cell of the row is at its end on one side.
    """
    if not pairs:
        return False
    single = [(upper, lower) for upper, lower in pairs if upper.rows == lower.rows == 1]
    # A rule under the upper part ends its row, whatever stands over the lower one: the head of a page often goes without.
    if single and all(upper.cut_below for upper, _ in single):
        return all(upper.cut_below or lower.cut_above for upper, lower in pairs)
    both = [(upper, lower) for upper, lower in single if upper.parts and lower.parts]
    return bool(both) and all(_runs_on(upper.parts[-1], lower.parts[0]) for upper, lower in both)


def _runs_on(upper: Part, lower: Part) -> bool:
    """Whether the first word of `lower` would not have had room at the end of `upper`, whose text is not at its end."""
    last, first = upper.lines[-1], lower.lines[0]
    if last.text[-1] in _ENDS or _ITEM.match(first.text):
        return False
    if all(_FIGURES.fullmatch(line.text) for line in (last, first)):
        return False
    word = _WORD.match(first.text)
    count = max(word.end() if word else 0, 1)
    width = float(first.boxes[count - 1, 2] - first.boxes[0, 0])
    padding = min(min(line.left for line in upper.lines) - upper.left, _PADDING * last.em)
    return upper.right - padding - last.right < width + _ROOM * last.em
