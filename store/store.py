"""Store: what was read and found, kept in a database. It holds the present state: the rows of a file that changed are
moved to the past, and the findings that touch it are taken out; the table `run` keeps the history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from gouji.schemas import Document, Finding, Relation
from gouji.store import rows, tables
from gouji.store.errors import RowError, told_plainly
from gouji.store.forget import files_missing, files_named, forget
from gouji.store.known import known
from gouji.store.packed import Packed, pack
from gouji.store.readable import Readable
from gouji.store.write import Failed, File, insert_all, judge, key_of, name_issuers, now, write, write_all

_AT_ONCE = 500  # findings


class Store(Readable):
    """An open store; every method raises StoreError, one line that names the store and the reason."""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction: what is done with it is done together, or not at all."""
        with told_plainly(self.place), self._engine.begin() as connection:
            yield connection

    def begin_run(self, paths: Sequence[str], pipeline_version: str, lang: str) -> int:
        """Note that a run begins; returns its id."""
        values = {"started_at": now(), "paths": list(paths), "pipeline_version": pipeline_version, "lang": lang}
        with self.writing() as connection:
            return key_of(connection.execute(insert(tables.run).values(values)))

    def end_run(self, run: int, *, read: int, skipped: int, failed: int, passed_over: int) -> None:
        """Note how a run went, in files."""
        values = {
            "ended_at": now(),
            "files_read": read,
            "files_skipped": skipped,
            "files_failed": failed,
            "files_passed_over": passed_over,
        }
        with self.writing() as connection:
            connection.execute(update(tables.run).where(tables.run.c.id == run).values(values))

    def known(
        self, files: Sequence[tuple[File, str]], pipeline_version: str, *, run: int | None = None
    ) -> list[tuple[File, str]]:
        """Which of these (file, hash of its content) have a document, as this version reads it; the others must be read.

        With a `run` it is noted that it met them, under what names. The same content at another path is the same document.
        """
        with self.writing() as connection:
            return known(connection, files, pipeline_version, run)

    def write(self, document: Document, *, path: str, pipeline_version: str, run: int) -> int:
        """Store a document and all its rows in one transaction, replacing what was read from `path` before.

        `path` is absolute and makes it the same file. Returns the id. Raises RowError where this document alone is at fault.
        """
        with self.writing() as connection:
            return write(connection, File(path, document.document), pack(document), pipeline_version, run)

    def write_batch(
        self, read: Sequence[tuple[File, Packed]], failed: Sequence[Failed], *, pipeline_version: str, run: int
    ) -> list[tuple[File, str]]:
        """Store documents and failures in one transaction; returns the files whose rows cannot be stored, with the reason.

        Where there are any, each document has a transaction of its own.
        """
        try:
            with self.writing() as connection:
                insert_all(connection, tables.failure, ({**each._asdict(), "run_id": run} for each in failed))
                write_all(connection, read, pipeline_version, run)
            return []
        except RowError as error:
            if len(read) == 1 and not failed:
                return [(read[0][0], str(error))]
            alone = [self.write_batch([each], [], pipeline_version=pipeline_version, run=run) for each in read]
            if failed:
                self.write_batch([], failed, pipeline_version=pipeline_version, run=run)
            return [refused for each in alone for refused in each]

    def files_named(self, given: Sequence[str]) -> list[File]:
        """The files here that these paths name: files, folders, archives and members of archives, or names as last given."""
        with self.reading() as connection:
            return files_named(connection, given)

    def files_missing(self) -> list[File]:
        """The files here that are not on this machine any more."""
        with self.reading() as connection:
            return files_missing(connection)

    def forget(self, files: Sequence[File], pipeline_version: str, lang: str) -> None:
        """Take files out, in one transaction, as a run of its own: what was read from them becomes past."""
        values = {"paths": [file.path for file in files], "pipeline_version": pipeline_version, "lang": lang}
        none = dict.fromkeys(("files_read", "files_skipped", "files_failed", "files_passed_over"), 0)
        with self.writing() as connection:
            begun = insert(tables.run).values(started_at=now(), ended_at=now(), **values, **none)
            forget(connection, files, key_of(connection.execute(begun)))

    def note_check(self, run: int, checked: str) -> None:
        """Note what a run has checked, in as many words as tell whether it would come to the same again."""
        with self.writing() as connection:
            connection.execute(update(tables.run).where(tables.run.c.id == run).values(checked=checked))

    def rejudge(self, relations: Iterable[tuple[int, Relation]]) -> None:
        """Store the outcomes of relations that were evaluated again; (document id, relation)."""
        values = [rows.outcome_row(document, relation) for document, relation in relations]
        if values:
            with self.writing() as connection:
                judge(connection, values)

    def name_issuers(self, named: Iterable[tuple[int, int, str]]) -> None:
        """Let reports be of one office by one name: (document id, report, name). Reading a file anew undoes it."""
        with self.writing() as connection:
            name_issuers(connection, named)

    def write_findings(
        self, run: int, findings: Iterable[Finding], documents: Mapping[str, int], within: Iterable[int] | None = None
    ) -> None:
        """Store the findings of a run, those of earlier runs over the same documents give way: those `within` (ids).

        `documents` (name → id) are those that findings are about, or where `within` is left out all that the run is about.
        However many findings there are, some hundreds are in memory.
        """
        with self.writing() as connection:
            _drop_findings_within(connection, documents.values() if within is None else within)
            last = connection.execute(select(func.max(tables.finding.c.id))).scalar() or 0
            numbered = enumerate(findings, start=last + 1)
            while some := list(islice(numbered, _AT_ONCE)):
                insert_all(connection, tables.finding, ({**rows.finding_row(each, run), "id": key} for key, each in some))
                parts = ({**row, "finding_id": key} for key, each in some for row in rows.finding_figure_rows(each, documents))
                insert_all(connection, tables.finding_figure, parts)


def _drop_findings_within(connection: Connection, documents: Iterable[int]) -> None:
    """Take out the findings all of whose documents are among these: they were looked for again."""
    c = tables.finding_figure.c
    touched = set(connection.execute(select(c.document_id).distinct()).scalars())
    inside = {document for document in documents if document in touched}
    outside: dict[int, bool] = {}
    for finding, document in connection.execute(select(c.finding_id, c.document_id)):
        outside[finding] = outside.get(finding, False) or document not in inside
    again = [{"key": finding} for finding, stays in outside.items() if not stays]
    if again:
        connection.execute(delete(tables.finding).where(tables.finding.c.id == bindparam("key")), again)
