"""Writes what training reads: `python -m gouji.corpora.ner.build [DIRECTORY]`.

clauses.jsonl       the hand-labelled clauses of clauses.txt; `split` train, dev (tuned on) or test (only measured)
generated.jsonl     clauses of the generator, from a training seed
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gouji.corpora.generate.clauses import clauses
from gouji.corpora.generate.spans import parse

HERE = Path(__file__).parent
SEED, COUNT = 20, 3000


def row(identity: str, split: str, text: str, spans: Iterable[tuple[int, int, str]]) -> dict[str, Any]:
    """A line of either file; spans are [start, end, label]."""
    return {"id": identity, "split": split, "text": text, "spans": [list(span) for span in spans]}


def hand_labelled() -> list[dict[str, Any]]:
    """The clauses of clauses.txt; below the heading `## test` of split test, above it every third of split dev."""
    rows: list[dict[str, Any]] = []
    test = False
    for line in (HERE / "clauses.txt").read_text(encoding="utf-8").splitlines():
        test = test or line.startswith("## test")
        if line and not line.startswith("#"):
            at = len(rows) + 1
            rows.append(row(f"c{at}", "test" if test else "train" if at % 3 else "dev", *parse(line)))
    return rows


def generated(seed: int = SEED, count: int = COUNT) -> list[dict[str, Any]]:
    """Clauses of the generator, all for training."""
    return [row(f"g{at}", "train", one.text, one.spans) for at, one in enumerate(clauses(seed, count), 1)]


def write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in rows), encoding="utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    write(target / "clauses.jsonl", hand_labelled())
    write(target / "generated.jsonl", generated())
