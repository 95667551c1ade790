"""Finding: something that does not add up, as data with a stable code."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Self, get_args

from gouji.schemas.figure import plain

Severity = Literal["error", "warning", "review", "info"]
Status = Literal["open", "waived", "known"]
Lapse = Literal["", "values", "date"]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # the gravest first
STATUSES: tuple[Status, ...] = get_args(Status)


class FindingKind(NamedTuple):
    """By what findings are counted."""

    code: str
    severity: Severity
    status: Status


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's word that a finding may stand: why, who says so, and up to and including which day.

    It is for the finding with this `fingerprint`, and holds as long as its figures have the values that `value_digest`
    stands for.
    """

    fingerprint: str
    value_digest: str
    reason: str
    by: str
    until: date

    def row(self) -> dict[str, str]:
        """The waiver as a JSON-ready mapping."""
        return {
            "fingerprint": self.fingerprint,
            "value_digest": self.value_digest,
            "reason": self.reason,
            "by": self.by,
            "until": self.until.isoformat(),
        }

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """What `row` gave, read back."""
        return cls(row["fingerprint"], row["value_digest"], row["reason"], row["by"], date.fromisoformat(row["until"]))


@dataclass(frozen=True, slots=True)
class Wording:
    """A finding's message and suggestion in one language."""

    lang: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of `findings.jsonl`.

    `figures` are (document, figure id) pairs, the claim first. `suspects` are those of them that may be the wrong one,
    most likely first; one alone is named as the wrong one. `message` is rendered from the template of `code` in the
    language of the run. `fingerprint` hangs on code, subject, measure and period, not on offsets, so that it survives a new
    reading of the same report; `value_digest` changes when any of its figures has another value. `equation` is the
    right-hand side worked out, empty where there is nothing to work out. `status` is `waived` where `waiver` holds, `known`
    where an earlier run had the finding with the same values; a waiver on an open finding is one that has lapsed.
    `wordings` has the message in every language.
    """

    finding: str
    code: str
    severity: Severity
    documents: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    relation: str | None
    expected: Decimal | None
    actual: Decimal | None
    gap: Decimal | None
    tolerance: Decimal | None
    message: str
    suspects: tuple[tuple[str, str], ...] = ()
    suggestion: str = ""
    fingerprint: str = ""
    status: Status = "open"
    equation: str = ""
    value_digest: str = ""
    waiver: Waiver | None = None
    wordings: tuple[Wording, ...] = ()

    @property
    def lapse(self) -> Lapse:
        """Why the waiver of an open finding holds no longer: its `values` have changed, or its `date` has passed."""
        if self.waiver is None or self.status == "waived":
            return ""
        return "date" if self.waiver.value_digest == self.value_digest else "values"

    @property
    def size(self) -> Decimal:
        """The gap as a share of the larger side, by which findings of one severity are ranked."""
        largest = max(abs(self.actual or Decimal(0)), abs(self.expected or Decimal(0)))
        return Decimal(0) if not self.gap or not largest else self.gap / largest

    def worded(self, lang: str) -> "Finding":
        """The finding with its message and suggestion in `lang`; as it is, where it was never put into that language."""
        for wording in self.wordings:
            if wording.lang == lang:
                return replace(self, message=wording.message, suggestion=wording.suggestion)
        return self

    def row(self) -> dict[str, Any]:
        """The finding as a JSON-ready mapping."""
        return {
            "finding": self.finding,
            "code": self.code,
            "severity": self.severity,
            "documents": list(self.documents),
            "figures": [list(pair) for pair in self.figures],
            "relation": self.relation,
            "expected": None if self.expected is None else plain(self.expected),
            "actual": None if self.actual is None else plain(self.actual),
            "gap": None if self.gap is None else plain(self.gap),
            "tolerance": None if self.tolerance is None else plain(self.tolerance),
            "message": self.message,
            "suspects": [list(pair) for pair in self.suspects],
            "suggestion": self.suggestion,
            "fingerprint": self.fingerprint,
            "status": self.status,
            "equation": self.equation,
            "value_digest": self.value_digest,
            "waiver": None if self.waiver is None else self.waiver.row(),
        }
