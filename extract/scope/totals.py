"""Totals of what stands before them: what a figure that sums up is called."""

from decimal import Decimal
from itertools import takewhile

import regex

from gouji.extract.scope.headings import TOPIC
from gouji.extract.scope.kinds import kind_of
from gouji.extract.scope.labels import is_countable, is_measure, trim
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import DIVISION, State

_IN_ALL = regex.compile(r"共([超缺空欠])$")
_NOUN = 2  # characters that say what is counted
_SHORT = 4
_OWN_SUM = regex.compile(r"(?:收入|支出|金额|资金|投资|面积|总值|产量|人员)(?:合计|总计|共计)$")
_CUT = regex.compile(
    r"^(?:[办类性型质]|级(?!别)|[新改扩]?建(?![制设筑档])|学(?![校生历位院员科])|期(?![刊间限])|等(?!级))(?=..)"
)  # 小学教师、中学教师: 教师
_IN_SUM = ("共", "共有", "共计", "总共")
_SUMS_OWN = regex.compile(r"[\u4e00-\u9fff]{2}(?:合计|总计)$")  # 支出合计 names what it sums
_CALLED = regex.compile(r"(?P<names>[\u4e00-\u9fff]{2,8}(?:[、和及与][\u4e00-\u9fff]{2,8})+)(?:合计|共计|总计|合共|共)$")
_WHO = regex.compile(r"[\u4e00-\u9fff](?<![全该我本各])[市县区州镇乡村院会站所队社厂馆局]共[\u4e00-\u9fff]{2,}$")
_BETWEEN = regex.compile(r"[、和及与]")
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
    own = own or (len(label) > _SHORT and mention.near.endswith(("的共", "者共")))  # 从事信访工作的共27人
    own = own or bool(_WHO.search(mention.near))  # 东山市共受理8件；上河县共受理7件
    apart = first is None and (before is None or before.sentence != mention.sentence)
    alone = mention.near in _IN_SUM and label[-1:] not in "多大少高乱散"  # 编外用人底数偏大，共2046人
    own = own or (apart and len(label) >= _SHORT and (alone or bool(_OWN_SUM.search(mention.near))))  # 集体经济收入合计867万元
    if TOPIC.match(mention.tail) and label:
        return False  # 收入方面，牌照费及其他收费共得117万元
    if (called := _CALLED.search(mention.near)) and (not mention.near.endswith("共") or _BETWEEN.search(label)):
        shared = _shared_measure(state, mention, called["names"])
        if shared is None:
            return False  # 复议2件，诉讼1件，复议、诉讼合计3件
        draft = mention.draft
        draft.measure, draft.subject, draft.role, draft.rule = shared.draft.measure, trim(called["names"]), "total", "summed"
        draft.kind = shared.draft.kind
        return True
    if before is None or own or is_measure(label) or (len(label) > 3 and is_countable(label)):
        return False
    draft = mention.draft
    measure = common_noun(state, mention) or before.draft.measure
    draft.measure, draft.kind, draft.role, draft.rule = measure, before.draft.kind, "total", "summed"
    draft.subject = deed or draft.subject
    return True


def common_noun(state: State, mention: Mention) -> str:
    """What the names of figures of a sentence end with, "" where nothing: 设立登记6件、变更登记53件，共计59件 are 登记."""
    row = [one for one in state.seen[-8:] if one.sentence == mention.sentence and one.unit == mention.unit and one.level]
    names = {one.draft.measure for one in row}
    alike = takewhile(lambda ends: len(set(ends)) == 1, zip(*map(reversed, names), strict=False))
    shared = "".join(ends[0] for ends in alike)[::-1]
    shared = _CUT.sub("", shared)
    comes_out = len(row) > 2 or sum(one.quantity.value for one in row) == mention.quantity.value
    return shared if len(names) > 1 and len(row) == len(names) and len(shared) >= _NOUN and comes_out else ""


def _shared_measure(state: State, mention: Mention, names: str) -> Mention | None:
    """The last of the figures so named, if all of them count the same: 公益一类300个、公益二类200个 of 事业单位."""
    before = [one for one in state.seen[-12:] if one.unit == mention.unit and one.level and one.label]
    parts = [next((one for one in reversed(before) if name in one.label), None) for name in _BETWEEN.split(names)]
    measures = {part.draft.measure if part is not None else "" for part in parts}
    return parts[-1] if len(measures) == 1 else None


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
