"""The tagger that runs a spaCy pipeline of one component over clauses."""

from collections.abc import Sequence

import spacy
from spacy.language import Language

from gouji.extract.ner import Entity
from gouji.extract.ner.component import SPANS_KEY, create_scope

__all__ = ["PipelineTagger", "blank_pipeline", "create_scope"]

BATCH = 2000  # clauses; larger batches gain nothing


def blank_pipeline() -> Language:
    """A Chinese pipeline whose tokens are characters (entities do not align with words), with `gouji_scope` in it."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji_scope")
    return nlp


class PipelineTagger:
    """A gouji.extract.ner.Tagger over a spaCy pipeline that writes `doc.spans["gouji"]`."""

    def __init__(self, nlp: Language | None = None) -> None:
        self._nlp = nlp or blank_pipeline()

    def tag(self, clauses: Sequence[str]) -> list[list[Entity]]:
        """The entities of each clause, in order."""
        docs = self._nlp.pipe(clauses, batch_size=BATCH)
        return [[Entity(span.start_char, span.end_char, span.label_) for span in doc.spans[SPANS_KEY]] for doc in docs]
