"""Remainders: 其余3件, 尚余2082个: what is left of a whole when a part of it is taken off."""

from collections.abc import Sequence

from gouji.extract.draft import Tie
from gouji.extract.relations.closure import comparable, differs_by
from gouji.extract.relations.sums import countable, left_tie, sum_tie
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.words import pattern

_LEFT = pattern("{parts.left}")
_COMPLETES = pattern("{parts.completes}")
_REST = pattern("^[，,、；;]?{parts.rest}")
_REACH = 12


def remainders(mentions: Sequence[Mention]) -> list[Tie]:
    """Whole, part and remainder, where the words say that something is left."""
    ties = []
    for place, rest in enumerate(mentions):
        if not (_LEFT.search(rest.near + rest.after[:3]) and countable(rest)):
            continue
        if pair := _taken_off(mentions, place):
            ties.append(_tie(rest, *pair))
        elif pair := _set_aside(mentions, place):
            ties.append(left_tie(rest, *pair))
    return ties


def _set_aside(mentions: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """(whole, part) of `除2个保密科室外，其余5个全部公开，7个…`: the whole stands behind."""
    if not 0 < place < len(mentions) - 1:
        return None
    part, rest, whole = mentions[place - 1 : place + 2]
    besides = part.near.rstrip().endswith("除") and part.sentence == rest.sentence == whole.sentence
    return (whole, part) if besides and comparable(whole, rest) and differs_by(rest, whole, part) else None


def _tie(rest: Mention, whole: Mention, part: Mention) -> Tie:
    """尚有45个 completes the whole, 其余3个 is the difference to it."""
    if _COMPLETES.search(rest.near):
        return sum_tie(whole, [part, rest], closed=True, rule="remainder")
    return left_tie(rest, whole, part)


def _taken_off(mentions: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """(whole, part) before a remainder: the pair that gives it; else, behind 其余, the only two figures of its sentence."""
    rest = mentions[place]
    near = [
        m for m in mentions[max(0, place - _REACH) : place] if m.block == rest.block and comparable(m, rest) and countable(m)
    ]
    for part in reversed(near):
        for whole in reversed(near):
            larger = whole.quantity.value > part.quantity.value and whole.draft.start < part.draft.start
            if larger and differs_by(rest, whole, part):
                return whole, part
    here = [m for m in near if m.sentence == rest.sentence]
    taken = sum((m.quantity.value for m in here), rest.quantity.value)
    if any(m.quantity.value == taken for m in near if m not in here):
        return None  # 到位2860万元。…用去1716万元，…用去858万元，余下286万元: both are off the first
    fewer = [m for m in mentions[max(0, place - _REACH) : place] if m.unit == rest.unit and m.draft.role == "delta"]
    if len(here) == 2 and any(m.sentence == rest.sentence and differs_by(rest, m, here[1]) for m in fewer):
        return None  # 由915人减到883人，减少32人，改革退出16人，其余16人退休: of those fewer
    if len(here) == 2 and (here[1].gap.lstrip()[:1] in ("、", "和", "及", "与") or _alike(*here)):
        return None  # 提报97人、公告中43人，其余24人: of a whole that is not told
    if len(here) == 2 and _REST.match(rest.tail[-len(rest.near) - 1 :]) and here[0].quantity.value > here[1].quantity.value:
        return here[0], here[1]
    return None


def _alike(first: Mention, second: Mention) -> bool:
    """Whether two figures stand side by side, since both name what they count (党群机关空编105名，乡镇空编95名)."""
    noun = first.draft.measure
    return bool(noun) and first.label != noun and first.label.endswith(noun) and second.label.endswith(noun)
