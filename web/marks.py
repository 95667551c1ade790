"""Stretches of a report as HTML: escaped, with marks, paragraph by paragraph, table rows as tables."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from markupsafe import Markup, escape

_LINE: Final = re.compile(r"[^\r\n\f]*(\r\n|[\r\n\f]|$)")
# What HTML cannot hold is shown by its sign (U+2400 and on), C1 controls by U+FFFD; white space stays what it is.
_SIGNS: Final = {
    **{code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r\f"},
    **dict.fromkeys(range(0x7F, 0xA0), 0xFFFD),
}
_NUMBER: Final = re.compile(r"[-−－]?[\d,，.．０-９]+[%％]?")


class Mark(NamedTuple):
    """A stretch of a text and the tags that stand round it; what `closing` adds is not part of the stretch."""

    start: int
    end: int
    opening: Markup
    closing: Markup


class _Line(NamedTuple):
    """A line of a text without its end, or several where a mark goes over their ends. `bars` are where the cells of a
    table row end, () for what is no row."""

    start: int
    end: int
    marks: Sequence[Mark]
    bars: Sequence[int]


def plain(text: str) -> Markup:
    """Escaped: in HTML the same characters, except that control characters become signs."""
    return Markup(str(escape(text.translate(_SIGNS))).replace("\r", "&#13;"))


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """`text[start:end]` with its marks, which are sorted, within the stretch, and do not overlap."""
    parts: list[str] = []
    for mark in marks:
        parts += plain(text[start : mark.start]), mark.opening, plain(text[mark.start : mark.end]), mark.closing
        start = mark.end
    parts.append(plain(text[start:end]))
    return Markup("".join(parts))


def blocks(text: str, start: int, end: int, marks: Sequence[Mark], table_name: str) -> Iterator[Markup]:
    """The paragraphs and tables of `text[start:end]`; `marks` as for `marked`, `table_name` is read out for a table."""
    lines = (line for line in _lines(text, start, end, marks) if text[line.start : line.end].strip())
    for is_row, group in groupby(lines, key=lambda line: bool(line.bars)):
        if is_row:
            yield _TABLE.format(table_name, Markup("").join(_row(text, line) for line in group))
        else:
            yield from (Markup("<p>{}</p>\n").format(marked(text, line.start, line.end, line.marks)) for line in group)


_TABLE: Final = Markup(
    '<div class="scroll" role="region" tabindex="0" aria-label="{}"><table class="cells"><tbody>\n{}</tbody></table></div>\n'
)


def without_overlap(marks: Sequence[Mark]) -> list[Mark]:
    """The marks in order; of two that overlap the first, of two that begin together the longer one."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _lines(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[_Line]:
    number = 0
    while start < end:
        first, stop = number, start
        while True:
            found = _LINE.match(text, stop, end)
            assert found is not None  # the pattern matches the empty string
            stop = found.end()
            while number < len(marks) and marks[number].start < stop:
                number += 1
            if number == first or marks[number - 1].end <= stop:
                break
        own = marks[first:number]
        line_end = max(found.start(1), own[-1].end if own else start)
        yield _Line(start, line_end, own, _bars(text, start, line_end, own))
        start = stop


def _bars(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[int]:
    """The ends of the cells of a row as readers write it, `cell | cell |`; none where a mark goes over one of them."""
    line = text[start:end].rstrip()
    if not line.endswith("|") or "\n" in line:
        return []
    bars = [start + place for place, sign in enumerate(line) if sign == "|"]
    return [] if any(mark.start <= bar < mark.end for bar in bars for mark in marks) else bars


def _row(text: str, line: _Line) -> Markup:
    cells, start = [], line.start
    for bar in line.bars:
        own = [mark for mark in line.marks if start <= mark.start < bar]
        value = Markup(' class="n"') if _NUMBER.fullmatch(text[start:bar].strip()) else Markup("")
        begin, stop = _stripped(text, start, bar)
        cells.append(Markup("<td{}>{}</td>").format(value, marked(text, begin, stop, own)))
        start = bar + 1
    return Markup("<tr>{}</tr>\n").format(Markup("").join(cells))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
