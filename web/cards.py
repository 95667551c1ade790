"""A finding as the page shows it: in words, worked out, with what the reports say side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.check.phrases import named
from gouji.schemas import Document, Figure, Finding, Relation
from gouji.store.labels import label
from gouji.web.contents import Contents
from gouji.web.places import Lines
from gouji.web.quotes import Quote, quotes_of, suspects_of
from gouji.web.sums import Pair, Sum, written_out
from gouji.web.words import Lang


@dataclass(frozen=True, slots=True)
class Card:
    """`number` is its place on the page; `offices` are those of the reports it touches, for the filter; `suspects` are
    the suspected figures in words, () where too many are as likely to be wrong."""

    number: int
    finding: Finding
    code: str
    severity: str
    message: str
    sum: Sum | None
    offices: Sequence[str]
    suspects: Sequence[str]
    quotes: Sequence[Quote]


class Dealer:
    """Makes the cards of a page, once the documents that they rest on have gone by, one after the other."""

    def __init__(self, contents: Contents, lang: Lang) -> None:
        self.contents, self.lang = contents, lang
        self.numbered = list(enumerate(contents.findings, start=1))
        self.standing: dict[Pair, list[int]] = {}  # figure → the findings it stands in
        for number, finding in self.numbered:
            for pair in finding.figures:
                self.standing.setdefault(pair, []).append(number)
        self._figures: dict[Pair, Figure] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._quotes: dict[tuple[int, str], list[Quote]] = {}

    def take(self, document: Document, place: int | None) -> int:
        """Keep what the findings need of a document; `place` is its number on the page, where it is shown whole. Returns
        how many findings touch it."""
        name, lines = document.document, Lines(document.source)
        own = [(number, finding) for number, finding in self.numbered if name in finding.documents]
        for number, finding in own:
            self._quotes[number, name] = quotes_of(finding, document, lines, place, self.lang)
        ids = {figure for _, finding in own for _, figure in finding.figures}
        for figure in document.figures:
            if (name, figure.figure) in self.standing:
                self._figures[name, figure.figure] = figure
        if own:
            self._relations[name] = [relation for relation in document.relations if relation.lhs in ids]
        return len(own)

    def cards(self, names: Mapping[str, str]) -> list[Card]:
        """A card for each finding of the page; `names` are the short names of files."""
        return [self._card(number, finding, names) for number, finding in self.numbered]

    def _card(self, number: int, finding: Finding, names: Mapping[str, str]) -> Card:
        suspects = [self._figures[pair] for pair in suspects_of(finding) if pair in self._figures]
        relations = self._relations.get(finding.documents[0], ()) if len(finding.documents) == 1 else ()
        return Card(
            number,
            finding,
            label("code", finding.code, self.lang),
            label("severity", finding.severity, self.lang),
            _shortened(finding.message, finding.documents, names),
            written_out(finding, self._figures, relations, self.lang),
            self._offices(finding),
            [named(figure) for figure in suspects],
            [quote for name in finding.documents for quote in self._quotes.get((number, name), ())],
        )

    def _offices(self, finding: Finding) -> list[str]:
        figures = [self._figures[pair] for pair in finding.figures if pair in self._figures]
        offices = (self.contents.offices.get((figure.document, figure.report)) for figure in figures)
        return list(dict.fromkeys(office for office in offices if office))


def _shortened(message: str, documents: Sequence[str], names: Mapping[str, str]) -> str:
    """The message with its files by their short names; their whole names stand over the quotes."""
    for document in sorted(documents, key=len, reverse=True):
        message = message.replace(document, names[document])
    return message
