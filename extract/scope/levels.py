"""Levels: how many there are, and what a figure without words of its own borrows from those around it."""

from decimal import Decimal

import regex

from gouji.extract.scope.behind import read_counted, said_of
from gouji.extract.scope.changes import read_from_to
from gouji.extract.scope.deeds import is_deed_alone, without_deed
from gouji.extract.scope.flows import read_flow, stock_of
from gouji.extract.scope.kinds import kind_of, kind_of_heading
from gouji.extract.scope.labels import (
    is_bare_measure,
    is_countable,
    is_filler,
    is_general,
    is_measure,
    leading_subject,
    names_counted,
    part_label,
    shorten,
    split_label,
    trim,
)
from gouji.extract.scope.leaning import (
    read_alongside,
    read_limit,
    read_per_head,
    read_score,
    read_standing,
    read_target,
)
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, SET_UP, State
from gouji.extract.scope.words import pattern, words
from gouji.schemas.figure import Kind

_LEANING = (read_from_to, read_score, read_limit, read_alongside, read_standing, read_target, read_per_head)
_CLAUSES = regex.compile(r"[，,：:；;。]")
_DIVISION = frozenset(words("label.content_verbs") + words("parts.division") + words("change.regroup"))

_SUMS_OWN = regex.compile(r"[\u4e00-\u9fff]{2}(?:合计|总计)$")  # 支出合计 names what it sums
_DONE_IN_ALL = regex.compile(r"共(?!计)(?P<deed>[\u4e00-\u9fff]{2,8})$")  # 共办结67件 says itself what was done
_ON_REQUEST = "信息公开申请"  # what 申请 is short for where information is disclosed on request: 政府信息公开条例, 依申请公开
_TIME_ONLY = regex.compile(r"^[\u4e00-\u9fff]{0,4}前$|(?:期间|时期)$")  # 比改革前的28个, 较上次会期间352件
_DUE = regex.compile(r"应(?:该|当)?(?P<what>[\u4e00-\u9fff]{2,10})$")
_IN_FACT = regex.compile(r"(?:实际|实|已)(?P<deed>[\u4e00-\u9fff]{2,4})$")
_NO_DEED = ("进行", "开展", "组织")
_SPENDING = regex.compile(r"(?:共|已|累计|完成)*(?P<deed>投入|支出|支付|使用|执行)$")
_REST = ("其余", "其他", "剩余", "尚有")
_OF_ALL = regex.compile(r"全[市县区省镇乡州国局系院校]")  # the issuer as a whole, whoever the sentence before was about
_REMAINS = regex.compile(r"尚[有余]|剩余?|结余|存有?$")
_CLOSING = regex.compile(r"(?:年末|年底|期末|累计|达到?)(?:为|达|共|有)*$")
_FLOW = frozenset((*words("flow.in"), *words("flow.out")))
_OUT_OF = regex.compile(r"(?:^|[，,])从(?P<whole>[^，,。；]{2,14})中(?P<deed>[\u4e00-\u9fff]{2,6})$")
_VACANT = pattern("{parts.vacant|parts.excess}$")
_OF_A_KIND = regex.compile(r"(?:行政|事业|工勤|政法|专项).*编制")
_BARE_DEED = pattern("(?:新|再|共)?{label.content_verbs|label.deeds|label.bare_deeds}")  # a noun tells by itself: 空编, 藏书
_BODIES = frozenset("个家所")  # units of organisations, among other things
_CLASS = words("parts.class")
_OWN_NOUN = frozenset("村邻里镇乡")  # units that name what they count


def read_level(state: State, mention: Mention) -> None:
    """Settle a figure that states how many there are."""
    draft = mention.draft
    draft.rule, draft.confidence = "level", 0.6
    if any(settles(state, mention) for settles in _LEANING) or read_counted(mention):
        return
    label = own_label(mention)
    if _spent(state, mention, label):
        return
    if not label or (mention.prior and (is_filler(mention.label) or _TIME_ONLY.search(mention.label))):
        if _borrow(state, mention):
            return
        label = fallback_label(state, mention)
    if read_flow(state, mention, label):
        return
    if (whole := divided(state, mention, label)) is not None:
        measure, whose = state.lent(whole)
        if label.startswith(_REST):
            label = said_of(mention.rest) or label  # 其余3件正在办理
        counted = without_deed(measure) if is_deed_alone(label) else measure  # 受理举报20件，办结18件: 举报, 办结
        draft.measure, draft.subject = part_label(label, counted, whose)
        draft.kind = kind_of(draft.quantity, label, whole.draft.kind)
        draft.role, draft.rule, mention.base = "part", "division", whole
        return
    draft.measure, draft.subject = split_label(label)
    if draft.measure.endswith("申请") and state.heading.startswith("依申请"):
        draft.measure = draft.measure.removesuffix("申请") + _ON_REQUEST
    if (
        _carried_out(state, mention, label)
        or _authorised(mention, label)
        or _taken_from(mention)
        or _staff_of(state, mention, label)
    ):
        return
    if mention.sums and _sum_up(state, mention, label):
        return
    _borrow_subject(state, mention, label)
    named = label if is_countable(label) else label + mention.after
    draft.kind = kind_of(draft.quantity, named, None if is_countable(named) else _kind_beside(state, mention, label))
    if draft.kind == "percentage":
        draft.role = "rate"


def _carried_out(state: State, mention: Mention, label: str) -> bool:
    """`应参保农民390人，实际参保386人`: what was done of what was due counts the same."""
    before = state.beside(mention)
    done = _IN_FACT.match(label)
    due = _DUE.match(before.label) if done is not None and before is not None and before.unit == mention.unit else None
    if done is None or before is None or due is None or not due["what"].startswith(done["deed"]):
        return False
    if due["what"] == done["deed"]:
        return False
    draft, noun = mention.draft, due["what"].removeprefix(done["deed"])
    light = done["deed"] in _NO_DEED and noun
    draft.measure = noun if light else due["what"]
    draft.subject, draft.kind = label, kind_of(draft.quantity, draft.measure, before.draft.kind)
    return True


def _spent(state: State, mention: Mention, label: str) -> bool:
    """`完成改造150户，投入52万元`, `扶贫资金286万元，已支出263万元`: money is told by what was done with it, and for what."""
    deed = _SPENDING.search(mention.near) if mention.unit == "元" else None
    if deed is None or label not in ("", deed["deed"]):
        return False
    before = state.beside(mention)
    draft, whole = mention.draft, state.whole(before).draft if before is not None else None
    told = whole is not None and whole.kind != "percentage" and not is_deed_alone(whole.measure)
    draft.measure = deed["deed"]
    draft.subject = without_deed(whole.measure) if whole is not None and told else state.heading
    draft.kind, draft.rule = kind_of(draft.quantity, draft.measure, None), "spent"
    return bool(draft.subject)


def _authorised(mention: Mention, label: str) -> bool:
    """`党群机关核定46名`: what is authorised for a body are posts."""
    if mention.unit != "人" or not label.endswith("核定") or len(label) <= len("核定"):
        return False
    draft = mention.draft
    mention.label = label.removesuffix("核定")
    draft.measure, draft.subject, draft.kind = "编制", mention.label, "quota"
    return True


def _taken_from(mention: Mention) -> bool:
    """`从收回的编制里调剂40名`: what is counted is what it was taken from, the verb says which of it."""
    found = _OUT_OF.search(mention.near)
    if found is None:
        return False
    draft = mention.draft
    draft.measure, draft.subject = split_label(trim(found["whole"]))[0], trim(found["deed"])
    draft.kind = kind_of(draft.quantity, draft.measure, None)
    draft.rule = "taken_from"
    return True


def _staff_of(state: State, mention: Mention, label: str) -> bool:
    """`党委工作机构38名` after 领导职数112名: people or posts are not the body named but in it."""
    if mention.unit != "人" or names_counted(label, "headcount", "人") or mention.sums or mention.prior:
        return False
    base = state.nearest(8, lambda one: one.unit == "人" and one.block == mention.block and one.draft.rule != "staff_of")
    if base is None:
        return False
    draft, whole = mention.draft, state.whole(base).draft
    draft.measure, draft.subject, draft.kind = whole.measure, label, whole.kind
    draft.rule, draft.confidence = "staff_of", 0.65
    return True


def own_label(mention: Mention) -> str:
    """The phrase that names what is counted, from before or behind the number; "" where neither names anything."""
    label, noun = mention.label, mention.after
    if not label or is_filler(label):
        return "" if mention.prior else noun
    return label + noun if len(label) <= 3 and noun and not is_countable(label) else label


def _borrow(state: State, mention: Mention) -> bool:
    """A figure without words takes those of the level before it in its sentence, a compared one those of any."""
    draft = mention.draft
    first = _first_summed(state, mention) if mention.sums else None
    if first is not None and not is_countable(first.draft.measure):
        if state.heading and is_deed_alone(first.label):
            draft.measure, draft.role, draft.rule = state.heading, "total", "summed"  # 审议结果：通过21案、退回3案，合计24案
            draft.kind = kind_of(draft.quantity, draft.measure, first.draft.kind)
            return True
        first = None
    base = first or _remains_of(state, mention) or state.base(mention, mention.unit) or state.base(mention, None)
    if base is None or not (base.sentence == mention.sentence or mention.prior):
        return False
    draft.measure, draft.subject = state.lent(base)
    if mention.sums and base.draft.rule == "dealt":
        draft.subject = ""  # 小学、初中在校生分别为x人和y人，合计z人
    draft.kind = kind_of(draft.quantity, draft.measure, base.draft.kind)
    mention.base = base
    if not (mention.prior or mention.sums) and (said := said_of(mention.rest)):
        draft.measure, draft.subject = part_label(said, draft.measure, draft.subject)  # 申请5件，2件由申请人撤回
    return True


def _remains_of(state: State, mention: Mention) -> Mention | None:
    """`年初积案50件，化解18件，年底尚有46件`: what is left is of what the sentence begins with."""
    if _CLOSING.search(mention.near) and (stock := stock_of(state, mention)) is not None:
        return stock
    if not _REMAINS.search(mention.near):
        return None
    here = [one for one in state.seen[-6:] if one.sentence == mention.sentence and one.unit == mention.unit and one.level]
    return here[0] if len(here) > 1 else None


def fallback_label(state: State, mention: Mention) -> str:
    """The clause before the last, else the heading; a unit like 村 names what it counts."""
    if mention.quantity.unit in _OWN_NOUN:
        return mention.quantity.unit
    clauses = _CLAUSES.split(mention.tail)
    return (shorten(trim(clauses[-2])) if len(clauses) > 1 else "") or state.heading


def divided(state: State, mention: Mention, label: str) -> Mention | None:
    """The figure of which `label` is only a division (同意33件 after 申请47件): same unit, same sentence, no noun of its own.

    A bare verb (撤销11个) divides the last figure of its unit in the paragraph, whatever the sentence.
    """
    if mention.sums or len(label) > 8:
        return None
    if label in _DIVISION or label.startswith(_REST) or is_deed_alone(label):
        last = state.last_level(mention, anywhere=label in SET_UP)
        if last is not None and label in _FLOW and last.sentence != mention.sentence and last.draft.kind == "headcount":
            return None  # 实有129人。年内退休5人: what happened is no part of who is there
        return last if last is None or last.quantity.value >= mention.quantity.value else None
    if is_countable(label) or is_bare_measure(label):
        return None
    if mention.near.endswith("的") and not mention.after:  # 发放问卷510份，收回462份；表示满意的453份
        last = state.last_level(mention, anywhere=False)
        return last if last is not None and last.quantity.value >= mention.quantity.value else None
    for before in state.seen[-6:]:  # the first of a run is the whole, what follows it are divisions of it
        if before.sentence != mention.sentence or before.unit != mention.unit or before.draft.role not in ("plain", "total"):
            continue
        whole = before.draft.rule in ("level", "from_to", "counted") and (
            is_countable(before.label) or before.draft.role == "total"
        )
        if whole and before.depth <= mention.depth and before.quantity.value >= mention.quantity.value:
            return before
    return None


def _sum_up(state: State, mention: Mention, label: str) -> bool:
    """`两项合计7918名`: a total that names nothing new is of what stands before it."""
    first = _first_summed(state, mention)
    before = (
        first
        if first is not None and is_countable(first.draft.measure)
        else state.nearest(6, lambda one: one.unit == mention.unit and one.level)
    )
    in_all = _DONE_IN_ALL.search(mention.near)
    deed = in_all["deed"] if in_all else ""
    own = (is_countable(label) and bool(_SUMS_OWN.search(mention.near))) or (deed and deed not in _DIVISION)
    if before is None or own or is_measure(label) or (len(label) > 3 and is_countable(label)):
        return False
    draft = mention.draft
    draft.measure, draft.kind, draft.role, draft.rule = before.draft.measure, before.draft.kind, "total", "summed"
    draft.subject = deed or draft.subject
    return True


def _first_summed(state: State, mention: Mention) -> Mention | None:
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


def _borrow_subject(state: State, mention: Mention, label: str) -> None:
    """A bare measure (行政编制) takes its subject from the figure before it in the sentence, else from the heading."""
    draft = mention.draft
    if _OF_ALL.search(mention.near):
        return
    if not draft.subject and (is_bare_measure(label) or is_general(label)):
        draft.subject = subject_around(state, mention, label) or (state.context.topic if is_general(label) else "")
    if not draft.subject and not is_countable(label) and _BARE_DEED.fullmatch(label) and len(state.heading) <= 6:
        draft.subject = state.heading


def subject_around(state: State, mention: Mention, label: str) -> str:
    """Whose a bare measure is: who its sentence begins with, the figure before it, or the heading."""
    if leading := leading_subject(mention.tail):
        return leading if leading != label else ""
    if _VACANT.search(label) and (posts := _posts_beside(state, mention)):
        return posts
    for before in reversed(state.seen[-6:]):
        if before.block != mention.block:
            break
        if (
            before.unit in PERCENT
            or before.draft.kind == "score"
            or before.draft.rule == "staff_of"
            or _VACANT.search(before.label)
        ):
            continue
        if before.draft.rule == "summed" and before.sentence == mention.sentence:
            return before.draft.subject
        whole = state.whole(before).draft
        if is_general(label) and mention.unit == "元" and whole.kind != "money":
            continue
        topic = whole.subject or (whole.measure if whole.kind == "unit_count" or is_general(label) else "")
        if topic and (before.sentence == mention.sentence or is_countable(topic)):
            return topic
    return state.heading if is_countable(state.heading) and not is_bare_measure(state.heading) else ""


def _posts_beside(state: State, mention: Mention) -> str:
    """Whose posts of what kind a vacancy is of (事业编制48名，实有41人，空编7名), by the quota of its sentence."""
    quota = state.nearest(3, lambda one: one.sentence == mention.sentence and one.draft.kind == "quota" and one.level)
    kind = _OF_A_KIND.search(quota.draft.measure) if quota is not None else None
    if quota is None or kind is None:
        return ""
    return f"{quota.draft.subject}·{kind[0]}" if quota.draft.subject else kind[0]


def _kind_beside(state: State, mention: Mention, label: str) -> Kind | None:
    """The kind of the figure of the same unit before it in the sentence, else what the heading announces.

    Bodies are told by the paragraph: 教育系统517个 after 事业单位1178个.
    """
    before = state.nearest(4, lambda one: one.sentence == mention.sentence and one.unit == mention.unit)
    if before is None and mention.unit in _BODIES and (not label or label in _DIVISION or label.endswith(_CLASS)):
        before = state.nearest(8, lambda one: one.block >= mention.block - 1 and one.unit == mention.unit and one.level)
    return before.draft.kind if before else kind_of_heading(state.heading, mention.quantity.unit)
