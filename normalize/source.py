"""Source: the text of one file as its reader made it, and where each character of it stands."""

import errno
import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gouji.normalize.readers import kind_of, read_bytes, read_members
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


def read_source(path: str | os.PathLike[str], *, name: str | None = None) -> Source:
    """Read one file, by its content; `name` stands for it in the result and in errors (default: the path as given).

    Raises SourceError where it is missing, a directory, not permitted, empty, too large (over MAX_BYTES), damaged, of a
    kind that is not read, or an archive that does not hold exactly one file (see read_sources).
    """
    shown = name if name is not None else os.fspath(path)
    data = _bytes(Path(path), shown)
    if kind_of(shown, data)[0] != "archive":
        return _source(shown, data)
    found = list(_first_two(_members(shown, data)))
    if not found:
        raise SourceError(shown, "is an archive without files")
    if len(found) > 1:
        raise SourceError(shown, "is an archive of several files, which are read one by one (read_sources)")
    if isinstance(found[0], SourceError):
        raise found[0]
    return found[0]


def read_sources(path: str | os.PathLike[str], *, name: str | None = None) -> Iterator[Source | SourceError]:
    """The file, or the members of an archive one by one, each named archive.zip!inner/name.txt; errors are yielded."""
    shown = name if name is not None else os.fspath(path)
    try:
        data = _bytes(Path(path), shown)
    except SourceError as error:
        yield error
        return
    yield from _sources(shown, data)


def _sources(shown: str, data: bytes) -> Iterator[Source | SourceError]:
    try:
        if kind_of(shown, data)[0] == "archive":
            yield from _members(shown, data)
        else:
            yield _source(shown, data)
    except SourceError as error:
        yield error


def _members(shown: str, data: bytes) -> Iterator[Source | SourceError]:
    for member in read_members(shown, data):
        if isinstance(member, SourceError):
            yield member
            continue
        name, content = member
        try:
            yield _source(f"{shown}!{name}", content)
        except SourceError as error:
            yield error


def _first_two(members: Iterator[Source | SourceError]) -> Iterator[Source | SourceError]:
    for _, member in zip(range(2), members, strict=False):
        yield member


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
