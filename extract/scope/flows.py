"""Flows: what came in and went out of a stock, and what else was done to the same bodies."""

from gouji.extract.scope.labels import is_countable
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import SET_UP, State
from gouji.extract.scope.words import pattern, words

_DONE_TO = pattern("^{parts.set_up|parts.regrouped}(?=..)")
_DONE = SET_UP | frozenset(words("parts.regrouped"))
_OPENING = pattern("{flow.opening}|上年|未结")
_OPENS = pattern("{flow.opening}")
_CAME = "新增"
_ON_ROLL = frozenset(("在册", "结存", "库存", "实存", "在管", "存有"))
_BODIES = frozenset("个家所")
_FLOWS = pattern("(?:新|全年|当年|年内)?(?:{flow.in|flow.out})(?:登记)?|[\\u4e00-\\u9fff]{0,8}(?:退出|离职|死亡|注销)")


def read_flow(state: State, mention: Mention, label: str) -> bool:
    """Settle what is done to the things that the sentence begins with: they are counted, the deed is the subject."""
    return _one_of_several(state, mention, label) or _flows(state, mention, label) or _stands_again(state, mention, label)


def is_inflow(state: State, mention: Mention) -> bool:
    """Whether 新增 says what came to a stock that its sentence begins with: 年初未结30件，新增11件，化解26件."""
    if mention.label != _CAME or mention.compared:
        return False
    stock = stock_of(state, mention)
    return stock is not None and bool(_OPENS.search(stock.near)) and stock.level


def _one_of_several(state: State, mention: Mention, label: str) -> bool:
    """`撤销单位6个、合并9个`: another thing done to the same bodies, and no part of the first."""
    before = state.beside(mention)
    if before is None or label not in _DONE or before.unit != mention.unit:
        return False
    named = before.label if _DONE_TO.match(before.label) else before.draft.measure
    bodies = before.draft.measure if before.draft.rule == "flow" else _DONE_TO.sub("", named)
    if before.draft.rule != "flow" and bodies == named:
        return False
    draft = mention.draft
    draft.measure, draft.subject = bodies, label
    draft.kind, draft.rule, mention.base = before.draft.kind, "flow", before
    return True


def _flows(state: State, mention: Mention, label: str) -> bool:
    """`图书年初81200册，新购960册，报废75册`: what came in and went out is of what the sentence begins with."""
    stock = stock_of(state, mention) if _FLOWS.fullmatch(label) else None
    if stock is None:
        return False
    draft = mention.draft
    draft.measure, draft.subject, draft.kind, draft.rule = stock.draft.measure, label, stock.draft.kind, "flow"
    mention.base = stock
    return True


def _stands_again(state: State, mention: Mention, label: str) -> bool:
    """`年初在册法人1541个，设立43个、注销58个，截至12月31日在册1526个`: what there is in the end is of the same."""
    stock = stock_of(state, mention) if label in _ON_ROLL and mention.times and mention.times[-1].asof else None
    if stock is None or stock.draft.kind == "headcount":
        return False
    draft = mention.draft
    draft.measure, draft.subject, draft.kind, draft.rule = stock.draft.measure, stock.draft.subject, stock.draft.kind, "stands"
    mention.base = stock
    return True


def stock_of(state: State, mention: Mention) -> Mention | None:
    """What the flows of a sentence change: the level at its beginning, or what was added (企业新增18家、退出9家)."""
    here = [one for one in state.seen[-8:] if one.sentence == mention.sentence and one.unit == mention.unit]
    for one in (
        *(one for one in here[:0:-1] if _is_added(one) and one.draft.measure in one.label),
        *here[:1],
    ):  # 城市新增9户，退出5户，农村新增8户，退出2户
        named = len(_OPENING.sub("", one.label)) > 2 or one.label.endswith("积案")
        return one if named and (_is_added(one) or _OPENING.search(one.near)) else None
    return None


def _is_added(one: Mention) -> bool:
    return one.draft.rule == "change" and not one.compared and one.draft.measure != one.change


def name_from_behind(mentions: list[Mention]) -> None:
    """`撤销9所、新设4所，年末共有学校160所`: bodies that are named only at the end of what was done to them."""
    for place, mention in enumerate(mentions):
        draft = mention.draft
        if mention.label not in SET_UP or draft.measure not in SET_UP or mention.unit not in _BODIES:
            continue
        for named in mentions[place + 1 :]:
            if named.sentence != mention.sentence or named.unit != mention.unit:
                break
            if named.draft.kind == "unit_count" and is_countable(named.draft.measure):
                draft.measure, draft.subject, draft.kind = named.draft.measure, mention.label, "unit_count"
                break
