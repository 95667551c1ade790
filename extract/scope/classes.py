"""Classes of people by age or learning (35岁以下82名): of whom they are."""

import regex

from gouji.extract.scope.kinds import kind_of
from gouji.extract.scope.labels import is_class, is_filler, trim
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import State

_AMONG = regex.compile(r"(?:^|[。；，,])\s*(?P<noun>[\u4e00-\u9fff]{2,10})中[，,]")
_SHARE_OF = regex.compile(r"[，,（(]\s?约?占(?:全[市县省区])?(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:总数|总量|总人数)?的?\d")


def read_class(state: State, mention: Mention, label: str) -> bool:
    """Settle a figure whose `label` names a class; False where it names none, or the people are not told."""
    return is_class(label) and (_of_its_classes(state, mention, label) or _class_of_named(mention, label))


def _of_its_classes(state: State, mention: Mention, label: str) -> bool:
    """`干部中35岁以下82名，…；36至45岁263名`: like the figure before it that tells another class of the same people."""
    draft = mention.draft
    classes = [one.draft for one in state.seen[-4:] if one.unit == mention.unit and one.block == mention.block]
    if not classes or classes[-1].rule != "level" or not is_class(classes[-1].subject):
        return False
    draft.measure, draft.subject, draft.kind, draft.role = classes[-1].measure, label, classes[-1].kind, classes[-1].role
    return True


def _class_of_named(mention: Mention, label: str) -> bool:
    """`专任教师中，35岁及以下1485人`, `本科及以上学历4612人，占专任教师的86%`: a class of people that are named beside it."""
    found = _AMONG.search(mention.tail) or _SHARE_OF.match(mention.rest)
    noun = trim(found["noun"]) if found else ""
    if not noun or is_filler(noun):
        return False  # 35岁以下135人，占总数的73.8%
    draft = mention.draft
    draft.measure, draft.subject, draft.role = noun, label, "part"
    draft.kind = kind_of(draft.quantity, noun, None)
    return True
