"""Opening the database: SQLite with foreign keys and a write-ahead log, or PostgreSQL through psycopg."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from gouji.schemas import StoreError
from gouji.store import tables
from gouji.store.errors import reason_of
from gouji.store.place import Place

_PAGE = 8192  # bytes, of a new store; by default 4096, with which it is a tenth larger and writing it takes a tenth longer
_CACHE = 32_000  # KiB of pages in memory; 2,000 by default
_LOG = 10_000  # pages in the log before they go into the database: 80 MB; 1,000 by default
_WAIT = 15.0  # seconds for another writer to finish, and for a server to answer


def connect(place: Place) -> Engine:
    """An engine on the database; nothing is opened yet. Raises StoreError where the driver is not installed."""
    if not place.is_sqlite:
        return _server(place)
    arguments: dict[str, Any] = {"timeout": _WAIT}
    if place.in_memory:  # one connection, or each would see an empty database of its own
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=arguments)
    else:
        engine = create_engine(place.url, connect_args=arguments)
    event.listen(engine, "connect", _prepare)
    return engine


def _server(place: Place) -> Engine:
    try:
        return create_engine(place.url, connect_args={"connect_timeout": int(_WAIT)}, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(f"{place.shown}: needs a driver; install gouji[postgres]") from error


def must_be_store(place: Place) -> None:
    """Raise StoreError where there is no store, of whatever version; what is there is only looked at.

    A server is asked when the store is opened.
    """
    if not place.is_sqlite:
        return
    if place.file is None or not place.file.is_file():
        raise StoreError(f"{place.shown}: there is no such store")
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
    try:
        with closing(sqlite3.connect(f"{Path(place.file).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (found,) = connection.execute(query, (tables.document.name,)).fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{place.shown}: {reason_of(error)}") from error
    if not found:
        raise StoreError(f"{place.shown}: is no store of gouji")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA page_size = {_PAGE}")  # before the mode, which makes the file
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    # A batch fills the cache and the log that SQLite grants, so that every page would be written twice a batch.
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
