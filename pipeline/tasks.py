"""What is to be read, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read: `name` as the user gave it (where it is no Unicode, written so that it is), `path` absolute, `size` in
    bytes, `position` its place among the files of the run.

    A member of an archive is named archive.zip!inner.txt, and has the archive's own task in `archive`; `copy` is where it
    lies unpacked, as long as it is being read.
    """

    name: str
    path: str
    size: int
    archive: Task | None = None
    copy: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """A file (or a path given) that was not read, and the one reason."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Some files, or members of archives, are done (read, known or failed; or checked, or published): `done` of `total`, as
    far as it is known. `document` is the last of them, empty before the first; `reason` says why it failed, where it did."""

    done: int
    total: int
    document: str
    reason: str = ""
    doing: Literal["reading", "checking", "publishing"] = "reading"
