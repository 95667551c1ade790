"""Phrases that say what a figure counts, whose it is and when: a tagger's interface; its model is loaded when it is used.

The same model is a component for spaCy pipelines, in `component`; extraction itself needs no pipeline around it."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

__all__ = ["LABELS", "Entity", "Tagger", "load_tagger"]

LABELS = ("MEASURE", "SUBJECT", "OFFICE", "AREA", "PERIOD")


class Entity(NamedTuple):
    """A labelled phrase of a clause: `clause[start:end]`, `label` one of LABELS."""

    start: int
    end: int
    label: str


class Tagger(Protocol):
    """What extraction asks of a tagger."""

    def tag(self, clauses: Sequence[str]) -> list[list[Entity]]:
        """The entities of each clause, in order and without overlap; offsets are code points of the clause."""
        ...


def load_tagger() -> Tagger:
    """The shipped model. Raises SourceError where its file is missing or damaged."""
    from gouji.extract.ner.crf import MODEL, Crf

    return Crf.load(MODEL)
