"""Balances: 年初 + 新增 − 退出 = 年末, and a net change of what came in and what went out."""

from collections.abc import Sequence
from itertools import combinations

import regex

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.closure import adds_up
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.words import pattern

_INFLOW = pattern("{flow.in}")
_OUTFLOW = pattern("{flow.out}")
_OPENING = pattern("{flow.opening}")
_CLOSING = pattern("{flow.closing}")
_WITHOUT_DOUBLES = regex.compile(r"(?:剔除|扣除|除去|去除)重复|去重")
_NET = pattern("{flow.net}")
_ALONG_WITH = regex.compile(r"[^\d]*?(?:连同|加上|加之|另加|算上)")
_CARRIED_ON = regex.compile(r"[^，。；\d]{0,6}(?:结转|转入|留转)(?:到|至)?(?:下|次)一?年")
_WINDOW = 10  # figures
_NET_LOSS = regex.compile(r"净(?:减|退出|流出|转出)")


def balances(mentions: Sequence[Mention]) -> list[Tie]:
    """Closing = opening + inflows − outflows; net change = inflows − outflows."""
    ties: list[Tie] = []
    for place, mention in enumerate(mentions):
        closing, net = closes(mention) or bool(_CARRIED_ON.match(mention.rest)), bool(_NET.search(mention.near))
        if (together := _with_what_was(mentions, place)) is not None:
            ties.append(together)
            continue
        if not (closing or net) or mention.unit in ("%", "‰", "百分点"):
            continue
        window = [m for m in mentions[max(0, place - _WINDOW) : place] if m.unit == mention.unit and m.block == mention.block]
        closed = (_closing_balance(mention, window) or _running_total(mentions, place)) if closing else None
        closed = closed or (_carried_over(mentions, place) if closing else None)
        tie = closed or (_net_change(mention, window) if net else None)
        if tie is not None:
            ties.append(tie)
    return ties


def _closing_balance(closing: Mention, window: Sequence[Mention]) -> Tie | None:
    """What there was, came and went; what came may stand first: 受理287件，上年结转9件，办结281件，结转下年15件."""
    for place, opening in enumerate(window):
        flows = [(sign, m) for m in window[place + 1 :] if (sign := flow_sign(m))] if opens(opening) else []
        first = [(1, m) for m in window[max(0, place - 1) : place] if m.sentence == opening.sentence and flow_sign(m) > 0]
        for came in ([], first) if flows else ():
            if adds_up(closing, terms := [(1, opening), *came, *flows]):
                return _signed_sum(closing, terms, "balance")
    return None


def overlaps(mentions: Sequence[Mention]) -> list[Tie]:
    """`困难补贴3406人，护理补贴4512人，同时享受1283人，剔除重复后6635人`: two counts less those in both."""
    ties = []
    for place, net in enumerate(mentions):
        if not _WITHOUT_DOUBLES.search(net.near):
            continue
        near = [m for m in mentions[max(0, place - 10) : place] if m.unit == net.unit and m.block == net.block]
        for a, b in combinations(near[:-1], 2):
            terms = [(1, a), (1, b), (-1, near[-1])]
            if adds_up(net, terms):
                ties.append(_signed_sum(net, terms, "overlap"))
                break
    return ties


def _carried_over(mentions: Sequence[Mention], place: int) -> Tie | None:
    """`收到37件 … 答复36件 … 结转下年1件`: what came in is what was done and what is carried over."""
    rest = mentions[place]
    near = [m for m in mentions[max(0, place - 14) : place] if m.unit == rest.unit and m.block == rest.block and m.level]
    for done in reversed(near):
        for received in near:
            due = flow_sign(received) > 0 or received.label.startswith("应")
            if due and flow_sign(done) < 0 and adds_up(received, terms := [(1, done), (1, rest)]):
                return _signed_sum(received, terms, "balance")
    return None


def _with_what_was(mentions: Sequence[Mention], place: int) -> Tie | None:
    """`新收37件，连同上年结转的2件，应办理39件`: what is there to do is what came in and what was there."""
    if place < 2 or not _ALONG_WITH.match(mentions[place - 1].gap):
        return None
    total, former = mentions[place], mentions[place - 1]
    if total.unit != former.unit or total.sentence != former.sentence:
        return None
    for came in reversed(mentions[max(0, place - 8) : place - 1]):
        if came.unit == total.unit and came.block == total.block and came.level and adds_up(total, [(1, came), (1, former)]):
            return _signed_sum(total, [(1, came), (1, former)], "balance")
    return None


def _running_total(mentions: Sequence[Mention], place: int) -> Tie | None:
    """`扫描126万页，累计1843万页（上年末累计1717万页）`: a running total, what was added, and the total of the year before."""
    if not 0 < place < len(mentions) - 1 or "累计" not in mentions[place].near:
        return None
    added, total, former = mentions[place - 1 : place + 2]
    alike = added.unit == total.unit == former.unit and added.sentence == total.sentence == former.sentence
    prior = former.prior or bool(former.times and former.times[-1].prior)
    terms = [(1, former), (1, added)]
    return _signed_sum(total, terms, "balance") if alike and prior and adds_up(total, terms) else None


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
    sign = -1 if mention.direction < 0 or _NET_LOSS.search(mention.near) else 1
    wholes = [(s, m) for s, m in flows if m.draft.role != "part"]  # 入编326人，出编215人，其中退休163人，净增111人
    for row in (flows, wholes) if len(wholes) < len(flows) else (flows,):
        for length in range(2, len(row) + 1):
            for direction in (sign, -sign):
                terms = [(direction * s, m) for s, m in row[-length:]]
                if len({s for s, _ in terms}) == 2 and adds_up(mention, terms):
                    return _signed_sum(mention, terms, "net_change")
    return _plain_net(mention, window, flows, sign)


def _plain_net(net: Mention, window: Sequence[Mention], flows: Sequence[tuple[int, Mention]], sign: int) -> Tie | None:
    """`入编145人、出编102人，净增43人`: where just what came in and what went out stand before it, it is the net of these."""
    here = [m for m in window if m.sentence == net.sentence]
    last = [(s, m) for s, m in flows if m.sentence == net.sentence]
    if len(here) == len(last) == 2 and {s for s, _ in last} == {1, -1}:
        return _signed_sum(net, [(sign * s, m) for s, m in last], "net_change")
    return None


def _signed_sum(total: Mention, terms: Sequence[tuple[int, Mention]], rule: str) -> Tie:
    drafts = [(sign, m.draft) for sign, m in terms]
    return Tie("sum", total.draft, drafts, evidence=evidence_of(total.draft, *(d for _, d in drafts)), rule=rule)


def opens(mention: Mention) -> bool:
    """Whether a level is the one at the beginning (年初)."""
    return bool(_OPENING.search(mention.tail))


def closes(mention: Mention) -> bool:
    """Whether a level is the one at the end (年底), or that of the stock with which its sentence begins."""
    again = mention.draft.rule in ("stands", "standing") and mention.base is not None and opens(mention.base)
    return again or bool(_CLOSING.search(mention.tail))
