"""What the scope component (NER) adds to the patterns on the gold reports: python bench/ablation.py

Runs `gouji run` without it and with it, and scores both with corpora/gold/score.py.
"""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clock import print_table
from material import SCORER, Material, add_options, material

SCORED = ("figures", "typed", "rows")
NAMED = ("measure", "subject", "period")  # what the component may fill


def rows_of(found: Material, folder: Path, *flags: str) -> list[dict[str, Any]]:
    """Run gouji on the reports that have gold; returns the rows it wrote to `folder`."""
    reports = [str(path) for path, _ in found.judged()]
    command = [sys.executable, "-c", "from gouji.cli import main; main()", "run", *reports, "-o", str(folder), *flags]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SystemExit(f"bench: gouji run failed\n{done.stdout}{done.stderr}")
    return [json.loads(line) for line in (folder / "figures.jsonl").read_text(encoding="utf-8").splitlines()]


def scores_of(found: Material, folder: Path) -> dict[str, dict[str, Any]]:
    """The scorer's totals of the rows in `folder`."""
    command = [sys.executable, str(SCORER), str(found.gold), str(folder), "--json"]
    return dict(json.loads(subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout))


def differing(one: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> int:
    """Rows that both have and that differ in a name."""
    names = {(row["document"], row["start"], row["end"]): [row[field] for field in NAMED] for row in one}
    places = ((row, names.get((row["document"], row["start"], row["end"]))) for row in other)
    return sum(there is not None and there != [row[field] for field in NAMED] for row, there in places)


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    add_options(parser)
    found = material(parser.parse_args())
    ways = {"patterns alone": ["--no-ner"], "with NER": []}
    table, read = [], []
    with tempfile.TemporaryDirectory() as place:
        for name, flags in ways.items():
            folder = Path(place, name.replace(" ", "-"))
            read.append(rows_of(found, folder, *flags))
            scores = scores_of(found, folder)
            f1 = [f"{scores[level]['f1']:.4f}" for level in SCORED]
            table.append([name, *f1, f"{scores['rows']['hit']:,} of {scores['rows']['gold']:,}"])
    reports = sum(1 for _ in found.judged())
    print_table(f"F1 on {reports} reports with gold", ("reading", *SCORED, "rows right"), table)
    print(f"rows that NER changed ({', '.join(NAMED)}): {differing(*read):,} of {len(read[0]):,}")


if __name__ == "__main__":
    main()
