"""Zip archives: their members one by one, within limits that no honest archive reaches."""

import io
import posixpath
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.normalize.encoding import decode
from gouji.normalize.readers import kind_of
from gouji.schemas import SourceError

MAX_MEMBERS = 20_000  # of the archive and those inside it
MAX_TOTAL = 1024 * 1024 * 1024  # bytes unpacked, of the archive and those inside it
MAX_MEMBER = 200 * 1024 * 1024
# Text shrinks to a fourth, sheets of numbers to a thirtieth; what shrinks more is looked at only while it is small.
MAX_RATIO, RATIO_FROM = 200, 1024 * 1024
MAX_DEPTH = 2  # archives within archives
ENTRY = b"PK\x01\x02"

_LONGEST_NAME = 255
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")
# What the programs of a Mac or of Windows put in besides.
_BYSTANDER = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)", re.I)


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked."""

    members: int = MAX_MEMBERS
    size: int = MAX_TOTAL


class _Exhausted(Exception):
    """The whole archive is over a limit; the text is the reason."""


def members(path: str, data: bytes) -> Iterator[tuple[str, bytes] | SourceError]:
    """The files of a zip archive, also those of archives inside it (`inner.zip!name`), each with its name and bytes.

    A SourceError stands in place of a member that cannot be had (encrypted, damaged, a name that leads out of the archive
    or comes twice, packed too tightly); one more ends the walk where the archive as a whole is over a limit. Raises
    SourceError where it is no zip archive or damaged as a whole.
    """
    yield from _members(path, data, "", 0, _Budget())


def _members(path: str, data: bytes, before: str, depth: int, budget: _Budget) -> Iterator[tuple[str, bytes] | SourceError]:
    shown = f"{path}!{before[:-1]}" if before else path
    archive = open_zip(shown, data)
    with archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        seen = set[str]()
        for info, name in zip(infos, _names(infos), strict=True):
            if _BYSTANDER.fullmatch(name):
                continue
            whole = f"{path}!{before}{name}"
            if name in seen:
                yield SourceError(whole, "has the name of another file in the archive")
                continue
            seen.add(name)
            try:
                content = _content(archive, info, name, budget)
            except _Exhausted as exhausted:
                yield SourceError(shown, str(exhausted))
                return
            except ValueError as refused:
                yield SourceError(whole, str(refused))
                continue
            yield from _opened(path, before + name, content, depth, budget)
            if not budget.members or not budget.size:
                return


def _opened(path: str, name: str, content: bytes, depth: int, budget: _Budget) -> Iterator[tuple[str, bytes] | SourceError]:
    """The member itself, or what is in it where it is an archive."""
    try:
        if kind_of(f"{path}!{name}", content)[0] != "archive":
            yield name, content
        elif depth == MAX_DEPTH:
            yield SourceError(f"{path}!{name}", f"is an archive within archives, which are opened {MAX_DEPTH} deep")
        else:
            yield from _members(path, content, f"{name}!", depth + 1, budget)
    except SourceError as error:
        yield error


def open_zip(path: str, data: bytes) -> zipfile.ZipFile:
    """The archive; SourceError where it is damaged or has more than MAX_MEMBERS entries."""
    if data.count(ENTRY) > MAX_MEMBERS:
        raise SourceError(path, f"is a zip archive of more than {MAX_MEMBERS:,} files")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as broken:  # zipfile lets struct and decoding errors of damaged archives through
        raise SourceError(path, "is a damaged zip archive or Office file") from broken


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of one entry; ValueError with the reason where it is encrypted, damaged, or over `most` or MAX_RATIO.

    What the archive says of sizes is not believed.
    """
    if info.flag_bits & _ENCRYPTED:
        raise ValueError("is encrypted")
    tight = _tight(info.compress_size)
    try:
        with archive.open(info) as file:
            content = file.read(min(most, tight) + 1)
    except Exception as broken:  # zlib, lzma, struct, unknown methods, sizes that lie
        raise ValueError("is damaged inside the archive") from broken
    if len(content) > tight:
        raise ValueError(f"is packed more than {MAX_RATIO} to 1, as no honest file is")
    if len(content) > most:
        raise ValueError(f"is too large unpacked (at most {most:,} bytes are read)")
    return content


def _tight(packed: int) -> int:
    """The most bytes that so many packed ones may become."""
    return max(packed * MAX_RATIO, RATIO_FROM)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget) -> bytes:
    if not budget.members:
        raise _Exhausted(f"holds more than {MAX_MEMBERS:,} files")
    budget.members -= 1
    if not name:
        raise ValueError("has no name")
    if _ABSOLUTE.match(name) or ".." in re.split(r"[/\\]", name):
        raise ValueError("has a name that leads out of the archive")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ValueError("is a link and no file")
    if not budget.size:
        raise _Exhausted(f"unpacks to more than {MAX_TOTAL:,} bytes")
    if info.flag_bits & _ENCRYPTED:
        raise ValueError("is encrypted")
    most = min(MAX_MEMBER, budget.size)
    try:
        content = unpack(archive, info, most)
    except ValueError:
        # What was unpacked in vain counts too; zipfile stops at the size that the entry claims.
        budget.size = max(budget.size - min(most, info.file_size, _tight(info.compress_size)), 0)
        raise
    budget.size -= len(content)
    return content


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names of the entries. Old programs wrote them in the encoding of their system and did not say which; all of
    them together show which one reads best."""
    raw = [None if info.flag_bits & _UTF8_NAME else info.filename.encode("cp437", "replace") for info in infos]
    unsaid = b"\n".join(name for name in raw if name is not None and not name.isascii())
    encoding = decode(unsaid).encoding if unsaid else "ascii"
    if encoding.startswith("utf-16"):
        encoding = "gb18030"
    names = [info.filename if name is None else name.decode(encoding, "replace") for info, name in zip(infos, raw, strict=True)]
    return [_shown(posixpath.normpath(name) if name.startswith("./") else name) for name in names]


def _shown(name: str) -> str:
    """A name that fits into a line; no file system has longer ones."""
    return "".join(letter if letter.isprintable() else "�" for letter in name[:_LONGEST_NAME])
