"""Edit, Step, Plan: what was done to a text, in order, so that it can be done again. Proposal: what was not done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """`text[start:end]` becomes `replacement`; offsets are those of the text that the repair saw.

    A replacement of the same length stands for its characters one by one, any other for the whole of `text[start:end]`.
    """

    start: int
    end: int
    replacement: str
    repair: str


class Step(NamedTuple):
    """One repair's edits, in order and without overlap."""

    repair: str
    edits: tuple[Edit, ...]


class Proposal(NamedTuple):
    """A doubtful place of the clean text that was left alone: `text[start:end]` may have been `replacement` (None: nobody can
    say). `reason` is a key of explain.REASONS."""

    start: int
    end: int
    replacement: str | None
    repair: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps that changed something; each one's offsets are those of the text that the step before it left."""

    steps: tuple[Step, ...] = ()

    def counts(self) -> tuple[tuple[str, int], ...]:
        """The number of edits of each repair, in the order of the plan."""
        counts: dict[str, int] = {}
        for step in self.steps:
            counts[step.repair] = counts.get(step.repair, 0) + len(step.edits)
        return tuple(counts.items())


def apply(edits: Sequence[Edit], text: str) -> str:
    """The text after the edits.

    >>> apply([Edit(1, 5, "", "glosses")], "個(gè)人")
    '個人'
    """
    parts: list[str] = []
    done = 0
    for start, end, replacement, _ in edits:
        parts.append(text[done:start])
        parts.append(replacement)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def replay(plan: Plan, source: str) -> str:
    """The clean text that the plan makes of its source."""
    for step in plan.steps:
        source = apply(step.edits, source)
    return source
