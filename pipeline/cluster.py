"""Reading on a Dask cluster: the Engine of pool.py, with batches of documents as Dask tasks, a few of them on their way.

Dask gives what a lost worker had to another one; a document that crashes or hangs costs no worker (cluster_worker.py).
docs/cluster.md says how to start a cluster.
"""

import gc
import logging
import time
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from itertools import chain
from typing import Any

from gouji.pipeline.attempt import Reader, read_file
from gouji.pipeline.cluster_worker import Read, dismiss, read_batch
from gouji.pipeline.pool import LIMIT, MEMORY, Engine, Results
from gouji.pipeline.tasks import Failure, Task
from gouji.pipeline.version import pipeline_version
from gouji.pipeline.workers import How, cores
from gouji.schemas import GoujiError, UsageError

_BATCH, _BYTES = 32, 2_000_000  # documents or bytes in a task: about a second's work
_MEMBERS = 500  # of one archive in a task: it is gone through from its beginning each time
_AHEAD = 3  # batches for each thread of the cluster, one of them being read
_CONNECT = 15.0  # seconds for the scheduler to answer
_JOIN = 60.0  # seconds for the first worker to join
_LOOK = 2.0  # seconds after which the cluster is looked at, when nothing came back
_FETCH = 60.0  # seconds for the result of a batch to come over
_DESERTED = 600.0  # seconds without any worker, before the run ends
_ALIKE = ("python", "dask", "distributed")

# Dask says little of its types.
_Client = Any
_Future = Any


def dask_engine(scheduler: str | None = None) -> Engine:
    """An Engine that reads on the cluster of this scheduler (`tcp://host:8786`); without one on processes of this machine.

    `workers` are those of this machine, and have no meaning where there is a scheduler. Raises UsageError where Dask is not
    installed; reading raises it where the cluster cannot be reached or has other versions than here, and GoujiError where the
    cluster gives way.
    """
    _distributed()

    def read_on_cluster(
        tasks: Iterable[Task],
        *,
        ner: bool,
        workers: int | None,
        limit: float = LIMIT,
        memory: int | None = MEMORY,
        reader: Reader = read_file,
    ) -> Results:
        coming = batches(tasks)
        first = next(coming, None)
        if first is not None:
            with _cluster(scheduler, workers) as client:
                yield from _Run(client, How(ner, limit, memory, reader)).read(chain([first], coming))

    return read_on_cluster


def batches(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    """The tasks in the same order, as many together as make a task for Dask; members of an archive by themselves."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        most = _BATCH if task.archive is None else _MEMBERS
        if batch and (len(batch) >= most or size + task.size > _BYTES or batch[-1].archive != task.archive):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(task)
        size += task.size
    if batch:
        yield tuple(batch)


class _Run:
    """The batches of one run that are on their way."""

    def __init__(self, client: _Client, how: How) -> None:
        self.client, self.how = client, how
        self.version = pipeline_version(ner=how.ner)
        self.waiting: dict[_Future, tuple[Task, ...]] = {}
        self.deserted_since: float | None = None

    def read(self, coming: Iterator[tuple[Task, ...]]) -> Results:
        """Each task with the rows of its document or its failure, in whatever order the batches are done."""
        batch = next(coming, None)
        try:
            while batch or self.waiting:
                room = _AHEAD * max(1, self._threads())
                while batch and len(self.waiting) < room:
                    self._submit(batch)
                    batch = next(coming, None)
                for future in self._done():
                    yield from self._taken_back(future)
        finally:
            if self.client.status == "running":
                with suppress(Exception):  # it may be lost just now
                    self.client.cancel(list(self.waiting), force=True)

    def _submit(self, batch: tuple[Task, ...]) -> None:
        with _asked():
            self.waiting[self.client.submit(read_batch, batch, self.how, self.version, pure=False)] = batch

    def _threads(self) -> int:
        """How many threads the workers have; GoujiError where there has been no worker for long."""
        with _asked():
            threads = sum(self.client.nthreads().values())
        if threads:
            self.deserted_since = None
        elif self.deserted_since is None:
            self.deserted_since = time.monotonic()
        elif time.monotonic() - self.deserted_since > _DESERTED:
            raise GoujiError("no Dask worker is left; start some, and run again: what was read before is kept")
        return int(threads)

    def _done(self) -> list[_Future]:
        """The batches that are done; waits for one for a while."""
        with _asked():
            try:
                return list(_distributed().wait(list(self.waiting), timeout=_LOOK, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                if self.client.status != "running":
                    raise OSError("no connection") from None
                return []

    def _taken_back(self, future: _Future) -> Results:
        """What became of a batch. Where its workers died one after the other, its documents go out again one by one."""
        batch = self.waiting[future]
        if future.status != "error":
            with _asked():
                try:
                    read: Read = future.result(timeout=_FETCH)
                except TimeoutError:  # it was on a worker that is lost, and another one has to read it again
                    return
            del self.waiting[future]
            yield from read
            return
        del self.waiting[future]
        error = future.exception()
        if isinstance(error, GoujiError):
            raise error
        if not isinstance(error, _distributed().KilledWorker):
            raise GoujiError(f"the cluster cannot read (has it the same gouji everywhere?): {_line(error)}") from error
        if len(batch) == 1:
            yield batch[0], Failure(batch[0].name, "the Dask workers reading it died, one after the other")
            return
        for task in batch:
            self._submit((task,))


@contextmanager
def _asked() -> Iterator[None]:
    """What is asked of the cluster; GoujiError where there is no answer."""
    try:
        yield
    except (OSError, CancelledError) as error:
        raise GoujiError(
            f"the Dask scheduler is lost ({_line(error)}); what was read before is kept, and a later run goes on from there"
        ) from error


@contextmanager
def _cluster(scheduler: str | None, workers: int | None) -> Iterator[_Client]:
    """A client of the cluster, looked over; its processes and what it started here end with it."""
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of ports that are taken, of versions, which are told of below
            at = scheduler or stack.enter_context(_here(workers or cores()))
            client = stack.enter_context(_client(at))
        # While documents are taken Python looks for Ctrl-C first in this callback, and forgets what is raised there.
        import_module("distributed.gc").disable_gc_diagnosis(force=True)
        _look_over(client, scheduler or "this machine")
        try:
            yield client
        finally:
            if client.status == "running":
                with suppress(Exception):
                    client.run(dismiss, on_error="ignore")


def _here(workers: int) -> Any:
    """A cluster of processes of this machine, which nobody else can reach."""
    return _distributed().LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        memory_limit=0,  # documents have one of their own
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )


def _client(at: Any) -> _Client:
    try:
        return _distributed().Client(at, timeout=_CONNECT)
    except OSError:
        refusal = f"{at}: no Dask scheduler answers there within {_CONNECT:.0f} seconds"
    except Exception as error:  # an address that is none, a protocol that is not installed
        refusal = f"--scheduler {at}: {_line(error)}"
    # What was half made closes itself when it is collected. Left to chance, that may be in the thread of the next client, while
    # the lock that it wants is held by the one that starts this thread: both would wait for ever.
    gc.collect()
    raise UsageError(refusal)


def _look_over(client: _Client, place: str) -> None:
    """Make sure that there are workers, with the versions that are here."""
    try:
        client.wait_for_workers(1, timeout=_JOIN)
    except TimeoutError as error:
        raise UsageError(f"{place}: no worker has joined within {_JOIN:.0f} seconds (dask worker {place})") from error
    found: Any = client.get_versions()
    mine = _versions(found["client"])
    for name, other in (("scheduler", found["scheduler"]), *found["workers"].items()):
        theirs = _versions(other)
        if theirs != mine:
            raise UsageError(f"{place}: {name} has {theirs}, and here is {mine}; the same must be installed")


def _versions(of: Any) -> str:
    """`python 3.11, dask 2026.8.0, …`"""
    packages = of["packages"]
    return ", ".join(f"{name} {'.'.join(str(packages[name]).split('.')[: 2 if name == 'python' else 3])}" for name in _ALIKE)


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask logs every worker that is lost; what matters becomes a failure or an error here."""
    _distributed()  # makes its loggers
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in ("distributed", "tornado")]
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise UsageError("--engine dask: needs gouji[dask] (pip install 'gouji[dask]')") from error


def _line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
