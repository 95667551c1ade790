"""Points of an assessment: items against the whole, and what was lost against what an item is worth and what it got."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.sums import best_prefix, exhausts, states, sum_tie
from gouji.extract.scope.mentions import Mention

_WORTH = frozenset(("满分", "分值", "总分"))
_GOT = frozenset(("自评得分", "得分"))
_LOST = "扣分"
_WHOLE = regex.compile(r"(?:合计|总计|共计|总)(?:满分|分值|得分|自评|评分|分)+$")
_WITHOUT_LOSS = regex.compile(r"[，,]?(?:均|都|全部)?(?:未[丢失扣]分|满分|得满分|全得)")
_NAME = 3  # so many characters of an item's name tell it again


@dataclass(slots=True)
class Item:
    """An item of a scoring scheme: what it is worth and what it got."""

    worth: Mention
    got: Mention


def scores(mentions: Sequence[Mention]) -> list[Tie]:
    """满分100分 of 控编（40分）、减编（30分）…, 自评96.5分 of 38, 29.5 …, and 扣1分 of 满分30分，自评29分."""
    points = [m for m in mentions if m.unit == "分"]
    exact = [m for m in points if m.quantity.bound == "exact" and m.level and not m.prior]
    worths, gots = ([m for m in exact if m.draft.measure in names] for names in (_WORTH, _GOT))
    apart = any(_WITHOUT_LOSS.match(m.rest) for m in exact)
    ties = [*_sums(worths), *_sums(gots, apart=apart)]
    items = [
        Item(worth, got)
        for worth, got in pairwise(points)
        if worth.draft.measure in _WORTH and got.draft.measure in _GOT and worth.sentence == got.sentence
    ]
    for lost in points:
        if lost.draft.measure == _LOST and (item := _item_of(lost, items)):
            terms = [(1, item.worth.draft), (-1, item.got.draft)]
            evidence = evidence_of(lost.draft, *(draft for _, draft in terms))
            ties.append(Tie("difference", lost.draft, terms, stated=False, evidence=evidence, rule="points_lost"))
    return ties


def _sums(series: Sequence[Mention], *, apart: bool = False) -> list[Tie]:
    """The whole stands at one end of a series: where the words say so (合计满分, 自评总分), else it is the largest."""
    told = next((place for place, m in enumerate(series) if _WHOLE.search(m.tail)), None)
    if told is not None and told > 1:
        tie = _told_sum(series[told], series[:told], apart=apart)
        return [*([tie] if tie is not None else []), *_sums(series[told + 1 :], apart=apart)]
    if len(series) < 3:
        return []
    first, last = series[0], series[-1]
    whole, parts = (first, series[1:]) if first.quantity.value > last.quantity.value else (last, series[:-1])
    item = whole.draft.measure == "分值" and whole.depth > 0  # 组织领导（20分）、业务培训（5分）: the largest of several
    if item or any(part.quantity.value >= whole.quantity.value for part in parts):
        return []
    found = best_prefix(whole, parts) or (list(parts) if not apart and exhausts(whole, parts, closed=False) else None)
    return [sum_tie(whole, found, closed=True, rule="points", stated=states(whole, found))] if found else []


def _told_sum(whole: Mention, parts: Sequence[Mention], *, apart: bool) -> Tie | None:
    """The sum of all items before a whole that is called so; of those that give it, where some more stand behind them and
    no item stands there twice; `apart`: an item is told otherwise."""
    again = any((a.draft.subject, a.quantity.value) == (b.draft.subject, b.quantity.value) for a, b in pairwise(parts))
    found = None if again else best_prefix(whole, parts)
    if found is None and whole.draft.measure in _GOT and apart:
        return None  # 管理20分得19分，只有满意度一项10分未丢分，合计…
    return sum_tie(whole, found or list(parts), closed=True, rule="points", stated=True)


def _item_of(lost: Mention, items: Sequence[Item]) -> Item | None:
    """The item that the words before a loss name."""
    for item in items:
        name = item.worth.draft.subject[:_NAME]
        if len(name) == _NAME and name in lost.near and item.worth.sentence != lost.sentence:
            return item
    return None
