"""Training: deterministic, evaluated by whole spans, and clear about what is wrong with a corpus."""

import json
from pathlib import Path

import pytest

from gouji.extract.ner.crf import MODEL, Crf
from gouji.extract.ner.train import Example, evaluate, main, read_examples, train

PARAMETERS = {"c1": 0.1, "c2": 0.1, "max_iterations": 30}
SMALL = [
    Example("全县共有机构57个", ((0, 2, "AREA"), (4, 6, "MEASURE"))),
    Example("全市共有学校12所", ((0, 2, "AREA"), (4, 6, "MEASURE"))),
    Example("其中小学8所", ((2, 4, "SUBJECT"),)),
]


def test_the_same_examples_give_the_same_model(tmp_path: Path) -> None:
    one, two = (train(SMALL, PARAMETERS, tmp_path / name) for name in ("one", "two"))
    assert one.data == two.data
    assert (tmp_path / "one").read_bytes() == one.data


def test_what_was_learnt_is_found_again(tmp_path: Path) -> None:
    crf = train(SMALL, PARAMETERS, tmp_path / "model")
    assert evaluate(crf, SMALL)["all"].f1 == 1.0
    wrong = [Example("全县共有机构57个", ((0, 2, "OFFICE"),))]
    scores = evaluate(crf, wrong)
    assert (scores["OFFICE"].recall, scores["all"].precision, scores["all"].gold) == (0.0, 0.0, 1)


def test_the_shipped_model_reads_the_held_out_clauses() -> None:
    corpus = MODEL.parents[3] / "corpora" / "ner" / "clauses.jsonl"
    scores = evaluate(Crf.load(MODEL), read_examples(corpus, "dev"))
    assert scores["all"].f1 >= 0.64
    assert scores["chars"].f1 >= 0.78


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 1 is no labelled clause"),
        ('{"text": "全县", "split": "train"}', "line 1 is no labelled clause"),
        ('{"text": "全县", "split": "train", "spans": [[0, 3, "AREA"]]}', "span outside its text"),
        ('{"text": "全县", "split": "train", "spans": [[0, 2, "PLACE"]]}', "unknown label"),
    ],
)
def test_a_bad_corpus_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, reason: str) -> None:
    (tmp_path / "corpus.jsonl").write_text(line + "\n", encoding="utf-8")
    config = tmp_path / "config.toml"
    plan = {"corpora": {"corpus.jsonl": 1}}
    config.write_text(f"corpora = {json.dumps(plan['corpora']).replace(':', ' =')}\n[crf]\n[output]\nmodel = 'm'\n")
    assert main(["--config", str(config)]) == 1
    message = capsys.readouterr().err
    assert "corpus.jsonl" in message
    assert reason in message
    assert message.count("\n") == 1


def test_a_missing_config_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", str(tmp_path / "none.toml")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
