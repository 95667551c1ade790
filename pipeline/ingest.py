"""Reading an archive into a store: what is known is skipped, what fails is told, one writer commits batch by batch."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal

from gouji.pipeline.attempt import Reader, read_file
from gouji.pipeline.check import Checked, check_held, checked_before
from gouji.pipeline.decisions import Decisions
from gouji.pipeline.pieces import Way
from gouji.pipeline.pool import LIMIT, MEMORY, Engine, Results, read_all
from gouji.pipeline.tasks import Failure, Progress, Task
from gouji.pipeline.version import pipeline_version
from gouji.pipeline.work import Work
from gouji.pipeline.writer import Writer
from gouji.schemas import Finding, StoreError
from gouji.store import Held, Store, Wanted


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did, in files: `read`, `skipped` as known, `failures`; `passed_over` counts the files of folders
    left alone, by ending. `checked` is over all documents that it read or found known."""

    run: int
    store: Store
    checked: Checked
    read: int
    skipped: int
    failures: int
    passed_over: Counter[str]

    @property
    def held(self) -> tuple[Held, ...]:
        """The documents that the run read or found known, in the order of the files; looked up in the store."""
        return tuple(self.store.held_in(self.run))

    @property
    def failed(self) -> tuple[Failure, ...]:
        """The failures in the order of the files; looked up in the store."""
        return tuple(Failure(each.document, each.reason) for each in self.store.failed_in(self.run))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What does not add up in them, the gravest first; looked up in the store."""
        return tuple(kept.finding for kept in self.store.findings(Wanted(run=self.checked.run)))


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
    check: Literal["all", "new", "none"] = "all",
    decisions: Decisions | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
    reader: Reader = read_file,
    names: Mapping[str, str] | None = None,
) -> Ingested:
    """Read the files under `paths` into `store` and check them, within each and across all of them.

    An archive is read member by member, each a document of its own. A file whose content the store has as this version
    reads it is skipped but takes part in the checks. A file that cannot be read is a Failure; raises StoreError only where
    the store itself gives way. `engine` reads them, within `limit` and `memory`. Interrupted, it commits what is read, and
    a later run goes on from there. `decisions` are what people decided about findings before. The findings in the store stay
    as they are where `check` is "none", or "new" and the last check was of just these documents as they are now. `names` has
    other names for some of the `paths`.
    """
    version = pipeline_version(ner=ner)
    run = store.begin_run(paths, version, lang)
    work, writer = Work(paths, store, version, run, names), Writer(store, version, run)
    given: dict[str, Any] = {"ner": ner, "workers": workers, "limit": limit, "memory": memory, "reader": reader}
    _read(lambda tasks: engine(tasks, **given), work, writer, tell)
    ids = store.ids(met_by=run)
    if check == "none":
        checked = Checked(run, Counter(), store.tally(ids))
    else:
        before = checked_before(store, ids, lang, decisions) if check == "new" else None
        checked = before or check_held(store, ids, run, Way(lang, again=False), workers=workers, decisions=decisions, tell=tell)
    passed_over = work.search.passed_over
    store.end_run(run, read=writer.read, skipped=work.known, failed=writer.failed, passed_over=passed_over.total())
    return Ingested(run, store, checked, writer.read, work.known, writer.failed, passed_over)


def _read(read: Callable[[Iterator[Task]], Results], work: Work, writer: Writer, tell: Callable[[Progress], None]) -> None:
    """Read and commit what there is to read; interrupted, what is read already is committed first."""

    def fail(failure: Failure, path: str, position: int) -> None:
        writer.fail(failure, path, position)
        tell(work.progress(failure.document, failure.reason))

    try:
        with closing(read(work.to_read(tell, fail))) as results:
            for task, result in results:
                writer.add(task, result)
                work.done += 1
                tell(work.progress(task.name, result.reason if isinstance(result, Failure) else ""))
                del result  # a large document would stand beside its rows when they are read back
        writer.flush()
    except StoreError:
        raise
    except BaseException:
        writer.flush()
        raise
