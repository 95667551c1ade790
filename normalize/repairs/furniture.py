"""What a web page prints round a report: where you are, how often it was read, font sizes, the next article, the host."""

import re
from collections.abc import Iterable, Iterator

from gouji.normalize.plan import Edit
from gouji.normalize.tables.furniture import BETWEEN, CUES, FACTS, ITEMS, LINES

# So many lines of the report itself may stand before or among the furniture at its head and at its foot: a title in two
# lines, a number, a date; a signature and its date.
OWN_LINES = 4
# No furniture lies further in; longer lines are text.
REACH, LONGEST = 3000, 200

CUE = re.compile(CUES)
LINE = re.compile(r"[^\n]*\n?")
WHOLE = re.compile("|".join(LINES))
ITEM = re.compile("|".join(ITEMS))
FACT = re.compile("|".join(FACTS))
GAP = re.compile(BETWEEN)


def furniture(text: str) -> Iterator[Edit]:
    """At the head and foot of a page, lines that are nothing but furniture go; of a line that also has the date or source of
    the report, what is furniture goes. Lines that hold anything else stay.

    Harm: a report on a web page that begins with its number of visits loses that line.

    >>> page = "当前位置：首页 > 公开\\n年度报告\\n日期：2023-01-18　浏览：326\\n全县编制35名。\\n【打印】\\n"
    >>> [page[edit.start:edit.end] for edit in furniture(page)]
    ['当前位置：首页 > 公开\\n', '　浏览：326', '【打印】\\n']
    """
    head_end, foot_start = min(REACH, len(text)), max(0, len(text) - REACH)
    if not CUE.search(text, 0, head_end) and not CUE.search(text, foot_start):
        return
    if foot_start <= head_end:
        head = foot = [match.span() for match in LINE.finditer(text) if match[0]]
    else:
        head = [match.span() for match in LINE.finditer(text, 0, head_end) if match[0]]
        foot = [match.span() for match in LINE.finditer(text, text.find("\n", foot_start) + 1) if match[0]]
    found = {edit for lines in (head, foot[::-1]) for edit in _edge(text, lines)}
    yield from sorted(found)


def _edge(text: str, lines: Iterable[tuple[int, int]]) -> Iterator[Edit]:
    """The furniture of the lines from an edge of the page inwards."""
    own = 0
    for start, end in lines:
        line = text[start:end].rstrip("\n")
        if not line.strip():
            continue
        places = _places(line)
        if places is None:
            own += 1
            if own == OWN_LINES:
                return
        elif places == [(0, len(line))]:
            yield Edit(start, end, "", "furniture")
        else:
            yield from (Edit(start + first, start + last, "", "furniture") for first, last in places)


def _places(line: str) -> list[tuple[int, int]] | None:
    """Where the furniture of a line stands, none where the line only has facts; None for a line of anything else."""
    if len(line) > LONGEST:
        return None
    if WHOLE.fullmatch(line.strip()):
        return [(0, len(line))]
    places: list[tuple[int, int]] = []
    facts = False
    done, at = 0, _after_gap(line, 0)
    while at < len(line):
        item = ITEM.match(line, at) or FACT.match(line, at)
        if item is None or item.end() == at:
            return None
        end = len(line[: item.end()].rstrip())
        if item.re is FACT:
            facts = True
        elif places and places[-1][1] == done:
            places[-1] = (places[-1][0], end)
        else:
            places.append((done, end))
        done, at = end, _after_gap(line, item.end())
    if places and places[-1][1] == done:
        places[-1] = (places[-1][0], len(line))
    return places if facts else [(0, len(line))] if places else None


def _after_gap(line: str, at: int) -> int:
    gap = GAP.match(line, at)
    return gap.end() if gap else at
