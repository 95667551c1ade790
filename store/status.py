"""How a store stands: what it holds, its runs, and what could not be read and has not been read since."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, String, cast, func, select

from gouji.store.tables import document, failure, figure, finding, past_document, path, relation, report, run
from gouji.store.write import Failed


@dataclass(frozen=True, slots=True)
class Run:
    """A run; what it counts is None where it was interrupted or is still going on."""

    id: int
    started_at: str  # ISO 8601, UTC
    ended_at: str | None
    pipeline_version: str
    paths: tuple[str, ...]  # as given
    read: int | None
    skipped: int | None
    failed: int | None
    passed_over: int | None
    files: int  # that it was the last to meet: read, or known


@dataclass(frozen=True, slots=True)
class Status:
    """What a store holds, counted. `past` are documents as they were before their files changed; `read_in_part` those of
    which something was left unread; `unread` the files that failed and have not been read since; `versions` says how many
    documents each version of the program read."""

    documents: int
    files: int
    past: int
    reports: int
    figures: int
    relations: int
    read_in_part: int
    unread: int
    findings: dict[str, int]  # that are open, by severity
    settled: int  # findings that are not
    versions: dict[str, int]
    runs: tuple[Run, ...]  # the last ones, the newest first
    unfinished: int  # of all runs


def status(connection: Connection, runs: int) -> Status:
    """The state of the store, with its last runs."""
    severities = select(finding.c.severity, func.count()).where(finding.c.status == "open").group_by(finding.c.severity)
    versions = select(document.c.pipeline_version, func.count()).group_by(document.c.pipeline_version)
    return Status(
        documents=_count(connection, document),
        files=_count(connection, path),
        past=_count(connection, past_document),
        reports=_count(connection, report),
        figures=_count(connection, figure),
        relations=_count(connection, relation),
        read_in_part=_count(connection, document, cast(document.c.notes, String) != "[]"),
        unread=connection.execute(select(func.count()).select_from(unread().subquery())).scalar_one(),
        findings={severity: count for severity, count in connection.execute(severities)},
        settled=_count(connection, finding, finding.c.status != "open"),
        versions={version: count for version, count in connection.execute(versions)},
        runs=tuple(_runs(connection, runs)),
        unfinished=_count(connection, run, run.c.ended_at.is_(None)),
    )


def unread() -> Select[Any]:
    """The last failure of each file that has not been read since."""
    c, later = failure.c, failure.alias()
    again = select(later.c.position).where(later.c.path == c.path, later.c.run_id > c.run_id)
    read = select(path.c.path).where(path.c.path == c.path, path.c.run_id >= c.run_id)
    query = select(c.position, c.document, c.path, c.reason).where(~again.exists(), ~read.exists())
    return query.order_by(c.run_id, c.position)


def failures(connection: Connection) -> Iterator[Failed]:
    """Those failures, in the order in which they were met."""
    for position, name, place, reason in connection.execute(unread()):
        yield Failed(position, name, place, reason)


def _count(connection: Connection, table: FromClause, *wanted: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*wanted)).scalar_one()


def _runs(connection: Connection, limit: int) -> Iterator[Run]:
    c = run.c
    files = select(func.count()).where(path.c.run_id == c.id).scalar_subquery()
    columns = c.id, c.started_at, c.ended_at, c.pipeline_version, c.paths
    counts = c.files_read, c.files_skipped, c.files_failed, c.files_passed_over
    for row in connection.execute(select(*columns, *counts, files).order_by(c.id.desc()).limit(limit)):
        key, started, ended, version, paths, *counted = row
        yield Run(key, started, ended, version, tuple(paths), *counted)
