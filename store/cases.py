"""A case: a finding with all that a person needs to judge it without opening the report."""

from bisect import bisect_right
from dataclasses import dataclass

from gouji.schemas import Figure, Finding, Relation, ReportHead


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One figure of a finding, the head of its report, and its place in the text of its document.

    `line` and `column` count from 1, columns in code points; `end_line` and `end_column` are just behind its last character.
    """

    figure: Figure
    head: ReportHead | None
    line: int
    column: int
    end_line: int
    end_column: int


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


class Lines:
    """Line and column of any offset of a text; lines end with a line feed."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        place = text.find("\n")
        while place >= 0:
            self._starts.append(place + 1)
            place = text.find("\n", place + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) from 1.

        >>> Lines("一\\n二三").place(3)
        (2, 2)
        """
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def exhibit(figure: Figure, head: ReportHead | None, lines: Lines) -> Exhibit:
    """The figure with its place."""
    return Exhibit(figure, head, *lines.place(figure.start), *lines.place(figure.end))
