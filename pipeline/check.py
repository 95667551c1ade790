"""Checking what a store holds: within each document, then across those of each office, then all findings ranked and kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from gouji.check import numbered
from gouji.check.across import Heading, issuers
from gouji.check.find import Draft
from gouji.pipeline.decisions import Decisions
from gouji.pipeline.pieces import FIGURES, REPORTS, Archive, Way, check_documents, check_offices, judged
from gouji.pipeline.pool import cores
from gouji.pipeline.tasks import Progress
from gouji.pipeline.version import pipeline_version
from gouji.schemas import Figure, Finding, Waiver
from gouji.store import Held, Store, Tally

_FEW = 20_000  # figures; below it, starting workers would cost more than they save
QUOTED = 50  # findings whose figures are read back for the screen

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a store came to. `quoted` has the figures of the first open findings, by document and figure id;
    `unmatched` are the waivers that none of the findings bears the fingerprint of; `partly_read` are the documents of which
    something was left unread, each with what that was."""

    run: int
    findings: tuple[Finding, ...]
    tally: Tally
    quoted: Mapping[tuple[str, str], Figure]
    unmatched: tuple[Waiver, ...] = ()
    partly_read: tuple[tuple[str, tuple[str, ...]], ...] = ()


def check_store(
    store: Store,
    *,
    lang: Literal["zh", "en"] = "zh",
    workers: int | None = None,
    decisions: Decisions | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Checked:
    """Evaluate every relation of a store again, run all checks, and replace its findings; no file is read.

    Raises StoreError where the store cannot be read or written. Interrupted, it leaves the findings that were there.
    """
    run = store.begin_run([], pipeline_version(ner=False), lang)
    held = store.held()
    checked = check_held(store, held, run, Way(lang, again=True), workers=workers, decisions=decisions, tell=tell)
    store.end_run(run, read=0, skipped=len(held), failed=0, passed_over=0)
    return checked


def check_held(
    store: Store,
    held: Sequence[Held],
    run: int,
    way: Way,
    *,
    workers: int | None = None,
    decisions: Decisions | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Checked:
    """Check these documents of a store as one run and keep its findings.

    In memory there are at any time the figures of a few documents, or of a few offices, and the findings. `decisions` are
    what people decided about findings before.
    """
    figures = sum(each.figures for each in held)
    alone = store.in_memory or (workers is None and figures < _FEW)
    count = 1 if alone else workers or min(2, cores())
    drafts: list[Draft] = []
    done = 0
    documents = _pieces(held, FIGURES, lambda each: each.figures)
    for piece, result in zip(documents, judged(store, check_documents, documents, way, count), strict=True):
        store.rejudge(result.changed)
        drafts += result.drafts
        done += len(piece)
        tell(Progress(done, len(held), piece[-1].name, doing="checking"))
    found = archives(store, held)
    store.name_issuers((key, report, each.issuer.name) for each in found for key, _, report in each.places)
    offices = _pieces((each for each in found if len(each.places) > 1), REPORTS, lambda each: len(each.places))
    for result in judged(store, check_offices, offices, way, count):
        drafts += result.drafts
    findings, unmatched = numbered(drafts, {each.name: place for place, each in enumerate(held)}), list[Waiver]()
    if decisions is not None:
        findings, unmatched = decisions.settle(findings)
    ids = {each.name: each.id for each in held}
    store.write_findings(run, findings, ids)
    shown = [finding for finding in findings if finding.status == "open"][:QUOTED]
    wanted = dict.fromkeys(pair for finding in shown for pair in finding.figures)
    quoted = store.figures((ids[name], name, figure) for name, figure in wanted)
    by_name = {(each.document, each.figure): each for each in quoted}
    counted, partly_read = store.tally(list(ids.values())), tuple(store.notes(held))
    return Checked(run, tuple(findings), counted, by_name, tuple(unmatched), partly_read)


def archives(store: Store, held: Sequence[Held]) -> list[Archive]:
    """The offices of these documents, and where their reports are."""
    orders = {each.id: order for order, each in enumerate(held)}
    headings = (Heading(orders[key], held[orders[key]].name, head) for key, head in store.headings(orders))
    return [
        Archive(issuer, tuple((held[report.order].id, report.document, report.report) for report in issuer.reports))
        for issuer in issuers(headings)
    ]


def _pieces(items: Iterable[Item], size: int, weight: Callable[[Item], int]) -> list[list[Item]]:
    """The items in their order, cut so that each piece weighs `size` or little more."""
    pieces: list[list[Item]] = []
    room = 0
    for item in items:
        if room <= 0:
            pieces.append([])
            room = size
        pieces[-1].append(item)
        room -= weight(item) + 1
    return pieces
