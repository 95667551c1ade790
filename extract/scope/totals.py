"""Totals of what stands before them: what a figure that sums up is called."""

from decimal import Decimal

import regex

from gouji.extract.scope.kinds import kind_of
from gouji.extract.scope.labels import is_countable, is_measure
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import DIVISION, State

_IN_ALL = regex.compile(r"共([超缺空欠])$")
_SHORT = 4
_SUMS_OWN = regex.compile(r"[\u4e00-\u9fff]{2}(?:合计|总计)$")  # 支出合计 names what it sums
_DONE_IN_ALL = regex.compile(r"共(?!计)(?P<deed>[\u4e00-\u9fff]{2,8})$")  # 共办结67件 says itself what was done


def sum_up(state: State, mention: Mention, label: str) -> bool:
    """`两项合计7918名`: a total that names nothing new is of what stands before it."""
    first = first_summed(state, mention)
    before = (
        first
        if first is not None and is_countable(first.draft.measure)
        else state.nearest(6, lambda one: one.unit == mention.unit and one.level)
    )
    in_all = _DONE_IN_ALL.search(mention.near)
    deed = in_all["deed"] if in_all else ""
    own = (is_countable(label) and bool(_SUMS_OWN.search(mention.near))) or (deed and deed not in DIVISION)
    if before is None or own or is_measure(label) or (len(label) > 3 and is_countable(label)):
        return False
    draft = mention.draft
    draft.measure, draft.kind, draft.role, draft.rule = before.draft.measure, before.draft.kind, "total", "summed"
    draft.subject = deed or draft.subject
    return True


def read_over(state: State, mention: Mention) -> bool:
    """`13个单位超配，共超31名`: by how much all of those before are what was said of them."""
    way, before = _IN_ALL.search(mention.near), state.beside(mention)
    said = before.draft.subject if before is not None else ""
    if way is None or way[1] not in said or len(said) > _SHORT:
        return False
    draft = mention.draft
    draft.measure, draft.kind = said, kind_of(draft.quantity, said, None)
    return True


def first_summed(state: State, mention: Mention) -> Mention | None:
    """The first of the figures of the sentence that add up to a total: it has the noun, if any, that the others leave out."""
    summed = Decimal(0)
    for one in reversed(state.seen[-8:]):
        if one.sentence != mention.sentence:
            return None
        if one.unit == mention.unit and one.level:
            summed += one.quantity.value
            if summed == mention.quantity.value:
                return one if one is not state.last else None
    return None
