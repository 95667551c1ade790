"""What a Dask worker does: it reads a batch of documents in a process of its own, so that a crash or a hang costs one.

Nothing here knows Dask. A worker runs a batch a thread; each thread keeps its process, with what it has loaded, for the next
batch.
"""

import multiprocessing
import os
import threading
from collections.abc import Sequence
from socket import gethostname

from gouji.pipeline.attempt import attempt_within
from gouji.pipeline.pool import with_copies
from gouji.pipeline.tasks import Failure, Task
from gouji.pipeline.version import pipeline_version
from gouji.pipeline.workers import How, Workers
from gouji.schemas import GoujiError, SourceError
from gouji.store import Packed

Read = list[tuple[Task, Packed | Failure]]


class _Readers:
    """The worker process of one thread."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.workers: Workers[Packed | Failure] | None = None
        self.dismissed = False

    def read(self, tasks: Sequence[Task], how: How) -> Read:
        """Each task with the rows of its document, or its failure."""
        with self.lock:
            self.dismissed = False
            if self.workers is None or self.workers.how != how:
                self._stop()
                self.workers = Workers(1, how, attempt_within)
            read = list(with_copies(tasks, self.workers.read))
            if self.dismissed:
                self._stop()
            return read

    def dismiss(self) -> None:
        """End the process, if it reads now then after its batch."""
        self.dismissed = True
        if self.lock.acquire(blocking=False):
            try:
                self._stop()
            finally:
                self.lock.release()

    def _stop(self) -> None:
        if self.workers is not None:
            self.workers.stop()
            self.workers = None


_mine = threading.local()
_all: list[_Readers] = []


def read_batch(tasks: Sequence[Task], how: How, version: str) -> Read:
    """Each task with the rows of its document, or its failure.

    Raises GoujiError where this worker's gouji reads otherwise than `version`, or cannot start a process.
    """
    found = pipeline_version(ner=how.ner)
    if found != version:
        raise GoujiError(f"worker on {gethostname()}: its gouji is {found}, and {version} here; the same must be installed")
    # Under a nanny a worker is a daemon unless configured otherwise, and a daemon may start no processes.
    multiprocessing.current_process().daemon = False
    there = [task for task in tasks if os.path.exists(_file_of(task))]
    missing: Read = [(task, Failure(task.name, _not_there())) for task in tasks if task not in there]
    try:
        read = _readers().read(there, how)
    except SourceError as error:  # an archive that has changed since it was looked through
        read = [(task, Failure(task.name, error.reason)) for task in there]
    return missing + read


def dismiss() -> None:
    """End the processes of this worker, those that read now after their batch."""
    for readers in _all:
        readers.dismiss()


def _readers() -> _Readers:
    if not hasattr(_mine, "readers"):
        _mine.readers = _Readers()
        _all.append(_mine.readers)
    found: _Readers = _mine.readers
    return found


def _file_of(task: Task) -> str:
    return (task.archive or task).path


def _not_there() -> str:
    return f"is not there on the worker {gethostname()}; all workers must see the files under the same path"
