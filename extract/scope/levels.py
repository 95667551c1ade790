"""Levels: how many there are, and what a figure without words of its own borrows from those around it."""

import regex

from gouji.extract.scope.behind import read_counted
from gouji.extract.scope.borrowing import borrow, borrow_subject, fallback_label, kind_beside
from gouji.extract.scope.changes import TIME_ONLY, read_from_to, without_change
from gouji.extract.scope.classes import read_class
from gouji.extract.scope.deeds import is_deed_alone, without_deed
from gouji.extract.scope.divisions import FLOWS, divided, read_division
from gouji.extract.scope.flows import read_flow
from gouji.extract.scope.headings import TOPIC
from gouji.extract.scope.kinds import kind_of
from gouji.extract.scope.labels import (
    is_bare_measure,
    is_countable,
    is_filler,
    is_left_over,
    is_measure,
    split_label,
    trim,
)
from gouji.extract.scope.leaning import (
    read_alongside,
    read_limit,
    read_per_head,
    read_ranked,
    read_standing,
    read_target,
)
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.points import read_score
from gouji.extract.scope.served import read_involved, read_served
from gouji.extract.scope.state import DIVISION, State
from gouji.extract.scope.totals import read_over, sum_up
from gouji.extract.scope.wordings import lasting, read_age, read_aim, read_extreme, read_offices, read_spent, read_wording
from gouji.extract.scope.year_before import read_row_before

_LEANING = (
    read_from_to,
    read_score,
    read_limit,
    read_offices,
    read_involved,
    read_age,
    read_aim,
    read_extreme,
    read_standing,
    read_over,
    read_alongside,
    read_ranked,
    read_target,
    read_per_head,
)

_ON_REQUEST = "信息公开申请"  # what 申请 is short for where information is disclosed on request: 政府信息公开条例, 依申请公开
_THAT = ("该", "上述", "前述")
_ONE_THING = regex.compile(r"[^与和及、]{3,8}")
# 较法定的20天提前8天, 比方案确定的45公里多1.8公里
_SET = regex.compile(r"法定|规定|承诺|要求|标准|[\u4e00-\u9fff]{0,4}(?:方案|计划|规划|细则|文件|合同)(?:确定|规定|明确|要求)")
_OWN_BODIES = regex.compile(r"[所直]属((?:机关|单位|学校){1,2})[共合总]?计?$")
_HOW_STAFFED = frozenset(("超编", "空编", "满编", "缺编", "超员", "超职数", "超限额"))
_BODY_UNITS = frozenset("个家")
_PLANNED = regex.compile(r"(?P<what>[\u4e00-\u9fff“”]{2,12}?)(?P<aim>(?:年初|年度|全年|下达)(?:计划|目标|任务))$")
_WORKING_ON = regex.compile(
    r"^(?:规范|严控|深化|加强|推进|做好|强化|优化|抓好|完善|提升|维护|服务|严格|狠抓|落实)(?=[\u4e00-\u9fff]{4})"
)
_MARKS = ("，", ",", "、", "；")
_SHORT = 4
_TELLING = 10  # a number of two digits that stands again is no chance


def read_level(state: State, mention: Mention) -> None:
    """Settle a figure that states how many there are."""
    draft = mention.draft
    draft.rule, draft.confidence = "level", 0.6
    if _again(state, mention) or _changed_alongside(state, mention) or read_row_before(state, mention):
        return
    for settles in _LEANING:
        if settles(state, mention):
            return
    if _of_same_noun(state, mention) or read_counted(mention) or read_served(mention):
        return
    label = lasting(mention) or own_label(mention)
    if _with_part(state, mention, label) or read_spent(state, mention, label):
        return
    if (not label or mention.prior) and (topic := topic_measure(mention)):
        label = topic
    elif not label or (
        (mention.prior or mention.step == "from")
        and (is_filler(mention.label) or _SET.fullmatch(mention.label) or TIME_ONLY.search(mention.label))
    ):
        if borrow(state, mention):
            return
        label = fallback_label(state, mention)
    if read_flow(state, mention, label):
        return
    if read_class(state, mention, label):
        return
    if _in_a_row(state, mention):
        return
    if (whole := divided(state, mention, label)) is not None:
        read_division(state, mention, label, whole)
        return
    if _done_to_more(state, mention, label):
        return
    draft.measure, draft.subject = _named(state, mention, label)
    if read_wording(state, mention, label) or (mention.sums and sum_up(state, mention, label)):
        return
    borrow_subject(state, mention, label)
    named = label if is_countable(label) else label + mention.after
    if is_countable(draft.measure) and label.startswith(draft.measure):
        named = draft.measure  # 自设机构撤销5个
    draft.kind = kind_of(draft.quantity, named, None if is_countable(named) else kind_beside(state, mention, label))
    if draft.kind == "percentage":
        draft.role = "rate"


def _with_part(state: State, mention: Mention, label: str) -> bool:
    """`其中渣土运输312起、罚款98.6万元`, `公益一类298个、编制6905名`: what stands beside a part in few words is of it."""
    draft, before = mention.draft, state.beside(mention)
    if before is None or before.draft.rule != "part" or mention.gap != f"、{label}":
        return False
    posts = mention.unit == "人" and before.draft.kind == "unit_count" and is_bare_measure(label)
    if not (mention.unit == "元" or posts) or not 1 < len(label) <= _SHORT or is_left_over(label):
        return False
    draft.measure, draft.subject = label, before.draft.subject.split("·")[-1]
    draft.kind, draft.rule, mention.base = kind_of(draft.quantity, label, None), "with_part", before
    return True


def _of_same_noun(state: State, mention: Mention) -> bool:
    """`112个项目开工，68个竣工`: a deed behind the number is said of the noun that the figure before counts."""
    before, deed = state.beside(mention), mention.after
    if before is None or before.draft.rule != "counted" or before.unit != mention.unit or not mention.gap.endswith(_MARKS):
        return False
    if not deed or not (deed in DIVISION or is_deed_alone(deed)):
        return False
    draft = mention.draft
    draft.measure, draft.subject, draft.kind, draft.rule = before.draft.measure, deed, before.draft.kind, "counted"
    return True


def topic_measure(mention: Mention) -> str:
    """The measure that the sentence says first it is about (编制总量方面，比上年的120名减少2名), "" where it says none."""
    match = TOPIC.match(mention.tail) if "方面" in mention.tail and not is_measure(mention.label) else None
    return match["topic"] if match and is_measure(match["topic"]) else ""


def _again(state: State, mention: Mention) -> bool:
    """`该1264宗申请`, `与上年底的61人持平`: a figure that is met again counts what it counted."""
    told = mention.near.endswith("的") and 2 <= len(mention.label) <= _SHORT and mention.quantity.value >= _TELLING
    if not (told or mention.near.endswith(_THAT) or mention.rest.startswith("持平")):
        return False
    same = state.nearest(40, lambda one: one.unit == mention.unit and one.quantity.value == mention.quantity.value)
    if told and (same is None or mention.label not in same.near):
        return False  # 对查出的136人
    if same is None:
        return False
    draft = mention.draft
    draft.measure, draft.subject, draft.kind, mention.base = same.draft.measure, same.draft.subject, same.draft.kind, same
    return True


def _changed_alongside(state: State, mention: Mention) -> bool:
    """`低保412户586人，较上年末减少23户、41人`, `少了28户84人`: the change of the same in another unit."""
    before = state.beside(mention)
    if (
        before is None
        or before.draft.role != "delta"
        or mention.label
        or before.unit == mention.unit
        or mention.gap.strip() not in ("、", "")
    ):
        return False
    base = state.base(mention, mention.unit)
    draft = mention.draft
    if mention.gap == "" and without_change(before):
        base = before  # 农村低保新增887户1266人
    if base is None or base.sentence != mention.sentence:
        return False
    draft.measure, draft.subject, draft.kind = base.draft.measure, base.draft.subject, base.draft.kind
    draft.role, draft.rule, mention.base = "delta", "change", base
    mention.change, mention.direction, mention.compared = before.change, before.direction, before.compared
    return True


def _in_a_row(state: State, mention: Mention) -> bool:
    """`招聘教师分别为168人、182人和187人`: those behind count what the first one does."""
    before = state.beside(mention)
    if (
        before is None
        or mention.label
        or before.unit != mention.unit
        or mention.gap.strip() not in ("、", "和", "及", "与", "以及")
    ):
        return False
    if not (before.draft.rule == "row" or ("分别" in before.near and before.draft.rule == "level")):
        return False
    draft = mention.draft
    draft.measure, draft.subject, draft.kind = before.draft.measure, before.draft.subject, before.draft.kind
    draft.rule, mention.base = "row", before
    return True


def _named(state: State, mention: Mention, label: str) -> tuple[str, str]:
    """(measure, subject) of a label, with the noun that is left out behind 的 (落选的29人) and of an application on request."""
    if planned := _PLANNED.search(mention.near):
        what = trim(planned["what"])
        if len(what) > 1 and label.endswith(("计划", "目标", "任务")):
            return split_label(what)[0], planned["aim"]  # 老旧小区改造年初计划8个
    if (
        mention.unit == "人"
        and mention.near.endswith("的")
        and mention.step != "from"
        and not (is_countable(mention.after) or is_countable(label))
        and len(label) > 3
    ):
        return label + "人员", ""
    measure, subject = split_label(label)
    if mention.unit == "户" and measure.endswith("人口"):
        measure = measure.removesuffix("人口") + "户"  # 贫困人口4600户
    if measure.endswith("申请") and not measure.endswith(_ON_REQUEST) and state.heading.startswith("依申请"):
        measure = measure.removesuffix("申请") + _ON_REQUEST
    noun, under = without_deed(measure), _WORKING_ON.sub("", state.heading)
    if noun != measure and _ONE_THING.fullmatch(under) and under.endswith(noun) and under != noun:
        measure = under  # 三、群众评价：收到评价3590条
    return measure, subject


def _done_to_more(state: State, mention: Mention, label: str) -> bool:
    """`新收申请86件，加上上年结转4件，应办理90件`: a bare deed to more than was counted before it is still done to the same."""
    if not is_deed_alone(label):
        return False
    before = state.beside(mention)
    if before is None or before.unit != mention.unit or before.draft.kind != "count" or not before.level:
        return False
    draft, whole = mention.draft, state.whole(before).draft
    noun = without_deed(whole.measure)
    if is_deed_alone(noun) or noun in FLOWS:
        return False
    draft.measure, draft.subject, draft.kind = noun, label, "count"
    return True


def own_label(mention: Mention) -> str:
    """The phrase that names what is counted, from before or behind the number; "" where neither names anything."""
    label, noun = mention.label, mention.after
    if label in _HOW_STAFFED and mention.near.endswith("的") and mention.quantity.unit in _BODY_UNITS:
        return label + "单位"  # 超编的38个，满编的247个
    if not label and (bodies := _OWN_BODIES.search(mention.near)) and mention.quantity.unit == "个":
        return bodies[1]  # 本府暨所属机关学校计162个
    if not label or is_filler(label):
        return "" if mention.prior else noun
    return label + noun if len(label) <= 3 and noun and not is_countable(label) else label
