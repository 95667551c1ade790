"""Reading an archive into a store: what is known is skipped, what fails is told, one writer commits document by document."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from gouji.pipeline.attempt import Reader, read_file
from gouji.pipeline.check import Checked, check_held
from gouji.pipeline.decisions import Decisions
from gouji.pipeline.files import list_files
from gouji.pipeline.pieces import Way
from gouji.pipeline.pool import LIMIT, MEMORY, Engine, read_all
from gouji.pipeline.tasks import Failure, Progress, Task
from gouji.pipeline.version import pipeline_version
from gouji.pipeline.work import work_of
from gouji.schemas import Document, Finding
from gouji.store import Held, RowError, Store


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did. `held` are the documents that it read or found known, in the order of the files; `checked` is over
    all of them; `passed_over` counts the files of folders left alone, by ending."""

    run: int
    held: tuple[Held, ...]
    checked: Checked
    read: int
    skipped: int
    failed: tuple[Failure, ...]
    passed_over: Counter[str]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What does not add up in them, the gravest first."""
        return self.checked.findings


def ingest(
    paths: Sequence[str],
    store: Store,
    *,
    lang: Literal["zh", "en"] = "zh",
    ner: bool = True,
    workers: int | None = None,
    limit: float = LIMIT,
    memory: int | None = MEMORY,
    engine: Engine = read_all,
    decisions: Decisions | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
    reader: Reader = read_file,
) -> Ingested:
    """Read the files under `paths` into `store` and check them, within each and across all of them.

    An archive is read member by member, each a document of its own. A file whose content the store has as this version
    reads it is skipped but takes part in the checks. A file that cannot be read is a Failure; raises StoreError only where
    the store itself gives way. `engine` reads them, within `limit` and `memory`. Interrupted, it leaves what is committed,
    and a later run goes on from there. `decisions` are what people decided about findings before.
    """
    version = pipeline_version(ner=ner)
    run = store.begin_run(paths, version, lang)
    work = work_of(list_files(paths), store, version, run)
    ids, failed, total = work.known.copy(), work.failed.copy(), len(work.known) + len(work.to_read)
    skipped = done = len(ids)
    tell(Progress(done, total, ""))
    with closing(engine(work.to_read, ner=ner, workers=workers, limit=limit, memory=memory, reader=reader)) as results:
        for task, result in results:
            kept = _stored(store, result, task, version, run) if isinstance(result, Document) else result
            del result  # a large document would stand beside its rows when they are read back
            if isinstance(kept, Failure):
                failed.append(kept)
            else:
                ids[task.name] = kept
            done += 1
            tell(Progress(done, total, task.name))
    ids = dict(sorted(ids.items(), key=lambda item: work.order[item[0]]))
    failed.sort(key=lambda failure: work.order.get(failure.document, -1))
    held = tuple(store.held(list(ids.values())))
    checked = check_held(store, held, run, Way(lang, again=False), workers=workers, decisions=decisions)
    read = len(ids) - skipped
    reasons = [(failure.document, failure.reason) for failure in failed]
    store.end_run(run, read=read, skipped=skipped, passed_over=work.passed_over.total(), failed=reasons)
    return Ingested(run, held, checked, read, skipped, tuple(failed), work.passed_over)


def _stored(store: Store, document: Document, task: Task, version: str, run: int) -> int | Failure:
    try:
        return store.write(document, path=task.path, pipeline_version=version, run=run)
    except RowError as error:
        return Failure(task.name, f"defect in gouji, please report it ({error})")
