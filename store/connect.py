"""Opening the database: SQLite with foreign keys and a write-ahead log, its tables and views made or found fitting."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.pool import StaticPool

from gouji.schemas import StoreError
from gouji.store import tables
from gouji.store.errors import reason_of
from gouji.store.labels import fields, vocabulary

MEMORY = ":memory:"
_SQLITE = "sqlite:///"
_WAIT = 15.0  # seconds for another writer to finish


def place_of(url: str) -> str:
    """The file that `url` (sqlite:///PATH or a plain path) names; raises StoreError for what is no such thing."""
    if url.startswith(_SQLITE):
        return url.removeprefix(_SQLITE) or MEMORY
    if "://" in url:
        raise StoreError(f"{url}: a store is a path or sqlite:///PATH")
    return url


def connect(place: str) -> Engine:
    """An engine on the SQLite file `place`; nothing is opened yet."""
    arguments: dict[str, Any] = {"timeout": _WAIT}
    if place == MEMORY:  # one connection, or each would see an empty database of its own
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=arguments)
    else:
        engine = create_engine(f"{_SQLITE}{Path(place)}", connect_args=arguments)
    event.listen(engine, "connect", _prepare)
    return engine


def must_be_store(place: str) -> None:
    """Raise StoreError where there is no store, of whatever version; what is there is only looked at."""
    if place == MEMORY or not Path(place).is_file():
        raise StoreError(f"{place}: there is no such store")
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
    try:
        with closing(sqlite3.connect(f"{Path(place).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (found,) = connection.execute(query, (tables.document.name,)).fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{place}: {reason_of(error)}") from error
    if not found:
        raise StoreError(f"{place}: is no store of gouji")


def make_tables(engine: Engine, place: str) -> None:
    """Make the tables and views that are missing; raises StoreError where a table of that name is another program's."""
    with engine.begin() as connection:
        _refuse_others(connection, place)
        tables.metadata.create_all(connection)
        for table in tables.metadata.tables.values():  # those that a store of an earlier version lacks
            for index in table.indexes:
                index.create(connection, checkfirst=True)
        labels = {(field, code, *names) for field in fields() for code, names in vocabulary(field).items()}
        if labels != {tuple(row) for row in connection.execute(select(tables.label))}:
            connection.execute(tables.label.delete())
            connection.execute(tables.label.insert(), [dict(zip(tables.label.c.keys(), row, strict=True)) for row in labels])
        _make_views(connection)


def _make_views(connection: Connection) -> None:
    known = set(inspect(connection).get_view_names())
    statements = Path(__file__).with_name("views.sql").read_text(encoding="utf-8").split(";\n")
    for statement in filter(str.strip, statements):
        if statement.split("CREATE VIEW ")[1].split()[0] not in known:
            connection.exec_driver_sql(statement)


def _refuse_others(connection: Connection, place: str) -> None:
    found = inspect(connection)
    ours = set(tables.metadata.tables)
    for name in ours.intersection(found.get_table_names()):
        if {column["name"] for column in found.get_columns(name)} != set(tables.metadata.tables[name].columns.keys()):
            raise StoreError(f"{place}: table {name} is of another program or another version of gouji; choose another store")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
