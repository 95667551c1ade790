"""What a run has to do: which reports there are, in folders and archives, and which of them the store does not know yet."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import file_digest
from itertools import count
from pathlib import Path

from gouji.pipeline.archives import look_through
from gouji.pipeline.files import Search, shown
from gouji.pipeline.tasks import Failure, Progress, Task
from gouji.store import File, Store

_FILES, _BYTES = 200, 64_000_000  # looked up in the store at once; so much is hashed before the first of them is read

Hashed = tuple[Task, str | None]


class Work:
    """The files of a run, sorted as they are found into known ones and others; counted, and never all in memory.

    `run` None only looks, and notes nothing in the store. `found` are files and members of archives, `known` those of them
    that need not be read. `names` has other names for some of the paths.
    """

    def __init__(
        self, paths: Sequence[str], store: Store, version: str, run: int | None, names: Mapping[str, str] | None = None
    ) -> None:
        self.found = self.known = self.done = 0
        self.search = Search(paths, names or {})
        self._store, self._version, self._run = store, version, run
        self._left = self.search.count()  # files that are not found yet
        self._positions = count()

    def to_read(self, tell: Callable[[Progress], None], fail: Callable[[Failure, str, int], None]) -> Iterator[Task]:
        """The files to read, in order; `fail` gets what cannot be had (with its path and place), `tell` what is known."""
        for batch in self._batches(fail):
            known = {file.position for file, _ in self._known(batch)}
            names = [task.name for task, _ in batch if task.position in known]
            self.known += len(names)
            self.done += len(names)
            tell(self.progress(names[-1] if names else ""))
            yield from (task for task, _ in batch if task.position not in known)

    def progress(self, document: str, reason: str = "") -> Progress:
        """How far the run is, with this document as the last, and why it failed, where it did."""
        return Progress(self.done, self.found + self._left, document, reason)

    def _known(self, batch: Sequence[Hashed]) -> list[tuple[File, str]]:
        pairs = [(file_of(task), content) for task, content in batch if content]
        return self._store.known(pairs, self._version, run=self._run)

    def _batches(self, fail: Callable[[Failure, str, int], None]) -> Iterator[list[Hashed]]:
        batch: list[Hashed] = []
        size = 0
        for task, content in self._hashed(fail):
            self.found += 1
            batch.append((replace(task, position=next(self._positions)), content))
            size += task.size
            if len(batch) >= _FILES or size >= _BYTES:
                yield batch
                batch, size = [], 0
        self._left = 0
        if batch:
            yield batch

    def _hashed(self, fail: Callable[[Failure, str, int], None]) -> Iterator[Hashed]:
        for task in self.search.files():
            if isinstance(task, Failure):
                fail(task, os.path.abspath(task.document), next(self._positions))
                continue
            self._left = max(0, self._left - 1)
            members = look_through(task, self.search.passed_over)
            if members is None:
                yield task, _hash_of(task.path)
                continue
            for member in members:
                if isinstance(member, Failure):
                    fail(member, task.path + member.document.removeprefix(task.name), next(self._positions))
                elif member[0].path not in self.search.named:
                    yield member


def file_of(task: Task) -> File:
    """A task as the store knows it."""
    return File(shown(task.path), task.name, task.position)


def _hash_of(path: str) -> str | None:
    """SHA-256 of a file (hex); None for what cannot be opened, which is left to its reader to refuse."""
    if not os.path.isfile(path):  # opening a pipe would wait for ever
        return None
    try:
        with Path(path).open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
