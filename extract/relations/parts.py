"""Sums: a total and the parts that the text lists under it, before it or behind it."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise

import regex

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.closure import adds_up, comparable, one_slip
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import OpenList
from gouji.extract.scope.words import pattern

_TAKEN = pattern("{parts.taken}")
_NEAR = Decimal("0.05")
_REACH = 24
_FAR = 60  # so many figures back a whole may stand that parts in one breath give away
_CHOICE = 8  # among so many figures before it a total may choose its parts
_SO_MANY = regex.compile(r"(?P<number>[两二三四])[项类者个家][\u4e00-\u9fff]{0,2}(?:合计|共计|总计|合共|相加|合)")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4}
_BREATH = 3  # so many figures in one breath are a list
_DOUBLED = regex.compile(r"[，,（(]?(?:正好|恰好)?翻了?(?P<fold>[一二两三])番")
_FOLD = {"一": 1, "二": 2, "两": 2, "三": 3}
_LABEL = 14  # the longest gap inside one


def listed_sums(lists: Sequence[OpenList]) -> list[Tie]:
    """The sums that list cues (其中, 分别为, 由…组成 …) announce."""
    ties = []
    for one in lists:
        parts = best_prefix(one.total, one.parts)
        if parts is not None:
            ties.append(sum_tie(one.total, parts, closed=True, rule="list"))
        elif len(one.parts) >= 2 and exhausts(one.total, one.parts, closed=one.closed):
            ties.append(sum_tie(one.total, one.parts, closed=True, rule="list"))
    return ties


def doublings(mentions: Sequence[Mention]) -> list[Tie]:
    """`由12个增加到24个，翻了一番`: the new level is the old one taken two, four, eight times."""
    ties = []
    for new in mentions:
        old = new.base
        found = _DOUBLED.match(new.rest)
        if new.step == "to" and old is not None and old.step == "from" and found:
            times = 2 ** _FOLD[found["fold"]]
            ties.append(sum_tie(new, [old] * times, closed=True, rule="doubling"))
    return ties


def mirrored(sums: Sequence[Tie], mentions: dict[int, Mention]) -> list[Tie]:
    """The sum of the old levels where that of the new ones is known (编制由A减至B，其中行政由C减至D，事业由E减至F)."""
    ties = []
    for tie in sums:
        figures = [mentions[id(tie.lhs)], *(mentions[id(draft)] for _, draft in tie.terms)]
        olds = [m.base for m in figures if m.step == "to" and m.base is not None and m.base.step == "from"]
        if tie.type == "sum" and len(olds) == len(figures) and all(sign > 0 for sign, _ in tie.terms):
            ties.append(sum_tie(olds[0], olds[1:], closed=True, rule="mirrored"))
    return ties


def halves(mentions: Sequence[Mention]) -> list[Tie]:
    """Men and women side by side exhaust the people counted before them, also where they miss by little."""
    ties = []
    for men, women in pairwise(mentions):
        whole = men.base
        if men.sentence != women.sentence or {men.label[:1], women.label[:1]} != {"男", "女"}:
            continue
        if men.draft.rule == "division" and whole is not None and women.base is whole:
            if exhausts(whole, [men, women], closed=True):
                ties.append(sum_tie(whole, [men, women], closed=True, rule="halves"))
        elif men.draft.rule != "part" and (whole := _far_whole(mentions, [men, women])):
            ties.append(sum_tie(whole, [men, women], closed=True, rule="halves", stated=False))
    return ties


def _far_whole(mentions: Sequence[Mention], parts: Sequence[Mention]) -> Mention | None:
    """The figure of three digits or more anywhere before that parts in one breath add up to, None where none does."""
    begin = parts[0].draft.start
    for one in reversed([m for m in mentions if m.draft.start < begin][-_FAR:]):
        near = one.sentence == parts[0].sentence or one.quantity.value < 100
        if not near and countable(one) and one.unit == parts[0].unit and adds_up(one, [(1, part) for part in parts]):
            return one
    return None


def runs(mentions: Sequence[Mention], sums: "Sums") -> list[Tie]:
    """Three figures or more in one breath (优秀9个、合格24个、整改5个) straight behind one that they divide, without a cue."""
    ties: list[Tie] = []
    place = 0
    while place < len(mentions):
        run = _run_from(mentions, place)
        whole = _whole_before(mentions, place, run) if len(run) >= _BREATH else None
        fresh = whole is not None and not sums.parts_of(whole) and not any(sums.total_of(part) for part in run)
        if fresh and whole is not None and exhausts(whole, run, closed=False):
            sums.take(whole, run)
            ties.append(sum_tie(whole, run, closed=True, rule="run"))
        elif len(run) >= _BREATH and whole is None and (far := _far_whole(mentions, run)) and not sums.parts_of(far):
            sums.take(far, run)
            ties.append(sum_tie(far, run, closed=True, rule="run", stated=False))
        place += max(1, len(run))
    return ties


def _run_from(mentions: Sequence[Mention], place: int) -> list[Mention]:
    """The levels from `place` on that follow each other within one clause, joined by 、 or 和."""
    run = [mentions[place]]
    for one in mentions[place + 1 : place + _REACH]:
        joined = one.sentence == run[0].sentence and one.gap.lstrip()[:1] in ("、", "和", "及") and len(one.gap) <= _LABEL
        if not (joined and countable(one) and comparable(one, run[0])):
            break
        run.append(one)
    return run if countable(run[0]) and run[0].label else run[:1]


def _whole_before(mentions: Sequence[Mention], place: int, run: Sequence[Mention]) -> Mention | None:
    """The figure that stands before a run in its sentence, alone in its unit."""
    before = [m for m in mentions[max(0, place - 4) : place] if m.sentence == run[0].sentence and comparable(m, run[0])]
    return before[0] if len(before) == 1 and countable(before[0]) else None


def best_prefix(total: Mention, parts: Sequence[Mention]) -> list[Mention] | None:
    """The longest run of parts from the first that adds up to the total, None where none of two or more does."""
    for length in range(len(parts), 1, -1):
        if adds_up(total, [(1, part) for part in parts[:length]]):
            return list(parts[:length])
    return None


def exhausts(total: Mention, parts: Sequence[Mention], *, closed: bool) -> bool:
    """Whether parts that do not add up are still meant to: the words close the list, or they miss by a slip or by little."""
    whole = total.quantity.value
    if whole <= 0:
        return False
    gap = whole - sum((part.quantity.value for part in parts), Decimal(0))
    share = abs(gap) / whole
    if {part.label[:1] for part in parts} == {"男", "女"}:
        return share <= Decimal("0.3")
    if share <= _NEAR and len(parts) >= 3:
        return True
    if (closed or gap < 0) and share <= Decimal("0.3"):
        return True
    return share <= Decimal("0.2") and one_slip(gap, [whole, *(part.quantity.value for part in parts)])


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


def unlisted_sums(mentions: Sequence[Mention], sums: Sums) -> list[Tie]:
    """Sums without a list cue: a total beside its parts, found by what closes, from the innermost outwards."""
    ties: list[Tie] = []
    levels = [m for m in mentions if countable(m)]
    for place, total in enumerate(levels):
        if total.sums and not sums.parts_of(total) and (parts := _behind_parts(levels, place, sums)):
            sums.take(total, parts)
            ties.append(sum_tie(total, parts, closed=True, rule="total_behind"))
    for place in range(len(levels) - 1, -1, -1):
        total = levels[place]
        if not sums.parts_of(total) and (parts := _before_parts(levels, place, sums)):
            sums.take(total, parts)
            if len(parts) == 2 and _TAKEN.search(parts[1].near + parts[1].after[:4]):
                ties.append(left_tie(parts[1], total, parts[0]))
            else:
                ties.append(sum_tie(total, parts, closed=True, rule="total_before", stated=states(total, parts)))
    return ties


def left_tie(rest: Mention, whole: Mention, part: Mention) -> Tie:
    """rest = whole − part: what is left of a whole, or was taken off it."""
    terms = [(1, whole.draft), (-1, part.draft)]
    return Tie("difference", rest.draft, terms, evidence=evidence_of(rest.draft, *(d for _, d in terms)), rule="remainder")


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


def _before_parts(levels: Sequence[Mention], place: int, sums: Sums) -> list[Mention] | None:
    """The parts that follow a total directly, sub-lists collapsed."""
    total = levels[place]
    if total.quantity.value < 3:
        return None
    above = sums.total_of(total)
    parts: list[Mention] = []
    left = total.quantity.value
    for part in levels[place + 1 : place + _REACH]:
        whole = sums.total_of(part)
        if not _within(part, total) or part.block - total.block > 10 or (whole is not None and whole is above):
            return None
        if not comparable(part, total) or whole is not None:
            continue
        if not parts and part.depth > total.depth and part is not levels[place + 1]:
            continue
        if parts and part.depth != parts[0].depth:
            if part.depth < parts[0].depth:
                return None
            continue
        parts.append(part)
        left -= part.quantity.value
        if len(parts) >= 2 and adds_up(total, [(1, p) for p in parts]):
            return parts if _telling(total, parts) else None
        if left < -total.quantity.value / 100:
            break
    return _alike_parts(levels, place) if states(total, [total]) else None


def _within(part: Mention, total: Mention) -> bool:
    """Whether a part stands near enough: a small number closes by chance, so its parts stand in its sentence or the next."""
    return part.sentence - total.sentence <= (100 if total.quantity.value >= 100 else 1 if total.quantity.value >= 10 else 0)


def _telling(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts that add up do not do so by chance.

    Of a number under 100 they are three or stand in its sentence; of one under 10 they are straight behind it and bare verbs
    (受理5件，查实2件，查否3件).
    """
    value = total.quantity.value
    if value < 10:
        return all(len(part.label) <= 4 and not part.after and part.label and part.label != total.label for part in parts)
    return value >= 100 or len(parts) >= 3 or parts[-1].sentence == total.sentence


def _alike_parts(levels: Sequence[Mention], place: int) -> list[Mention] | None:
    """Parts that stand each in a paragraph of its own and are called alike (编制数126名 … 编制数6925名 … 编制数204名)."""
    total = levels[place]
    follow = [m for m in levels[place + 1 : place + 2 * _REACH] if comparable(m, total)]
    follow = [m for m in follow if 0 < m.block - total.block <= 10 and m.label]
    leading = list({m.block: m for m in reversed(follow)}.values())[::-1]
    return best_prefix(total, leading[:8])


def _behind_parts(levels: Sequence[Mention], place: int, sums: Sums) -> list[Mention] | None:
    """The parts that stand straight before a total that says 共 or 合计."""
    total = levels[place]
    parts: list[Mention] = []
    for part in reversed(levels[max(0, place - _REACH) : place]):
        if (
            part.unit != total.unit
            or sums.total_of(part) is not None
            or part.block < total.block - 10
            or part.depth > total.depth
        ):
            continue
        if part.quantity.value > total.quantity.value:
            break
        parts.insert(0, part)
        if len(parts) >= 2 and adds_up(total, [(1, p) for p in parts]):
            return parts
    alike = [
        m
        for m in levels[max(0, place - 2 * _REACH) : place]
        if m.unit == total.unit and m.label == total.label and m.block != total.block
    ]
    for length in range(2, min(len(alike), 6) + 1):
        if adds_up(total, [(1, p) for p in alike[-length:]]):
            return alike[-length:]
    return _chosen_parts(levels, place)


def _chosen_parts(levels: Sequence[Mention], place: int) -> list[Mention] | None:
    """Parts of a total that are not all that stands before it: so many as it says (两项合计), in brackets, or of one measure."""
    total = levels[place]
    near = [
        m for m in levels[max(0, place - _CHOICE) : place] if m.unit == total.unit and m.quantity.value < total.quantity.value
    ]
    near = [m for m in near if m.block == total.block]
    if (said := _SO_MANY.search(total.tail)) and (wanted := _NUMBERS[said["number"]]) <= len(near):
        for choice in combinations(near[::-1], wanted):
            if adds_up(total, [(1, part) for part in choice]):
                return list(choice[::-1])
    bracketed = [m for m in near if m.depth > total.depth and m.sentence == total.sentence]
    posted = [m for m in near if m.draft.kind == "headcount" and m.draft.measure.startswith(("实有", "在编", "在职"))]
    for group in (bracketed, posted):
        if len(group) >= 2 and adds_up(total, [(1, part) for part in group]):
            return group
    return None


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
