"""Worker processes that read documents and can be stopped; they are there for an engine, of this machine or of a cluster."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.context import BaseContext
from typing import Generic, NamedTuple, TypeVar

from pebble import ProcessExpired, ProcessPool

from gouji.pipeline.attempt import OUT_OF_MEMORY, Reader
from gouji.pipeline.tasks import Failure, Task
from gouji.schemas import GoujiError

T = TypeVar("T")
# What a worker does with a task: within so much memory, with NER or not, by a reader.
Errand = Callable[[int | None, Task, bool, Reader], T]

_PACE = 25_000  # bytes a second; a tenth of what is usual, so that only a hang is taken for one
_LOOK = 2.0  # seconds after which the workers are looked at, when nothing came back
_POOLS = 3  # broken one after the other without a document read between them, before the run ends
_AHEAD = 16  # documents handed out to each worker before one is taken back: enough for it while a batch is written


class How(NamedTuple):
    """How a document is read: with NER or not, in how many seconds (before its size counts), in how much memory, by what."""

    ner: bool
    limit: float
    memory: int | None
    reader: Reader

    def granted(self, task: Task) -> float:
        """The seconds that a document may take: `limit`, and more for a large one."""
        return self.limit + task.size // _PACE


class Workers(Generic[T]):
    """Worker processes that read documents, `count` at most, and give what `errand` makes of each; they stay for more, until
    they are told to go.

    A worker that dies before it has said which task it took breaks the pool; a new one then gets what is not done.
    """

    def __init__(self, count: int, how: How, errand: Errand[T]) -> None:
        self.count, self.how, self.errand = count, how, errand
        self._pool: ProcessPool | None = None

    def read(self, tasks: Iterable[Task]) -> Generator[tuple[Task, T | Failure], None, None]:
        """Each task with what was made of it, or with its failure, in whatever order they are done."""
        coming, left, fruitless = iter(tasks), deque[Task](), 0
        while True:
            waiting: dict[Future[T], Task] = {}
            try:
                pool = self._started()
                while left or _one_more(left, coming) or waiting:
                    if left:
                        waiting[self._handed_out(pool, left[0])] = left[0]
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
                    reason = str(error) or str(error.__cause__)  # pebble gives only the cause: AF_UNIX path too long
                    raise GoujiError(
                        f"worker processes cannot be started ({reason}); with one worker none are needed"
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

    def _handed_out(self, pool: ProcessPool, task: Task) -> Future[T]:
        given = self.how.memory, task, self.how.ner, self.how.reader
        try:
            future: Future[T] = pool.schedule(self.errand, args=given, timeout=self.how.granted(task))
        except BrokenProcessPool:
            raise
        except RuntimeError as error:  # what pebble says of a pool that broke a moment ago
            raise BrokenProcessPool(str(error)) from error
        return future

    def _started(self) -> ProcessPool:
        if self._pool is None:
            context = worker_context("gouji.pipeline.read")
            self._pool = ProcessPool(max_workers=self.count, initializer=_begin, context=context)
        return self._pool


def _one_more(left: deque[Task], coming: Iterator[Task]) -> bool:
    """Whether there is another task, which then stands in `left`."""
    left.extend(islice(coming, 1))
    return bool(left)


def _taken_back(pool: ProcessPool, waiting: dict[Future[T], Task], how: How) -> Generator[tuple[Task, T | Failure], None, None]:
    """What is done by now; waits until something is. A pool that broke may leave futures that never will be."""
    done: set[Future[T]] = set()
    while not done:
        alive = pool.active
        done, _ = wait(waiting, timeout=_LOOK, return_when=FIRST_COMPLETED)
        if not done and not alive:
            raise BrokenProcessPool("they stopped")
    for future in done:
        task = waiting[future]
        try:
            result: T | Failure = future.result()
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
