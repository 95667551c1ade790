"""Reading many files side by side, so that a crash or a hang costs one document and nothing else."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Protocol, TypeVar

from gouji.pipeline.archives import unpacked
from gouji.pipeline.attempt import Reader, attempt, attempt_within, read_file
from gouji.pipeline.tasks import Failure, Task
from gouji.pipeline.workers import How, Workers, cores
from gouji.schemas import GoujiError
from gouji.store import Packed

Results = Generator[tuple[Task, Packed | Failure], None, None]

LIMIT = 120.0  # seconds a document
MEMORY = 4096  # MiB a worker process; a scanned page takes 1,200
_FEW, _SMALL = 8, 1_000_000  # files, bytes of all: below both, starting workers would cost more than they save

T = TypeVar("T")


class Engine(Protocol):
    """What reads many files: each task comes back once, with the rows of its document or with its failure, in whatever order.

    `tasks` may be millions: they are taken as there is room for them, by the thread that asks for results, and a few are
    on their way at any time. Closed, an engine stops what it started. `workers` None is as many as the engine thinks fit;
    `limit` is in seconds a document (more for a large one), `memory` in MiB a process, None for no limit.
    """

    def __call__(
        self,
        tasks: Iterable[Task],
        *,
        ner: bool,
        workers: int | None,
        limit: float = ...,
        memory: int | None = ...,
        reader: Reader = ...,
    ) -> Results: ...


def read_all(
    tasks: Iterable[Task],
    *,
    ner: bool,
    workers: int | None,
    limit: float = LIMIT,
    memory: int | None = MEMORY,
    reader: Reader = read_file,
) -> Results:
    """An Engine: a process a core, but none for a few small files.

    Nor is there one where one worker is asked for; then nothing stops a document that takes more than `limit` or `memory`.
    """
    coming = iter(tasks)
    first = list(islice(coming, _FEW + 1))
    few = len(first) <= _FEW and sum(task.size for task in first) <= _SMALL
    together, count = chain(first, coming), min(workers or cores(), len(first))
    if not few if workers is None else count > 1:
        return read_apart(together, ner=ner, workers=count, limit=limit, memory=memory, reader=reader)
    return with_copies(together, lambda ready: _here(ready, ner, reader))


def read_apart(
    tasks: Iterable[Task],
    *,
    ner: bool,
    workers: int | None,
    limit: float = LIMIT,
    memory: int | None = MEMORY,
    reader: Reader = read_file,
) -> Results:
    """An Engine: every document in a worker process, be it one, so that it can be stopped."""
    count = workers or cores()
    return with_copies(tasks, lambda ready: _in_workers(ready, count, How(ner, limit, memory, reader)))


def with_copies(
    tasks: Iterable[Task], read: Callable[[Iterator[Task]], Generator[tuple[Task, T], None, None]]
) -> Generator[tuple[Task, T], None, None]:
    """Members of archives are unpacked, one by one, into a folder that is made when the first of them comes."""
    with ExitStack() as stack:
        folders: list[Path] = []

        def folder() -> Path:
            if not folders:
                folders.append(Path(stack.enter_context(_folder_for_copies())))
            return folders[0]

        with closing(read(unpacked(tasks, folder))) as results:
            for task, result in results:
                if task.copy:
                    Path(task.copy).unlink(missing_ok=True)
                yield task, result


def _folder_for_copies() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True)
    except OSError as refusal:
        raise GoujiError(f"{gettempdir()}: cannot be written ({refusal.strerror}); archives are unpacked there") from refusal


def _here(tasks: Iterable[Task], ner: bool, reader: Reader) -> Results:
    for task in tasks:
        yield task, attempt(task, ner, reader)


def _in_workers(tasks: Iterable[Task], count: int, how: How) -> Results:
    workers = Workers(count, how, attempt_within)
    try:
        yield from workers.read(tasks)
        workers.close()
    finally:
        workers.stop()
