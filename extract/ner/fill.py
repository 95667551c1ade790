"""Where the patterns found no words for a figure, the tagger's nearest entities in its sentence name it."""

from collections.abc import Sequence

from gouji.extract.ner import Entity, Tagger
from gouji.extract.scope.mentions import Mention

_CONFIDENCE = 0.45
_PLAIN_RULES = frozenset(("level", "rate", "percent"))


def unnamed(mention: Mention) -> bool:
    """Whether the patterns found no name for the figure, in its sentence or its heading: what they find is right more often."""
    return mention.draft.rule in _PLAIN_RULES and not mention.draft.measure


def fill_names(text: str, mentions: Sequence[Mention], tagger: Tagger) -> None:
    """Give measure and subject to the unnamed figures of `mentions`; only their sentences are tagged."""
    gaps = [mention for mention in mentions if unnamed(mention)]
    if not gaps:
        return
    sentences = [text[slice(*mention.draft.sentence)] for mention in gaps]
    for mention, sentence, entities in zip(gaps, sentences, tagger.tag(sentences), strict=True):
        place = mention.draft.start - mention.draft.sentence[0]
        measure = nearest(entities, "MEASURE", place)
        if measure is None:
            continue
        mention.draft.measure = sentence[measure.start : measure.end]
        subject = nearest(entities, "SUBJECT", place)
        if subject is not None and subject.end <= place:
            mention.draft.subject = sentence[subject.start : subject.end]
        mention.draft.rule, mention.draft.confidence = "ner", _CONFIDENCE


def nearest(entities: Sequence[Entity], label: str, place: int) -> Entity | None:
    """The entity of a label that ends last before `place`, else the first behind it."""
    before = [entity for entity in entities if entity.label == label and entity.end <= place]
    behind = [entity for entity in entities if entity.label == label and entity.start >= place]
    return before[-1] if before else behind[0] if behind else None
