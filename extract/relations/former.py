"""Levels of before that another paragraph tells: 改革前有乡镇23个。… 乡镇调整为17个，比改革前减少6个."""

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.relations.closure import comparable, differs_by, is_quotient
from gouji.extract.scope.mentions import Mention

_STANDS = regex.compile(r"^(?:核定|实有|现有|共有)(?=..)")
_TELLING = 5  # a smaller change is met by chance


def former_level(mentions: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """(old, new) of a change or rate of change whose old level stands in an earlier paragraph and is called alike.

    Only a level that gives the very change is taken: what far text says is no ground for calling a figure wrong.
    """
    change = mentions[place]
    new = change.base
    if new is None or not new.level or new.block != change.block or not change.direction:
        return None
    for old in _called_alike(mentions[:place], new):
        if (new.quantity.value > old.quantity.value) != (change.direction > 0):
            continue
        if change.unit in ("%", "‰"):
            fits = is_quotient(change, [(1, new), (-1, old)], old)
        else:
            fits = change.quantity.value >= _TELLING and comparable(change, new) and differs_by(change, old, new)
        if fits:
            return old, new
    return None


def _called_alike(before: Sequence[Mention], new: Mention) -> Iterator[Mention]:
    """The levels of earlier paragraphs and times that count what `new` counts, the nearest first."""
    for old in reversed(before):
        if old.block >= new.block or not old.level or old.unit != new.unit:
            continue
        one, other = old.draft, new.draft
        named = _STANDS.sub("", one.measure) == _STANDS.sub("", other.measure)
        whose = one.subject in other.subject or other.subject in one.subject
        if named and whose and one.period and other.period and _is_earlier(one.period, other.period):
            yield old


def _is_earlier(then: str, now: str) -> bool:
    """Whether a period ends before another, told as far as both are: 2005-12-31 before 2006-11, 2006 not before 2006-11."""
    return then[: len(now)] < now[: len(then)]
