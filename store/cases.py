"""A case: a finding with all that a person needs to judge it without opening the report."""

from bisect import bisect_right
from dataclasses import dataclass

from gouji.schemas import Figure, Finding, Relation, ReportHead

ENDS = "。；;！？!?\n"  # of a sentence, as far as a quotation goes
LONGEST = 400  # code points of a quotation on either side of its figure


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One figure of a finding, the head of its report, its place in the text of its document, and the sentence it stands in.

    `line` and `column` count from 1, columns in code points; `end_line` and `end_column` are just behind its last character.
    `quote` is the text as it stands in the document, unrepaired, from offset `quote_start`.
    """

    figure: Figure
    head: ReportHead | None
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str
    quote_start: int


@dataclass(frozen=True, slots=True)
class Case:
    """`name` is what it is called in its store, F3 or 2/F3; `exhibits` stand in the order of the finding's figures.

    `relation` is the relation that failed, None across reports; `artifacts` are the documents it touches.
    """

    name: str
    finding: Finding
    exhibits: tuple[Exhibit, ...]
    relation: Relation | None
    artifacts: tuple["Artifact", ...]

    @property
    def office(self) -> str:
        """Who issued the report that makes the claim, as written; empty where nothing says."""
        head = self.exhibits[0].head if self.exhibits else None
        return (head.office if head else None) or ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A document that a case touches: its name, how it was decoded, and the SHA-256 of its bytes in hexadecimal."""

    document: str
    encoding: str
    content_hash: str


class Text:
    """The text of a document, with the line and column of any offset; lines end with a line feed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        place = text.find("\n")
        while place >= 0:
            self._starts.append(place + 1)
            place = text.find("\n", place + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) from 1.

        >>> Text("一\\n二三").place(3)
        (2, 2)
        """
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def quote(self, figure: Figure) -> tuple[int, str]:
        """(offset, text) of the sentence that a figure stands in: as extraction cut it where that is the text itself."""
        text, said = self._text, figure.sentence
        start = text.find(said, max(0, figure.end - len(said)), figure.start + len(said)) if said else -1
        end = start + len(said)
        if start < 0:  # it was repaired: cut here
            first, last = max(0, figure.start - LONGEST), min(len(text), figure.end + LONGEST)
            start = max((text.rfind(mark, first, figure.start) + 1 for mark in ENDS), default=0) or first
            end = min((place + 1 for mark in ENDS if (place := text.find(mark, figure.end, last)) >= 0), default=last)
        quote = text[start:end]
        return start + len(quote) - len(quote.lstrip()), quote.strip()

    def exhibit(self, figure: Figure, head: ReportHead | None) -> Exhibit:
        """The figure with its place and its sentence."""
        start, quote = self.quote(figure)
        return Exhibit(figure, head, *self.place(figure.start), *self.place(figure.end), quote, start)
