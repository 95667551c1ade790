"""Collecting what the scan reads: bounds, ranges, and the reasons for what is left out."""

import re
from typing import NamedTuple

from gouji.extract import traps
from gouji.extract.draft import Quantity
from gouji.extract.numerals import Number, last_place, number, power
from gouji.extract.quantities import bounds
from gouji.extract.quantities.words import Ending
from gouji.extract.traps import Dropped

_RANGE = re.compile(r"[至到~～]|[—–\-－]{1,2}")
_CHANGE = re.compile(r"(?:[由从自]|[增减添]加?[加少]|[上下]升?[升降]|[提降][高低升])$")  # 由20天至5天 is a change, no range
_SIGNS = frozenset("-−－")
_IN_A_ROW = re.compile(r"[%％][、和及，,]$")  # 分别增长3.6%、-1.2%
_SIGNED_AFTER = frozenset("长幅率为降比是达到额余(（：:|\t")


class Reading(NamedTuple):
    """What was found in a text: the figures in order, and the numbers left out, each with its reason."""

    quantities: list[Quantity]
    dropped: list[Dropped]


class _Lower(NamedTuple):
    """The lower end of a range, waiting for the upper: 3 of 3至5名. `after` is where the upper begins."""

    start: int
    end: int
    after: int
    number: Number


class Collector:
    """The figures of text[lowest:highest] so far. `done` is the end of the last number looked at."""

    def __init__(self, text: str, lowest: int, highest: int) -> None:
        self.text, self.lowest, self.highest = text, lowest, highest
        self.quantities: list[Quantity] = []
        self.dropped: list[Dropped] = []
        self.done = lowest
        self._quotes = traps.quoted(text, lowest, highest)
        self._quote = 0
        self._lower: _Lower | None = None

    def reading(self) -> Reading:
        """Everything, once the text is read."""
        self._give_up_range()
        return Reading(self.quantities, self.dropped)

    def drop(self, start: int, end: int, reason: str) -> None:
        """Leave text[start:end] out."""
        self._give_up_range()
        self.dropped.append(Dropped(start, end, reason))
        self.done = end

    def place(self, start: int, number_end: int, read: Number, found: Ending, glued: bool = False) -> None:
        """A number with its unit: a figure unless something around it says otherwise; `glued` says that what stands
        directly before it is no part of the number."""
        text, lowest, highest, word = self.text, self.lowest, self.highest, found.unit.word
        in_characters = read.form in ("chinese", "formal")
        reason = "" if glued else self.in_front(start)
        if reason == "code" and traps.lettered(text, start, found.unit, lowest):
            reason = ""
        if not reason and word in traps.TIME_UNITS and found.more is None:
            reason = traps.date(text, start, number_end, found.unit, highest, lowest)
        reason = (
            reason
            or traps.named(text, start, highest)
            or traps.behind(text, found.end, found.unit, in_characters, highest)
            or traps.around(text, start, found.end, word, lowest, highest)
        )
        if reason:
            return self.drop(start, found.end, reason)
        if found.more is not None:
            read = number(read.value + found.more, -last_place(found.more), 0, read.form, False)
        elif found.vague:
            read = number(read.value, read.decimals, read.unit_mult, read.form, True)
        signed = start - 1 > lowest and text[start - 1] in _SIGNS
        if signed and (text[start - 2] in _SIGNED_AFTER or _IN_A_ROW.search(text, max(lowest, start - 4), start - 1)):
            start -= 1
            read = number(-read.value, read.decimals, read.unit_mult, read.form, False)
        return self.add(start, found.end, found.start, read, found.name)

    def add(self, start: int, end: int, unit_start: int, read: Number, unit: str, percent_lost: bool = False) -> None:
        """A figure, with the bound that the words around it give."""
        wording = bounds.after(self.text, end)
        if wording is bounds.EXACT:
            before = bounds.before_share if unit == "%" else bounds.before
            wording = before(self.text, start, self.lowest)
            if unit == "%" and wording is not bounds.EXACT and bounds.is_mark(self.text, end):
                wording = bounds.EXACT
        bound, low, high = bounds.interval(read, wording)
        quantity = Quantity(
            start, end, unit_start, read.value, low, high, unit, read.unit_mult, read.decimals, bound, read.form, percent_lost
        )
        lower = self._lower
        if lower is None:
            if self.quantities and end > start + 1:
                self._join(self.quantities[-1], quantity, read)
        elif lower.after == start:
            self._lower = None
            self._range(lower, quantity, read)
        else:
            self._give_up_range()
        self.quantities.append(quantity)
        self.done = end

    def in_front(self, start: int) -> str:
        """Why the number at `start` is no figure, as far as the words and quotation marks before it tell."""
        reason = traps.in_front(self.text, start, self.lowest)
        if reason:
            return reason
        quotes, at = self._quotes, self._quote
        while at < len(quotes) and quotes[at][1] <= start:
            at += 1
        self._quote = at
        return "name" if at < len(quotes) and quotes[at][0] < start else ""

    def opens_range(self, start: int, end: int, read: Number) -> bool:
        """Take a bare number before 至, 到 or a dash as the lower end of a range, until the next number shows whether it is."""
        m = _RANGE.match(self.text, end, self.highest)
        if m is None or self.in_front(start):
            return False
        self._give_up_range()
        self._lower = _Lower(start, end, m.end(), read)
        self.done = end
        return True

    def _give_up_range(self) -> None:
        if self._lower is not None:
            self.dropped.append(Dropped(self._lower.start, self._lower.end, "no_unit"))
            self._lower = None

    def _is_change(self, start: int) -> bool:
        return _CHANGE.search(self.text[max(self.lowest, start - 2) : start]) is not None

    def _range(self, lower: _Lower, upper: Quantity, read: Number) -> None:
        """3至5名, 10至20万元: the lower number takes the unit, and the scale word if it has none of its own."""
        below = lower.number
        mult = below.unit_mult
        if not mult and upper.unit_mult:
            mult = upper.unit_mult
            below = number(below.value * power(mult), below.decimals, mult, below.form, False)
        change = self._is_change(lower.start)
        if not change:
            _at_most(upper, read)
        bound, low, high = bounds.interval(below, bounds.EXACT if change else bounds.Wording("at_least"))
        quantity = Quantity(
            lower.start, lower.end, lower.end, below.value, low, high, upper.unit, mult, below.decimals, bound, below.form
        )
        self.quantities.append(quantity)

    def _join(self, last: Quantity, upper: Quantity, read: Number) -> None:
        """2名至3名, 50%—60%: a range whose ends both have the unit."""
        gap = upper.start - last.end
        if not 0 < gap <= 2 or last.unit != upper.unit or last.bound != "exact" or self._is_change(last.start):
            return
        if _RANGE.fullmatch(self.text, last.end, upper.start):
            last.bound, last.high = "at_least", None
            _at_most(upper, read)


def _at_most(upper: Quantity, read: Number) -> None:
    upper.bound, upper.low, upper.high = bounds.interval(read, bounds.Wording("at_most"))
