"""Checking what a store holds: within each document, then across those of each office, then all findings ranked and kept."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, TypeVar

from gouji.check import numbered
from gouji.check.across import Heading, issuers
from gouji.check.find import Draft
from gouji.check.phrases import Lang
from gouji.pipeline.decisions import Decisions
from gouji.pipeline.issuing import archives_in_pieces
from gouji.pipeline.pieces import FIGURES, Archive, Way, check_documents, check_offices, judged
from gouji.pipeline.tasks import Progress
from gouji.pipeline.version import pipeline_version
from gouji.pipeline.workers import cores
from gouji.schemas import Figure, Finding, Waiver
from gouji.store import Held, Store, Tally, Wanted

_FEW = 20_000  # figures; below it, starting workers would cost more than they save
_AT_ONCE = 500  # documents asked for
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
    ids = store.ids()
    checked = check_held(store, ids, run, Way(lang, again=True), workers=workers, decisions=decisions, tell=tell)
    store.end_run(run, read=0, skipped=len(ids), failed=0, passed_over=0)
    return checked


def check_held(
    store: Store,
    ids: Sequence[int],
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
    alone = store.in_memory or (workers is None and store.tally(ids).figures.total() < _FEW)
    count = 1 if alone else workers or min(2, cores())
    found = _Found()
    done = 0
    handed_out: deque[list[Held]] = deque()
    for result in judged(store, check_documents, _noted(_documents(store, ids), handed_out), way, count):
        piece = handed_out.popleft()
        store.rejudge(result.changed)
        found.add(result.drafts, {held.name: (done + place, held.id) for place, held in enumerate(piece)})
        found.partly_read += store.notes(piece)
        done += len(piece)
        tell(Progress(done, len(ids), piece[-1].name, doing="checking"))
    offices: deque[list[Archive]] = deque()
    for result in judged(store, check_offices, _noted(_comparable(store, ids), offices), way, count):
        reports = [report for archive in offices.popleft() for report in archive.issuer.reports]
        found.add(result.drafts, {report.document: (report.order, ids[report.order]) for report in reports})
    _name_offices(store)
    findings, unmatched = numbered(found.drafts, found.orders), list[Waiver]()
    if decisions is not None:
        findings, unmatched = decisions.settle(findings)
    store.write_findings(run, findings, found.ids, within=ids)
    store.note_check(run, _mark(store, ids, way.lang, decisions))
    quoted = _quoted(store, findings, found.ids)
    return Checked(run, tuple(findings), store.tally(ids), quoted, tuple(unmatched), tuple(found.partly_read))


def checked_before(store: Store, ids: Sequence[int], lang: Lang, decisions: Decisions | None) -> Checked | None:
    """What the last check of the store came to, without figures to quote, where it was of these documents as they are now,
    by this program, in this language and with these decisions; else None."""
    last = store.last_check()
    if last is None or last[1] != _mark(store, ids, lang, decisions):
        return None
    findings = tuple(kept.finding for kept in store.findings(Wanted(run=last[0])))
    parts = (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
    partly_read = [each for part in parts for each in store.notes(store.held(part))]
    return Checked(last[0], findings, store.tally(ids), {}, (), tuple(partly_read))


def _mark(store: Store, ids: Sequence[int], lang: Lang, decisions: Decisions | None) -> str:
    """What a check hangs on."""
    decided = None
    if decisions is not None:
        known = decisions.known and sorted((each, sorted(marks)) for each, marks in decisions.known.items())
        decided = decisions.today, tuple(decisions.waivers), known
    return sha256(repr((store.state_of(ids), pipeline_version(ner=False), lang, decided)).encode()).hexdigest()


@dataclass(slots=True)
class _Found:
    """The drafts, the places in the run and the ids of the documents that they are about, and what was left unread."""

    drafts: list[Draft] = field(default_factory=list)
    orders: dict[str, int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    partly_read: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def add(self, drafts: Sequence[Draft], documents: Mapping[str, tuple[int, int]]) -> None:
        """Take drafts about some of these documents (name → place in the run, id)."""
        self.drafts += drafts
        for draft in drafts:
            for name in draft.finding.documents:
                self.orders[name], self.ids[name] = documents[name]


def _quoted(store: Store, findings: Sequence[Finding], ids: Mapping[str, int]) -> dict[tuple[str, str], Figure]:
    """The figures of the first open findings."""
    shown = [finding for finding in findings if finding.status == "open"][:QUOTED]
    wanted = dict.fromkeys(pair for finding in shown for pair in finding.figures)
    figures = store.figures((ids[name], name, figure) for name, figure in wanted)
    return {(each.document, each.figure): each for each in figures}


def _documents(store: Store, ids: Sequence[int]) -> Iterator[list[Held]]:
    """The documents, cut so that each piece has FIGURES or little more."""
    piece: list[Held] = []
    room = FIGURES
    for first in range(0, len(ids), _AT_ONCE):
        for held in store.held(ids[first : first + _AT_ONCE]):
            piece.append(held)
            room -= held.figures + 1
            if room <= 0:
                yield piece
                piece, room = [], FIGURES
    if piece:
        yield piece


def _comparable(store: Store, ids: Sequence[int]) -> Iterator[list[Archive]]:
    """The offices with several reports, some at a time."""
    for piece in archives_in_pieces(store, ids):
        if several := [each for each in piece if len(each.places) > 1]:
            yield several


def _name_offices(store: Store) -> None:
    """Give each office one name in all its reports, those of other runs, too: a report alone may write it short."""
    for piece in archives_in_pieces(store, store.ids()):
        store.name_issuers((key, report, each.issuer.name) for each in piece for key, _, report in each.places)


def _noted(pieces: Iterable[Item], handed_out: deque[Item]) -> Iterator[Item]:
    """The pieces, put down as they are taken."""
    for piece in pieces:
        handed_out.append(piece)
        yield piece


def archives(store: Store, held: Sequence[Held]) -> list[Archive]:
    """The offices of these documents, and where their reports are."""
    orders = {each.id: order for order, each in enumerate(held)}
    headings = (Heading(orders[key], held[orders[key]].name, head) for key, head in store.headings(list(orders)))
    return [
        Archive(issuer, tuple((held[report.order].id, report.document, report.report) for report in issuer.reports))
        for issuer in issuers(headings)
    ]
