"""Writing documents: one for equal bytes, however many files have them; what a changed file said before is kept as past."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Literal, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, insert, literal, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.engine.default import DefaultDialect

from gouji.store import rows, tables
from gouji.store.packed import OF_DOCUMENT, Packed, Values
from gouji.store.tables import document as documents
from gouji.store.tables import path as paths

_BATCH = 5_000  # rows written at a time
_LOOKED_UP = 500  # reports in one statement
_OUTCOME = ("outcome", "expected", "gap", "gap_number", "tolerance", "reason")
_JUDGE = (
    update(tables.relation)
    .where(tables.relation.c.document_id == bindparam("of_document"), tables.relation.c.relation == bindparam("of_relation"))
    .values({name: bindparam(f"new_{name}") for name in _OUTCOME})
)


class File(NamedTuple):
    """A file, or a member of an archive: its absolute path, its name as given, its place among the files of the run."""

    path: str
    name: str
    position: int = 0


class Failed(NamedTuple):
    """A file that was not read, its place among the files of the run, and the reason."""

    position: int
    document: str
    path: str
    reason: str


def write_all(connection: Connection, read: Sequence[tuple[File, Packed]], version: str, run: int) -> None:
    """Keep documents as what their files now hold; those of which nothing is known yet in a few statements for all."""
    known_paths = select(paths.c.path).where(paths.c.path.in_([file.path for file, _ in read]))
    met = set(connection.execute(known_paths).scalars())
    contents = [document.content_hash for _, document in read]
    twins = select(documents.c.content_hash).where(
        documents.c.content_hash.in_(contents), documents.c.pipeline_version == version
    )
    held = set(connection.execute(twins).scalars())
    new: list[tuple[File, Packed]] = []
    others: list[tuple[File, Packed]] = []
    for file, document in read:
        (others if file.path in met or document.content_hash in held else new).append((file, document))
        met.add(file.path)
        held.add(document.content_hash)
    if new:
        _write_new(connection, new, version, run)
    for file, document in others:
        write(connection, file, document, version, run)


def write(connection: Connection, file: File, document: Packed, version: str, run: int) -> int:
    """Keep a document as what `file` now holds; returns its id, that of an equal one where the store has it already."""
    before = connection.execute(select(paths.c.document_id).where(paths.c.path == file.path)).scalar()
    query = select(documents.c.id).where(
        documents.c.content_hash == document.content_hash, documents.c.pipeline_version == version
    )
    twin = next((key for key in connection.execute(query).scalars() if key != before), None)
    if twin is not None:
        with leaving(connection, [(before, file.path)], run):
            hold(connection, file, twin, run, new=before is None)
            _name_by_first(connection, file, twin, run)
        return int(twin)
    values = {**document.own(), "pipeline_version": version, "run_id": run, "read_at": now()}
    changed = before is not None and _content(connection, before) != document.content_hash
    if before is None or (changed and _is_shared(connection, before)):
        with leaving(connection, [(before, file.path)], run):
            key = key_of(connection.execute(insert(documents).values(path=file.path, **values)))
            hold(connection, file, key, run, new=before is None)
    else:
        key = int(before)
        if changed:
            _keep_as_past(connection, key, file.path, run)
        _empty(connection, key)
        del values["document"]  # it may be the name of another file with this content
        connection.execute(update(documents).where(documents.c.id == key).values(values))
        hold(connection, file, key, run, new=False)
    _insert_rows(connection, [(key, document)])
    return key


def hold(connection: Connection, file: File, document: int, run: int, *, new: bool) -> None:
    """Note that a file, `new` or known, holds this document; where it is the first of its files it gives it its name."""
    values = {"name": file.name, "document_id": document, "run_id": run, "position": file.position}
    if new:
        connection.execute(insert(paths).values(path=file.path, **values))
        return
    connection.execute(update(paths).where(paths.c.path == file.path).values(values))
    first = documents.c.id == document, documents.c.path == file.path
    connection.execute(update(documents).where(*first).values(document=file.name))


def _name_by_first(connection: Connection, file: File, document: int, run: int) -> None:
    """Of equal files that a run met, the first in their order names the document, whichever of them was read first."""
    named = documents.c.id == document, documents.c.path == paths.c.path
    later = select(paths.c.path).where(*named, paths.c.run_id == run, paths.c.position > file.position)
    if connection.execute(later).first() is not None:
        own = update(documents).where(documents.c.id == document)
        connection.execute(own.values(path=file.path, document=file.name))


@contextmanager
def leaving(connection: Connection, left: Sequence[tuple[int | None, str]], run: int) -> Iterator[None]:
    """Around what gives files (document that they held, path) to other documents.

    A document that a file has left is called after the next of its files. Without one it is gone, and kept as past unless
    another document has the same content.
    """
    own = [(document, path) for document, path in left if document is not None]
    for document, path in own:  # paths of documents differ at every moment, even while two files exchange theirs
        first = documents.c.id == document, documents.c.path == path
        connection.execute(update(documents).where(*first).values(path=f"?{document}"))
    yield
    for document, path in dict(own).items():
        rest = select(paths.c.path, paths.c.name).where(paths.c.document_id == document).order_by(paths.c.path).limit(1)
        if (next_one := connection.execute(rest).first()) is not None:
            nameless = documents.c.id == document, documents.c.path == f"?{document}"
            connection.execute(update(documents).where(*nameless).values(path=next_one.path, document=next_one.name))
        else:
            _remove(connection, document, path, run)


def met(connection: Connection, files: Sequence[File], run: int) -> None:
    """Note that a run met these files, and that nothing about them is new."""
    values = [{"of_path": file.path, "run_id": run, "position": file.position} for file in files]
    if values:
        connection.execute(update(paths).where(paths.c.path == bindparam("of_path")), values)


def judge(connection: Connection, values: Sequence[rows.Row]) -> None:
    """Give relations other outcomes: the rows of `rows.outcome_row`."""
    if values:
        connection.execute(_JUDGE, values)


def name_issuers(connection: Connection, named: Iterable[tuple[int, int, str | None]]) -> int:
    """Let (document, report) be of the office with that name; returns how many were of another."""
    c = tables.report.c
    left, changed = iter(named), 0
    own = update(tables.report).where(c.document_id == bindparam("of_document"), c.report == bindparam("of_report"))
    while batch := list(islice(left, _LOOKED_UP)):
        known = select(c.document_id, c.report, c.issuer).where(c.document_id.in_({document for document, _, _ in batch}))
        issuers = {(document, report): name for document, report, name in connection.execute(known)}
        others = [
            {"of_document": document, "of_report": report, "issuer": name}
            for document, report, name in batch
            if issuers.get((document, report), name) != name
        ]
        if others:
            connection.execute(own, others)
        changed += len(others)
    return changed


def insert_all(connection: Connection, table: Table, values: Iterable[rows.Row]) -> None:
    """Insert rows, a few thousand in one statement."""
    left = iter(values)
    while batch := list(islice(left, _BATCH)):
        connection.execute(insert(table), batch)


def key_of(result: CursorResult[tuple[int]]) -> int:
    """The primary key of the row that was inserted."""
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def now() -> str:
    """ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _write_new(connection: Connection, new: Sequence[tuple[File, Packed]], version: str, run: int) -> None:
    own = {"pipeline_version": version, "run_id": run, "read_at": now()}
    values = [{**document.own(), "path": file.path, **own} for file, document in new]
    returning = insert(documents).returning(documents.c.id, sort_by_parameter_order=True)
    keys = [int(key) for key in connection.execute(returning, values).scalars()]
    files = [{**file._asdict(), "document_id": key, "run_id": run} for key, (file, _) in zip(keys, new, strict=True)]
    connection.execute(insert(paths), files)
    _insert_rows(connection, [(key, document) for key, (_, document) in zip(keys, new, strict=True)])


def _insert_rows(connection: Connection, packed: Iterable[tuple[int, Packed]]) -> None:
    """Insert the rows of documents, given with their ids; a few thousand in one statement."""
    held: dict[Table, list[Values]] = {table: [] for table in OF_DOCUMENT}
    for key, document in packed:
        clean = connection.dialect.name != "postgresql" or not document.null
        for table, values in document.rows():
            held[table] += [(key, *(row if clean else map(tables.storable, row))) for row in values]
            if sum(map(len, held.values())) >= _BATCH:
                _insert_held(connection, held)
    _insert_held(connection, held)


def _insert_held(connection: Connection, held: dict[Table, list[Values]]) -> None:
    for table, values in held.items():
        if values:
            connection.exec_driver_sql(_insertion(table, connection.dialect.name), values)
            values.clear()


@cache
def _insertion(table: Table, dialect: str) -> str:
    """The statement that inserts values of all columns, in their order: from names to values is half of what writing took."""
    marks: Literal["qmark", "format"] = "qmark" if dialect == "sqlite" else "format"
    return str(insert(table).compile(dialect=DefaultDialect(paramstyle=marks)))


def _content(connection: Connection, document: int) -> str:
    return str(connection.execute(select(documents.c.content_hash).where(documents.c.id == document)).scalar_one())


def _is_shared(connection: Connection, document: int) -> bool:
    """Whether more files than one hold it."""
    return len(connection.execute(select(paths.c.path).where(paths.c.document_id == document).limit(2)).all()) > 1


def _remove(connection: Connection, document: int, path: str, run: int) -> None:
    same = documents.c.content_hash == _content(connection, document), documents.c.id != document
    if connection.execute(select(documents.c.id).where(*same).limit(1)).first() is None:
        _keep_as_past(connection, document, path, run)
    _empty(connection, document)
    connection.execute(delete(documents).where(documents.c.id == document))


def _keep_as_past(connection: Connection, document: int, path: str, run: int) -> None:
    """Copy a document, which was that of `path`, and all its rows to the tables of the past; the database does it itself."""
    past, same = tables.past_document, [column for column in documents.c if column.name not in ("id", "path")]
    names = ["document_id", "superseded_by", "path", *(column.name for column in same)]
    found = select(documents.c.id, literal(run), literal(path), *same).where(documents.c.id == document)
    connection.execute(past.insert().from_select(names, found))
    key = connection.execute(select(past.c.id).where(past.c.document_id == document).order_by(past.c.id.desc()).limit(1))
    past_id = key.scalar_one()
    for table, old in tables.PAST.items():
        own = [column for column in table.c if column.name != "document_id"]
        query = select(literal(past_id), *own).where(table.c.document_id == document)
        connection.execute(old.insert().from_select(["past_id", *(column.name for column in own)], query))


def _empty(connection: Connection, document: int) -> None:
    """Take out what was read from a document, and the findings that rest on it."""
    touching = select(tables.finding_figure.c.finding_id).where(tables.finding_figure.c.document_id == document)
    connection.execute(delete(tables.finding).where(tables.finding.c.id.in_(touching)))
    for table in reversed(OF_DOCUMENT[:-1]):  # terms go with their relations
        connection.execute(delete(table).where(table.c.document_id == document))
