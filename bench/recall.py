"""How many of the figures that a reader marked by hand are found, and how much of what is found is one of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

Spans = Sequence[tuple[int, int, str | None]]  # start, end, value or None; offsets of the source
Row = dict[str, Any]


@dataclass(slots=True)
class Coverage:
    """Counts over reports: gold figures, those that an output overlaps, those read right (value equal), outputs, and
    outputs that overlap a gold figure. Gold figures marked optional count in neither direction."""

    gold: int = 0
    found: int = 0
    right: int = 0
    outputs: int = 0
    figures: int = 0

    def add(self, score: ModuleType, gold: Sequence[Row], spans: Spans) -> None:
        """Count one report; pairs of equal value are made as the scorer makes them."""
        outputs = [
            {"figure": str(at), "start": start, "end": end, "value": value}
            for at, (start, end, value) in enumerate(outermost(spans))
        ]
        pairs = score.match_figures(gold, outputs)
        counted = [row for row in gold if not row.get("optional")]
        optional = [row for row in gold if row.get("optional")]
        hits = [one for one in outputs if touches(one, counted)]
        self.gold += len(counted)
        self.found += sum(touches(row, outputs) for row in counted)
        self.right += sum(row["id"] in pairs for row in counted)
        self.outputs += sum(not touches(one, optional) or touches(one, counted) for one in outputs)
        self.figures += len(hits)

    def cells(self) -> list[str]:
        """found, read right, outputs, outputs that are figures."""
        return [
            f"{self.found:,} of {self.gold:,}",
            share(self.found, self.gold),
            share(self.right, self.gold),
            f"{self.outputs:,}",
            share(self.figures, self.outputs),
        ]


HEADS = ("gold found", "found", "value right", "outputs", "of them figures")


def outermost(spans: Spans) -> list[tuple[int, int, str | None]]:
    """The spans that lie in no other: several extractors of one library find the same number."""
    kept: list[tuple[int, int, str | None]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1], span[2] is None)):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def touches(row: Row, others: Iterable[Row]) -> bool:
    """Whether one of the others shares a character with the row."""
    return any(other["start"] < row["end"] and row["start"] < other["end"] for other in others)


def share(part: int, whole: int) -> str:
    """A share in percent, or a dash where there is nothing to share."""
    return f"{part / whole:.1%}" if whole else "–"


def to_source(span_of: Callable[[int, int], tuple[int, int]], spans: Spans) -> list[tuple[int, int, str | None]]:
    """Spans of a clean text as spans of its source."""
    return [(*span_of(start, end), value) for start, end, value in spans if start < end]
