"""Source: the text of one file as its reader made it, and where each character of it stands."""

import errno
import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from gouji.normalize.readers import ZIPS, kind_of, read_bytes, read_members
from gouji.normalize.readers.reading import Box, Origin, Page
from gouji.schemas import SourceError, Span

MAX_BYTES = 200 * 1024 * 1024

# Why the system would not hand the file over.
REFUSALS = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file",
    errno.EISDIR: "is a directory, not a file",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ENAMETOOLONG: "the name is too long for a file",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One file: `text` is what its reader made of the bytes, before any repair.

    `path` is the file as it was given (archive.zip!inner/name.txt for a member of an archive), `content_hash` the SHA-256
    of its bytes (hex). For plain text, `text` equals `bytes.decode(encoding, "replace")`, so a byte order mark that the
    encoding takes off (utf-8-sig, utf-16) is not in it. The other fields are those of Reading: `pages` has the boxes of the
    characters, `notes` what was left unread, `aside` the spans of headers, footers and page numbers.
    """

    path: str
    content_hash: str
    text: str
    encoding: str
    runner_up: str | None
    pages: tuple[Page, ...] = ()
    origin: Origin = "text"
    notes: tuple[str, ...] = ()
    aside: tuple[Span, ...] = ()

    def place(self, start: int, end: int) -> tuple[int | None, tuple[Box, ...] | None]:
        """Page number and boxes, one a line, of text[start:end]; where it goes over a page end, those of the first page."""
        number: int | None = None
        boxes: list[Box] = []
        for page in self._pages(start, end):
            if number is None:
                number = page.number
            if page.number == number:
                boxes += page.boxes.lines(start - page.start, end - page.start)
        return number, tuple(boxes) or None

    def origin_of(self, start: int, end: int) -> Origin:
        """`ocr` where a part of text[start:end] was read from a picture."""
        if any(page.origin == "ocr" for page in self._pages(start, end)):
            return "ocr"
        return self.origin

    def _pages(self, start: int, end: int) -> Iterator[Page]:
        first = bisect_right(self.pages, start, key=lambda page: page.end)
        for page in self.pages[first:]:
            if page.start >= end:
                return
            yield page


class Member(NamedTuple):
    """A file in an archive: its name (archive.zip!inner/name.txt) and its bytes."""

    name: str
    data: bytes


def read_source(path: str | os.PathLike[str], *, name: str | None = None) -> Source:
    """Read one file, by its content; `name` stands for it in the result and in errors (default: the path as given).

    A path archive.zip!inner/name.txt is that member, where there is no file of this name. Raises SourceError where it is
    missing, a directory, not permitted, empty, too large (over MAX_BYTES), damaged, of a kind that is not read, or an
    archive that does not hold exactly one file (see read_sources).
    """
    shown = name if name is not None else os.fspath(path)
    if place := _in_archive(os.fspath(path)):
        return _only_member(shown, *place)
    data = _bytes(Path(path), shown)
    if kind_of(shown, data)[0] != "archive":
        return _source(shown, data)
    found = list(islice(_members(shown, data), 2))
    if not found:
        raise SourceError(shown, "is an archive without files")
    if len(found) > 1:
        first = next((member.name for member in found if isinstance(member, Member)), f"{shown}!…")
        raise SourceError(shown, f"is an archive of several files; one of them is named {first}")
    if isinstance(found[0], SourceError):
        raise found[0]
    return _source(*found[0])


def read_sources(path: str | os.PathLike[str], *, name: str | None = None) -> Iterator[Source | SourceError]:
    """The file, or the members of an archive one by one, each named archive.zip!inner/name.txt; errors are yielded."""
    shown = name if name is not None else os.fspath(path)
    members = open_archive(path, name=name)
    if members is None:
        yield _or_error(lambda: read_source(path, name=name))
        return
    empty = True
    for member in members:
        empty = False
        yield member if isinstance(member, SourceError) else _or_error(partial(_source, *member))
    if empty:
        yield SourceError(shown, "is an archive without files")


def open_archive(path: str | os.PathLike[str], *, name: str | None = None) -> Iterator[Member | SourceError] | None:
    """The members of an archive, unread, one in memory at a time; a SourceError in place of one that cannot be had.

    None where the file is no archive, or cannot be opened: what is wrong, read_source says.
    """
    try:
        # Opening a pipe would wait for ever.
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as file:
            if not file.read(len(ZIPS[0])).startswith(ZIPS):
                return None
        shown = name if name is not None else os.fspath(path)
        data = _bytes(Path(path), shown)
        return _members(shown, data) if kind_of(shown, data)[0] == "archive" else None
    except (OSError, SourceError):
        return None


def _in_archive(path: str) -> tuple[str, str] | None:
    """The archive and the name inside it, of a path that is no file but begins with one."""
    if "!" in path and not os.path.exists(path):
        for mark in re.finditer("!", path):
            if os.path.isfile(path[: mark.start()]):
                return path[: mark.start()], path[mark.end() :]
    return None


def _only_member(shown: str, archive: str, inner: str) -> Source:
    wanted = f"{archive}!{inner}"
    for member in open_archive(archive) or ():
        if isinstance(member, Member) and member.name == wanted:
            return _source(shown, member.data)
        if isinstance(member, SourceError) and member.path in (wanted, archive):
            raise SourceError(shown, member.reason)
    raise SourceError(shown, "no such file in the archive")


def _members(shown: str, data: bytes) -> Iterator[Member | SourceError]:
    try:
        for member in read_members(shown, data):
            yield member if isinstance(member, SourceError) else Member(f"{shown}!{member[0]}", member[1])
    except SourceError as error:
        yield error


def _or_error(read: Callable[[], Source]) -> Source | SourceError:
    try:
        return read()
    except SourceError as error:
        return error


def _source(shown: str, data: bytes) -> Source:
    reading = read_bytes(shown, data)
    return Source(
        shown,
        hashlib.sha256(data).hexdigest(),
        reading.text,
        reading.encoding,
        reading.runner_up,
        reading.pages,
        reading.origin,
        reading.notes,
        reading.aside,
    )


def _bytes(path: Path, shown: str) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(shown, REFUSALS[errno.EISDIR])
        if path.exists() and not path.is_file():
            # A pipe or a device may never end.
            raise SourceError(shown, "is not a regular file")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                raise SourceError(shown, f"is too large ({size:,} bytes, at most {MAX_BYTES:,} are read)")
            return file.read()
    except ValueError as refusal:  # a NUL in the name
        raise SourceError(shown, "is not a possible file name") from refusal
    except OSError as refusal:
        reason = REFUSALS.get(refusal.errno or 0, f"cannot be read ({refusal.strerror})")
        raise SourceError(shown, reason) from refusal
