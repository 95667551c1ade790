"""Checking what a store holds: within each document, then across those of each office, then all findings ranked and kept."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal, TypeVar

from gouji.check.across import Heading, issuers
from gouji.check.phrases import Lang
from gouji.check.waivers import Settling
from gouji.pipeline.aside import aside
from gouji.pipeline.decisions import Decisions
from gouji.pipeline.issuing import archives_in_pieces
from gouji.pipeline.pieces import FIGURES, Archive, Way, check_documents, check_offices, judged
from gouji.pipeline.ranking import TABLES, Ranking
from gouji.pipeline.tasks import Progress
from gouji.pipeline.version import pipeline_version
from gouji.pipeline.workers import cores
from gouji.schemas import Figure, Finding, FindingKind, Severity, Status, Waiver
from gouji.store import Held, Store, Tally

_FEW = 20_000  # figures; below it, starting workers would cost more than they save
_AT_ONCE = 500  # documents asked for
LISTED = 50  # open findings that are kept in memory, with their figures, for the screen

Item = TypeVar("Item")
Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a store came to; the findings themselves are in the store, as those of `run`.

    `listed` are the first LISTED open ones, `quoted` has their figures, by document and figure id; `unmatched` are the
    waivers that none of the findings bears the fingerprint of; `partly_read` are the documents of which something was left
    unread, each with what that was.
    """

    run: int
    counts: Counter[FindingKind]
    tally: Tally
    listed: tuple[Finding, ...] = ()
    quoted: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    unmatched: tuple[Waiver, ...] = ()
    partly_read: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def open(self) -> Counter[Severity]:
        """How many findings of each severity are open."""
        return _summed((kind.severity, count) for kind, count in self.counts.items() if kind.status == "open")

    @property
    def codes(self) -> Counter[str]:
        """How many findings there are of each code, whatever their status."""
        return _summed((kind.code, count) for kind, count in self.counts.items())

    @property
    def statuses(self) -> Counter[Status]:
        """How many findings there are of each status."""
        return _summed((kind.status, count) for kind, count in self.counts.items())


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

    In memory there are at any time the figures of a few documents, or of a few offices; the findings wait in a temporary
    file. `decisions` are what people decided about findings before.
    """
    with aside(TABLES) as kept:
        ranking = Ranking(kept)
        partly_read = _find(store, ids, way, workers, ranking, tell)
        _name_offices(store)
        judge = decisions.settling() if decisions is not None else Settling((), date.min)
        counts, listed = Counter[FindingKind](), list[Finding]()

        def told() -> Iterator[Finding]:
            for finding in map(judge.settle, ranking.findings()):
                counts[FindingKind(finding.code, finding.severity, finding.status)] += 1
                if finding.status == "open" and len(listed) < LISTED:
                    listed.append(finding)
                yield finding

        store.write_findings(run, told(), ranking, within=ids)
        quoted = _quoted(store, listed, ranking)
    store.note_check(run, _mark(store, ids, way.lang, decisions))
    return Checked(run, counts, store.tally(ids), tuple(listed), quoted, tuple(judge.unmatched), tuple(partly_read))


def _find(
    store: Store, ids: Sequence[int], way: Way, workers: int | None, ranking: Ranking, tell: Callable[[Progress], None]
) -> list[tuple[str, tuple[str, ...]]]:
    """Put down what does not add up within the documents, then across those of each office; returns what was read in part."""
    alone = store.in_memory or (workers is None and store.tally(ids).figures.total() < _FEW)
    count = 1 if alone else workers or min(2, cores())
    partly_read: list[tuple[str, tuple[str, ...]]] = []
    done = 0
    handed_out: deque[list[Held]] = deque()
    for result in judged(store, check_documents, _noted(_documents(store, ids), handed_out), way, count):
        piece = handed_out.popleft()
        store.rejudge(result.changed)
        ranking.add(result.drafts, {held.name: (done + place, held.id) for place, held in enumerate(piece)})
        partly_read += store.notes(piece)
        done += len(piece)
        tell(Progress(done, len(ids), piece[-1].name, doing="checking"))
    offices: deque[list[Archive]] = deque()
    for result in judged(store, check_offices, _noted(_comparable(store, ids), offices), way, count):
        reports = [report for archive in offices.popleft() for report in archive.issuer.reports]
        ranking.add(result.drafts, {report.document: (report.order, ids[report.order]) for report in reports})
    return partly_read


def checked_before(store: Store, ids: Sequence[int], lang: Lang, decisions: Decisions | None) -> Checked | None:
    """What the last check of the store came to, without findings to list, where it was of these documents as they are now,
    by this program, in this language and with these decisions; else None."""
    last = store.last_check()
    if last is None or last[1] != _mark(store, ids, lang, decisions):
        return None
    parts = (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
    partly_read = [each for part in parts for each in store.notes(store.held(part))]
    return Checked(last[0], store.finding_counts(last[0]), store.tally(ids), partly_read=tuple(partly_read))


def _mark(store: Store, ids: Sequence[int], lang: Lang, decisions: Decisions | None) -> str:
    """What a check hangs on."""
    decided = None
    if decisions is not None:
        known = decisions.known and sorted((each, sorted(marks)) for each, marks in decisions.known.items())
        decided = decisions.today, tuple(decisions.waivers), known
    return sha256(repr((store.state_of(ids), pipeline_version(ner=False), lang, decided)).encode()).hexdigest()


def _summed(pairs: Iterable[tuple[Key, int]]) -> Counter[Key]:
    summed = Counter[Key]()
    for key, count in pairs:
        summed[key] += count
    return summed


def _quoted(store: Store, findings: Sequence[Finding], ids: Mapping[str, int]) -> dict[tuple[str, str], Figure]:
    """The figures of these findings."""
    wanted = dict.fromkeys(pair for finding in findings for pair in finding.figures)
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
