"""Characters that are read for each other in numbers, mostly from scans: O for 0, l for 1, a comma for a point."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Proposal
from gouji.normalize.tables.breaks import UNITS

LETTERS = str.maketrans("Oo〇lI", "00011")
COUNTED = "[个名人家户件宗册份辆台座盏张]"  # nobody counts these in decimals
# 1O5名, l2个, 98.O%; not O2O, A1, 5I: a digit in it, no other letter beside it, its unit behind it.
LETTER = re.compile(
    r"(?<![A-Za-z\d.,〇])(?=[OolI〇.,]*\d)(?=[\d.,]*[OolI〇])"
    rf"[1-9lI][\dOolI〇]*(?:[.,][\dOolI〇]+)*(?=[{UNITS}])"
)
TRIGGER = re.compile(r"[OolI〇](?:(?<=[\d.,].)|(?=[\d.,]))")
# What may be a wrong sign in a number, the sign in front so that the search is fast: 98,6%, 98，6%, 98。6%; 3，198人;
# a decimal of three places before what is counted in whole.
SIGNS = (
    *((re.compile(rf"{sign}(?<=\d.)\d{{1,2}}(?=[%％]|个百分点)"), ".", "comma_for_point") for sign in ",，。"),
    (re.compile(rf"，(?<=\d.)\d{{3}}(?={COUNTED})"), ",", "comma_in_number"),
    (re.compile(rf"\.(?<=\d.)\d{{3}}(?={COUNTED})"), ",", "point_for_comma"),
)
HEAD = re.compile(r"(?<![\d.,])[1-9]?\d{1,2}$")
LIST = re.compile(r"分别|依次|各为|[、和及与]")
BEFORE = 16


def confusions(text: str) -> Iterator[Proposal]:
    """A letter among digits, a comma where a decimal point belongs, a point where thousands are grouped: what the number may
    have been is proposed, never put in.

    >>> [tuple(flag)[:3] for flag in confusions("共1O5名，占98,6%，共3.198人，分别占12，35%，O2O个")]
    [(1, 4, '105'), (7, 11, '98.6'), (14, 19, '3,198')]
    """
    if TRIGGER.search(text) is not None:
        for match in LETTER.finditer(text):
            yield Proposal(*match.span(), match[0].translate(LETTERS), "confusions", "letter_in_number")
    for pattern, sign, reason in SIGNS:
        for match in pattern.finditer(text):
            front = text[max(0, match.start() - BEFORE) : match.start()]
            head = HEAD.search(front)
            # The same sign before the number: 12，35，40%.
            if head is not None and not LIST.search(front) and front[head.start() - 1 : head.start()] != match[0][0]:
                start = match.start() - len(head[0])
                yield Proposal(start, match.end(), f"{head[0]}{sign}{match[0][1:]}", "confusions", reason)
