"""REPEAT: one item of a list that stands there twice running, with the same name and number."""

import re
from collections.abc import Iterator, Sequence

from gouji.check import reasons
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger
from gouji.check.wording import passages, sentences
from gouji.schemas import Figure

LEAST = 2  # characters of a name
DEALT = {"dealt", "part"}  # the rules that give a figure the name that its list has for it


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim, a warning, for each item behind itself: 农村农业34件，农村农业34件.

    The same words stand before both, or, behind 分别为, the rows give both the same subject.
    """
    for rows in ledger.by_report.values():
        for here, words in passages(sentences(rows)):
            for place in range(1, len(here)):
                one, other = here[place - 1], here[place]
                if one.text != other.text or one.unit != other.unit or one.bound != "exact" or other.kind == "percentage":
                    continue
                names = [re.sub(r"^\W*(?:其中|包括|和|及|与|以及)?\W*", "", words[at]) for at in (place - 1, place)]
                again = names[0] == names[1] if words[place].startswith(";") else names[0].endswith(names[1])
                named = again and len(names[1]) >= LEAST
                dealt = not names[1] and {one.rule, other.rule} <= DEALT and len(other.subject) >= LEAST
                if named or (dealt and one.subject == other.subject):
                    yield Claim(
                        code="REPEAT",
                        severity="warning",
                        figures=(other, one, *(_totals(one, other, ledger) or _sum_without(here, place))),
                        expected=None,
                        actual=other.value,
                        gap=other.value,
                        tolerance=None,
                        reason=reasons.REPEATED,
                        office=ledger.office(other.report),
                        suspects=(other, one),
                    )


def _totals(one: Figure, other: Figure, ledger: Ledger) -> tuple[Figure, ...]:
    """The figures that the item is counted in."""
    sums = [
        relation.lhs
        for item in (one, other)
        for relation in ledger.touching.get(item.figure, ())
        if relation.type == "sum" and relation.lhs not in (one.figure, other.figure)
    ]
    return tuple(ledger.figures[name] for name in dict.fromkeys(sums) if name in ledger.figures)


def _sum_without(here: Sequence[Figure], place: int) -> tuple[Figure, ...]:
    """The figure before a list that its items add up to, the one at `place` counted once; () where there is none."""
    unit, first, last = here[place].unit, place, place
    while first > 0 and here[first - 1].unit == unit:
        first -= 1
    while last + 1 < len(here) and here[last + 1].unit == unit:
        last += 1
    for begin in range(first, place):
        once = sum(figure.value for figure in here[begin : last + 1]) - here[place].value
        if totals := [figure for figure in here[:begin] if figure.unit == unit and figure.value == once]:
            return tuple(totals[-1:])
    return ()
