"""The text around a row: the lines that hold its figure and its words, with both marked."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gouji.cli.console import FIELD_STYLE, KIND_STYLE, print_hanging, safe
from gouji.cli.options import Lang
from gouji.cli.words import say
from gouji.normalize import Source
from gouji.schemas import Figure, Span

_AROUND = 24  # characters shown on either side of words that stand outside the sentence
_CUE = 8  # characters by which a sentence of the repaired text is found in the source
_SENTENCE = 400  # how far from its figure a sentence may begin or end

Mark = tuple[Span, str]


class Places:
    """Where stretches of a source stand, for people: on which page where there are pages, else in which line."""

    def __init__(self, source: Source, lang: Lang) -> None:
        self.source, self.lang = source, lang
        self._lines = [0, *(place + 1 for place, sign in enumerate(source.text) if sign == "\n")]

    def line(self, offset: int) -> tuple[int, int, int]:
        """The line that holds a character: its number from 1, where it begins, and where it ends before its line feed."""
        number = bisect_right(self._lines, offset)
        end = self._lines[number] - 1 if number < len(self._lines) else len(self.source.text)
        return number, self._lines[number - 1], end

    def page(self, offset: int) -> str:
        """`第4页`, "" where a source has no pages."""
        number = self.source.place(offset, offset + 1)[0]
        return "" if number is None else say("page", self.lang, n=number)

    def name(self, offset: int) -> str:
        """`第4页`, or `第23行第15列`."""
        number, begin, _ = self.line(offset)
        return self.page(offset) or say("place", self.lang, line=number, column=offset - begin + 1)

    def margin(self, offset: int) -> str:
        """What a line is shown by: its page, or its number."""
        return self.page(offset) or str(self.line(offset)[0])


def print_text(console: Console, figure: Figure, places: Places) -> None:
    """The lines of the figure's sentence and of its words, in order, cut down to what is near them."""
    marks = [(Span(figure.start, figure.end), KIND_STYLE[figure.kind] + " reverse")]
    marks += [(Span(*span), style) for name, style in FIELD_STYLE.items() for span in getattr(figure.spans, name)]
    lines = list(_lines(figure, places))
    width = max(cell_len(places.margin(start)) for start, _ in lines)
    for start, end in lines:
        margin = places.margin(start)
        _, begin, stop = places.line(start)
        head = Text(" " * (width - cell_len(margin) + 2) + margin + " │ ", "bright_black")
        shown = _marked(places.source.text, Span(start, end), marks, plain=console.color_system is None)
        left, right = ("…" if cut else "" for cut in (start > begin, end < stop))
        print_hanging(console, head, Text.assemble((left, "bright_black"), shown, (right, "bright_black")))


def _lines(figure: Figure, places: Places) -> Iterator[Span]:
    """The stretches to show, in order, none over a line end; those of one line that meet are one."""
    sentence = _sentence(figure, places)
    pieces = list(_by_line(sentence, places))
    for start, end in (*figure.spans.measure, *figure.spans.subject, *figure.spans.period):
        if start < sentence.start or sentence.end < end:
            _, begin, stop = places.line(start)
            pieces += _by_line(Span(max(begin, start - _AROUND), max(end, min(stop, end + _AROUND))), places)
    last: Span | None = None
    for piece in sorted(pieces):
        if last is not None and piece.start <= last.end and places.line(piece.start) == places.line(last.start):
            last = Span(last.start, max(last.end, piece.end))
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _by_line(span: Span, places: Places) -> Iterator[Span]:
    """A stretch line by line, blank ones left out."""
    at = span.start
    while at < span.end:
        _, _, stop = places.line(at)
        end = min(stop, span.end)
        if places.source.text[at:end].strip():
            yield Span(at, end)
        at = stop + 1


def _sentence(figure: Figure, places: Places) -> Span:
    """The figure's sentence in the source: by its first and last characters where repairs left them, else the line."""
    text = places.source.text
    _, begin, stop = places.line(figure.start)
    first = text.rfind(figure.sentence[:_CUE], max(0, figure.start - _SENTENCE), figure.end)
    last = text.find(figure.sentence[-_CUE:], max(begin, figure.end - _CUE), figure.end + _SENTENCE)
    _, _, line_end = places.line(figure.end)
    start = first if 0 <= first <= figure.start else max(begin, figure.start - _SENTENCE)
    end = last + len(figure.sentence[-_CUE:]) if last >= 0 else min(max(stop, line_end), figure.end + _SENTENCE)
    return Span(start, max(end, figure.end))


def _marked(text: str, span: Span, marks: Sequence[Mark], *, plain: bool) -> Text:
    """A stretch of the source with its marks; without colours the figure stands in ⟦⟧, words in ‹›."""
    cuts = sorted({span.start, span.end, *(cut for mark, _ in marks for cut in mark if span.start < cut < span.end)})
    shown, open_ = Text(), ""
    for start, end in pairwise(cuts):
        number = next((place for place, (mark, _) in enumerate(marks) if mark.start <= start < mark.end), None)
        closing = "" if number is None else "⟧" if number == 0 else "›"
        if plain and closing != open_:
            shown.append(open_ + {"⟧": "⟦", "›": "‹", "": ""}[closing])
            open_ = closing
        shown.append_text(safe(text[start:end].rstrip("\r"), "" if number is None or plain else marks[number][1]))
    return shown.append(open_)
