"""The members of archives as files to read: looked through once to see what they are, unpacked one by one to be read."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from gouji.normalize import Member, open_archive
from gouji.pipeline.files import ending_of, is_report, no_report
from gouji.pipeline.tasks import Failure, Task
from gouji.schemas import GoujiError, SourceError

_HIDDEN = re.compile(r"[/\\!]\.(?!\.?(?:[/\\!]|$))")  # a part that begins with a point, and is not `.` or `..`


def look_through(task: Task, passed_over: Counter[str]) -> Iterator[tuple[Task, str] | Failure] | None:
    """The reports in an archive, each with the SHA-256 of its content (hex), or why it cannot be had; None for other files.

    As in a folder, what is hidden is left alone, what has another ending is counted in `passed_over`, and an archive
    without a report is a failure.
    """
    members = open_archive(task.path, name=task.name)
    return None if members is None else _look_through(task, members, passed_over)


def _look_through(
    task: Task, members: Iterator[Member | SourceError], passed_over: Counter[str]
) -> Iterator[tuple[Task, str] | Failure]:
    empty = True
    for member in members:
        name = member.path if isinstance(member, SourceError) else member.name
        inner = name.removeprefix(task.name)
        if _HIDDEN.search(inner):
            continue
        if inner and not is_report(inner):
            passed_over[ending_of(inner.rpartition("!")[2])] += 1
            continue
        empty = False
        if isinstance(member, SourceError):
            yield Failure(name, member.reason)
        else:
            yield Task(name, task.path + inner, len(member.data), archive=task), sha256(member.data).hexdigest()
    if empty:
        yield no_report(task.name)


def unpacked(tasks: Iterable[Task], folder: Callable[[], Path]) -> Iterator[Task]:
    """The tasks in the same order, the members of archives with a copy of their own in `folder`; who takes one removes it.

    A copy is made when its turn comes, and the folder with the first of them. A member that is no longer there comes
    without, and is left to its reader to miss. Raises GoujiError where `folder` cannot be written.
    """
    copies = 0
    for archive, group in groupby(tasks, key=lambda task: task.archive):
        if archive is None:
            yield from group
            continue
        wanted = {task.name: task for task in group}
        for member in open_archive(archive.path, name=archive.name) or ():
            if isinstance(member, Member) and (task := wanted.pop(member.name, None)):
                copies += 1
                yield replace(task, copy=_copied(member.data, folder() / str(copies)))
                if not wanted:
                    break
        yield from wanted.values()


def _copied(data: bytes, path: Path) -> str:
    try:
        path.write_bytes(data)
    except OSError as refusal:
        raise GoujiError(f"{path.parent}: cannot be written ({refusal.strerror})") from refusal
    return str(path)
