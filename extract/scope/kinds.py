"""What kind of figure it is and whether it reports a fact or sets a norm."""

from typing import cast

import regex

from gouji.extract.draft import Quantity
from gouji.extract.scope.words import Pattern, pattern
from gouji.schemas.figure import Kind, Mode
from gouji.schemas.units import unit as unit_named

STOCKS: frozenset[Kind] = frozenset(("unit_count", "quota", "headcount"))  # what there is on a day, not what happens in a year

_BY_UNIT: frozenset[Kind] = frozenset(("money", "percentage", "score", "duration"))
_PEOPLE = frozenset(("人", "名", "位"))
_OF_ORGANISATIONS = frozenset("家所村邻")
_OF_ANYTHING = frozenset("个席处间者")
_QUOTA = pattern("{kinds.quota}")
_STAFF = pattern("{kinds.headcount}")
_PUBLIC = pattern("{kinds.count}")
_ORGANISATION = pattern("{kinds.unit_count}")
_POSTS = pattern("{kinds.posts}{kinds.posts_tail}?$")
_NORM = pattern("{norm.cue}")
_NORM_BEFORE = pattern(r"{norm.before}[为是：:（(]?$")
_FACT = pattern("{norm.fact}")
_SCORE_NORM = pattern("{norm.score}")
_OLD_LEVEL = regex.compile(r"(?:由|从|年初|比上年的?|现有)[^，。]{0,8}$")
_KEPT = regex.compile(r"均|已|全部")


def last_of(find: Pattern, text: str) -> int:
    """Where the last match ends, -1 where there is none."""
    end = -1
    for match in find.finditer(text):
        end = match.end()
    return end


def names_posts(label: str) -> bool:
    """Whether a phrase names authorised posts (空编, 领导职数), not the people in them."""
    return bool(_POSTS.search(label))


def kind_of(quantity: Quantity, label: str, inherited: Kind | None) -> Kind:
    """The kind by unit first, then by the words of the label, then as the figure it belongs to (`inherited`)."""
    unit, known = quantity.unit, unit_named(quantity.unit)
    if known is not None and known.kind in _BY_UNIT:
        return known.kind
    if unit in _PEOPLE:
        return _kind_of_people(label, inherited)
    if unit in _OF_ORGANISATIONS:
        return "unit_count"
    if unit in _OF_ANYTHING:
        if _POSTS.search(label) or (unit == "席" and "员" in label):
            return "quota"
        if last_of(_ORGANISATION, label) >= len(label) - 1 and label:
            return "unit_count"
        return inherited if inherited in ("unit_count", "quota") else "count"
    return "count"


def _kind_of_people(label: str, inherited: Kind | None) -> Kind:
    if _POSTS.search(label):
        return "quota"
    marks = {"quota": last_of(_QUOTA, label), "headcount": last_of(_STAFF, label), "count": last_of(_PUBLIC, label)}
    best = max(marks, key=lambda kind: marks[kind])
    if marks[best] < 0:
        return inherited if inherited in ("quota", "headcount", "count") else "headcount"
    if best == "quota" and inherited == "headcount":
        return "headcount"
    return cast(Kind, best)


def mode_of(clause: str, near: str, kind: Kind, bound: str, planned: bool) -> Mode:
    """`norm` for what a rule, plan, target or scoring scheme demands; `planned` where the section or the report looks ahead.

    `clause` is the text back to the sentence's start or the figure before, `near` its last clause.

    >>> mode_of("力争全年培训", "力争全年培训", "count", "exact", False), mode_of("共培训", "共培训", "count", "exact", False)
    ('norm', 'actual')
    """
    if kind == "score":
        return "norm" if (planned or _SCORE_NORM.search(clause)) and "自评" not in near else "actual"
    if planned:
        return "actual" if _OLD_LEVEL.search(near) else "norm"
    if kind == "duration" and bound in ("at_most", "at_least"):
        return "actual" if _KEPT.search(clause) else "norm"
    if _NORM_BEFORE.search(near):
        return "norm"
    return "norm" if _NORM.search(clause) and not _FACT.search(near) else "actual"
