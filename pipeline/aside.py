"""What may not fit into memory, put aside: a database of SQLite's in the folder for temporary files, gone when it is closed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from gouji.schemas import GoujiError


@contextmanager
def aside(tables: str) -> Iterator[sqlite3.Connection]:
    """An empty database with these tables, in one transaction, of which a few MB are in memory.

    Raises GoujiError where the disk gives way.
    """
    try:
        with closing(sqlite3.connect("", isolation_level=None)) as kept:  # "": a temporary file
            kept.executescript(tables)
            kept.execute("BEGIN")
            yield kept
    except sqlite3.Error as error:
        raise GoujiError(f"a temporary file cannot be used ({error}); what is checked is put aside there") from error
