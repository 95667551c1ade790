"""Document: one file, the reports in it, and everything that was read out of it."""

from dataclasses import dataclass
from typing import Any

from gouji.schemas.figure import Figure
from gouji.schemas.relation import Relation


@dataclass(frozen=True, slots=True)
class ReportHead:
    """One report of a file: its number from 1, its place in the source text, and what its head and foot say of it.

    `office` is who issues it (simplified, as written), `number` its document number (鄂财编发〔2007〕1号), `period` the
    ISO 8601 period it reports on; each is None where nothing says.
    """

    report: int
    start: int
    end: int
    title: str | None
    office: str | None
    number: str | None
    period: str | None

    def row(self, document: str) -> dict[str, Any]:
        """The head as a JSON-ready mapping."""
        return {
            "document": document,
            "report": self.report,
            "start": self.start,
            "end": self.end,
            "title": self.title,
            "office": self.office,
            "number": self.number,
            "period": self.period,
        }


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: `source` is the text as its reader made it, before any repair.

    `encoding` and `runner_up` are the chosen decoding and the next best (None where there is no other); `repairs` counts
    the edits by the name of the repair. `dropped` holds (start, end, reason) of what looked like a figure and was left out.
    `notes` says, a sentence each, what of the file was left unread: pages without OCR, hidden sheets, what is beyond a limit.
    """

    document: str
    content_hash: str
    source: str
    encoding: str
    runner_up: str | None
    repairs: tuple[tuple[str, int], ...]
    reports: tuple[ReportHead, ...]
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]
    dropped: tuple[tuple[int, int, str], ...] = ()
    notes: tuple[str, ...] = ()
