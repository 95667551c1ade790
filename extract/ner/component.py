"""The spaCy component `gouji_scope`: a CRF over characters that marks MEASURE, SUBJECT, OFFICE, AREA and PERIOD phrases.

`nlp.add_pipe("gouji_scope")` loads the model shipped with gouji; it writes `doc.spans["gouji"]` and, unless `set_ents` is
off, `doc.ents`. Made for `spacy.blank("zh")`, whose tokens are characters; with other tokens a phrase that does not align
with them is left out.
"""

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from gouji.extract.ner.crf import MODEL, Crf

SPANS_KEY = "gouji"
FILE = "scope.crfsuite"


@Language.factory(
    "gouji_scope",
    default_config={"spans_key": SPANS_KEY, "set_ents": False, "model_path": None},
    assigns=["doc.spans", "doc.ents"],
)
def create_scope(nlp: Language, name: str, spans_key: str, set_ents: bool, model_path: str | None) -> "Scope":
    """The component; `model_path` names another model file than the shipped one."""
    return Scope(Crf.load(Path(model_path) if model_path else MODEL), name, spans_key, set_ents)


class Scope:
    """See the module; a spaCy pipeline component with serialization."""

    def __init__(self, crf: Crf, name: str = "gouji_scope", spans_key: str = SPANS_KEY, set_ents: bool = False) -> None:
        self.crf = crf
        self.name = name
        self.spans_key = spans_key
        self.set_ents = set_ents

    def __call__(self, doc: Doc) -> Doc:
        """Mark the phrases of a doc."""
        (entities,) = self.crf.tag([doc.text])
        found = [doc.char_span(start, end, label=label) for start, end, label in entities]
        spans = [span for span in found if span is not None]
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=spans)
        if self.set_ents:
            doc.set_ents(spans, default="unmodified")
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model."""
        return self.crf.data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Scope":
        """Take over a model."""
        self.crf = Crf(data)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model into the folder `path`."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / FILE).write_bytes(self.crf.data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Scope":
        """Take over the model in the folder `path`."""
        self.crf = Crf.load(Path(path) / FILE)
        return self
