"""From drafts over the clean text to figures and relations over the source text, with their ids."""

from collections.abc import Sequence

from gouji.extract.draft import Draft, Tie
from gouji.extract.evidence import Finder
from gouji.extract.indicators import known_indicator
from gouji.normalize import CleanText, Source
from gouji.schemas import Figure, Relation, Span, Term

_MAX_SENTENCE = 300


def number_figures(
    source: Source, clean: CleanText, reports: Sequence[tuple[int, Span, Sequence[Draft]]]
) -> tuple[list[Figure], dict[int, str]]:
    """The figures of a document in order of appearance, and the id given to each draft (by its identity).

    Each report comes with its number and its place in the clean text.
    """
    finders = {report: Finder(clean, span) for report, span, _ in reports}
    ordered = sorted(
        ((draft, report) for report, _, drafts in reports for draft in drafts), key=lambda pair: (pair[0].start, pair[0].end)
    )
    figures: list[Figure] = []
    names: dict[int, str] = {}
    sentences: dict[tuple[int, int], str] = {}  # one string for all figures of a sentence
    for place, (draft, report) in enumerate(ordered, start=1):
        names[id(draft)] = f"f{place}"
        if (told := sentences.get(draft.sentence)) is None:
            told = sentences[draft.sentence] = clean.text[slice(*draft.sentence)].strip()[:_MAX_SENTENCE]
        figures.append(to_figure(source, report, f"f{place}", draft, finders[report], told))
    return figures, names


def to_figure(source: Source, report: int, name: str, draft: Draft, finder: Finder, sentence: str) -> Figure:
    """One draft of a `sentence` as a row; its place and text are those of the source."""
    quantity = draft.quantity
    span = Span(*finder.source(draft.start, draft.end))
    page, boxes = source.place(*span) if source.pages else (None, None)
    pictured = (source.origin_of(*span) if source.pages else source.origin) == "ocr"
    known = known_indicator(draft.measure, draft.subject, quantity.unit, draft.kind, draft.role)
    return Figure(
        document=source.path,
        report=report,
        figure=name,
        start=span.start,
        end=span.end,
        text=source.text[span.start : span.end],
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        decimals=quantity.decimals,
        unit=quantity.unit,
        unit_mult=quantity.unit_mult,
        kind=draft.kind,
        bound=quantity.bound,
        mode=draft.mode,
        measure=draft.measure,
        subject=draft.subject,
        indicator=known.code if known else None,
        period=draft.period,
        role=draft.role,
        section=draft.section,
        sentence=sentence,
        origin="ocr" if pictured else draft.origin,
        rule=draft.rule,
        confidence=round(draft.confidence, 2),
        page=page,
        bbox=boxes,
        breakdown=known.breakdown if known else "",
        spans=finder.evidence(draft),
    )


def number_relations(
    document: str, clean: CleanText, reports: Sequence[tuple[int, Sequence[Tie]]], names: dict[int, str]
) -> list[Relation]:
    """The relations of a document, in order of where they are stated."""
    ordered = sorted(
        ((tie, report) for report, ties in reports for tie in ties), key=lambda pair: (pair[0].evidence, pair[0].type)
    )
    relations: list[Relation] = []
    for tie, report in ordered:
        if id(tie.lhs) not in names or any(id(draft) not in names for _, draft in tie.terms):
            continue
        span = clean.span(*tie.evidence)
        relations.append(
            Relation(
                document=document,
                report=report,
                relation=f"r{len(relations) + 1}",
                type=tie.type,
                lhs=names[id(tie.lhs)],
                terms=tuple(Term(sign, names[id(draft)]) for sign, draft in tie.terms),
                stated=tie.stated,
                closed=tie.closed,
                evidence=(span.start, span.end),
                rule=tie.rule,
                listed=tie.listed,
            )
        )
    return relations
