"""A finding as the page shows it: in words, worked out, with what the reports say side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.check.phrases import named
from gouji.schemas import Finding
from gouji.store.labels import label
from gouji.web.contents import Contents
from gouji.web.quotes import Quote
from gouji.web.sums import Sum, written_out
from gouji.web.words import Lang


@dataclass(frozen=True, slots=True)
class Card:
    """`number` is its place on the page; `office_keys` are those of the reports it touches, for the filter; `suspects`
    are the suspected figures in words, () where every figure of the finding is as likely to be wrong."""

    number: int
    finding: Finding
    code: str
    severity: str
    message: str
    sum: Sum | None
    office_keys: Sequence[str]
    suspects: Sequence[str]
    quotes: Sequence[Quote]


def cards_of(contents: Contents, quotes: Mapping[int, Sequence[Quote]], names: Mapping[str, str], lang: Lang) -> list[Card]:
    """A card for each finding of the page; `quotes` by the number of the finding, `names` the short names of files."""
    return [_card(number, finding, contents, quotes.get(number, ()), names, lang) for number, finding in numbered(contents)]


def numbered(contents: Contents) -> list[tuple[int, Finding]]:
    """The findings with their numbers on the page."""
    return list(enumerate(contents.findings, start=1))


def _card(
    number: int, finding: Finding, contents: Contents, quotes: Sequence[Quote], names: Mapping[str, str], lang: Lang
) -> Card:
    survey = contents.survey
    relation = survey.relations.get((finding.figures[0][0], finding.relation)) if finding.relation and finding.figures else None
    suspects = [survey.figures[pair] for pair in finding.suspects if pair in survey.figures]
    return Card(
        number,
        finding,
        label("code", finding.code, lang),
        label("severity", finding.severity, lang),
        _shortened(finding.message, finding.documents, names),
        written_out(finding, survey.figures, relation, lang),
        _offices(finding, contents),
        [named(figure) for figure in suspects] if len(suspects) < len(finding.figures) else [],
        quotes,
    )


def _offices(finding: Finding, contents: Contents) -> list[str]:
    keys = []
    for pair in finding.figures:
        figure = contents.survey.figures.get(pair)
        heads = contents.survey.heads.get(pair[0], ())
        office = next((head.office for head in heads if figure is not None and head.report == figure.report), None)
        if office:
            keys.append(contents.offices.get(office, office))
    return list(dict.fromkeys(keys))


def _shortened(message: str, documents: Sequence[str], names: Mapping[str, str]) -> str:
    """The message with its files by their short names; their whole names stand over the quotes."""
    for document in sorted(documents, key=len, reverse=True):
        message = message.replace(document, names[document])
    return message
