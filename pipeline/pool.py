"""Reading many files side by side, so that a crash or a hang costs one document and nothing else."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing
from itertools import chain, islice
from multiprocessing.context import BaseContext
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple, Protocol, cast

from pebble import ProcessExpired, ProcessPool

from gouji.pipeline.archives import unpacked
from gouji.pipeline.attempt import OUT_OF_MEMORY, Reader, attempt, attempt_within, read_file
from gouji.pipeline.tasks import Failure, Task
from gouji.schemas import Document, GoujiError

Results = Generator[tuple[Task, Document | Failure], None, None]

LIMIT = 120.0  # seconds a document
MEMORY = 4096  # MiB a worker process; a scanned page takes 1,200
_FEW, _SMALL = 8, 1_000_000  # files, bytes of all: below both, starting workers would cost more than they save
_PACE = 25_000  # bytes a second; a tenth of what is usual, so that only a hang is taken for one
_LOOK = 2.0  # seconds after which the workers are looked at, when nothing came back
_POOLS = 3  # broken one after the other without a document read between them, before the run ends
_AHEAD = 4  # documents handed out to each worker before one is taken back


_Result = Future[Document | Failure]
_Waiting = dict[_Result, Task]


class How(NamedTuple):
    """How a document is read: with NER or not, in how many seconds (before its size counts), in how much memory, by what."""

    ner: bool
    limit: float
    memory: int | None
    reader: Reader

    def granted(self, task: Task) -> float:
        """The seconds that a document may take: `limit`, and more for a large one."""
        return self.limit + task.size // _PACE


class Engine(Protocol):
    """What reads many files: each task comes back once, with its document or failure, in whatever order they are done.

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

    With one worker, too, everything runs in this process, and then nothing stops a document that takes more than `limit`
    or `memory`.
    """
    coming = iter(tasks)
    first = list(islice(coming, _FEW + 1))
    few = len(first) <= _FEW and sum(task.size for task in first) <= _SMALL
    count = min(workers or (1 if few else cores()), len(first))
    together = chain(first, coming)
    if count > 1:
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


def with_copies(tasks: Iterable[Task], read: Callable[[Iterator[Task]], Results]) -> Results:
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
    workers = Workers(count, how)
    try:
        yield from workers.read(tasks)
        workers.close()
    finally:
        workers.stop()


class Workers:
    """Worker processes that read documents, `count` at most; they stay for more, until they are told to go.

    A worker that dies before it has said which task it took breaks the pool; a new one then gets what is not done.
    """

    def __init__(self, count: int, how: How) -> None:
        self.count, self.how = count, how
        self._pool: ProcessPool | None = None

    def read(self, tasks: Iterable[Task]) -> Results:
        """Each task with its document or failure, in whatever order they are done."""
        coming, left, fruitless = iter(tasks), deque[Task](), 0
        while True:
            waiting: _Waiting = {}
            try:
                pool = self._started()
                while left or _one_more(left, coming) or waiting:
                    if left:
                        waiting[_handed_out(pool, left[0], self.how)] = left[0]
                        left.popleft()
                    if len(waiting) >= self.count * _AHEAD or not (left or _one_more(left, coming)):
                        for result in _taken_back(pool, waiting, self.how):
                            fruitless = 0
                            yield result
                return
            except BrokenProcessPool as error:
                self.stop()
                fruitless += 1
                if fruitless > _POOLS:
                    raise GoujiError(
                        f"worker processes cannot be started ({error}); with one worker none are needed"
                    ) from error
                left.extendleft(reversed(waiting.values()))
            except BaseException:
                self.stop()
                raise

    def close(self) -> None:
        """Let the workers end by themselves; none of them may be reading."""
        if self._pool is not None:
            self._pool.close()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None

    def stop(self) -> None:
        """End the workers at once."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None

    def _started(self) -> ProcessPool:
        if self._pool is None:
            context = worker_context("gouji.pipeline.read")
            self._pool = ProcessPool(max_workers=self.count, initializer=_begin, context=context)
        return self._pool


def _one_more(left: deque[Task], coming: Iterator[Task]) -> bool:
    """Whether there is another task, which then stands in `left`."""
    left.extend(islice(coming, 1))
    return bool(left)


def _handed_out(pool: ProcessPool, task: Task, how: How) -> _Result:
    try:
        given = how.memory, task, how.ner, how.reader
        return cast(_Result, pool.schedule(attempt_within, args=given, timeout=how.granted(task)))
    except BrokenProcessPool:
        raise
    except RuntimeError as error:  # what pebble says of a pool that broke a moment ago
        raise BrokenProcessPool(str(error)) from error


def _taken_back(pool: ProcessPool, waiting: _Waiting, how: How) -> Results:
    """What is done by now; waits until something is. A pool that broke may leave futures that never will be."""
    done: set[_Result] = set()
    while not done:
        alive = pool.active
        done, _ = wait(waiting, timeout=_LOOK, return_when=FIRST_COMPLETED)
        if not done and not alive:
            raise BrokenProcessPool("they stopped")
    for future in done:
        task = waiting[future]
        try:
            result = future.result()
        except TimeoutError:
            result = Failure(task.name, f"took longer than {how.granted(task):.0f} seconds")
        except ProcessExpired as error:
            if error.exitcode == OUT_OF_MEMORY:
                result = Failure(task.name, f"takes more than {how.memory} MiB of memory")
            else:
                result = Failure(task.name, f"the process reading it died (exit code {error.exitcode})")
        del waiting[future]
        yield task, result


def worker_context(preload: str) -> BaseContext:
    """Workers begin clean: a fork of this process would inherit the store's connection and the pool's threads.

    `preload` is the module that they need, loaded once for all of them.
    """
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([preload])
        return context
    return multiprocessing.get_context("spawn")


def _begin() -> None:
    """What a worker does first. Ctrl-C reaches every process of the terminal; it is for the main one to act on.

    Where the main process is killed, nobody is left to stop a worker that hangs: on Linux the system does, with the signal
    that it gives for the pipe between them (fcntl(2), O_ASYNC), even to one that is lost in a pattern.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent is not None:
        import fcntl

        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, fcntl.fcntl(parent.sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
