"""Shares of several figures together, and of one that is only pointed to: 两家合占60%, 前者占64%."""

from collections.abc import Sequence

import regex

from gouji.extract.draft import Tie
from gouji.extract.relations.average import FAR, usable
from gouji.extract.relations.change import ratio_tie
from gouji.extract.relations.closure import is_quotient
from gouji.extract.scope.mentions import Mention

REACH = 18  # figures back to the parts of a share
_TOGETHER = regex.compile(r"[^，。；]{0,6}占")
_GROUPS = frozenset("家项类者个")  # how parts are counted together: 两家合占, 前三类占


def together(mentions: Sequence[Mention], place: int) -> Tie | None:
    """`教育系统510个、卫生系统200个，两家合占60%`, `前三类占42.8%`: several parts together over a whole anywhere before."""
    rate, count = mentions[place], mentions[place - 1]
    wanted = int(count.quantity.value)
    if not (_TOGETHER.match(rate.gap) and count.quantity.unit in _GROUPS and 2 <= wanted <= 5):
        return None
    before = [m for m in mentions[max(0, place - REACH) : place - 1] if usable(m) and m.level]
    row = [m for m in before if m.unit == before[-1].unit and m.sentence >= before[-1].sentence - 1]
    parts = [m for m in row if m.draft.role == "part"][:wanted] if count.near.endswith("前") else row[-wanted:]
    if len(parts) < wanted:
        return None
    for whole in reversed(mentions[max(0, place - FAR) : place]):
        if whole.unit[:1] == parts[0].unit and whole.level and is_quotient(rate, [(1, part) for part in parts], whole):
            return ratio_tie(rate, [(1, part) for part in parts], whole, "share")
    return None


def one_of_two(rate: Mention, before: Sequence[Mention], worded: tuple[Mention, Mention] | None) -> Tie | None:
    """`即办件15万件、承诺件8万件，前者占64%` is of both together, which no relation tells, unless a printed whole gives it."""
    pair = [m for m in before if m.sentence == rate.sentence and m.level][-2:]
    wholes = [*((worded[1],) if worded else ()), *reversed(before)]
    for part in pair[-1:] if rate.near.startswith("后") else pair[:1]:
        for whole in wholes:
            if whole not in pair and whole.unit == part.unit and is_quotient(rate, [(1, part)], whole):
                return ratio_tie(rate, [(1, part)], whole, "share")
    return None
