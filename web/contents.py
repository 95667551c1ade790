"""What a report page is made of, read out of a store in three goes, so that an archive is never held whole."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gouji.check import find
from gouji.check.across.offices import same_offices
from gouji.schemas import Document, Figure, Finding, Relation, ReportHead
from gouji.store import Store
from gouji.web.series import Collected, Series
from gouji.web.words import Lang

SEVERITIES: Final = ("error", "warning", "review", "info")
_CHARACTER, _FIGURE = 3, 420  # bytes that a character of a text, and the mark of a figure, take on the page

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much goes on a page: `findings` cards, `texts` bytes of marked texts, `series` drawings."""

    findings: int = 600
    texts: int = 9_000_000
    series: int = 240


USUAL: Final = Limits()  # a page of 15 MB at the most


@dataclass(slots=True)
class Survey:
    """What the rows of all documents say, but for their texts. `figures` and `relations` are those of the findings."""

    reports: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    heads: dict[str, Sequence[ReportHead]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)  # bytes on the page
    figures: dict[Pair, Figure] = field(default_factory=dict)
    relations: dict[Pair, Relation] = field(default_factory=dict)
    stated: Collected = field(default_factory=Collected)


@dataclass(frozen=True, slots=True)
class Contents:
    """`findings` are those on the page, the gravest first, of `found` in all, by severity. `texts` names the documents that
    are shown whole. `offices` has the key of every office by its name as written. `series` are those drawn, of `all_series`."""

    survey: Survey
    findings: Sequence[Finding]
    found: Counter[str]
    waived: int
    texts: Sequence[str]
    offices: Mapping[str, str]
    series: Sequence[Series]
    all_series: int
    ids: Mapping[str, int]

    def touched(self) -> list[str]:
        """The documents of the findings on the page, in their order."""
        return list(dict.fromkeys(document for finding in self.findings for document in finding.documents))


def contents_of(store: Store, lang: Lang, limits: Limits) -> Contents:
    """Survey a store; raises StoreError where it cannot be read."""
    ids = {name: key for key, name in reversed(store.names().items())}
    findings = _ranked(store.read_findings())
    shown = _translated(findings[: limits.findings], store, ids, lang)
    survey = _survey(store, shown)
    names = sorted({head.office for heads in survey.heads.values() for head in heads if head.office})
    offices = same_offices(names)
    series = survey.stated.series(offices)
    touched = list(dict.fromkeys(document for finding in shown for document in finding.documents))
    return Contents(
        survey,
        shown,
        Counter(finding.severity for finding, _ in findings if finding.status == "open"),
        sum(finding.status == "waived" for finding, _ in findings),
        _within(limits.texts, survey.sizes, touched),
        offices,
        series[: limits.series],
        len(series),
        ids,
    )


def texts_of(store: Store, contents: Contents) -> Iterator[Document]:
    """The documents that the page needs the texts of: those shown whole, and those that findings quote."""
    wanted = dict.fromkeys((*contents.touched(), *contents.texts))
    order = [name for name in contents.ids if name in wanted]
    yield from store.read_documents([contents.ids[name] for name in order])


def _ranked(findings: Sequence[tuple[Finding, str]]) -> list[tuple[Finding, str]]:
    """The gravest first, those that are waived last; within these in the order of the store, which ranks by the gap."""
    return sorted(findings, key=lambda pair: (pair[0].status == "waived", SEVERITIES.index(pair[0].severity)))


def _translated(findings: Sequence[tuple[Finding, str]], store: Store, ids: Mapping[str, int], lang: Lang) -> list[Finding]:
    """The findings with messages in `lang`: those of a run in the other language are looked for again and taken by
    their fingerprint; one that cannot be found again so keeps its words."""
    foreign = [finding for finding, said_in in findings if said_in != lang]
    if not foreign:
        return [finding for finding, _ in findings]
    names = dict.fromkeys(document for finding in foreign for document in finding.documents)
    documents = list(store.read_documents([ids[name] for name in names], source=False))
    said = {(one.fingerprint, one.figures): one for one in find(documents, lang=lang)}
    translated = []
    for finding, _ in findings:
        twin = said.get((finding.fingerprint, finding.figures), finding)
        translated.append(replace(finding, message=twin.message, suggestion=twin.suggestion))
    return translated


def _survey(store: Store, findings: Sequence[Finding]) -> Survey:
    survey = Survey()
    figures = {pair for finding in findings for pair in (*finding.figures, *finding.suspects)}
    relations = {(finding.figures[0][0], finding.relation) for finding in findings if finding.relation and finding.figures}
    for document in store.read_documents(source=False):
        name = document.document
        survey.heads[name] = document.reports
        survey.reports += len(document.reports)
        survey.kinds.update(figure.kind for figure in document.figures)
        survey.outcomes.update(relation.outcome or "not_testable" for relation in document.relations)
        length = max((head.end for head in document.reports), default=0)
        survey.sizes[name] = _CHARACTER * length + _FIGURE * len(document.figures)
        survey.stated.add(document)
        survey.figures.update({pair: figure for figure in document.figures if (pair := (name, figure.figure)) in figures})
        survey.relations.update(
            {pair: relation for relation in document.relations if (pair := (name, relation.relation)) in relations}
        )
    return survey


def _within(limit: int, sizes: Mapping[str, int], touched: Sequence[str]) -> list[str]:
    """All documents where they fit on the page, else as many of those that findings touch as do, in the order of rank."""
    if sum(sizes.values()) <= limit:
        return list(sizes)
    chosen, room = [], limit
    for name in touched:
        if sizes.get(name, 0) <= room:
            chosen.append(name)
            room -= sizes.get(name, 0)
    return chosen
