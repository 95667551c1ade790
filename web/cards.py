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
    """`name` is what the store calls it (F3); `offices` are those of the reports it touches, for the filter; `suspects` are
    the suspected figures in words, () where too many are as likely to be wrong."""

    name: str
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
        self.standing: dict[Pair, list[str]] = {}  # figure → the findings it stands in
        for finding_name, finding in contents.findings:
            for pair in finding.figures:
                self.standing.setdefault(pair, []).append(finding_name)
        self._figures: dict[Pair, Figure] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._quotes: dict[tuple[str, str], list[Quote]] = {}

    def take(self, document: Document, place: int | None) -> int:
        """Keep what the findings need of a document; `place` is its number on the page, where it is shown whole. Returns
        how many findings touch it."""
        name, lines = document.document, Lines(document.source)
        own = [(called, finding) for called, finding in self.contents.findings if name in finding.documents]
        for called, finding in own:
            self._quotes[called, name] = quotes_of(finding, document, lines, place, self.lang)
        ids = {figure for _, finding in own for _, figure in finding.figures}
        for figure in document.figures:
            if (name, figure.figure) in self.standing:
                self._figures[name, figure.figure] = figure
        if own:
            self._relations[name] = [relation for relation in document.relations if relation.lhs in ids]
        return len(own)

    def cards(self, names: Mapping[str, str]) -> list[Card]:
        """A card for each finding of the page; `names` are the short names of files."""
        return [self._card(called, finding, names) for called, finding in self.contents.findings]

    def _card(self, called: str, finding: Finding, names: Mapping[str, str]) -> Card:
        suspects = [self._figures[pair] for pair in suspects_of(finding) if pair in self._figures]
        relations = self._relations.get(finding.documents[0], ()) if len(finding.documents) == 1 else ()
        return Card(
            called,
            finding,
            label("code", finding.code, self.lang),
            label("severity", finding.severity, self.lang),
            _shortened(finding.message, finding.documents, names),
            written_out(finding, self._figures, relations, self.lang),
            self._offices(finding),
            [named(figure) for figure in suspects],
            [quote for name in finding.documents for quote in self._quotes.get((called, name), ())],
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
