"""The one writer of a run: documents and failures are committed together, some at a time, each of them whole."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from gouji.pipeline.files import shown
from gouji.pipeline.tasks import Failure, Task
from gouji.pipeline.work import file_of
from gouji.store import Failed, File, Packed, Store

# Whichever comes first ends a batch; so few documents that the workers have others to read while they are written.
_DOCUMENTS, _CHARACTERS, _SECONDS = 50, 2_000_000, 2.0
_STOPPING = (signal.SIGINT, signal.SIGTERM)


class Writer:
    """Gathers what a run reads and commits it in batches; `read` and `failed` count the files."""

    def __init__(self, store: Store, version: str, run: int) -> None:
        self.read = self.failed = 0
        self._store, self._version, self._run = store, version, run
        self._documents: list[tuple[File, Packed]] = []
        self._failures: list[Failed] = []
        self._characters, self._since = 0, time.monotonic()

    def add(self, task: Task, result: Packed | Failure) -> None:
        """Take what a file came to; raises StoreError where the store gives way."""
        if isinstance(result, Failure):
            self.fail(result, task.path, task.position)
        else:
            self._documents.append((file_of(task), result))
            self._characters += result.characters
            self._flush_when_full()

    def fail(self, failure: Failure, path: str, position: int) -> None:
        """Take the failure of a file."""
        self.failed += 1
        self._failures.append(Failed(position, failure.document, shown(path), failure.reason))
        self._flush_when_full()

    def flush(self) -> None:
        """Commit what is there. A document whose rows contradict each other becomes a failure."""
        with _signals_wait():
            while self._documents or self._failures:
                documents, failures = self._documents, self._failures
                refused = self._store.write_batch(documents, failures, pipeline_version=self._version, run=self._run)
                self.read += len(documents) - len(refused)
                self._documents, self._failures, self._characters = [], [], 0
                for file, reason in refused:
                    said = f"defect in gouji, please report it ({reason})"
                    self._failures.append(Failed(file.position, file.name, file.path, said))
                self.failed += len(refused)
        self._since = time.monotonic()

    def _flush_when_full(self) -> None:
        full = len(self._documents) + len(self._failures) >= _DOCUMENTS or self._characters >= _CHARACTERS
        if full or time.monotonic() - self._since >= _SECONDS:
            self.flush()


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Ctrl-C, and the request to end, take effect behind this and not within."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for again in came[:1]:
        signal.raise_signal(again)
