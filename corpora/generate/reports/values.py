"""What the generator hands out: a text with the rows and relations that are true of it, in the fields of gold/GUIDELINES.md."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """One figure; `start` and `end` are code points of the text, `value` has its scale word multiplied in."""

    id: str
    report: int
    start: int
    end: int
    text: str
    value: str
    unit: str
    kind: str
    bound: str
    mode: str
    measure: str
    subject: str
    period: str | None
    role: str
    optional: bool = False

    def row(self) -> dict[str, Any]:
        """The JSON object; `optional` only where it is true."""
        fields = asdict(self)
        if not self.optional:
            del fields["optional"]
        return fields


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One relation; `listed` is the number of items in the text and belongs to `list_length` alone."""

    id: str
    type: str
    lhs: str
    terms: tuple[tuple[int, str], ...]
    stated: bool
    holds: bool
    expected: str
    note: str = ""
    listed: int | None = None

    def row(self) -> dict[str, Any]:
        """The JSON object; `note` and `listed` only where there is something to say."""
        fields = asdict(self)
        fields["terms"] = [list(term) for term in self.terms]
        for name in ("note", "listed"):
            if not fields[name]:
                del fields[name]
        return fields


@dataclass(frozen=True, slots=True)
class Made:
    """A report and its gold.

    `facts` gives the figure that states a fact, by `BLOCK.FACT`; `taken` pairs facts of the year before with the fact of
    which they are last year's value. By these two the reports of a series hang together. `planted` are the figures that
    were made wrong.
    """

    name: str
    genre: str
    year: str
    text: str
    figures: tuple[GoldFigure, ...]
    relations: tuple[GoldRelation, ...]
    facts: dict[str, str]
    taken: dict[str, str]
    planted: tuple[str, ...] = ()
