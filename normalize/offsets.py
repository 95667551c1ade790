"""OffsetMap: from the offsets of a repaired text back to those of its source."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable

from gouji.normalize.plan import Edit
from gouji.schemas import Span


class OffsetMap:
    """A repaired text as a row of pieces, each with the stretch of the source that it came from.

    A piece as long as its stretch goes character by character; in any other, every character comes from the whole
    stretch. Three numbers a piece, so a text with few repairs costs next to nothing.
    """

    __slots__ = ("_begins", "_length", "_source_begins", "_source_ends")

    def __init__(self, begins: "array[int]", source_begins: "array[int]", source_ends: "array[int]", length: int) -> None:
        self._begins = begins
        self._source_begins = source_begins
        self._source_ends = source_ends
        self._length = length

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        """The map of a text of `length` characters that nothing was done to."""
        return cls(array("Q", (0,)), array("Q", (0,)), array("Q", (length,)), length)

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`: from the begin of its first character to the end of its last.

        An empty stretch has an empty span, before the character that follows it. Raises IndexError beyond the text.

        >>> gloss_taken_out = OffsetMap.identity(8).then([Edit(3, 7, "", "glosses")])  # 10個(gè)人 -> 10個人
        >>> gloss_taken_out.span(0, 3), gloss_taken_out.span(0, 4)
        (Span(start=0, end=3), Span(start=0, end=8))
        """
        if not 0 <= start <= end <= self._length:
            raise IndexError(f"no {start}:{end} in a text of {self._length} characters")
        if start < end:
            piece, shift = self.piece(start)
            if end <= piece.end:
                return Span(start + shift, end + shift)
            return Span(self._character(start)[0], self._character(end - 1)[1])
        place = self._character(start)[0] if start < self._length else self._source_ends[-1]
        return Span(place, place)

    def piece(self, offset: int) -> tuple[Span, int]:
        """The piece that holds the character at `offset`, and how far it is to the source from there, for a piece that goes
        character by character; of any other an empty one, so that nothing lies in it.

        >>> OffsetMap.identity(10).then([Edit(3, 7, "", "glosses")]).piece(4)
        (Span(start=3, end=6), 4)
        """
        piece = bisect_right(self._begins, offset) - 1
        begin, source_begin = self._begins[piece], self._source_begins[piece]
        end = self._end_of(piece)
        steady = end - begin == self._source_ends[piece] - source_begin
        return (Span(begin, end), source_begin - begin) if steady else (Span(begin, begin), 0)

    def then(self, edits: Iterable[Edit]) -> "OffsetMap":
        """The map of the text after `edits` (ordered, without overlap), whose offsets are those of this map's text."""
        changes = [edit for edit in edits if edit.end - edit.start != len(edit.replacement)]
        if not changes:
            return self
        begins, source_begins, source_ends = array("Q"), array("Q"), array("Q")
        length = done = 0
        for start, end, replacement, _ in changes:
            length = self._copy(done, start, length, begins, source_begins, source_ends)
            if replacement:
                stretch = self.span(start, end)
                begins.append(length)
                source_begins.append(stretch.start)
                source_ends.append(stretch.end)
                length += len(replacement)
            done = end
        length = self._copy(done, self._length, length, begins, source_begins, source_ends)
        if not begins:
            return OffsetMap(array("Q", (0,)), array("Q", (0,)), array("Q", (0,)), 0)
        return OffsetMap(begins, source_begins, source_ends, length)

    def _character(self, offset: int) -> tuple[int, int]:
        """Begin and end in the source of the character at `offset`."""
        piece = bisect_right(self._begins, offset) - 1
        begin, source_begin, source_end = self._begins[piece], self._source_begins[piece], self._source_ends[piece]
        if self._end_of(piece) - begin != source_end - source_begin:
            return source_begin, source_end
        return source_begin + offset - begin, source_begin + offset - begin + 1

    def _end_of(self, piece: int) -> int:
        """Where a piece ends in the text."""
        return self._begins[piece + 1] if piece + 1 < len(self._begins) else self._length

    def _copy(self, start: int, end: int, length: int, *into: "array[int]") -> int:
        """Append the pieces of `text[start:end]` where the new text is `length` long so far; return its new length."""
        begins, source_begins, source_ends = into
        piece = bisect_right(self._begins, start) - 1
        while start < end:
            next_begin = self._begins[piece + 1] if piece + 1 < len(self._begins) else self._length
            stop = min(end, next_begin)
            begin, source_begin, source_end = self._begins[piece], self._source_begins[piece], self._source_ends[piece]
            if next_begin - begin == source_end - source_begin:
                source_begin, source_end = source_begin + start - begin, source_begin + stop - begin
            begins.append(length)
            source_begins.append(source_begin)
            source_ends.append(source_end)
            length += stop - start
            start = stop
            piece += 1
        return length
