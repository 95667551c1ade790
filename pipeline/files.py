"""From the paths that a user gives to the files to read."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.pipeline.tasks import Failure, Task

# What is read in a folder; a file given by its own name is always tried, and told by its content.
ENDINGS = frozenset({".txt", ".pdf", ".docx", ".xlsx", ".html", ".htm", ".mht", ".mhtml"})


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
            ending = os.path.splitext(name)[1].lower()
            if ending in ENDINGS:
                _add(listing, seen, name)
                reports += 1
            else:
                listing.passed_over[ending] += 1
        if not reports and len(listing.failed) == refused:
            listing.failed.append(Failure(given, f"holds no report ({' '.join(sorted(ENDINGS))})"))
    return listing


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
