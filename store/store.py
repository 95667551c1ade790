"""Store: what was read and found, kept in a database. It holds the present state: the rows of a file that changed are
replaced, and with them the findings that touch it; the table `run` keeps the history."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Table, bindparam, delete, insert, select, update

from gouji.schemas import Document, Finding
from gouji.store import rows, tables
from gouji.store.connect import connect, make_tables, place_of
from gouji.store.errors import told_plainly
from gouji.store.read import documents_with

_BATCH = 5_000  # rows written at a time
_CHUNK = 100  # documents read at a time; SQLite allows 999 and more parameters in one statement


class Store:
    """An open store; every method raises StoreError, one line that names the store and the reason."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self.place = place

    @classmethod
    def open(cls, url: str) -> Self:
        """Open `sqlite:///PATH` or a plain path (`:memory:` for one that is not kept), made where it is missing."""
        place = place_of(url)
        with told_plainly(place):
            engine = connect(place)
            make_tables(engine, place)
        return cls(engine, place)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def begin_run(self, paths: Sequence[str], pipeline_version: str, lang: str) -> int:
        """Note that a run begins; returns its id."""
        values = {"started_at": _now(), "paths": list(paths), "pipeline_version": pipeline_version, "lang": lang}
        with told_plainly(self.place), self._engine.begin() as connection:
            return _key(connection.execute(insert(tables.run).values(values)).inserted_primary_key)

    def end_run(self, run: int, *, read: int, skipped: int, passed_over: int, failed: Sequence[tuple[str, str]]) -> None:
        """Note how a run went; `failed` are (document, reason)."""
        values = {
            "ended_at": _now(),
            "files_read": read,
            "files_skipped": skipped,
            "files_failed": len(failed),
            "files_passed_over": passed_over,
        }
        failures = [
            {"run_id": run, "position": position, "document": document, "reason": reason}
            for position, (document, reason) in enumerate(failed)
        ]
        with told_plainly(self.place), self._engine.begin() as connection:
            connection.execute(update(tables.run).where(tables.run.c.id == run).values(values))
            if failures:
                connection.execute(insert(tables.failure), failures)

    def has(self, content_hash: str, pipeline_version: str) -> bool:
        """Whether a document with this content, as this version reads it, is in the store."""
        known = tables.document.c
        query = select(known.id).where(known.content_hash == content_hash, known.pipeline_version == pipeline_version)
        with told_plainly(self.place), self._engine.connect() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def known(self, name: str, content_hash: str, pipeline_version: str, *, path: str, run: int) -> int | None:
        """The id of a document with this content, as this version reads it; None where it must be read.

        It is called `name` from now on. Where the store knows the content under another path only, its rows are copied.
        """
        columns = tables.document.c
        query = select(columns.id, columns.path, columns.document).where(
            columns.content_hash == content_hash, columns.pipeline_version == pipeline_version
        )
        with told_plainly(self.place), self._engine.begin() as connection:
            places = connection.execute(query).all()
            here = next((row for row in places if row.path == path), None)
            if here is not None:
                if here.document != name:
                    connection.execute(update(tables.document).where(columns.id == here.id).values(document=name))
                return int(here.id)
            if not places:
                return None
            (twin,) = documents_with(connection, [places[0].id], called=name)
            return _write(connection, twin, path, pipeline_version, run)

    def write(self, document: Document, *, path: str, pipeline_version: str, run: int) -> int:
        """Store a document and all its rows in one transaction, replacing what was read from `path` before.

        `path` is absolute and makes it the same file. Returns the id. Raises RowError where this document alone is at fault.
        """
        with told_plainly(self.place), self._engine.begin() as connection:
            return _write(connection, document, path, pipeline_version, run)

    def read_documents(self, ids: Sequence[int] | None = None, *, source: bool = True) -> Iterator[Document]:
        """The documents with these ids in this order, or all in the order of their paths; `source` False leaves their
        texts out (an empty string stands there), which is most of the memory."""
        with told_plainly(self.place), self._engine.connect() as connection:
            if ids is None:
                ids = list(connection.execute(select(tables.document.c.id).order_by(tables.document.c.path)).scalars())
            for first in range(0, len(ids), _CHUNK):
                yield from documents_with(connection, ids[first : first + _CHUNK], source=source)

    def write_findings(self, run: int, findings: Sequence[Finding], documents: Mapping[str, int]) -> None:
        """Store the findings of a run over `documents` (name → id); those of earlier runs over the same ones give way."""
        with told_plainly(self.place), self._engine.begin() as connection:
            _drop_findings_within(connection, set(documents.values()))
            for finding in findings:
                key = _key(connection.execute(insert(tables.finding), rows.finding_row(finding, run)).inserted_primary_key)
                figures = rows.finding_figure_rows(finding, documents)
                if figures:
                    connection.execute(insert(tables.finding_figure), [{**row, "finding_id": key} for row in figures])


def _write(connection: Connection, document: Document, path: str, pipeline_version: str, run: int) -> int:
    own = {"path": path, "pipeline_version": pipeline_version, "run_id": run, "read_at": _now()}
    values = {**rows.document_row(document), **own}
    key = connection.execute(select(tables.document.c.id).where(tables.document.c.path == path)).scalar()
    if key is None:
        key = _key(connection.execute(insert(tables.document).values(values)).inserted_primary_key)
    else:
        _empty(connection, key)
        connection.execute(update(tables.document).where(tables.document.c.id == key).values(values))
    for table, values_of in _parts(document):
        while batch := [{**row, "document_id": key} for row in islice(values_of, _BATCH)]:
            connection.execute(insert(table), batch)
    return int(key)


def _parts(document: Document) -> tuple[tuple[Table, Iterator[rows.Row]], ...]:
    """The rows of a document by table, in an order that the foreign keys allow."""
    return (
        (tables.report, (rows.report_row(head) for head in document.reports)),
        (tables.figure, (rows.figure_row(figure, at) for at, figure in enumerate(document.figures))),
        (tables.relation, (rows.relation_row(relation, at) for at, relation in enumerate(document.relations))),
        (tables.term, (row for relation in document.relations for row in rows.term_rows(relation))),
    )


def _empty(connection: Connection, key: int) -> None:
    """Take out what was read from a document before, and the findings that rest on it."""
    touching = select(tables.finding_figure.c.finding_id).where(tables.finding_figure.c.document_id == key)
    connection.execute(delete(tables.finding).where(tables.finding.c.id.in_(touching)))
    for table in (tables.relation, tables.figure, tables.report):
        connection.execute(delete(table).where(table.c.document_id == key))


def _drop_findings_within(connection: Connection, documents: set[int]) -> None:
    """Take out the findings all of whose documents are among these: they were looked for again."""
    pairs = connection.execute(select(tables.finding_figure.c.finding_id, tables.finding_figure.c.document_id))
    outside: dict[int, bool] = {}
    for finding, document in pairs:
        outside[finding] = outside.get(finding, False) or document not in documents
    again = [{"key": finding} for finding, stays in outside.items() if not stays]
    if again:
        connection.execute(delete(tables.finding).where(tables.finding.c.id == bindparam("key")), again)


def _key(primary_key: object) -> int:
    assert isinstance(primary_key, Sequence)
    return int(primary_key[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
