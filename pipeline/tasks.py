"""What is to be read, and what became of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read: `name` as the user gave it, `path` absolute, `size` in bytes."""

    name: str
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A file (or a path given) that was not read, and the one reason."""

    document: str
    reason: str
