"""Taking files out of a store: what was read from them goes to the past, as that of a file that changed."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, delete, or_, select

from gouji.store.tables import failure
from gouji.store.tables import path as paths
from gouji.store.write import File, leaving

_AT_ONCE = 200  # files


def files_named(connection: Connection, given: Sequence[str]) -> list[File]:
    """The files of the store that these name, in the order of their paths: a file, all of a folder, all of an archive
    (a.zip), one of its members (a.zip!b.txt), or a file by the name that it has in the store."""
    c = paths.c
    wanted = []
    for name in given:
        place = os.path.abspath(name)
        wanted += [c.path == place, c.name == name]
        wanted += [c.path.startswith(place.rstrip(os.sep) + mark, autoescape=True) for mark in (os.sep, "!")]
    return [File(row.path, row.name) for row in connection.execute(select(c.path, c.name).where(or_(*wanted)).order_by(c.path))]


def files_missing(connection: Connection) -> list[File]:
    """The files of the store that are not on this machine any more, in the order of their paths; an archive that is there
    is taken to hold its members still."""
    found = connection.execute(select(paths.c.path, paths.c.name).order_by(paths.c.path)).all()
    return [File(row.path, row.name) for row in found if not any(map(os.path.lexists, _places(row.path)))]


def forget(connection: Connection, files: Iterable[File], run: int) -> None:
    """Take files out, with what failed of them; a document that another file holds too stays, under its name.

    The findings that rested on what is gone go with it; `run` is noted as the run that moved it to the past.
    """
    left = iter(files)
    while some := [file.path for file in islice(left, _AT_ONCE)]:
        held = connection.execute(select(paths.c.document_id, paths.c.path).where(paths.c.path.in_(some))).all()
        with leaving(connection, [(row.document_id, row.path) for row in held], run):
            connection.execute(delete(paths).where(paths.c.path.in_(some)))
        connection.execute(delete(failure).where(failure.c.path.in_(some)))


def _places(path: str) -> Iterator[str]:
    """Where a file may lie: its path, or the archive around it; `!` may also be part of a name."""
    yield path
    for at, character in enumerate(path):
        if character == "!":
            yield path[:at]
