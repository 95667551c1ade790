"""From drafts over the clean text to figures and relations over the source text, with their ids."""

from collections.abc import Sequence

from gouji.extract.draft import Draft, Tie
from gouji.extract.evidence import Finder
from gouji.extract.indicators import known_indicator
from gouji.normalize import CleanText, Source
from gouji.schemas import Figure, Relation, Span, Term

_MAX_SENTENCE = 300


def number_figures(
    source: Source, clean: CleanText, report: int, span: Span, drafts: Sequence[Draft], figures: list[Figure]
) -> dict[int, str]:
    """Add the figures of a report, which stands at `span` of the clean text, to those of the reports before it.

    They come in order of appearance; returned is the id given to each draft (by its identity).
    """
    finder = Finder(clean, span)
    names: dict[int, str] = {}
    sentences: dict[tuple[int, int], str] = {}  # one string for all figures of a sentence
    ordered = sorted(drafts, key=lambda draft: (draft.start, draft.end))
    for place, draft in enumerate(ordered, start=len(figures) + 1):
        names[id(draft)] = name = f"f{place}"
        if (told := sentences.get(draft.sentence)) is None:
            told = sentences[draft.sentence] = clean.text[slice(*draft.sentence)].strip()[:_MAX_SENTENCE]
        figures.append(to_figure(source, report, name, draft, finder, told))
    return names


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
    document: str, clean: CleanText, report: int, ties: Sequence[Tie], names: dict[int, str], relations: list[Relation]
) -> None:
    """Add the relations of a report to those of the reports before it, in order of where they are stated."""
    for tie in sorted(ties, key=lambda tie: (tie.evidence, tie.type)):
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
