"""Reading many files side by side, so that a crash or a hang costs one document and nothing else."""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import cast

from pebble import ProcessExpired, ProcessPool

from gouji.pipeline.read import read_report, tagger_of
from gouji.pipeline.tasks import Failure, Task
from gouji.schemas import Document, GoujiError, SourceError

Reader = Callable[[str, str, bool], Document]  # path, name, with NER or not

_FEW, _SMALL = 8, 1_000_000  # files, bytes of all: below both, starting workers would cost more than they save
_PACE = 25_000  # bytes a second; a tenth of what is usual, so that only a hang is taken for one
_LOOK = 2.0  # seconds after which the workers are looked at, when nothing came back
_AHEAD = 4  # documents handed out to each worker before one is taken back


def read_file(path: str, name: str, ner: bool) -> Document:
    """The reader of a worker process."""
    return read_report(path, tagger=tagger_of(ner), name=name)


def read_all(
    tasks: Sequence[Task], *, ner: bool, workers: int | None, limit: float, reader: Reader = read_file
) -> Generator[tuple[Task, Document | Failure], None, None]:
    """Each task with its document or failure, as they are done.

    `workers` None takes one a core, or none for a few small files; with 1 everything runs in this process, and then
    nothing stops a document that takes longer than `limit` seconds (more for a large one).
    """
    few = len(tasks) <= _FEW and sum(task.size for task in tasks) <= _SMALL
    count = min(workers or (1 if few else _cores()), len(tasks))
    if count > 1:
        yield from _in_workers(tasks, ner, count, limit, reader)
    else:
        for task in tasks:
            yield task, attempt(task, ner, reader)


def attempt(task: Task, ner: bool, reader: Reader) -> Document | Failure:
    """Read one file; whatever goes wrong becomes a reason of one line."""
    try:
        return reader(task.path, task.name, ner)
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


def _in_workers(
    tasks: Sequence[Task], ner: bool, workers: int, limit: float, reader: Reader
) -> Iterator[tuple[Task, Document | Failure]]:
    pool = ProcessPool(max_workers=workers, initializer=_leave_interrupts, context=_context())
    waiting: dict[Future[Document | Failure], Task] = {}
    try:
        for task in tasks:
            future = pool.schedule(attempt, args=(task, ner, reader), timeout=_granted(task, limit))
            waiting[cast("Future[Document | Failure]", future)] = task
            if len(waiting) >= workers * _AHEAD:
                yield from _taken_back(pool, waiting, limit)
        while waiting:
            yield from _taken_back(pool, waiting, limit)
        pool.close()  # type: ignore[no-untyped-call]
    except RuntimeError as error:  # a BrokenProcessPool, or what pebble says when a task is handed to a pool that broke
        pool.stop()  # type: ignore[no-untyped-call]
        raise GoujiError(f"worker processes cannot be started ({error}); with one worker none are needed") from error
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _taken_back(
    pool: ProcessPool, waiting: dict[Future[Document | Failure], Task], limit: float
) -> Iterator[tuple[Task, Document | Failure]]:
    """What is done by now; waits until something is. A pool that broke may leave futures that never will be."""
    done: set[Future[Document | Failure]] = set()
    while not done:
        alive = pool.active
        done, _ = wait(waiting, timeout=_LOOK, return_when=FIRST_COMPLETED)
        if not done and not alive:
            raise BrokenProcessPool("they stopped")
    for future in done:
        task = waiting.pop(future)
        try:
            yield task, future.result()
        except TimeoutError:
            yield task, Failure(task.name, f"took longer than {_granted(task, limit):.0f} seconds")
        except ProcessExpired as error:
            yield task, Failure(task.name, f"the process reading it died (exit code {error.exitcode})")


def _granted(task: Task, limit: float) -> float:
    """The seconds that a document may take: `limit`, and more for a large one."""
    return limit + task.size // _PACE


def _context() -> BaseContext:
    """Workers begin clean: a fork of this process would inherit the store's connection and the pool's threads."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["gouji.pipeline.read"])
        return context
    return multiprocessing.get_context("spawn")


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; it is for the main one to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
