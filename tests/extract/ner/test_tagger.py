"""The scope component and its tagger."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from gouji.extract.ner import LABELS, Entity, Tagger, load_tagger
from gouji.extract.ner.component import SPANS_KEY, Scope
from gouji.extract.ner.crf import MODEL, Crf, entities, tags
from gouji.schemas import SourceError

# Not among the training clauses.
EXAMPLES = [
    ("全州共有行政编制3120名", {("全州", "AREA"), ("行政编制", "MEASURE")}),
    ("2017年底，全县实有在编人员8803人", {("2017年底", "PERIOD"), ("全县", "AREA"), ("实有在编人员", "MEASURE")}),
    ("其中男性41人，女性37人", {("男性", "SUBJECT"), ("女性", "SUBJECT")}),
    ("凫山县编办核查事业单位77个", {("凫山县编办", "OFFICE"), ("事业单位", "MEASURE")}),
    ("登记率达到96.4%", {("登记率", "MEASURE")}),
    ("我们要统一思想，提高认识", set()),
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


@pytest.mark.parametrize(("clause", "expected"), EXAMPLES)
def test_examples(tagger: Tagger, clause: str, expected: set[tuple[str, str]]) -> None:
    (found,) = tagger.tag([clause])
    assert {(clause[start:end], label) for start, end, label in found} == expected


def test_one_list_a_clause_in_order(tagger: Tagger) -> None:
    clauses = [clause for clause, _ in EXAMPLES] + ["", " ", "\n"]
    together = tagger.tag(clauses)
    assert together == [found for clause in clauses for found in tagger.tag([clause])]
    assert together[-3:] == [[], [], []]
    assert tagger.tag([]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="全县编制共有其中19 名，。%\n\t　😀a", max_size=30), max_size=4))
def test_entities_lie_inside_and_apart(clauses: list[str]) -> None:
    for clause, found in zip(clauses, load_tagger_once().tag(clauses), strict=True):
        ends = 0
        for start, end, label in found:
            assert ends <= start < end <= len(clause)
            assert clause[start:end] == clause[start:end].strip()
            assert label in LABELS
            ends = end


load_tagger_once = cache(load_tagger)


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A Chinese pipeline whose tokens are characters, with the component in it."""
    made = spacy.blank("zh")
    made.add_pipe("gouji_scope")
    return made


def test_a_pipeline_marks_what_the_tagger_finds(nlp: Language, tagger: Tagger) -> None:
    clauses = [clause for clause, _ in EXAMPLES]
    marked = [[Entity(s.start_char, s.end_char, s.label_) for s in doc.spans[SPANS_KEY]] for doc in nlp.pipe(clauses)]
    assert marked == tagger.tag(clauses)
    assert any(marked)


def test_factory_is_registered() -> None:
    assert Language.has_factory("gouji_scope")
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji_scope", config={"set_ents": True})
    doc = nlp("全县共有事业单位312个")
    assert [(span.text, span.label_) for span in doc.spans["gouji"]] == [(ent.text, ent.label_) for ent in doc.ents]
    assert ("事业单位", "MEASURE") in [(ent.text, ent.label_) for ent in doc.ents]


def test_a_pipeline_comes_back_from_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    clause = EXAMPLES[1][0]
    written, read = nlp(clause), again(clause)  # kept, for a span group dies with its doc
    assert [str(span) for span in read.spans["gouji"]] == [str(span) for span in written.spans["gouji"]] != []
    scope = Scope(Crf.load(MODEL))
    assert scope.from_bytes(nlp.get_pipe("gouji_scope").to_bytes()).to_bytes() == MODEL.read_bytes()


@pytest.mark.parametrize(
    ("loads", "not_loaded"),
    [
        ("gouji.extract.ner", ("spacy", "pycrfsuite", "ahocorasick")),
        ("gouji.extract.ner; gouji.extract.ner.load_tagger()", ("spacy",)),
    ],
)
def test_what_is_not_needed_is_not_loaded(loads: str, not_loaded: tuple[str, ...]) -> None:
    code = f"import sys, {loads}; sys.exit(any(module in sys.modules for module in {not_loaded}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_model_is_small() -> None:
    assert MODEL.stat().st_size <= 1_000_000


@pytest.mark.parametrize("data", [b"", b"lCRF", b"no model at all", MODEL.read_bytes()[:-10]])
def test_a_damaged_model_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "scope.crfsuite"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"scope\.crfsuite: is no CRF model"):
        Crf.load(path)
    with pytest.raises(SourceError, match="No such file"):
        Crf.load(tmp_path / "none")


@given(st.data())
def test_tags_and_entities_are_inverse(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, 12), min_size=2)))
    spans = [Entity(a, b, data.draw(st.sampled_from(LABELS))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    text = "编" * 12
    assert entities(tags(text, spans), text) == spans
