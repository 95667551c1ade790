"""Divisions: a figure that only says of which of those counted before it how many there are (同意33件, 女性23人, 撤销11个)."""

from decimal import Decimal

import regex

from gouji.extract.dates import base_year
from gouji.extract.scope.behind import said_of
from gouji.extract.scope.deeds import is_deed, is_deed_alone, without_deed
from gouji.extract.scope.kinds import kind_of_part
from gouji.extract.scope.labels import (
    is_bare_measure,
    is_class,
    is_countable,
    is_left_over,
    sex_of,
)
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.part_names import part_label
from gouji.extract.scope.state import DIVISION, SET_UP, State
from gouji.extract.scope.words import words

_FILLED = frozenset(("实配", "实际配备"))
FLOWS = frozenset((*words("flow.in"), *words("flow.out")))
_IN_DAYS = regex.compile(r"(?:\d|承诺|规定|法定).*内")
# 清理36人，给予处分5人
_PUNISHED = regex.compile(r"^(?:给予|予以|追究|移送).*(?:处分|处理|问责|批评|诫勉|约谈|处罚|责任|机关)$")
_DISCLOSED = ("同意公开", "予以公开", "部分公开", "不予公开", "信息不存在", "无法提供")
_ON_REQUEST = regex.compile(r"申请")
_REST = ("其余", "其他", "剩余", "余下", "尚有")
_OTHER_SEX = regex.compile(
    r"[^。；\d]{0,3}(?:占?[\d.]+%[）)]?)?[，、和]?(?P<sex>[男女])[性]?[\u4e00-\u9fff]{0,3}(?P<number>\d[\d,]*)[人名]"
)
_OWN_OBJECT = 3  # characters that a deed is done to


def _part_reached(state: State, mention: Mention) -> Mention | None:
    """The part straight before of which something is said to be done already: 其中贫困户612户，已脱贫598户."""
    if not mention.near.startswith("已") or mention.gap[:1] not in ("，", ","):
        return None
    last = state.nearest(2, lambda one: one.unit == mention.unit and one.sentence == mention.sentence)
    part = last is not None and last.draft.rule == "part" and last.quantity.value >= mention.quantity.value
    return last if part else None


def read_division(state: State, mention: Mention, label: str, whole: Mention) -> None:
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


def _is_of_another_year(state: State, mention: Mention) -> bool:
    """Whether a figure names a year that is not the report's."""
    year, named = state.context.year, base_year(mention.times[-1].level) if mention.times else None
    return year is not None and named is not None and named != year and not mention.prior


def _of_both_sexes(state: State, mention: Mention, sex: str) -> Mention | None:
    """The people of whom so many are women: those of the sex before (女性2389人，男性1847人), else those to whom both come."""
    before = state.nearest(4, lambda one: one.unit == mention.unit and one.sentence == mention.sentence and one.level)
    if before is not None and _is_other_sex(before, sex):
        return before.base if before.draft.rule == "division" else None
    behind = _OTHER_SEX.match(mention.rest)
    if behind is None or behind["sex"] == sex:
        return None
    both = _both_sexes(mention, behind)
    return state.nearest(24, lambda one: one.unit == mention.unit and one.level and one.quantity.value == both)


def _is_other_sex(before: Mention | None, sex: str) -> bool:
    return before is not None and sex_of(before.label) not in ("", sex)


def _both_sexes(mention: Mention, behind: regex.Match[str]) -> Decimal:
    return mention.quantity.value + Decimal(behind["number"].replace(",", ""))


def _of_a_row(state: State, mention: Mention) -> bool:
    """Whether men and women are those of several levels before them: 公务员30人、事业人员50人，男性42人、女性38人."""
    behind = _OTHER_SEX.match(mention.rest)
    if behind is None:
        return False
    both, row = _both_sexes(mention, behind), Decimal(0)
    for one in reversed(state.seen[-6:]):
        if one.sentence != mention.sentence or one.unit != mention.unit or not one.level:
            return False
        row += one.quantity.value
        if row == both:
            return True
    return False


def divided(state: State, mention: Mention, label: str) -> Mention | None:
    """The figure of which `label` is only a division (同意33件 after 申请47件): same unit, same sentence, no noun of its own.

    A bare verb (撤销11个) divides the last figure of its unit in the paragraph, whatever the sentence.
    """
    sex = sex_of(label) if mention.unit == "人" else ""
    if sex and (people := _of_both_sexes(state, mention, sex)) is not None:
        return people
    if mention.sums or (len(label) > 8 and not _IN_DAYS.match(label)) or _PUNISHED.search(label):
        return None
    if sex and (_is_other_sex(state.beside(mention), sex) or _of_a_row(state, mention)):
        return None
    if mention.unit == "元" and is_left_over(label):
        return None
    if label in _FILLED and (posts := state.nearest(2, lambda one: one.sentence == mention.sentence)) is not None:
        return posts if posts.draft.kind == "quota" and posts.level else None  # 领导职数58名，实配61名
    if mention.unit == "人" and is_class(label):
        return state.last_level(mention, anywhere=False)
    if label in DIVISION or label.startswith(_REST) or _IN_DAYS.match(label) or (is_deed_alone(label) and label not in FLOWS):
        last = _part_reached(state, mention) or state.last_level(mention, anywhere=label in SET_UP)
        if last is not None and last.sentence != mention.sentence and _is_of_another_year(state, mention):
            return None  # 2021年录用248名, in a report on 2022
        if last is not None and label.endswith(_DISCLOSED) and not _ON_REQUEST.search(last.draft.measure):
            return None  # 应答复29件，同意公开19件
        if last is not None and label.startswith("未") and len(label) > 2 and last.label.endswith("已" + label[1:]):
            return None  # 已整改35个；未整改15个
        if last is not None and label in FLOWS and last.sentence != mention.sentence and last.draft.kind == "headcount":
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
