"""Levels: how many there are, and what a figure without words of its own borrows from those around it."""

from decimal import Decimal

import regex

from gouji.extract.scope.behind import read_counted, said_of
from gouji.extract.scope.borrowing import borrow, borrow_subject, fallback_label, kind_beside
from gouji.extract.scope.changes import TIME_ONLY, read_from_to
from gouji.extract.scope.classes import read_class
from gouji.extract.scope.deeds import is_deed, is_deed_alone, without_deed
from gouji.extract.scope.flows import read_flow
from gouji.extract.scope.headings import TOPIC
from gouji.extract.scope.kinds import kind_of, kind_of_part
from gouji.extract.scope.labels import (
    is_bare_measure,
    is_class,
    is_countable,
    is_filler,
    is_left_over,
    is_measure,
    sex_of,
    split_label,
    trim,
)
from gouji.extract.scope.leaning import (
    read_alongside,
    read_limit,
    read_per_head,
    read_ranked,
    read_score,
    read_standing,
    read_target,
)
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.part_names import part_label
from gouji.extract.scope.state import DIVISION, SET_UP, State
from gouji.extract.scope.totals import read_over, sum_up
from gouji.extract.scope.wordings import read_spent, read_wording
from gouji.extract.scope.words import words

_LEANING = (
    read_from_to,
    read_score,
    read_limit,
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
_FILLED = frozenset(("实配", "实际配备"))
_HOW_STAFFED = frozenset(("超编", "空编", "满编", "缺编", "超员", "超职数", "超限额"))
_BODY_UNITS = frozenset("个家")
_IN_DAYS = regex.compile(r"(?:\d|承诺|规定|法定).*内")
_PLANNED = regex.compile(r"(?P<what>[\u4e00-\u9fff“”]{2,12}?)(?P<aim>(?:年初|年度|全年|下达)(?:计划|目标|任务))$")
# 清理36人，给予处分5人
_PUNISHED = regex.compile(r"^(?:给予|予以|追究|移送).*(?:处分|处理|问责|批评|诫勉|约谈|处罚|责任|机关)$")
_REST = ("其余", "其他", "剩余", "余下", "尚有")
_OTHER_SEX = regex.compile(
    r"[^。；\d]{0,3}(?:占?[\d.]+%[）)]?)?[，、和]?(?P<sex>[男女])[性]?[\u4e00-\u9fff]{0,3}(?P<number>\d[\d,]*)[人名]"
)
_SHORT = 4
_OWN_OBJECT = 3  # characters that a deed is done to
_TELLING = 10  # a number of two digits that stands again is no chance
_FLOW = frozenset((*words("flow.in"), *words("flow.out")))


def read_level(state: State, mention: Mention) -> None:
    """Settle a figure that states how many there are."""
    draft = mention.draft
    draft.rule, draft.confidence = "level", 0.6
    if _again(state, mention) or _changed_alongside(state, mention):
        return
    for settles in _LEANING:
        if settles(state, mention):
            return
    if read_counted(mention):
        return
    label = own_label(mention)
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
        _read_division(state, mention, label, whole)
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
    """`其中渣土运输312起、罚款98.6万元`: an amount beside a part, in few words, is of that part."""
    draft, before = mention.draft, state.beside(mention)
    if before is None or before.draft.rule != "part" or mention.unit != "元" or mention.gap != f"、{label}":
        return False
    if not 1 < len(label) <= _SHORT or is_left_over(label):
        return False
    draft.measure, draft.subject = label, before.draft.subject.split("·")[-1]
    draft.kind, draft.rule, mention.base = kind_of(draft.quantity, label, None), "with_part", before
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
    """`低保412户586人，较上年末减少23户、41人`: the change of the same in another unit."""
    before = state.beside(mention)
    if (
        before is None
        or before.draft.role != "delta"
        or mention.label
        or before.unit == mention.unit
        or mention.gap.strip() != "、"
    ):
        return False
    base = state.base(mention, mention.unit)
    if base is None or base.sentence != mention.sentence:
        return False
    draft = mention.draft
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


def _part_reached(state: State, mention: Mention) -> Mention | None:
    """The part straight before of which something is said to be done already: 其中贫困户612户，已脱贫598户."""
    if not mention.near.startswith("已") or mention.gap[:1] not in ("，", ","):
        return None
    last = state.nearest(2, lambda one: one.unit == mention.unit and one.sentence == mention.sentence)
    part = last is not None and last.draft.rule == "part" and last.quantity.value >= mention.quantity.value
    return last if part else None


def _read_division(state: State, mention: Mention, label: str, whole: Mention) -> None:
    draft = mention.draft
    measure, whose = state.lent(whole)
    if label.startswith(_REST):
        label = said_of(mention.rest) or label  # 其余3件正在办理
    counted = (
        without_deed(measure) if is_deed_alone(label) or is_deed(label) or _IN_DAYS.match(label) else measure
    )  # 受理举报20件，办结18件: 举报, 办结
    draft.measure, draft.subject = part_label(label, counted, whose)
    draft.kind = "headcount" if label in _FILLED else kind_of_part(draft.quantity, label, whole.draft.kind)
    draft.role, draft.rule, mention.base = "part", "division", whole


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
    noun = without_deed(measure)
    if noun != measure and _ONE_THING.fullmatch(state.heading) and state.heading.endswith(noun) and state.heading != noun:
        measure = state.heading  # 三、群众评价：收到评价3590条
    return measure, subject


def _of_both_sexes(state: State, mention: Mention, sex: str) -> Mention | None:
    """The people of whom so many are women: those of the sex before (女性2389人，男性1847人), else those to whom both come."""
    before = state.nearest(4, lambda one: one.unit == mention.unit and one.sentence == mention.sentence and one.level)
    if before is not None and sex_of(before.label) not in ("", sex):
        return before.base if before.draft.rule == "division" else None
    behind = _OTHER_SEX.match(mention.rest)
    if behind is None or behind["sex"] == sex:
        return None
    both = mention.quantity.value + Decimal(behind["number"].replace(",", ""))
    return state.nearest(24, lambda one: one.unit == mention.unit and one.level and one.quantity.value == both)


def _done_to_more(state: State, mention: Mention, label: str) -> bool:
    """`新收申请86件，加上上年结转4件，应办理90件`: a bare deed to more than was counted before it is still done to the same."""
    if not is_deed_alone(label):
        return False
    before = state.beside(mention)
    if before is None or before.unit != mention.unit or before.draft.kind != "count" or not before.level:
        return False
    draft, whole = mention.draft, state.whole(before).draft
    noun = without_deed(whole.measure)
    if is_deed_alone(noun) or noun in _FLOW:
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


def divided(state: State, mention: Mention, label: str) -> Mention | None:
    """The figure of which `label` is only a division (同意33件 after 申请47件): same unit, same sentence, no noun of its own.

    A bare verb (撤销11个) divides the last figure of its unit in the paragraph, whatever the sentence.
    """
    if mention.sums or (len(label) > 8 and not _IN_DAYS.match(label)) or _PUNISHED.search(label):
        return None
    sex = sex_of(label) if mention.unit == "人" else ""
    if sex and (people := _of_both_sexes(state, mention, sex)) is not None:
        return people
    if mention.unit == "元" and is_left_over(label):
        return None
    if label in _FILLED and (posts := state.nearest(2, lambda one: one.sentence == mention.sentence)) is not None:
        return posts if posts.draft.kind == "quota" and posts.level else None  # 领导职数58名，实配61名
    if mention.unit == "人" and is_class(label):
        return state.last_level(mention, anywhere=False)
    if label in DIVISION or label.startswith(_REST) or _IN_DAYS.match(label) or (is_deed_alone(label) and label not in _FLOW):
        last = _part_reached(state, mention) or state.last_level(mention, anywhere=label in SET_UP)
        if last is not None and label in _FLOW and last.sentence != mention.sentence and last.draft.kind == "headcount":
            return None  # 实有129人。年内退休5人: what happened is no part of who is there
        return last if last is None or last.quantity.value >= mention.quantity.value else None
    if is_countable(label) or is_bare_measure(label):
        return None
    if mention.unit == "人" and is_deed(label) and len(without_deed(label)) >= _OWN_OBJECT and without_deed(label) != label:
        return None  # 补充特岗教师86名，招聘免费师范生24名
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
