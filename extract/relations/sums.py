"""What a sum is made of: which figures can stand in one, when parts are meant to exhaust a whole, and its tie."""

from collections.abc import Sequence
from decimal import Decimal

import regex

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.closure import half_unit
from gouji.extract.relations.slips import LIKELY, NAMED, slip_in_sum
from gouji.extract.scope.mentions import Mention

_NEAR = Decimal("0.05")
_PAIR = 2
_FOR_EACH = regex.compile(r"[、和及与][\u4e00-\u9fff]{2,10}各$")  # 职业学校和特殊教育学校各1所 counts more than once


class Sums:
    """The sums found so far: a figure whose parts were found stands for them, so that trees close level by level."""

    def __init__(self) -> None:
        self._parts: dict[int, list[Mention]] = {}
        self._total: dict[int, Mention] = {}

    def take(self, total: Mention, parts: Sequence[Mention]) -> None:
        """Note a sum; a figure can be a part of several, of which the first one counts."""
        self._parts[id(total)] = list(parts)
        for part in parts:
            self._total.setdefault(id(part), total)

    def parts_of(self, total: Mention) -> list[Mention]:
        """The parts that were found for a total."""
        return self._parts.get(id(total), [])

    def total_of(self, part: Mention) -> Mention | None:
        """The total that a figure was found to be a part of."""
        return self._total.get(id(part))


def countable(mention: Mention) -> bool:
    """Whether a figure can be the total or a part of a sum."""
    if mention.unit in ("%", "‰", "百分点", "倍", "番") or mention.per_head or mention.prior or mention.step == "from":
        return False
    return mention.level and mention.quantity.bound == "exact" and mention.draft.kind != "duration"


def states(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the words tie the parts to the total: in its sentence, or the total says 共 or 总, or its sentence does."""
    return (
        (total not in parts and parts[-1].sentence == total.sentence) or total.sums or "总" in total.tail or "共" in total.tail
    )


def best_prefix(total: Mention, parts: Sequence[Mention]) -> list[Mention] | None:
    """The longest run of parts from the first that adds up to the total, None where none of two or more does."""
    gap, slack, longest = total.quantity.value, half_unit(total), 0
    for length, part in enumerate(parts, 1):
        gap, slack = gap - part.quantity.value, slack + half_unit(part)
        if length >= 2 and abs(gap) <= slack:
            longest = length
    return list(parts[:longest]) or None


# Two kinds of which each is one or the other: 正职29名、副职56名 are all the posts of leaders.
_HALVES = ({"正职", "副职"}, {"专职", "兼职"}, {"正科", "副科"}, {"正处", "副处"}, {"出口", "进口"})


def exhausts(total: Mention, parts: Sequence[Mention], *, closed: bool) -> bool:
    """Whether parts that do not add up are still meant to: the words close the list, or they miss by a slip or by little."""
    whole = total.quantity.value
    if whole <= 0:
        return False
    gap = whole - sum((part.quantity.value for part in parts), Decimal(0))
    share = abs(gap) / whole
    if crosses(parts) or any(_FOR_EACH.search(part.near) for part in parts):
        return False
    if {part.label[:1] for part in parts} == {"男", "女"}:
        return share <= Decimal("0.3")
    if share <= Decimal("0.1") and len(parts) == _PAIR and {part.label[-2:] for part in parts} in _HALVES:
        return True
    if share <= _NEAR and len(parts) >= 3:
        return True
    if (closed or gap < 0) and share <= Decimal("0.3"):
        return True
    chance = LIKELY if share <= Decimal("0.1") else NAMED
    by_chance = len(parts) <= _PAIR and half_unit(total) > 0  # 462.5万人，其中医师170.8万人、护士219.8万人
    most = Decimal("0.1" if by_chance else "0.2")
    return share <= most and slip_in_sum(total, [(1, part) for part in parts], chance=chance)


def crosses(parts: Sequence[Mention]) -> bool:
    """Whether one of those counted may be in two of the parts: women beside what are no men (女性168人、农村户籍290人)."""
    return len(parts) > 1 and len({part.label[:1] for part in parts} & {"男", "女"}) == 1


def sum_tie(total: Mention, parts: Sequence[Mention], *, closed: bool, rule: str, stated: bool = True) -> Tie:
    """The tie of a sum; its evidence reaches from the first figure to the last. Total and parts take their roles from it."""
    if total.draft.role == "plain":
        total.draft.role = "total"
    for part in parts:
        if part.draft.role == "plain":
            part.draft.role = "part"
    return Tie(
        "sum",
        total.draft,
        [(1, part.draft) for part in parts],
        stated=stated,
        closed=closed,
        evidence=evidence_of(total.draft, *(part.draft for part in parts)),
        rule=rule,
    )


def left_tie(rest: Mention, whole: Mention, part: Mention) -> Tie:
    """rest = whole − part: what is left of a whole, or was taken off it."""
    terms = [(1, whole.draft), (-1, part.draft)]
    return Tie("difference", rest.draft, terms, evidence=evidence_of(rest.draft, *(d for _, d in terms)), rule="remainder")
