"""Training and evaluation of the scope model: `python -m gouji.extract.ner.train --config extract/ner/config.toml`."""

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pycrfsuite

from gouji.extract.ner import LABELS
from gouji.extract.ner.crf import Crf, tags
from gouji.extract.ner.features import features
from gouji.schemas import GoujiError, SourceError


class Example(NamedTuple):
    """A labelled clause; spans are (start, end, label) in the text, without overlap."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


class Score(NamedTuple):
    """Exact spans: precision, recall, F1, each 0 to 1, and how many spans the gold has."""

    precision: float
    recall: float
    f1: float
    gold: int


def read_examples(path: Path, split: str) -> list[Example]:
    """The clauses of one split of a corpus: JSON Lines with `text`, `split`, `spans` [[start, end, label] …].

    Raises SourceError naming the file and line where it is missing or malformed.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SourceError(str(path), error.strerror or "cannot be read") from None
    examples = []
    for at, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            spans = tuple((start, end, label) for start, end, label in row["spans"])
            fits = all(0 <= start < end <= len(row["text"]) and label in LABELS for start, end, label in spans)
        except (KeyError, TypeError, ValueError) as error:
            raise SourceError(str(path), f"line {at} is no labelled clause ({error})") from None
        if not fits:
            raise SourceError(str(path), f"line {at} has a span outside its text or an unknown label")
        if row["split"] == split:
            examples.append(Example(row["text"], spans))
    return examples


def train(examples: Iterable[Example], parameters: Mapping[str, Any], model: Path) -> Crf:
    """Fit a CRF and write it to `model`. The same examples and parameters give the same bytes."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=dict(parameters), verbose=False)
    for example in examples:
        trainer.append(features(example.text), tags(example.text, example.spans))
    model.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(model))
    return Crf.load(model)


def evaluate(crf: Crf, examples: Sequence[Example]) -> dict[str, Score]:
    """Scores by label, of all labels together (`all`), and of labelled characters instead of whole spans (`chars`)."""
    hit, found, gold = Counter[str](), Counter[str](), Counter[str]()
    tagged = crf.tag([example.text for example in examples])
    for example, entities in zip(examples, tagged, strict=True):
        mine: set[tuple[int, int, str]] = set(entities)
        theirs = set(example.spans)
        inside, meant = _characters(mine), _characters(theirs)
        for counter, chars in ((hit, inside & meant), (found, inside), (gold, meant)):
            counter["chars"] += len(chars)
        for counter, spans in ((hit, mine & theirs), (found, mine), (gold, theirs)):
            counter.update(str(label) for *_, label in spans)
            counter["all"] += len(spans)
    return {label: _score(hit[label], found[label], gold[label]) for label in (*LABELS, "all", "chars")}


def _characters(spans: Iterable[tuple[int, int, str]]) -> set[tuple[int, str]]:
    return {(at, label) for start, end, label in spans for at in range(start, end)}


def _score(hit: int, found: int, gold: int) -> Score:
    precision, recall = hit / found if found else 0.0, hit / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
    return Score(precision, recall, f1, gold)


def run(config: Path) -> dict[str, dict[str, Score]]:
    """Train as a config file says (its paths are relative to it); the scores on each split that it names."""
    try:
        plan = tomllib.loads(config.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SourceError(str(config), str(error)) from None
    home = config.parent
    examples = [example for path, times in plan["corpora"].items() for example in read_examples(home / path, "train") * times]
    crf = train(examples, plan["crf"], home / plan["output"]["model"])
    held_out = plan["evaluate"]
    return {split: evaluate(crf, read_examples(home / held_out["on"], split)) for split in held_out["splits"]}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 0 when trained, 1 with one line on stderr when not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        scores = run(options.config)
    except GoujiError as error:
        print(error, file=sys.stderr)
        return 1
    for split, by_label in scores.items():
        for label, score in by_label.items():
            line = f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  of {score.gold}"
            print(f"{split:4} {label:8} {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
