"""What a run has to do: which reports there are, in folders and archives, and which of them the store knows already."""

import os
from collections import Counter
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

from gouji.pipeline.archives import look_through
from gouji.pipeline.files import Listing
from gouji.pipeline.tasks import Failure, Task
from gouji.store import Store


@dataclass(slots=True)
class Work:
    """`order` has the place of every report by its name, `known` the ids of those that the store has; the others are
    `to_read`. `failed` and `passed_over` are those of the listing and of the archives in it."""

    failed: list[Failure]
    passed_over: Counter[str]
    order: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    to_read: list[Task] = field(default_factory=list)


def work_of(listing: Listing, store: Store, version: str, run: int) -> Work:
    """Sort the files of a listing into known ones and others, archives member by member; none of them is read yet."""
    work, seen = Work(list(listing.failed), listing.passed_over.copy()), set[str]()

    def add(task: Task, content_hash: str | None) -> None:
        if task.path in seen:
            return
        seen.add(task.path)
        work.order[task.name] = len(work.order)
        key = content_hash and store.known(task.name, content_hash, version, path=task.path, run=run)
        if key:
            work.known[task.name] = key
        else:
            work.to_read.append(task)

    for task in listing.tasks:
        members = look_through(task, work.passed_over)
        if members is None:
            add(task, _hash_of(task.path))
            continue
        for member in members:
            if isinstance(member, Failure):
                work.order.setdefault(member.document, len(work.order))
                work.failed.append(member)
            else:
                add(*member)
    return work


def _hash_of(path: str) -> str | None:
    """SHA-256 of a file (hex); None for what cannot be opened, which is left to its reader to refuse."""
    if not os.path.isfile(path):  # opening a pipe would wait for ever
        return None
    try:
        with Path(path).open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
