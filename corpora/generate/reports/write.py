"""Writing made reports as files: texts, and beside them the gold that score.py reads."""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from gouji.corpora.generate.reports.values import Made


def write(reports: Iterable[Made], texts: Path, gold: Path) -> None:
    """Writes `NAME.txt` into `texts`, `NAME.figures.jsonl` and `NAME.identities.jsonl` into `gold`; makes both folders."""
    for folder in (texts, gold):
        folder.mkdir(parents=True, exist_ok=True)
    for made in reports:
        (texts / f"{made.name}.txt").write_text(made.text, encoding="utf-8", newline="")
        _lines(gold / f"{made.name}.figures.jsonl", [row.row() for row in made.figures])
        _lines(gold / f"{made.name}.identities.jsonl", [row.row() for row in made.relations])


def threads(years: Sequence[Made]) -> dict[str, Any]:
    """What holds across the reports of a series, in the fields of gold/dev/series.json.

    A fact that `last` took over from the year before stands in both reports: the two statements are `equal`.
    """
    consistent: list[dict[str, Any]] = []
    for earlier, later in pairwise(years):
        for now, then in later.taken.items():
            if now in later.facts and then in earlier.facts:
                pair = [[earlier.name, earlier.facts[then]], [later.name, later.facts[now]]]
                docs = [earlier.name, later.name]
                consistent.append({"id": f"C{len(consistent) + 1}", "type": "equal", "docs": docs, "figures": pair})
    return {"docs": {made.name: made.year for made in years}, "planted": [], "secondary": [], "consistent": consistent}


def _lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
