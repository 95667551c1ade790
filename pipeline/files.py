"""From the paths that a user gives to the files to read, one by one: however many there are, a few are in memory."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.normalize import has_ocr
from gouji.pipeline.folders import entries_in_order
from gouji.pipeline.tasks import Failure, Task
from gouji.store import STORE_NAME

# What is read in a folder or an archive; a file given by its own name is always tried, and told by its content.
ENDINGS = frozenset({".txt", ".md", ".csv", ".pdf", ".docx", ".xlsx", ".html", ".htm", ".mht", ".mhtml", ".zip"})
# Reports too, though they need LibreOffice: where it is missing they are failures, and not passed over.
ENDINGS |= {".doc", ".wps", ".rtf", ".odt", ".xls", ".et", ".ods"}
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})  # of a folder, only where the extra `ocr` is installed
# What gouji itself writes (store/exports), which is no report where its store stands beside it or a folder above.
_WRITTEN = frozenset({"gouji.xlsx", "memo.xlsx", "figures.csv", "relations.csv", "findings.csv", "reports.csv"})
_WRITTEN_ENDING = ".sdmx.csv"
# Where browsers put what belongs to a saved page: icons and photographs, no scans.
_OF_A_PAGE = ("_files", ".files")


@dataclass(slots=True)
class Search:
    """The files under `paths`, each once, in the order given and sorted within a folder, its files before its folders.

    Hidden files and folders are left alone; `passed_over` counts by their ending the files of folders that are no reports.
    """

    paths: Sequence[str]
    names: Mapping[str, str] = field(default_factory=dict)  # of paths that are to be called otherwise
    passed_over: Counter[str] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)  # files given by their names so far
    _folders: set[str] = field(default_factory=set)  # given so far

    def files(self) -> Iterator[Task | Failure]:
        """The files, and what cannot be listed; a folder without a report is a failure of its own.

        What is no file, or is not to be opened, is left to the reader to refuse.
        """
        for given in self.paths:
            path = os.path.abspath(given)
            if self._was_found(path):
                continue
            if os.path.isdir(given):
                yield from self._reports_in(given)
                self._folders.add(path)
            else:
                self.named.add(path)
                yield _task(self.names.get(given, given), path)

    def count(self) -> int:
        """How many files there will be, at a glance: nothing is sorted, and what is given twice counts twice."""
        return sum(_count(path) if os.path.isdir(path) else 1 for path in self.paths)

    def _reports_in(self, given: str) -> Iterator[Task | Failure]:
        empty = True
        for found in self._walk(given):
            if isinstance(found, Failure):
                empty = False
                yield found
            elif is_report(found) and not _is_written(found):
                empty = False
                path = os.path.abspath(found)
                if path not in self.named:
                    yield _task(found, path)
            else:
                self.passed_over[ending_of(found)] += 1
        if empty:
            yield no_report(given)

    def _walk(self, folder: str) -> Iterator[str | Failure]:
        try:
            for name, is_folder in entries_in_order(folder):
                path = os.path.join(folder, name)
                if not is_folder:
                    yield path
                elif os.path.abspath(path) not in self._folders:
                    yield from self._walk(path)
        except OSError as error:
            yield Failure(shown(folder), f"this folder cannot be listed ({error.strerror or error})")

    def _was_found(self, path: str) -> bool:
        """Whether what was given before this path held it already."""
        if path in self.named or path in self._folders:
            return True
        for mark in re.finditer("!", path):  # a member of an archive
            archive = path[: mark.start()]
            if is_report(path[mark.end() :]) and os.path.isfile(archive) and self._was_found(archive):
                return True
        place, name = os.path.split(path)
        while name and not name.startswith("."):
            if place in self._folders:
                return not os.path.islink(path) if os.path.isdir(path) else os.path.lexists(path) and is_report(path)
            if os.path.islink(place):
                return False
            place, name = os.path.split(place)
        return False


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters: `.txt`; empty where it has none."""
    return os.path.splitext(name)[1].lower()


def is_report(name: str) -> bool:
    """Whether a file found in a folder or an archive is read, as its name has it."""
    ending = ending_of(name)
    if ending in PICTURES:
        return has_ocr() and not any(part.endswith(_OF_A_PAGE) for part in re.split(r"[/\\!]", name)[:-1])
    return ending in ENDINGS


def _is_written(path: str) -> bool:
    folder, name = os.path.split(path)
    if name not in _WRITTEN and not name.endswith(_WRITTEN_ENDING):
        return False
    return any(os.path.exists(os.path.join(place, STORE_NAME)) for place in (folder, os.path.dirname(folder)))


def no_report(name: str) -> Failure:
    """The failure of a folder or an archive in which nothing is read."""
    return Failure(shown(name), f"holds no report ({' '.join(sorted(ENDINGS | PICTURES if has_ocr() else ENDINGS))})")


def unread_pictures(passed_over: Counter[str]) -> int:
    """How many pictures were passed over for want of the extra `ocr`."""
    return 0 if has_ocr() else sum(passed_over[ending] for ending in PICTURES)


def shown(name: str) -> str:
    r"""A name as Unicode: bytes that are none, as in names that a Chinese Windows wrote, become \xb1.

    >>> shown(os.fsdecode(b"2019\xb1\xe0.txt"))
    '2019\\xb1\\xe0.txt'
    """
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def _task(name: str, path: str) -> Task:
    return Task(shown(name), path, os.path.getsize(path) if os.path.isfile(path) else 0)


def _count(folder: str) -> int:
    try:
        with os.scandir(folder) as entries:
            seen = (entry for entry in entries if not entry.name.startswith("."))
            return sum(
                (0 if entry.is_symlink() else _count(entry.path)) if entry.is_dir() else is_report(entry.path) for entry in seen
            )
    except OSError:
        return 0
