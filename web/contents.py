"""What a report page is made of, read out of a store so that an archive is never held whole."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gouji.check.across import series_of
from gouji.pipeline.check import archives
from gouji.pipeline.pieces import Archive
from gouji.schemas import STATUSES, Document, Finding, ReportHead
from gouji.store import Held, Store, Tally
from gouji.web.series import Series, drawable
from gouji.web.words import Lang

Settle = Callable[[Sequence[Finding]], Sequence[Finding]]  # what people decided: waivers, a baseline

_CHARACTER, _FIGURE = 3, 420  # bytes that a character of a text, and the mark of a figure, take on the page


@dataclass(frozen=True, slots=True)
class Limits:
    """How much goes on a page: `findings` cards, `texts` bytes of marked texts, `series` drawings."""

    findings: int = 600
    texts: int = 9_000_000
    series: int = 240


USUAL: Final = Limits()  # a page of 15 MB at the most


@dataclass(frozen=True, slots=True)
class Contents:
    """`findings` are those on the page by their names, the gravest first; `found` counts all that are open by severity,
    `statuses` all. `touched` names their documents, `texts` those that are shown whole. `offices` has the office of a report
    by its document and number. `series` are those drawn, `offices_left` counts the offices left out for want of room."""

    held: Mapping[str, Held]
    tally: Tally
    findings: Sequence[tuple[str, Finding]]
    found: Counter[str]
    statuses: Counter[str]
    touched: Sequence[str]
    texts: Sequence[str]
    offices: Mapping[tuple[str, int], str]
    series: Sequence[Series]
    offices_left: int

    def documents(self, store: Store) -> Iterator[Document]:
        """The documents whose texts the page needs, one at a time: those shown whole, and those that findings quote."""
        wanted = {*self.touched, *self.texts}
        for name, held in self.held.items():
            if name in wanted:
                yield from store.documents_called([held], whole=True)


def contents_of(store: Store, lang: Lang, limits: Limits, settle: Settle) -> Contents:
    """Survey a store; raises StoreError where it cannot be read."""
    listed = store.held()
    found = store.findings()
    settled = settle([each.finding for each in found])
    findings = sorted(
        ((each.name, finding.worded(lang)) for each, finding in zip(found, settled, strict=True)),
        key=lambda pair: STATUSES.index(pair[1].status),  # what is open comes first, else as ranked
    )
    shown = findings[: limits.findings]
    touched = list(dict.fromkeys(document for _, finding in shown for document in finding.documents))
    offices = archives(store, listed)
    series, left = _series(store, offices, touched, limits.series)
    return Contents(
        {each.name: each for each in listed},
        store.tally([each.id for each in listed]),
        shown,
        Counter(finding.severity for _, finding in findings if finding.status == "open"),
        Counter(finding.status for _, finding in findings),
        touched,
        _within(limits.texts, _sizes(listed, list(store.headings([each.id for each in listed]))), touched),
        {(name, number): archive.issuer.name for archive in offices for _, name, number in archive.places},
        series,
        left,
    )


def _series(store: Store, offices: Sequence[Archive], first: Sequence[str], limit: int) -> tuple[list[Series], int]:
    """The series of the offices, of those with findings first, then of those with several reports; and how many offices
    were left out for want of room."""
    rank = {name: place for place, name in enumerate(first)}

    def order(archive: Archive) -> tuple[int, int]:
        return min(rank.get(name, len(rank)) for _, name, _ in archive.places), -len(archive.places)

    found: list[Series] = []
    for place, archive in enumerate(sorted(offices, key=order)):
        if len(found) >= limit:
            return found[:limit], len(offices) - place
        figures = store.report_figures(archive.places)
        stated = series_of(archive.issuer.name, zip(archive.issuer.reports, figures, strict=True))
        own = [series for one in stated for series in drawable(one)]
        found += sorted(own, key=lambda one: (not one.conflicts, -len(one.points), one.indicator, one.breakdown))
    return found[:limit], 0


def _sizes(held: Sequence[Held], heads: Sequence[tuple[int, ReportHead]]) -> dict[str, int]:
    """About how many bytes each document takes on the page."""
    lengths: dict[int, int] = {}
    for key, head in heads:
        lengths[key] = max(head.end, lengths.get(key, 0))
    return {each.name: _CHARACTER * lengths.get(each.id, 0) + _FIGURE * each.figures for each in held}


def _within(limit: int, sizes: Mapping[str, int], touched: Sequence[str]) -> list[str]:
    """All documents where they fit on the page, else as many of those that findings touch as do, in the order of rank."""
    if sum(sizes.values()) <= limit:
        return list(sizes)
    chosen, room = [], limit
    for name in touched:
        if sizes[name] <= room:
            chosen.append(name)
            room -= sizes[name]
    return chosen
