"""What the reports say, side by side: the sentences of a finding with its figures marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from gouji.schemas import Document, Figure, Finding, Span
from gouji.web.marks import Mark, blocks, without_overlap
from gouji.web.places import Lines, sentence_of
from gouji.web.rows import anchor
from gouji.web.words import Lang, say

_SUSPECTS: Final = 3  # shown; more of them say no more than the sum does
_LONGEST: Final = 700  # characters of a passage; beyond, neighbouring sentences are not joined


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a report: where it stands, and its marked text. `section` is the path of headings, `link` the id of
    its first figure in the text on the page, "" where the text is not on the page."""

    document: str
    place: str
    section: str
    link: str
    html: Markup


def quotes_of(finding: Finding, document: Document, lines: Lines, number: int | None, lang: Lang) -> list[Quote]:
    """The passages of one document that a finding rests on, in their order; `number` is the document's on the page."""
    ids = [figure for name, figure in finding.figures if name == document.document]
    known = {figure.figure: figure for figure in document.figures}
    figures = sorted((known[name] for name in ids if name in known), key=lambda figure: figure.start)
    quotes = []
    for span, own in _passages(document.source, figures):
        marks = without_overlap([_mark(figure, finding, lang) for figure in own])
        quotes.append(
            Quote(
                document.document,
                lines.place(own[0], lang),
                " › ".join(part for heading in own[0].section.split("/") if (part := heading.strip())),
                "" if number is None else anchor(number, own[0].figure),
                _shown(document.source, span, marks, lang),
            )
        )
    return quotes


def suspects_of(finding: Finding) -> Sequence[tuple[str, str]]:
    """The figures that may be wrong, where they are few enough to tell a reader something."""
    few = len(finding.suspects) <= _SUSPECTS and len(finding.suspects) < len(finding.figures)
    return finding.suspects if few else ()


def _passages(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Span, list[Figure]]]:
    """The sentences of the figures; those that overlap, or follow each other directly, are one."""
    last: Span | None = None
    own: list[Figure] = []
    for figure in figures:
        span = sentence_of(text, figure)
        if last is not None and _joins(text, last, span):
            last = Span(min(last.start, span.start), max(last.end, span.end))
            own.append(figure)
            continue
        if last is not None:
            yield last, own
        last, own = span, [figure]
    if last is not None:
        yield last, own


def _joins(text: str, last: Span, span: Span) -> bool:
    if span.start < last.end:
        return True
    return not text[last.end : span.start].strip() and span.end - last.start <= _LONGEST


def _shown(text: str, span: Span, marks: Sequence[Mark], lang: Lang) -> Markup:
    return Markup("").join(blocks(text, span.start, span.end, marks, say("table", lang)))


def _mark(figure: Figure, finding: Finding, lang: Lang) -> Mark:
    pair = (figure.document, figure.figure)
    suspected = pair in suspects_of(finding)
    name = "claim" if pair == finding.figures[0] else "party"
    said = [say(name, lang), *([say("suspect", lang)] if suspected else [])]
    opening = Markup('<mark class="{}{}" title="{}">').format(name, " suspect" if suspected else "", " · ".join(said))
    return Mark(figure.start, figure.end, opening, Markup("</mark>"))
