"""Opening a store, and all that is asked of one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from sqlalchemy import Connection, Engine, select

from gouji.schemas import Document, Figure, FindingKind, ReportHead
from gouji.store import findings as found
from gouji.store import lookup, scan, stream, tables
from gouji.store.cases import Case
from gouji.store.connect import connect, must_be_store
from gouji.store.errors import told_plainly
from gouji.store.findings import Kept, Wanted
from gouji.store.place import STORE_NAME, Place
from gouji.store.read import documents_with
from gouji.store.scan import Held, Tally
from gouji.store.schema import prepare
from gouji.store.status import Status, failures, status
from gouji.store.write import Failed

_CHUNK = 100  # documents read at a time; SQLite allows 999 and more parameters in one statement


class Readable:
    """An open store that is read; every method raises StoreError, one line that names the store and the reason."""

    def __init__(self, engine: Engine, place: Place, url: str) -> None:
        self._engine = engine
        self.place = place.shown
        self.url = url  # as given, to open it again; may hold a password
        self.in_memory = place.in_memory

    @classmethod
    def open(cls, url: str) -> Self:
        """Open a store: `sqlite:///PATH`, a plain path (`:memory:` for one that is not kept), both made where they are
        missing, or `postgresql://USER@HOST/DATABASE`, whose tables are made where they are missing."""
        place = Place.of(url)
        with told_plainly(place.shown):
            engine = connect(place)
            prepare(engine, place)
        return cls(engine, place, url)

    @classmethod
    def existing(cls, url: str) -> Self:
        """Open a store that must be there, by itself or in the output folder of a run: raises StoreError where `open` would
        make one."""
        if "://" not in url and Path(url).is_dir():
            url = str(Path(url, STORE_NAME))
        must_be_store(Place.of(url))
        return cls.open(url)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for statements that change nothing."""
        with told_plainly(self.place), self._engine.connect() as connection:
            yield connection

    def read_documents(self, ids: Sequence[int] | None = None, *, source: bool = True) -> Iterator[Document]:
        """The documents with these ids in this order, or all in the order of their paths; `source` False leaves their
        texts out (an empty string stands there), which is most of the memory."""
        with told_plainly(self.place), self._engine.connect() as connection:
            if ids is None:
                ids = list(connection.execute(select(tables.document.c.id).order_by(tables.document.c.path)).scalars())
            for first in range(0, len(ids), _CHUNK):
                yield from documents_with(connection, ids[first : first + _CHUNK], source=source)

    def ids(self, *, met_by: int | None = None) -> Sequence[int]:
        """The ids of all documents in the order of their paths, or of those whose files a run was the last to meet, in the
        order of the files; eight bytes each."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return scan.all_ids(connection) if met_by is None else scan.met_by(connection, met_by)

    def held(self, ids: Sequence[int] | None = None) -> list[Held]:
        """What the store holds: these documents in this order, or all in the order of their paths.

        Names differ: of two documents with one name the second is called by its path.
        """
        with told_plainly(self.place), self._engine.connect() as connection:
            return list(scan.held(connection, scan.all_ids(connection) if ids is None else ids))

    def held_in(self, run: int) -> list[Held]:
        """The documents of the files that this run was the last to meet, in the order of the files."""
        return self.held(self.ids(met_by=run))

    def state_of(self, ids: Sequence[int]) -> str:
        """A digest of these documents as they are now, which changes with their order, contents, names, and when read."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return scan.state_of(connection, ids)

    def last_check(self) -> tuple[int, str] | None:
        """The last run that checked documents, and what it noted about them."""
        c = tables.run.c
        query = select(c.id, c.checked).where(c.checked.is_not(None)).order_by(c.id.desc()).limit(1)
        with told_plainly(self.place), self._engine.connect() as connection:
            row = connection.execute(query).first()
            return None if row is None else (row.id, row.checked)

    def finding_counts(self, run: int) -> Counter[FindingKind]:
        """How many findings of a run there are."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return found.counts(connection, run)

    def failed_in(self, run: int) -> list[Failed]:
        """What a run could not read, in the order of the files."""
        c = tables.failure.c
        query = select(c.position, c.document, c.path, c.reason).where(c.run_id == run).order_by(c.position)
        with told_plainly(self.place), self._engine.connect() as connection:
            return [Failed(*row) for row in connection.execute(query)]

    def status(self, runs: int = 10) -> Status:
        """How the store stands, with its last runs."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return status(connection, runs)

    def unread(self) -> Iterator[Failed]:
        """What could not be read, and has not been since."""
        with told_plainly(self.place), self._engine.connect() as connection:
            yield from failures(connection)

    def headings(self, ids: Sequence[int]) -> Iterator[tuple[int, ReportHead]]:
        """(document id, head) of every report of these documents, in their order."""
        with told_plainly(self.place), self._engine.connect() as connection:
            yield from scan.headings(connection, ids)

    def documents_called(self, held: Sequence[Held], *, whole: bool = False) -> Iterator[Document]:
        """These documents in this order, by these names; only `whole` ones have texts, boxes and evidence."""
        ids, names = [each.id for each in held], [each.name for each in held]
        with told_plainly(self.place), self._engine.connect() as connection:
            yield from documents_with(connection, ids, source=whole, shown=whole, called=names)

    def rows(
        self, table: Literal["figures", "relations", "reports", "documents"], held: Sequence[Held]
    ) -> Iterator[stream.Row]:
        """The rows of these documents as their `row()` methods give them, read while they are taken."""
        read = {
            "figures": stream.figure_rows,
            "relations": stream.relation_rows,
            "reports": stream.report_rows,
            "documents": stream.document_rows,
        }[table]
        with told_plainly(self.place), self._engine.connect() as connection:
            yield from read(connection, held)

    def view_rows(self, what: str, sought: lookup.Sought = lookup.EVERYTHING) -> Iterator[stream.Row]:
        """The rows of a view (docs/views.md), read while they are taken; `what` is observations, indicator_years, findings,
        documents or quality. Raises UsageError for another, and for a filter that it has no column for."""
        with told_plainly(self.place), self._engine.connect() as connection:
            yield from lookup.view_rows(connection, what, sought)

    def report_figures(self, reports: Iterable[tuple[int, str, int]]) -> list[list[Figure]]:
        """For each (document id, its name, number of the report) its figures that tell how something is, in their order:
        no plans, none whose time is unknown. Boxes and evidence are left out."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return [scan.report_figures(connection, *report) for report in reports]

    def figures(self, names: Iterable[tuple[int, str, str]]) -> list[Figure]:
        """The figures with these (document id, its name, figure id), without boxes and evidence."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return list(scan.named_figures(connection, names))

    def sources(self, ids: Sequence[int]) -> dict[int, str]:
        """The texts of these documents by their ids."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return scan.sources(connection, ids)

    def notes(self, held: Sequence[Held]) -> list[tuple[str, tuple[str, ...]]]:
        """(name, what was left unread) of those of these documents of which anything was, in their order."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return scan.notes(connection, held)

    def tally(self, ids: Sequence[int]) -> Tally:
        """What these documents hold, counted."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return scan.tally(connection, ids)

    def findings(self, wanted: Wanted | None = None) -> list[Kept]:
        """The findings that are wanted (all, where nothing is said), ranked."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return found.kept_findings(connection, wanted or Wanted())

    def cases(self, kept: Sequence[Kept]) -> Iterator[Case]:
        """These findings with the figures, relations and places that they rest on, in their order."""
        with told_plainly(self.place), self._engine.connect() as connection:
            yield from found.cases_of(connection, kept)

    def offices(self) -> list[str]:
        """Every office that issued a report in the store, as written."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return found.offices(connection)

    def marks(self) -> list[tuple[str, str]]:
        """(fingerprint, value digest) of every finding."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return found.marks(connection)
