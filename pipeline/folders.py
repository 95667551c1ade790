"""The entries of a folder in order, be there millions: what does not fit is sorted on disk, as a merge sort does."""

import heapq
import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile, gettempdir
from typing import IO

from gouji.schemas import GoujiError

_AT_ONCE = 50_000  # names in memory, some 6 MB
_BLOCK = 1 << 13  # bytes of each part in memory while they are merged
_FILE, _FOLDER = b"0", b"1"  # before a name: files come first


def entries_in_order(folder: str) -> Iterator[tuple[str, bool]]:
    """(name, whether it is a folder) of what is not hidden: files, then folders, each by the bytes of their names.

    A link to a folder is neither. Raises OSError where the folder cannot be listed.
    """
    with ExitStack() as stack:
        parts: list[Iterator[bytes]] = []
        with os.scandir(folder) as entries:
            marked = (mark + os.fsencode(entry.name) for entry in entries if (mark := _mark(entry)))
            while part := sorted(islice(marked, _AT_ONCE)):
                if len(part) < _AT_ONCE:
                    parts.append(iter(part))
                    break
                file = stack.enter_context(TemporaryFile())
                _put_aside(part, file)
                parts.append(_read_back(file))
        for name in heapq.merge(*parts):
            yield os.fsdecode(name[1:]), name[:1] == _FOLDER


def _mark(entry: os.DirEntry[str]) -> bytes:
    if entry.name.startswith("."):
        return b""
    try:
        if not entry.is_dir():
            return _FILE
        return b"" if entry.is_symlink() else _FOLDER
    except OSError:  # a link that leads nowhere, or in a circle, is left to its reader to refuse
        return _FILE


def _put_aside(names: list[bytes], file: IO[bytes]) -> None:
    try:
        file.write(b"\0".join(names) + b"\0")
        file.seek(0)
    except OSError as refusal:
        raise GoujiError(f"{gettempdir()}: cannot be written ({refusal.strerror}); long listings are put there") from refusal


def _read_back(file: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while block := file.read(_BLOCK):
        *whole, rest = (rest + block).split(b"\0")
        yield from whole
