"""The clauses for training: hand-labelled and generated."""

import json
from pathlib import Path

import pytest

from gouji.corpora.generate.clauses import clauses, is_training
from gouji.corpora.generate.spans import LABELS, parse
from gouji.corpora.ner import build

NER = Path(build.__file__).parent


def test_made_files_are_up_to_date() -> None:
    for name, rows in (("clauses.jsonl", build.hand_labelled()), ("generated.jsonl", build.generated())):
        kept = [json.loads(line) for line in (NER / name).read_text(encoding="utf-8").splitlines()]
        assert kept == rows, f"{name}: run python -m gouji.corpora.ner.build"


def test_enough_hand_labelled_clauses_of_every_label() -> None:
    rows = build.hand_labelled()
    assert len(rows) >= 250
    assert len({row["text"] for row in rows}) == len(rows)
    held_out = {row["text"] for row in rows if row["split"] != "train"}
    assert not held_out & {row["text"] for row in build.generated()}
    for split in ("train", "dev", "test"):
        assert {span[2] for row in rows if row["split"] == split for span in row["spans"]} == set(LABELS.values())


@pytest.mark.parametrize("bad", ["{X行政}1名", "{M行政编制1名", "行政编制}1名"])
def test_a_bad_mark_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="not closed"):
        parse(bad)


def test_training_and_measuring_seeds_are_apart() -> None:
    assert is_training(build.SEED)
    training = {one.text for one in clauses(2, 300)}
    assert len(training & {one.text for one in clauses(3, 300)}) < 30


def test_the_same_seed_gives_the_same_clauses() -> None:
    assert list(clauses(5, 50)) == list(clauses(5, 50))


@pytest.mark.parametrize("seed", [4, 7])
def test_generated_spans_and_figures_are_exact(seed: int) -> None:
    for text, spans, figures in clauses(seed, 400):
        ends = 0
        for start, end, label in sorted(spans):
            assert ends <= start < end <= len(text)
            assert label in LABELS.values()
            assert text[start:end].strip("，；：、") == text[start:end]
            ends = end
        for figure in figures:
            printed = text[figure.start : figure.end]
            assert printed[0].isdigit()
            assert printed.endswith(figure.unit)
            assert not any(start < figure.end and figure.start < end for start, end, _ in spans)
