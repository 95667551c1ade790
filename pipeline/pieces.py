"""Checking a store piece by piece: what one process does with a few documents, or with a few offices, at a time."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import NamedTuple, TypeVar

from gouji.check import evaluate, find_across, find_within
from gouji.check.across import Issuer
from gouji.check.find import Draft
from gouji.check.phrases import Lang
from gouji.pipeline.workers import worker_context
from gouji.schemas import Document, GoujiError, Relation
from gouji.store import Held, Store

FIGURES = 2_000  # of the documents of one piece, more or less: a document is never cut
REPORTS = 40  # of the offices of one piece, more or less: nor is an office
_AHEAD = 3  # pieces handed out to each worker before one is taken back

Piece = TypeVar("Piece")


class Judged(NamedTuple):
    """Of a piece: its drafts, and the relations whose outcome is no longer the one in the store, by document id."""

    drafts: list[Draft]
    changed: list[tuple[int, Relation]]


class Archive(NamedTuple):
    """One office, and where the store has its reports: (document id, name, number), in the order of `issuer.reports`."""

    issuer: Issuer
    places: tuple[tuple[int, str, int], ...]


class Way(NamedTuple):
    """How a run checks: the language of its messages, and whether relations are evaluated again."""

    lang: Lang
    again: bool


def check_documents(store: Store, piece: Sequence[Held], way: Way) -> Judged:
    """The findings within each document."""
    drafts: list[Draft] = []
    changed: list[tuple[int, Relation]] = []
    ids = {held.name: held.id for held in piece}
    for document in store.documents_called(piece):
        checked = document
        if way.again:
            relations = evaluate({figure.figure: figure for figure in document.figures}, document.relations)
            pairs = zip(document.relations, relations, strict=True)
            changed += [(ids[document.document], after) for before, after in pairs if before != after]
            checked = replace(document, relations=tuple(relations))
        drafts += find_within(checked, lang=way.lang)
    return Judged(drafts, changed)


def check_offices(store: Store, piece: Sequence[Archive], way: Way) -> Judged:
    """The findings across the reports of each office."""
    drafts: list[Draft] = []
    for archive in piece:
        figures = store.report_figures(archive.places)
        drafts += find_across(archive.issuer, figures, documents_of(store, archive), lang=way.lang)
    return Judged(drafts, [])


def documents_of(store: Store, archive: Archive) -> Callable[[str], Document]:
    """What reads a document of this office by its name."""
    held = {name: Held(key, name, 0) for key, name, _ in archive.places}
    return lambda name: next(store.documents_called([held[name]]))


Work = Callable[[Store, Piece, Way], Judged]


def judged(store: Store, work: Work[Piece], pieces: Iterable[Piece], way: Way, workers: int) -> Iterator[Judged]:
    """What `work` makes of each piece, in their order; `workers` processes, or this one where that is 1."""
    if workers == 1:
        yield from (work(store, piece, way) for piece in pieces)
        return
    pool = ProcessPoolExecutor(workers, worker_context("gouji.pipeline.pieces"), _open, (store.url,))
    waiting: deque[Future[Judged]] = deque()
    try:
        for piece in pieces:
            waiting.append(pool.submit(_in_worker, work, piece, way))
            if len(waiting) >= workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise GoujiError(f"worker processes stopped ({error}); with --workers 1 none are needed") from error
    finally:
        pool.shutdown(cancel_futures=True)


_opened: list[Store] = []  # of a worker process


def _open(url: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal; the main one acts on it
    _opened.append(Store.existing(url))


def _in_worker(work: Work[Piece], piece: Piece, way: Way) -> Judged:
    return work(_opened[0], piece, way)
