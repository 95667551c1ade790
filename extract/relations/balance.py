"""Balances: 年初 + 新增 − 退出 = 年末, and a net change of what came in and what went out."""

from collections.abc import Sequence

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.closure import adds_up
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.words import pattern

_INFLOW = pattern("{flow.in}")
_OUTFLOW = pattern("{flow.out}")
_OPENING = pattern("{flow.opening}")
_CLOSING = pattern("{flow.closing}")
_NET = pattern("{flow.net}")


def balances(mentions: Sequence[Mention]) -> list[Tie]:
    """Closing = opening + inflows − outflows; net change = inflows − outflows."""
    ties: list[Tie] = []
    for place, mention in enumerate(mentions):
        closing, net = closes(mention), bool(_NET.search(mention.near))
        if not (closing or net) or mention.unit in ("%", "‰", "百分点"):
            continue
        window = [m for m in mentions[max(0, place - 7) : place] if m.unit == mention.unit and m.block == mention.block]
        tie = _closing_balance(mention, window) if closing else _net_change(mention, window)
        if tie is not None:
            ties.append(tie)
    return ties


def _closing_balance(closing: Mention, window: Sequence[Mention]) -> Tie | None:
    for place, opening in enumerate(window):
        if not opens(opening):
            continue
        flows = [(sign, m) for m in window[place + 1 :] if (sign := flow_sign(m))]
        if flows and adds_up(closing, [(1, opening), *flows]):
            return _signed_sum(closing, [(1, opening), *flows], "balance")
    return None


def flow_sign(mention: Mention) -> int:
    """+1 for what comes in, −1 for what goes out, 0 for anything else."""
    words = mention.near + mention.after[:4]
    if _NET.search(words):
        return 0
    inflow, outflow = _INFLOW.search(words), _OUTFLOW.search(words)
    if inflow and not outflow:
        return 1
    if outflow and not inflow:
        return -1
    return 0


def _net_change(mention: Mention, window: Sequence[Mention]) -> Tie | None:
    flows = [(sign, m) for m in window if (sign := flow_sign(m))]
    sign = -1 if mention.direction < 0 else 1
    for length in range(2, len(flows) + 1):
        for direction in (sign, -sign):
            terms = [(direction * s, m) for s, m in flows[-length:]]
            if len({s for s, _ in terms}) == 2 and adds_up(mention, terms):
                return _signed_sum(mention, terms, "net_change")
    return None


def _signed_sum(total: Mention, terms: Sequence[tuple[int, Mention]], rule: str) -> Tie:
    drafts = [(sign, m.draft) for sign, m in terms]
    return Tie("sum", total.draft, drafts, evidence=evidence_of(total.draft, *(d for _, d in drafts)), rule=rule)


def opens(mention: Mention) -> bool:
    """Whether a level is the one at the beginning (年初)."""
    return bool(_OPENING.search(mention.tail))


def closes(mention: Mention) -> bool:
    """Whether a level is the one at the end (年底)."""
    return bool(_CLOSING.search(mention.tail))
