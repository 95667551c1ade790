"""Texts that a program cut at one count of characters, wherever that fell, as old exports are: also inside rows of tables.

Where no line is longer than the width, many are as long, and some of these are visibly cut, a line of just that length is
one that was cut, but for a chance of one in the width. So here a line goes on unless something speaks against it, where
`lines`, which reads texts broken in other ways, wants to see that it does; and a row of cells can be cut too.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from gouji.normalize.plan import Edit
from gouji.normalize.repairs.lines import FULL_LINES, NARROWEST, PROSE, begins_its_own, is_cut, is_laid_out
from gouji.normalize.tables.breaks import BEGINNINGS, CLOSING, CONNECTING, TITLE_ENDS

WIDEST = 120
# So many times as many lines at the width as at any length just below it: a hand, or a printer that keeps signs off the
# head of a line, breaks a little earlier now and then.
SHARPNESS, BELOW = 3, 3
FEWEST_CUTS, CUT_SHARE = 2, 0.15
# A table as wide as the text has all its rows at the width; a row of more than two full lines is hardly ever one.
WIDE_TABLE = 3
# No line begins with one of these of itself.
NEVER_FIRST = frozenset("，。；、：！？）》」』”’〕】,;:)%％")
OWN_ROW = re.compile(BEGINNINGS.replace(r"\s|", "", 1))
DECIMAL = re.compile(r"\d*\.\d")
GROUP = re.compile(r" \d{3}(?!\d)")
GAP = re.compile(r" {2,}|\u3000+")


def one_width(text: str) -> Iterator[Edit]:
    """In a text cut at one width, the breaks that cut something go.

    Harm: a title, an item or a row that happens to be as long as the lines of such a text is joined to what follows it.

    >>> text = (
    ...     "本年度共受理来信来访四百一十二件次，\\n其中来信二百零五件，比上年增加三十一\\n件；来访二百零七件，比上年减少"
    ...     "十二件\\n。办结三百九十八件，办结率为百分之九\\n十六点六，群众满意度居全市前列。\\n渠道 | 受理 | 办结 |\\n"
    ...     "网上平台（含手机客户端） | 412\\n | 398 |"
    ... )
    >>> [text[edit.start - 3 : edit.start] for edit in one_width(text)]
    ['件次，', '三十一', '十二件', '分之九', '412']
    """
    if "\n" not in text:
        return
    rows = text.split("\n")
    width = _width(rows)
    if width is None:
        return
    cut = _Cut(rows, width)
    offset, joined = 0, False
    for number, (row, below) in enumerate(pairwise(rows)):
        offset += len(row) + 1
        joined = len(row) == width and below != "" and cut.goes_on(number, joined)
        if joined:
            yield Edit(offset - 1, offset, "", "one_width")


def _width(rows: list[str]) -> int | None:
    """The count of characters at which every line was cut; None where they were not."""
    lengths = [len(row) for row in rows]
    width = max(lengths)
    if not NARROWEST <= width <= WIDEST:
        return None
    if lengths.count(width) < max(FULL_LINES, SHARPNESS * max(lengths.count(width - less) for less in range(1, BELOW + 1))):
        return None
    full = [(row, below) for row, below in pairwise(rows) if len(row) == width and row.strip() and below]
    # Records filled up with spaces are as long as each other, too.
    if 2 * sum(row.endswith(" ") for row, _ in full) > len(full):
        return None
    prose = sum(not (is_laid_out(row) or is_laid_out(below)) for row, below in full)
    cuts = sum(is_cut(row, below) or below[0] in NEVER_FIRST for row, below in full)
    # Sayings may be as long as each other, too; a sentence without its end among them is hardly ever one.
    open_rows = sum(row[-1].isalnum() and PROSE.search(row) is not None for row, _ in full)
    if cuts >= max(FEWEST_CUTS, CUT_SHARE * prose) or (cuts and open_rows >= max(FULL_LINES, len(full) / 2)):
        return width
    return None


class _Cut:
    """A cut text; the rows shorter than its width are whole, and say of those as long as it what a whole row is."""

    def __init__(self, rows: list[str], width: int) -> None:
        self.rows, self.width = rows, width
        whole = [row.rstrip() for row in rows if len(row) < width]
        piped = [row for row in whole if "|" in row]
        self.opened, self.closed = (2 * sum(row[end] == "|" for row in piped) > len(piped) for end in (0, -1))
        uncut = (row for above, row in pairwise(["", *rows]) if max(len(above), len(row)) < width)
        cells = Counter(_cells(row) for row in uncut if is_laid_out(row))
        self.cells = max(cells, key=lambda count: (cells[count], count)) if cells else 0

    def goes_on(self, number: int, joined: bool) -> bool:
        """Whether the row at `number`, as long as the text is wide, is cut there; `joined`: the one above it was."""
        row, below = self.rows[number], self.rows[number + 1]
        if row[-1] in " \t" or below[0] == "\t":
            return True
        if "|" in row or ("|" in below and row[-1] not in CLOSING):
            return self._piped_row_goes_on(row, below)
        if is_laid_out(row) or (joined and is_laid_out(below)):
            return self._row_goes_on(number)
        return not is_laid_out(below) and _sentence_goes_on(row, below)

    def _piped_row_goes_on(self, row: str, below: str) -> bool:
        if "|" in below and (below[0] == " " or (self.opened and below[0] != "|" and not OWN_ROW.match(below))):
            return True
        return row[-1] != "|" if self.closed else "|" in (row[-1], below[0])

    def _row_goes_on(self, number: int) -> bool:
        """In a table set with tabs or spaces."""
        row, below = self.rows[number], self.rows[number + 1]
        if row[-1] in CLOSING or (OWN_ROW.match(below) and not (row[-1].isdecimal() and DECIMAL.match(below))):
            return False
        if self.cells and min(_cells(row), _cells(below)) >= self.cells:
            return False
        run = self.rows[number : number + WIDE_TABLE]
        return not all(len(row) == self.width and is_laid_out(row) for row in run)


def _cells(row: str) -> int:
    """How many cells a row set with tabs or spaces has."""
    return row.count("\t") + 1 if "\t" in row else len(GAP.findall(row.strip())) + 1


def _sentence_goes_on(row: str, below: str) -> bool:
    """In prose: a sentence that is over may be a paragraph's end, a line that reads like a title may be one."""
    if below[0] in " \u3000":
        return row[-1].isdecimal() and GROUP.match(below) is not None
    if below[0] in NEVER_FIRST or row[-1] in CONNECTING or row[-1] == "第":
        return True
    if begins_its_own(row, below) or (row[-1] in CLOSING and row[-1] != "；"):
        return False
    return PROSE.search(row) is not None or not row.rstrip(")）").endswith(TITLE_ENDS)
