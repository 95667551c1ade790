"""Finding: something that does not add up, as data with a stable code."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from gouji.schemas.figure import plain

Severity = Literal["error", "warning", "review", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of `findings.jsonl`.

    `figures` are (document, figure id) pairs, the claim first. `suspects` are those of them that may be the wrong one, most
    likely first; one alone is named as the wrong one. `message` is rendered from the template of `code` in the language of
    the run. `fingerprint` hangs on code, subject, measure and period, not on offsets, so that it survives a new reading of
    the same report.
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
    status: Literal["open", "waived"] = "open"

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
        }
