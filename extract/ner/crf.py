"""The CRF over characters, apart from spaCy: loading, tagging, and the tags B- I- O that it speaks in."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pycrfsuite

from gouji.extract.ner import Entity
from gouji.extract.ner.features import features
from gouji.schemas import SourceError

MODEL = Path(__file__).parent / "model" / "scope.crfsuite"
OUTSIDE = "O"
MAGIC = b"lCRF"  # a damaged model would end the process inside the C library, so it is looked at before


class Crf:
    """A trained model, held as bytes so that it can be written again."""

    def __init__(self, data: bytes, name: str = "model") -> None:
        if not data.startswith(MAGIC) or len(data) != int.from_bytes(data[4:8], "little"):
            raise SourceError(name, "is no CRF model, or a damaged one")
        self.data = data
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(data)

    @classmethod
    def load(cls, path: Path) -> "Crf":
        """Read a model file; raises SourceError where it is missing or damaged."""
        try:
            return cls(path.read_bytes(), str(path))
        except OSError as error:
            raise SourceError(str(path), error.strerror or "cannot be read") from None

    def tag(self, clauses: Sequence[str]) -> list[list[Entity]]:
        """The entities of each clause, in order: a gouji.extract.ner.Tagger."""
        return [entities(self._tagger.tag(features(clause)), clause) if clause else [] for clause in clauses]


def entities(tags: Iterable[str], text: str) -> list[Entity]:
    """Entities from one tag a character; spaces at either end are left out.

    >>> entities(["B-AREA", "I-AREA", "O", "B-MEASURE"], "全县有树")
    [Entity(start=0, end=2, label='AREA'), Entity(start=3, end=4, label='MEASURE')]
    """
    found: list[Entity] = []
    start, label = 0, ""
    for at, tag in enumerate([*tags, OUTSIDE]):
        if label and tag != f"I-{label}":
            phrase = text[start:at]
            left = start + len(phrase) - len(phrase.lstrip())
            right = at - len(phrase) + len(phrase.rstrip())
            if left < right:
                found.append(Entity(left, right, label))
            label = ""
        if tag != OUTSIDE and not label:
            start, label = at, tag[2:]
    return found


def tags(text: str, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """One tag a character; the inverse of `entities`."""
    out = [OUTSIDE] * len(text)
    for start, end, label in spans:
        out[start] = f"B-{label}"
        out[start + 1 : end] = [f"I-{label}"] * (end - start - 1)
    return out
