"""Figure: one quantity that a report states, with what it counts, whose it is, when it holds, and where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, Self, get_args

Kind = Literal["unit_count", "quota", "headcount", "percentage", "money", "score", "duration", "count"]
Bound = Literal["exact", "about", "at_least", "at_most"]
Mode = Literal["actual", "norm"]
Role = Literal["total", "part", "delta", "rate", "plain"]
Origin = Literal["text", "table", "ocr"]
Places = tuple[tuple[int, int], ...]

KINDS: tuple[Kind, ...] = get_args(Kind)
BOUNDS: tuple[Bound, ...] = get_args(Bound)
MODES: tuple[Mode, ...] = get_args(Mode)
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a report that gave a figure its measure, its subject and its period: (start, end) in the source text.

    Each field holds its places in the order of the phrase, () where no words gave it: a period that is the report's own, a
    measure that only a rule knows. A phrase may stand in several places (新增 … 编制), and not all of it need stand there.
    """

    measure: Places = ()
    subject: Places = ()
    period: Places = ()

    def row(self) -> dict[str, list[list[int]]]:
        """The spans as a JSON-ready mapping.

        >>> Evidence(measure=((4, 8),)).row()
        {'measure': [[4, 8]], 'subject': [], 'period': []}
        """
        return {
            "measure": [list(span) for span in self.measure],
            "subject": [list(span) for span in self.subject],
            "period": [list(span) for span in self.period],
        }

    @classmethod
    def from_row(cls, row: Mapping[str, Sequence[Sequence[int]]]) -> Self:
        """What `row` gave, read back."""
        measure, subject, period = (
            tuple((start, end) for start, end in row[name]) for name in ("measure", "subject", "period")
        )
        return cls(measure, subject, period)


NO_WORDS = Evidence()


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of `figures.jsonl`; corpora/gold/GUIDELINES.md fixes what every field means.

    `start` and `end` are code points of the source text as its reader made it, before any repair, so that
    `source[start:end] == text`. `value` has the scale word multiplied in (34472.43万元 is 344724300 元); `low` and
    `high` enclose what the wording and the printed precision allow, None where that side is open. `indicator` is a code of
    schemas/indicators.toml, None where no indicator is known, and `breakdown` what subject and measure say besides it.
    `spans` are the words that gave measure, subject and period.
    """

    document: str
    report: int
    figure: str
    start: int
    end: int
    text: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    decimals: int
    unit: str
    unit_mult: int
    kind: Kind
    bound: Bound
    mode: Mode
    measure: str
    subject: str
    indicator: str | None
    period: str | None
    role: Role
    section: str
    sentence: str
    origin: Origin
    rule: str
    confidence: float
    page: int | None = None
    bbox: tuple[tuple[float, float, float, float], ...] | None = None
    breakdown: str = ""
    spans: Evidence = NO_WORDS

    def row(self) -> dict[str, Any]:
        """The figure as a JSON-ready mapping; decimals become strings so that nothing is rounded."""
        return {
            "document": self.document,
            "report": self.report,
            "figure": self.figure,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "page": self.page,
            "bbox": None if self.bbox is None else [list(box) for box in self.bbox],
            "value": plain(self.value),
            "low": None if self.low is None else plain(self.low),
            "high": None if self.high is None else plain(self.high),
            "decimals": self.decimals,
            "unit": self.unit,
            "unit_mult": self.unit_mult,
            "kind": self.kind,
            "bound": self.bound,
            "mode": self.mode,
            "measure": self.measure,
            "subject": self.subject,
            "indicator": self.indicator,
            "breakdown": self.breakdown,
            "period": self.period,
            "role": self.role,
            "section": self.section,
            "sentence": self.sentence,
            "origin": self.origin,
            "rule": self.rule,
            "confidence": self.confidence,
            "spans": self.spans.row(),
        }


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros after the point.

    >>> plain(Decimal("3.4472E+8")), plain(Decimal("23.50")), plain(Decimal("-0.0"))
    ('344720000', '23.5', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
