"""A figure in a text: its highlight, and its row in words, line by line, as the highlight bears it."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from gouji.check.phrases import when
from gouji.schemas import Document, Figure
from gouji.schemas.figure import plain
from gouji.store.labels import columns, label
from gouji.web.marks import Mark, blocks, without_overlap
from gouji.web.words import Lang, say

Standing = Mapping[tuple[str, str], Sequence[str]]  # figure → the names of the findings it stands in


def anchor(document: int, figure: str) -> str:
    """The id of a figure's highlight on the page."""
    return f"d{document}-{figure}"


def row_of(figure: Figure, lang: Lang) -> str:
    """The row for a reader: one `name: value` a line; what is not known, or is as always, is left out."""
    colon = say("colon", lang)
    names = columns("figures")
    rows = ((names[column][lang == "en"], " ".join(said.split())) for column, said in _said(figure, lang))
    return "\n".join(f"{name}{colon}{said}" for name, said in rows if said)


def _said(figure: Figure, lang: Lang) -> Iterator[tuple[str, str]]:
    yield "value", f"{plain(figure.value)} {figure.unit}".strip()
    yield "kind", label("kind", figure.kind, lang)
    yield "measure", figure.measure
    yield "subject", figure.subject
    period = when(figure.period, lang)
    yield "period", period if period in (figure.period, f"{figure.period}年", "") else f"{period} ({figure.period})"
    yield "role", label("role", figure.role, lang)
    if figure.bound != "exact":
        yield "bound", label("bound", figure.bound, lang)
    if figure.mode != "actual":
        yield "mode", label("mode", figure.mode, lang)
    if figure.indicator:
        parts = (label("indicator", figure.indicator, lang), figure.breakdown, figure.indicator)
        yield "indicator", " · ".join(part for part in parts if part)
    yield "rule", figure.rule
    yield "figure", figure.figure


def marked_text(document: Document, number: int, findings: Standing, lang: Lang) -> Markup:
    """The whole text of a document with every figure highlighted, report by report; `number` is the document's on the page."""
    marks = without_overlap([_highlight(figure, number, findings, lang) for figure in document.figures])
    text, parts = document.source, []
    heads = sorted(document.reports, key=lambda head: head.start)
    cuts = [head.start for head in heads[1:] if not any(mark.start < head.start < mark.end for mark in marks)]
    starts, done = [0, *cuts], 0
    for start, end in zip(starts, [*cuts, len(text)], strict=True):
        own = []
        while done < len(marks) and marks[done].start < end:
            own.append(marks[done])
            done += 1
        if start:
            parts.append(Markup("<hr>\n"))
        parts += blocks(text, start, end, own, say("table", lang))
    return Markup("").join(parts)


def _highlight(figure: Figure, number: int, findings: Standing, lang: Lang) -> Mark:
    own = findings.get((figure.document, figure.figure), ())
    opening = Markup('<span class="f {}{}" id="{}" title="{}">').format(
        figure.kind, " doubt" if own else "", anchor(number, figure.figure), row_of(figure, lang)
    )
    links = Markup("").join(
        Markup('<sup><a href="#{n}" title="{said}">{n}</a></sup>').format(n=one, said=say("to_finding", lang, n=one))
        for one in own
    )
    return Mark(figure.start, figure.end, opening, Markup("</span>") + links)
