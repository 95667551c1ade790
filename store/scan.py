"""Reading a store piece by piece, without the texts, for what goes over all of it: documents, heads, figures, counts."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, String, case, cast, func, select

from gouji.schemas import Figure, ReportHead
from gouji.store import rows, tables
from gouji.store.read import SHOWN_ONLY

_IDS = 500  # in one statement


class Held(NamedTuple):
    """A document of the store: its id, its name, how many figures it has."""

    id: int
    name: str
    figures: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What documents hold, counted: reports, figures by kind, relations by outcome."""

    documents: int
    reports: int
    figures: Counter[str]
    outcomes: Counter[str]


def all_ids(connection: Connection) -> array[int]:
    """The ids of all documents in the order of their paths."""
    c = tables.document.c
    return array("q", connection.execution_options(yield_per=_IDS).execute(select(c.id).order_by(c.path)).scalars())


def met_by(connection: Connection, run: int) -> array[int]:
    """The ids of the documents whose files this run was the last to meet, in the order of the files."""
    c = tables.path.c
    query = select(c.document_id).where(c.run_id == run).group_by(c.document_id).order_by(func.min(c.position))
    return array("q", connection.execution_options(yield_per=_IDS).execute(query).scalars())


def held(connection: Connection, ids: Sequence[int]) -> Iterator[Held]:
    """These documents in this order; of two of the store with one name the second, by their paths, bears its path."""
    c, f, other = tables.document.c, tables.figure.c, tables.document.alias().c
    earlier = select(other.id).where(other.document == c.document, other.path < c.path).exists()
    for part in _parts(ids):
        counts = select(f.document_id, func.count()).where(f.document_id.in_(part)).group_by(f.document_id)
        figures = {key: count for key, count in connection.execute(counts)}
        query = select(c.id, case((earlier, c.path), else_=c.document)).where(c.id.in_(part))
        names = {key: name for key, name in connection.execute(query)}
        yield from (Held(key, names[key], figures.get(key, 0)) for key in part if key in names)


def state_of(connection: Connection, ids: Sequence[int]) -> str:
    """A digest of these documents, in this order, as they are now: of which content, read when, by which version."""
    c, digest = tables.document.c, sha256()
    for part in _parts(ids):
        query = select(c.id, c.content_hash, c.pipeline_version, c.run_id, c.read_at, c.document).where(c.id.in_(part))
        there = {row.id: tuple(row) for row in connection.execute(query)}
        for key in part:
            digest.update(repr(there.get(key)).encode())
    return digest.hexdigest()


def headings(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, ReportHead]]:
    """(document id, head) of every report of these documents, in their order."""
    c = tables.report.c
    for part in _parts(ids):
        by_document: dict[int, list[ReportHead]] = {}
        query = select(c.document_id, c.report, c.start, c.end, c.title, c.office, c.number, c.period)
        for key, *head in connection.execute(query.where(c.document_id.in_(part)).order_by(c.report)):
            by_document.setdefault(key, []).append(ReportHead(*head))
        for key in part:
            yield from ((key, head) for head in by_document.get(key, ()))


def report_figures(connection: Connection, document: int, name: str, report: int) -> list[Figure]:
    """The figures of one report that say how something is: no plans, and none whose time is unknown."""
    c = tables.figure.c
    query = _figures().where(c.document_id == document, c.report == report, c.mode == "actual", c.period.is_not(None))
    return [rows.to_figure(row, name) for row in connection.execute(query).mappings()]


def named_figures(connection: Connection, names: Iterable[tuple[int, str, str]]) -> Iterator[Figure]:
    """The figures with these (document id, its name, figure id)."""
    c = tables.figure.c
    for key, name, figure in names:
        for row in connection.execute(_figures().where(c.document_id == key, c.figure == figure)).mappings():
            yield rows.to_figure(row, name)


def sources(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The texts of these documents by their ids."""
    c = tables.document.c
    return {key: text for part in _parts(ids) for key, text in connection.execute(select(c.id, c.source).where(c.id.in_(part)))}


def notes(connection: Connection, held: Sequence[Held]) -> list[tuple[str, tuple[str, ...]]]:
    """(name, what was left unread) of those of these documents of which anything was, in their order."""
    c = tables.document.c
    found: dict[int, list[str]] = {}
    for part in _parts([each.id for each in held]):
        query = select(c.id, c.notes).where(c.id.in_(part), cast(c.notes, String) != "[]")
        found.update({key: said for key, said in connection.execute(query)})
    return [(each.name, tuple(found[each.id])) for each in held if each.id in found]


def tally(connection: Connection, ids: Sequence[int]) -> Tally:
    """What these documents hold."""
    figures, outcomes, reports = Counter[str](), Counter[str](), 0
    for part in _parts(ids):
        f, r, h = tables.figure.c, tables.relation.c, tables.report.c
        kinds = select(f.kind, func.count()).where(f.document_id.in_(part)).group_by(f.kind)
        ways = select(r.outcome, func.count()).where(r.document_id.in_(part)).group_by(r.outcome)
        figures.update({kind: count for kind, count in connection.execute(kinds)})
        outcomes.update({outcome: count for outcome, count in connection.execute(ways)})
        reports += connection.execute(select(func.count()).where(h.document_id.in_(part))).scalar_one()
    return Tally(len(ids), reports, figures, outcomes)


def _figures() -> Select[Any]:
    return select(*(column for column in tables.figure.c if column.name not in SHOWN_ONLY)).order_by(tables.figure.c.position)


def _parts(ids: Sequence[int]) -> Iterator[list[int]]:
    return (list(ids[first : first + _IDS]) for first in range(0, len(ids), _IDS))
