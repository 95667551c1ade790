"""What a part of a list is called, and so what it counts: its own noun, or that of its total."""

import regex

from gouji.extract.scope.deeds import is_deed_alone
from gouji.extract.scope.labels import (
    BODIES,
    MAX_WHOSE,
    PART_OF,
    STAFF,
    is_bare_measure,
    is_general,
    split_label,
)
from gouji.extract.scope.words import pattern

_PAIRED = regex.compile(r"((?P<first>[\u4e00-\u9fff])[\u4e00-\u9fff])((?P=first)[\u4e00-\u9fff])$")  # 来信来访
_DONE = pattern(r"{label.content_verbs}$")
_MAX_BODIES = 10  # characters of the bodies of a total that its parts are called by, too (MAX_WHOSE for others)
_NAMING = (*BODIES, *STAFF)  # a part called so says by itself what it counts: 医院 of 机构, 教师 of 教职工
_IN_POST = pattern("{measure.people_state}")


def names_counted(item: str, kind: str, unit: str) -> bool:
    """Whether what a part is called can be what its total counts: 小学 of 286 schools, but not of 7,416 teachers; nor are
    teachers posts, but those for whom they are.

    >>> names_counted("小学", "unit_count", "所"), names_counted("小学", "headcount", "人")
    (True, False)
    """
    if item.endswith(BODIES):
        return kind == "unit_count"
    if item.endswith(STAFF):
        return unit == "人" and (kind != "quota" or bool(_IN_POST.search(item)))
    return True


def part_label(item: str, measure: str, subject: str, *, named: bool = True, fits: bool = True) -> tuple[str, str]:
    """(measure, subject) of a part called `item` in a list under a total of `measure` and `subject`.

    `named` is False where the item cannot be what is counted (`names_counted`) or the list does not name its parts so;
    `fits` only where it cannot be.

    >>> part_label("工勤编制", "编制", "县直机关"), part_label("男性", "持证残疾人", "全县")
    (('工勤编制', '县直机关'), ('持证残疾人', '全县·男性'))
    """
    if "中" in item and (among := PART_OF.match(item)):
        item = among["what"]
    if (pair := _PAIRED.search(measure)) and item in pair.groups():
        return item, ""  # 来信 of 来信来访
    told = item == measure or (measure.startswith(item) and _DONE.search(item))  # 主动公开356条 of 主动公开政府信息
    if not item or told or (is_general(item) and measure.endswith(item)):
        return measure, subject
    if (is_bare_measure(item) and fits) or (item.endswith("户") and measure.endswith("户数") and len(item) > 2):
        return item, subject  # 总户数8642户，其中建档立卡贫困户612户
    same = item.endswith("人员") and measure.endswith("人员")  # 护理人员 of 执业医事人员
    if (
        named
        and not same
        and not is_deed_alone(item)
        and item.endswith(_NAMING)
        and (len(measure) + len(subject) > 1.33 * len(item) or measure.endswith(split_label(item)[0]))
    ):
        own, whose = split_label(item)
        if whose and measure.endswith(own) and len(measure) <= 4:
            return measure, f"{subject}·{item}" if subject and len(subject) <= MAX_WHOSE else item
        if own == "机构" and whose:
            return own, item
        return own, whose or (subject if len(subject) <= len(item) else "")
    item = item.removesuffix("核定") or item
    short = len(subject.replace("·", "")) <= MAX_WHOSE or (len(subject) <= _MAX_BODIES and subject.endswith(BODIES))
    joined = f"{subject}·{item}" if subject and short and not subject.endswith(item) else item
    return measure, joined
