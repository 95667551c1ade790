"""Which words of a report gave a figure its measure, its subject and its period: found after the fact, nearest first."""

from functools import lru_cache

from gouji.extract.draft import Draft
from gouji.extract.periods import find_moments
from gouji.normalize import CleanText
from gouji.schemas import Evidence, Span
from gouji.schemas.figure import Places

Place = tuple[int, int]

REACH = 4000  # characters before a figure in which its words are looked for
BEHIND = 60  # and behind it: 36家立档单位
_BESIDE = 40  # within which words before a figure are taken before those behind it
_SENTENCE = 300  # of a sentence, in which parts of a phrase are looked for


class Finder:
    """Looks for the words of the figures of one report, `span` of the clean text; they are asked for in order of appearance."""

    def __init__(self, clean: CleanText, span: Span) -> None:
        self._text, self._clean = clean.text, clean
        self._start, self._end = span
        self._first = self._last = self._shift = 0
        self._parted: dict[str, tuple[int, Places]] = {}
        self._known: dict[Places, Places] = {}  # figures have half of their places in common, which are kept once

    def evidence(self, draft: Draft) -> Evidence:
        """The words of one figure, in the source."""
        subject, when = draft.subject, draft.when
        if when is None and draft.period and "-" in draft.period and draft.section:
            when = self._heading_day(draft)
        whose: Places = ()
        if "·" in subject:
            whose = tuple([place for part in subject.split("·") for place in self._words(part, draft)])
        elif subject:
            whose = self._words(subject, draft)
        measure = self._words(draft.measure, draft) if draft.measure else ()
        moment = (self.source(*when),) if when is not None else ()
        once = self._known.setdefault
        return Evidence(once(measure, measure), once(whose, whose), once(moment, moment))

    def source(self, start: int, end: int) -> Place:
        """A place of the clean text in the source; most lie in the same unrepaired piece as the one before."""
        if start < self._first or self._last < end:
            (self._first, self._last), self._shift = self._clean.offsets.piece(start)
            if self._last < end:
                return self._clean.span(start, end)
        return start + self._shift, end + self._shift

    def _words(self, phrase: str, draft: Draft) -> Places:
        """Where a phrase stands that names a figure, in the source."""
        if not draft.cells:  # most stand in their sentence: no more is done for them than must be
            start, first = draft.quantity.start, draft.sentence[0]
            near = self._text.rfind(phrase, first if first > start - _BESIDE else start - _BESIDE, start)
            if near >= 0:
                return (self.source(near, near + len(phrase)),)
        return tuple([self.source(*place) for place in self._places(phrase, draft)])

    def _places(self, phrase: str, draft: Draft) -> Places:
        """Where a phrase stands, whole or in parts."""
        if not phrase:
            return ()
        if draft.cells:
            return self._in_table(phrase, draft)
        text, start, end = self._text, draft.start, draft.end
        at = text.find(phrase, end, min(draft.sentence[1], end + BEHIND))
        if at < 0:
            at = text.rfind(phrase, max(self._start, start - REACH), start)
            shorter = at < draft.sentence[0] and text[start - 2 : start] in phrase and start - 2 >= self._start
            if at < 0 or shorter:  # 实有39人, though 实有人员 stands somewhere above
                return self._in_parts(phrase, draft)
        return ((at, at + len(phrase)),)

    def _in_table(self, phrase: str, draft: Draft) -> Places:
        """The labels of its row and the heads of its column; else the nearest above; else parts, in the same order."""
        if "·" in phrase:
            return tuple(place for part in phrase.split("·") for place in self._in_table(part, draft))
        for start, end in draft.cells:
            if (at := self._text.find(phrase, start, end)) >= 0:
                return ((at, at + len(phrase)),)
        row = draft.sentence[0]
        if (at := self._text.rfind(phrase, max(self._start, row - REACH), row)) >= 0:
            return ((at, at + len(phrase)),)
        return self._parts_in(phrase, draft.cells) or self._parts_in(phrase, ((max(self._start, row - _SENTENCE), row),))

    def _in_parts(self, phrase: str, draft: Draft) -> Places:
        """The parts of a phrase that nobody wrote as a whole: in the figure's sentence, or where a figure before has them."""
        start, end = draft.start, draft.end
        first = max(self._start, draft.sentence[0], start - _SENTENCE)
        found = self._parts_in(phrase, ((first, start), (end, max(end, min(draft.sentence[1], end + BEHIND)))))
        known = self._parted.get(phrase)
        if known is not None and start - known[0] <= REACH and _covered(known[1]) > _covered(found):
            return known[1]
        if _covered(found) * 2 < len(phrase):
            far = self._parts_in(phrase, ((max(self._start, start - REACH), start),))
            found = far if _covered(far) * 2 >= len(phrase) else found
        if found:
            self._parted[phrase] = start, found
        elif start > self._start and self._text[start - 1] in phrase:
            return ((start - 1, start),)  # 占2.0%, 扣1分
        return found

    def _parts_in(self, phrase: str, windows: Places) -> Places:
        """The longest part of a phrase that stands in one of the windows (the first that has it; there, the last), and
        then the longest of what is left on either side of it."""
        text = self._text
        first, last = longest_part(phrase, "\n".join([text[start:end] for start, end in windows]))
        if first == last:
            return ()
        part = phrase[first:last]
        at = next((at for start, end in windows if (at := text.rfind(part, start, end)) >= 0), -1)
        if at < 0:  # over the seam of two windows
            return ()
        left = self._parts_in(phrase[:first], windows) if first > 1 else ()
        right = self._parts_in(phrase[last:], windows) if len(phrase) - last > 1 else ()
        return (*left, (at, at + last - first), *right)

    def _heading_day(self, draft: Draft) -> Place | None:
        """The day in a heading above (医疗资源（2014年底）) from which a level has its period."""
        for title in reversed(draft.section.split(" / ")):
            if (words := day_in(title, draft.period)) and (found := self._places(words, draft)):
                return found[0]
        return None


def longest_part(phrase: str, text: str) -> Place:
    """The first of the longest stretches of two characters or more of `phrase` that stand in `text`; two look-ups a character.

    >>> longest_part("实有人员", "编制7名，实有"), longest_part("登记率", "共有")
    ((0, 2), (0, 0))
    """
    best, length = (0, 0), 2
    for first in range(len(phrase) - 1):
        while first + length <= len(phrase) and phrase[first : first + length] in text:
            best = (first, first + length)
            length += 1
    return best


@lru_cache(maxsize=1024)
def day_in(title: str, period: str | None) -> str:
    """The words of a heading that name the day `period`, "" where none do.

    >>> day_in("医疗资源（2014年底）", "2014-12-31")
    '2014年底'
    """
    days = [moment for moment in find_moments(title, 0, len(title), period) if moment.asof and moment.level == period]
    return title[days[-1].start : days[-1].end] if days else ""


def _covered(places: Places) -> int:
    return sum(end - start for start, end in places)
