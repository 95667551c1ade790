"""Reading many files side by side, so that a crash or a hang costs one document and nothing else."""

import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from itertools import islice
from multiprocessing.context import BaseContext
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import cast

from pebble import ProcessExpired, ProcessPool

from gouji.pipeline.archives import unpacked
from gouji.pipeline.read import read_report, tagger_of
from gouji.pipeline.tasks import Failure, Task
from gouji.schemas import Document, GoujiError, SourceError

Reader = Callable[[str, str, bool], Document]  # path, name, with NER or not
Results = Generator[tuple[Task, Document | Failure], None, None]

_FEW, _SMALL = 8, 1_000_000  # files, bytes of all: below both, starting workers would cost more than they save
_PACE = 25_000  # bytes a second; a tenth of what is usual, so that only a hang is taken for one
_LOOK = 2.0  # seconds after which the workers are looked at, when nothing came back
_POOLS = 3  # broken one after the other without a document read between them, before the run ends
_AHEAD = 4  # documents handed out to each worker before one is taken back


def read_file(path: str, name: str, ner: bool) -> Document:
    """The reader of a worker process."""
    return read_report(path, tagger=tagger_of(ner), name=name)


def read_all(tasks: Sequence[Task], *, ner: bool, workers: int | None, limit: float, reader: Reader = read_file) -> Results:
    """Each task with its document or failure, as they are done.

    `workers` None takes one a core, or none for a few small files; with 1 everything runs in this process, and then
    nothing stops a document that takes longer than `limit` seconds (more for a large one).
    """
    few = len(tasks) <= _FEW and sum(task.size for task in tasks) <= _SMALL
    count = min(workers or (1 if few else cores()), len(tasks))
    with _folder_for_copies(tasks) as folder:
        ready = unpacked(tasks, folder)
        with closing(_in_workers(ready, ner, count, limit, reader) if count > 1 else _here(ready, ner, reader)) as results:
            for task, result in results:
                if task.copy:
                    Path(task.copy).unlink(missing_ok=True)
                yield task, result


@contextmanager
def _folder_for_copies(tasks: Sequence[Task]) -> Iterator[Path]:
    """A folder for the members of archives, while they are read; none is made where no task is one."""
    if all(task.archive is None for task in tasks):
        yield Path()
        return
    try:
        folder = TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True)
    except OSError as refusal:
        raise GoujiError(f"{gettempdir()}: cannot be written ({refusal.strerror}); archives are unpacked there") from refusal
    with folder as place:
        yield Path(place)


def _here(tasks: Iterable[Task], ner: bool, reader: Reader) -> Results:
    for task in tasks:
        yield task, attempt(task, ner, reader)


def attempt(task: Task, ner: bool, reader: Reader) -> Document | Failure:
    """Read one file; whatever goes wrong becomes a reason of one line."""
    try:
        return reader(task.copy or task.path, task.name, ner)
    except SourceError as error:
        return Failure(task.name, error.reason)
    except GoujiError as error:
        return Failure(task.name, str(error))
    except MemoryError:
        return Failure(task.name, "not enough memory to read it")
    except Exception as error:  # a defect of ours must not cost the other documents
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(os.path.dirname(place.filename))}/{os.path.basename(place.filename)}:{place.lineno}"
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return Failure(task.name, f"defect in gouji, please report it ({said[:200]} at {where})")


def _in_workers(tasks: Iterable[Task], ner: bool, workers: int, limit: float, reader: Reader) -> Results:
    """A worker that dies before it has said which task it took breaks the pool; a new one then gets what is not done."""
    coming, left, fruitless = iter(tasks), deque[Task](), 0
    while True:
        waiting: dict[Future[Document | Failure], Task] = {}
        pool = ProcessPool(max_workers=workers, initializer=_leave_interrupts, context=worker_context("gouji.pipeline.read"))
        try:
            while left or _one_more(left, coming) or waiting:
                if left:
                    future = pool.schedule(attempt, args=(left[0], ner, reader), timeout=_granted(left[0], limit))
                    waiting[cast("Future[Document | Failure]", future)] = left.popleft()
                if len(waiting) >= workers * _AHEAD or not (left or _one_more(left, coming)):
                    for result in _taken_back(pool, waiting, limit):
                        fruitless = 0
                        yield result
            pool.close()  # type: ignore[no-untyped-call]
            return
        except RuntimeError as error:  # a BrokenProcessPool, or what pebble says when a task is handed to a pool that broke
            pool.stop()  # type: ignore[no-untyped-call]
            fruitless += 1
            if fruitless > _POOLS:
                raise GoujiError(f"worker processes cannot be started ({error}); with one worker none are needed") from error
            left.extendleft(reversed(waiting.values()))
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise
        finally:
            pool.join()


def _one_more(left: deque[Task], coming: Iterator[Task]) -> bool:
    """Whether there is another task, which then stands in `left`."""
    left.extend(islice(coming, 1))
    return bool(left)


def _taken_back(pool: ProcessPool, waiting: dict[Future[Document | Failure], Task], limit: float) -> Results:
    """What is done by now; waits until something is. A pool that broke may leave futures that never will be."""
    done: set[Future[Document | Failure]] = set()
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
            result = Failure(task.name, f"took longer than {_granted(task, limit):.0f} seconds")
        except ProcessExpired as error:
            result = Failure(task.name, f"the process reading it died (exit code {error.exitcode})")
        del waiting[future]
        yield task, result


def _granted(task: Task, limit: float) -> float:
    """The seconds that a document may take: `limit`, and more for a large one."""
    return limit + task.size // _PACE


def worker_context(preload: str) -> BaseContext:
    """Workers begin clean: a fork of this process would inherit the store's connection and the pool's threads.

    `preload` is the module that they need, loaded once for all of them.
    """
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([preload])
        return context
    return multiprocessing.get_context("spawn")


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; it is for the main one to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
