"""Line breaks inside a sentence, by hard wrapping or by accident, also inside a number.

A wrong join hurts more than a missed one: titles, headings, items, rows, signatures and dates must stay apart. So a break
goes only where the upper line is open, the lower one begins nothing of its own, and either both stand in a text wrapped
at a fixed width or the break itself shows that something was cut.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from gouji.normalize.plan import Edit
from gouji.normalize.tables.breaks import (
    AFTER_CLOSING,
    BEGINNINGS,
    BRACKETS,
    CLOSING,
    CONNECTING,
    DATE_LINE,
    TITLE_ENDS,
    UNITS,
    WORDS,
)

# Shorter lines are titles, items or rows far more often than parts of a sentence.
LONG = 25
WINDOW = 400
# Wrapping: at least so many characters a line, so many full lines, so large a share of them cut visibly.
NARROWEST, FULL_LINES, CUT_SHARE = 16, 4, 0.15

# The point behind a character: some archives have all their punctuation as points.
PROSE = re.compile(r"[，。；;！？]|,(?!\d)|(?<=[\u3400-\u9fff])\.")
COLUMNS = ("\t", "|", "｜", "\u3000", "  ")
CELLS = re.compile(r" -?[\d.,]+%? -?[\d.,]+%?$")
OWN_LINE = re.compile(f"{BEGINNINGS}|(?:{DATE_LINE})$")
CUT_WORDS = frozenset(WORDS.split())
HAN = re.compile("[\u3400-\u9fff]")
WORDED = re.compile("[\u3400-\u9fff，。；]")
NUMBER_HEAD = re.compile(r"[\d.．]*\d *$")
POINTED = re.compile(r"[\u3400-\u9fff]\d{1,9} ?[.．] *$")
DECIMALS = re.compile(r"\d{1,4}(?:[%％‰万亿]|个百分点|元)")
POINT = re.compile("[.．]")
NUMBER_TAIL = re.compile(r" ?(?:[.．]\d|[%％‰])")
ENUMERATOR = re.compile(r"\d{1,3}[、．.)）]")
COUNTED = re.compile(rf"(?!(?:19|20)\d\d年)\d*(?:[.,．， ]\d+)*余?[{UNITS}]")
UNIT_CUTS = (
    (re.compile(r"\d[余多]?[万亿] *$"), re.compile(r" ?(?:元|美元|港元|人次|平方米|公顷|亩|吨)")),
    (re.compile(r"\d个 *$"), re.compile(r" ?(?:工作[日天]|百分点|小时|月)")),
    (re.compile(r"\d个工作$"), re.compile(r"[日天]")),
)
# What any of the above begins with, but for a digit.
TAILS = frozenset(" .．%％‰元美港人平公亩吨工百小月日天")
CODE_TAIL = re.compile(r"(?:\d{7,}|[-—－:：号#]\s?\d+)$")


def lines(text: str) -> Iterator[Edit]:
    """A break inside a sentence goes, with the spaces before it.

    Harm: two rows without punctuation at their ends, in a text wrapped at their width, are joined.

    >>> text = "全年共受理各类申请412件，其中网上申请305件，比上年增\\n加86件。\\n县政务服务中心"
    >>> [(edit.start, edit.end) for edit in lines(text)]
    [(29, 30)]
    """
    if "\n" not in text:
        return
    rows = text.split("\n")
    open_rows = [may_go_on(row, below) for row, below in pairwise(rows)]
    full = _full_rows(rows, open_rows)
    offset, sentence = 0, ""
    for (row, below), is_open in zip(pairwise(rows), open_rows, strict=True):
        offset += len(row) + 1
        if not is_open:
            sentence = ""
            continue
        # What was joined so far; no more of it than its length and its open signs are needed for.
        sentence = (sentence + row.rstrip())[-WINDOW:]
        if (full(row) and _goes_on_when_full(row, below, full)) or _goes_on_by_accident(sentence, below):
            yield Edit(offset - 1 - (len(row) - len(row.rstrip(" "))), offset, "", "lines")
        else:
            sentence = ""


def may_go_on(row: str, below: str) -> bool:
    """What holds for every break: open above, nothing of its own below, no layout on either side."""
    if _is_number_cut(row, below):
        return True
    if not below or below[0] in " \u3000\t" or _is_closed(row):
        return False
    return not (begins_its_own(row, below) or is_laid_out(row) or is_laid_out(below))


def begins_its_own(row: str, below: str) -> bool:
    """Whether the lower line is an item, a heading, a date …; `…分别为1` over `3、15件` is no item."""
    return OWN_LINE.match(below) is not None and not (row[-1:].isdecimal() and ENUMERATOR.match(below))


def _is_closed(row: str) -> bool:
    row = row.rstrip(" ")
    if not row or row[-1] in CLOSING:
        return True
    if row[-1] in ".．":
        return not row[:-1].rstrip(" ")[-1:].isdecimal()
    return row[-1] in AFTER_CLOSING and row[-2:-1] in "。；！？"


def is_laid_out(row: str) -> bool:
    """Whether a row is set in columns: by signs or runs of spaces inside it, or by numbers at its end."""
    row = row.strip()
    return any(sign in row for sign in COLUMNS) or (" " in row and CELLS.search(row) is not None)


def _goes_on_when_full(row: str, below: str, full: Callable[[str], bool]) -> bool:
    """In wrapped text; a title may happen to be full, and a lower line without punctuation may be a signature."""
    if not PROSE.search(row) and row.rstrip(" )）").endswith(TITLE_ENDS):
        return False
    is_text = PROSE.search(below) is not None or full(below) or below.rstrip()[-1:] in CLOSING
    return is_text and (PROSE.search(row + below) is not None or is_cut(row, below))


def _goes_on_by_accident(sentence: str, below: str) -> bool:
    """In text that is not wrapped: a long sentence, visibly cut."""
    if _is_number_cut(sentence, below):
        return True
    if sentence[-1:].isdecimal() and COUNTED.match(below) and PROSE.search(sentence):
        return not CODE_TAIL.search(sentence)
    if len(sentence) <= LONG or not PROSE.search(sentence) or not PROSE.search(below):
        return False
    return is_cut(sentence, below)


def _is_number_cut(above: str, below: str) -> bool:
    """Whether the lower line begins with the decimals, the percent sign or the unit that the number above it lacks."""
    if not below or not (below[0] in TAILS or below[0].isdecimal()):
        return False
    if not WORDED.search(below) or is_laid_out(above) or is_laid_out(below):
        return False
    if DECIMALS.match(below) and POINTED.search(above[-20:]):
        return True
    if any(head.search(above[-8:]) and tail.match(below) for head, tail in UNIT_CUTS):
        return True
    tail = NUMBER_TAIL.match(below)
    if tail is None or not HAN.search(above):
        return False
    number = NUMBER_HEAD.search(above[-20:])
    return number is not None and (POINT.search(number[0]) is None or POINT.search(tail[0]) is None)


def is_cut(above: str, below: str) -> bool:
    """Whether the break itself shows: in a number, before its unit, after a comma or a particle, in a word, in brackets."""
    above = above.rstrip(" ")
    last = above[-1]
    if last.isdecimal() or (last in ".,．" and above[-2:-1].isdecimal()):
        if CODE_TAIL.search(above):
            return False
        return COUNTED.match(below) is not None
    if last in CONNECTING or last == ",":
        return True
    if last + below[0] in CUT_WORDS and not above[-2:-1].isdecimal():
        return True
    return any(above.count(opening) > above.count(closing) and closing in below[:40] for opening, closing in BRACKETS.items())


def _full_rows(rows: list[str], open_rows: list[bool]) -> Callable[[str], bool]:
    """Which rows fill the width at which the text was wrapped; none where it was not. `open_rows`: which may go on below."""
    below = zip(pairwise(rows), open_rows, strict=True)
    pairs = [(row.rstrip(" "), under) for (row, under), is_open in below if is_open and len(row) >= NARROWEST]
    if len(pairs) < FULL_LINES:
        return lambda row: False
    for measure, slack in ((len, 1), (_columns, 2)):
        width = _width(Counter(measure(row) for row, _ in pairs), slack)
        if _is_wrapped(rows, pairs, measure, width, slack):
            return lambda row, m=measure, w=width, s=slack: abs(m(row.rstrip(" ")) - w) <= s  # type: ignore[misc]
    return lambda row: False


def _is_wrapped(rows: list[str], pairs: list[tuple[str, str]], measure: Callable[[str], int], width: int, slack: int) -> bool:
    """Whether rows round this width are many and some visibly cut, and hardly any row is longer."""
    full = [(row, below) for row, below in pairs if abs(measure(row) - width) <= slack]
    if len(full) < FULL_LINES:
        return False
    longer = sum(measure(row) > width + 2 * slack and not is_laid_out(row) for row in rows)
    return longer <= len(full) / 10 and sum(is_cut(*pair) for pair in full) >= max(2, CUT_SHARE * len(full))


def _width(lengths: Counter[int], slack: int) -> int:
    """The width round which most rows lie."""
    return max(lengths, key=lambda width: (sum(lengths[near] for near in range(width - slack, width + slack + 1)), width))


def _columns(row: str) -> int:
    """Columns on a screen: a Chinese character or sign takes two."""
    return len(row.encode("gb18030", "replace"))
