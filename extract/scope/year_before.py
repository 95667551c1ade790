"""Rows of the year before: 编制1126名，实有1083人，空编43名；上年同期分别为1131名、1094人和37名."""

from dataclasses import replace

import regex

from gouji.extract.dates import period_before
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, State

_JOINED = ("、", "和", "及", "与")
_COMING = regex.compile(r"[、和及与]\s?\d")
_IN_ONE_BREATH = regex.compile(r"[^，,。；;：:的%]*")
_REACH = 12  # figures back to the row that is told again
_DAY = 2  # dashes of a date
_LONGEST = 6  # figures of a row


def read_row_before(state: State, mention: Mention) -> bool:
    """The second figure of a row of the year before, and those behind it, count what as many figures before them do, in order;
    the first one is told so, too."""
    before = state.beside(mention)
    if before is None or not before.prior or mention.label or mention.gap.strip() not in _JOINED or not before.times:
        return False
    row = _row(state, before)
    coming = len(_COMING.findall(_IN_ONE_BREATH.match(mention.rest)[0]))  # type: ignore[index]
    now = [one for one in state.seen[-_REACH:] if _is_now(one, row[0])]
    many = len(row) + 1 + coming
    counted = now[-many:]
    same = len(counted) == many <= _LONGEST and [one.unit for one in counted[: len(row)]] == [one.unit for one in row]
    if not same or counted[len(row)].unit != mention.unit:
        return False
    mention.prior, mention.times = True, [replace(before.times[-1], level=_then(counted[len(row)], before.times[-1].level))]
    for then, one in zip([*row, mention], counted, strict=False):
        then.base = one
        then.draft.measure, then.draft.subject, then.draft.kind = one.draft.measure, one.draft.subject, one.draft.kind
        then.draft.rule = "row_before"
        if then is not mention:
            then.draft.period = _then(one, then.draft.period or "")
    return True


def _then(now: Mention, period: str) -> str:
    """The day a year before that of a level, else the period that the words gave."""
    day = now.draft.period or ""
    return period_before(day, int(day[:4])) if day.count("-") == _DAY else period


def _row(state: State, last: Mention) -> list[Mention]:
    """The figures of the year before that stand in a row up to `last`."""
    row: list[Mention] = []
    for one in reversed(state.seen[-_LONGEST:]):
        if not one.prior or one.sentence != last.sentence:
            break
        row.insert(0, one)
        if one.gap.strip() not in _JOINED:
            break
    return row


def _is_now(one: Mention, first: Mention) -> bool:
    """Whether a figure of this sentence or the one before tells how things are now."""
    return (
        one.draft.start < first.draft.start
        and one.block == first.block
        and one.sentence >= first.sentence - 1
        and one.level
        and one.depth <= first.depth
        and not one.prior
        and one.unit not in PERCENT
    )
