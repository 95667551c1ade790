"""From the paths that a user gives to the files to read."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.normalize import has_ocr
from gouji.pipeline.tasks import Failure, Task

# What is read in a folder or an archive; a file given by its own name is always tried, and told by its content.
ENDINGS = frozenset({".txt", ".pdf", ".docx", ".xlsx", ".html", ".htm", ".mht", ".mhtml", ".zip"})
# Reports too, though they need LibreOffice: where it is missing they are failures, and not passed over.
ENDINGS |= {".doc", ".wps", ".rtf", ".odt", ".xls", ".et", ".ods"}
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})  # of a folder, only where the extra `ocr` is installed
# Where browsers put what belongs to a saved page: icons and photographs, no scans.
_OF_A_PAGE = ("_files", ".files")


@dataclass(slots=True)
class Listing:
    """The files to read, each once, in the order given and sorted within a folder; what cannot be read; and how many
    files of a folder were passed over, by their ending."""

    tasks: list[Task] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


def list_files(paths: Sequence[str]) -> Listing:
    """Walk the paths; hidden files and folders are left alone. A folder without a report is a failure of its own."""
    listing, seen = Listing(), set[str]()
    for given in paths:
        if not os.path.isdir(given):
            _add(listing, seen, given)
            continue
        reports, refused = 0, len(listing.failed)
        for name in _walk(given, listing):
            if is_report(name):
                _add(listing, seen, name)
                reports += 1
            else:
                listing.passed_over[ending_of(name)] += 1
        if not reports and len(listing.failed) == refused:
            listing.failed.append(no_report(given))
    return listing


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters: `.txt`; empty where it has none."""
    return os.path.splitext(name)[1].lower()


def is_report(name: str) -> bool:
    """Whether a file found in a folder or an archive is read, as its name has it."""
    ending = ending_of(name)
    if ending in PICTURES:
        return has_ocr() and not any(part.endswith(_OF_A_PAGE) for part in re.split(r"[/\\!]", name)[:-1])
    return ending in ENDINGS


def no_report(name: str) -> Failure:
    """The failure of a folder or an archive in which nothing is read."""
    return Failure(name, f"holds no report ({' '.join(sorted(ENDINGS | PICTURES if has_ocr() else ENDINGS))})")


def unread_pictures(passed_over: Counter[str]) -> int:
    """How many pictures were passed over for want of the extra `ocr`."""
    return 0 if has_ocr() else sum(passed_over[ending] for ending in PICTURES)


def _add(listing: Listing, seen: set[str], name: str) -> None:
    """What is no file, or is not to be opened, is left to the reader to refuse."""
    path = os.path.abspath(name)
    if path not in seen:
        seen.add(path)
        listing.tasks.append(Task(name, path, os.path.getsize(path) if os.path.isfile(path) else 0))


def _walk(folder: str, listing: Listing) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        reason = f"this folder cannot be listed ({error.strerror or error})"
        listing.failed.append(Failure(str(error.filename), reason))

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(place, name) for name in sorted(files) if not name.startswith("."))
