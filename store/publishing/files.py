"""The files of a store, and the documents that they hold, in another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from gouji.store.known import known
from gouji.store.packed import pack
from gouji.store.publishing.batches import batches
from gouji.store.read import documents_with
from gouji.store.store import Store
from gouji.store.tables import document as documents
from gouji.store.tables import path as paths
from gouji.store.write import File, met, write

_FILES = 500  # looked up at a time; SQLite allows 999 and more parameters in one statement
_TOGETHER = 25  # written in one transaction


class _Place(NamedTuple):
    """A file of a store and what it holds: `document` by its id there, `run` the last that met it."""

    path: str
    name: str
    position: int
    run: int
    document: int
    content: str
    version: str

    @property
    def file(self) -> File:
        return File(self.path, self.name, self.position)


def copy_documents(ours: Connection, target: Store, runs: Mapping[int, int], tell: Callable[[int, int], None]) -> int:
    """One pass over the files here; returns how many of them did not hold there what they hold here."""
    total = ours.execute(select(func.count()).select_from(paths)).scalar_one()
    done = copied = 0
    for batch in batches(_places(ours), _FILES):
        batch = [each for each in batch if each.run in runs]  # of a run that has begun since: the next time
        with target.reading() as theirs:
            there = {each.path: each for each in _places(theirs, [each.path for each in batch])}
        others = [each for each in batch if each.path not in there or _held(each) != _held(there[each.path])]
        for some in batches(others, _TOGETHER):
            with target.writing() as theirs:
                copied += _copy(ours, theirs, some, runs)
        written = {each.path for each in others}
        stale = [each for each in batch if each.path not in written and _noted(each, runs) != there[each.path][1:4]]
        if stale:
            with target.writing() as theirs:
                _note(theirs, stale, runs)
        done += len(batch)
        tell(done, total)
    return copied


def _places(connection: Connection, only: Sequence[str] | None = None) -> Iterator[_Place]:
    """The files of a store, or those with these paths; of the files of a document the one that it is called after is first."""
    c, d = paths.c, documents.c
    query = (
        select(c.path, c.name, c.position, c.run_id, c.document_id, d.content_hash, d.pipeline_version)
        .join(documents, d.id == c.document_id)
        .order_by(c.document_id, c.path != d.path, c.path)
    )
    if only is not None:
        query = query.where(c.path.in_(only))
    yield from (_Place(*row) for row in connection.execute(query.execution_options(yield_per=_FILES)))


def _held(place: _Place) -> tuple[str, str]:
    return place.content, place.version


def _noted(place: _Place, runs: Mapping[int, int]) -> tuple[str, int, int]:
    return place.name, place.position, runs[place.run]


def _copy(ours: Connection, theirs: Connection, others: Sequence[_Place], runs: Mapping[int, int]) -> int:
    """Let these files hold there what they hold here; one that was read again meanwhile is left for the next pass."""
    read = {document.content_hash: document for document in documents_with(ours, list({each.document for each in others}))}
    for each in others:
        if each.content in read and known(theirs, [(each.file, each.content)], each.version, runs[each.run]) == []:
            own = replace(read[each.content], document=each.name)
            write(theirs, each.file, pack(own), each.version, runs[each.run])
    return len(others)


def _note(theirs: Connection, files: Sequence[_Place], runs: Mapping[int, int]) -> None:
    """What the files are called, and which run met them where."""
    named = update(paths).where(paths.c.path == bindparam("of_path")).values(name=bindparam("new_name"))
    theirs.execute(named, [{"of_path": each.path, "new_name": each.name} for each in files])
    for run in {each.run for each in files}:
        met(theirs, [each.file for each in files if each.run == run], runs[run])
