"""Reading an archive into a store: what is known is skipped, what fails is told, one writer commits document by document."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Literal

from gouji.check import find
from gouji.pipeline.files import list_files
from gouji.pipeline.pool import Reader, read_all, read_file
from gouji.pipeline.tasks import Failure, Task
from gouji.pipeline.version import pipeline_version
from gouji.schemas import Document, Finding
from gouji.store import RowError, Store

LIMIT = 120.0  # seconds a document


@dataclass(frozen=True, slots=True)
class Progress:
    """One file is done (read, known, or failed): `done` of `total`."""

    done: int
    total: int
    document: str


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did. `documents` are all that it read or found known, in the order of the files and without their
    texts; `findings` are over all of them; `passed_over` counts the files of folders left alone, by ending."""

    run: int
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    read: int
    skipped: int
    failed: tuple[Failure, ...]
    passed_over: Counter[str]


def ingest(
    paths: Sequence[str],
    store: Store,
    *,
    lang: Literal["zh", "en"] = "zh",
    ner: bool = True,
    workers: int | None = None,
    limit: float = LIMIT,
    tell: Callable[[Progress], None] = lambda _: None,
    reader: Reader = read_file,
) -> Ingested:
    """Read the files under `paths` into `store` and check them, within each and across all of them.

    A file whose content the store has as this version reads it is skipped but takes part in the checks. A file that
    cannot be read is a Failure; raises StoreError only where the store itself gives way. Interrupted, it leaves what is
    committed, and a later run goes on from there.
    """
    listing, version = list_files(paths), pipeline_version(ner=ner)
    run = store.begin_run(paths, version, lang)
    ids, to_read = _split(listing.tasks, store, version, run)
    skipped = done = len(ids)
    tell(Progress(done, len(listing.tasks), ""))
    failed = list(listing.failed)
    with closing(read_all(to_read, ner=ner, workers=workers, limit=limit, reader=reader)) as results:
        for task, result in results:
            kept = _stored(store, result, task, version, run) if isinstance(result, Document) else result
            if isinstance(kept, Failure):
                failed.append(kept)
            else:
                ids[task.name] = kept
            done += 1
            tell(Progress(done, len(listing.tasks), task.name))
    order = {task.name: place for place, task in enumerate(listing.tasks)}
    ids = dict(sorted(ids.items(), key=lambda item: order[item[0]]))
    failed.sort(key=lambda failure: order.get(failure.document, -1))
    documents = tuple(store.read_documents(list(ids.values()), source=False))
    findings = tuple(find(documents, lang=lang))
    store.write_findings(run, findings, ids)
    read = len(ids) - skipped
    reasons = [(failure.document, failure.reason) for failure in failed]
    store.end_run(run, read=read, skipped=skipped, passed_over=listing.passed_over.total(), failed=reasons)
    return Ingested(run, documents, findings, read, skipped, tuple(failed), listing.passed_over)


def _split(tasks: Sequence[Task], store: Store, version: str, run: int) -> tuple[dict[str, int], list[Task]]:
    """The ids of the files that the store knows, by name, and the files that are to be read."""
    known, to_read = dict[str, int](), list[Task]()
    for task in tasks:
        key = _known(store, task, version, run)
        if key is None:
            to_read.append(task)
        else:
            known[task.name] = key
    return known, to_read


def _known(store: Store, task: Task, version: str, run: int) -> int | None:
    """The id under which the store has this file's content; what cannot be opened is left to its reader to refuse."""
    if not os.path.isfile(task.path):  # opening a pipe would wait for ever
        return None
    try:
        with Path(task.path).open("rb") as file:
            content_hash = file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    return store.known(task.name, content_hash, version, path=task.path, run=run)


def _stored(store: Store, document: Document, task: Task, version: str, run: int) -> int | Failure:
    try:
        return store.write(document, path=task.path, pipeline_version=version, run=run)
    except RowError as error:
        return Failure(task.name, f"defect in gouji, please report it ({error})")
