"""Scores of generated reports: as they are, by genre, and after each single damage of corpora/damage.py.

    python bench/generated.py [--reports N] [--mistakes N] [--damage KIND…] [--misses N] [--keep DIR]

The reports come from seeds that nothing was trained on. They are read by `gouji run` and held against their gold by
corpora/gold/score.py, whose own figures are printed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from gouji.corpora.damage import KINDS, LOSSES, carried
from gouji.corpora.generate.reports.accounts import genres
from gouji.corpora.generate.reports.compose import MEASURING_SEEDS, report
from gouji.corpora.generate.reports.values import Made
from gouji.corpora.generate.reports.write import write
from gouji.schemas import Span

DAMAGES = KINDS | LOSSES
# What `gouji run` returns where it could not read some of the files: their figures count as missed.
UNREAD = 1
SCORER = Path(__file__).resolve().parents[1] / "corpora" / "gold" / "score.py"


def run(reports: Sequence[Made], folder: Path, misses: int = 0) -> str:
    """Reads the reports with gouji and hands back what score.py prints, `misses` of each kind a report with them."""
    write(reports, folder / "texts", folder / "gold")
    read = [sys.executable, "-c", "from gouji.cli import main; main()", "run", str(folder / "texts"), "-o", str(folder / "out")]
    done = subprocess.run([*read, "--fail-on", "never"], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode == UNREAD:
        print(done.stdout[: done.stdout.index("\n\n")], flush=True)
    elif done.returncode:
        sys.exit(f"gouji run: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return score(folder, misses)


def score(folder: Path, misses: int = 0, gold: str = "gold") -> str:
    """What score.py prints for a folder that `run` has filled."""
    command = [sys.executable, str(SCORER), str(folder / gold), str(folder / "out"), "--misses", str(misses)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def scores(folder: Path) -> dict[str, float]:
    """F1 of figures, typed and rows for a folder that `run` has filled."""
    command = [sys.executable, str(SCORER), str(folder / "gold"), str(folder / "out"), "--json"]
    printed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    return {name: printed[name]["f1"] for name in ("figures", "typed", "rows")}


def totals(printed: str) -> str:
    """The last lines of score.py: its totals."""
    names = ("figures", "typed", "rows", "stated", "implied", "errors", "relations", "false_alarms")
    return "\n".join(line for line in printed.splitlines() if line.split(" ")[0] in names)


def by_genre(reports: Sequence[Made], folder: Path) -> None:
    """Prints score.py's totals for the reports of each genre."""
    for name in genres():
        mine = [made for made in reports if made.genre == name]
        if mine:
            write(mine, folder / "texts", folder / f"gold-{name}")
            print(f"\n== {name}, {len(mine)} reports\n{totals(score(folder, gold=f'gold-{name}'))}")


def damaged(made: Made, kind: str) -> Made:
    """The report after one damage, its gold moved along."""
    spans = [Span(row.start, row.end) for row in made.figures]
    text, places = carried(made.text, spans, DAMAGES[kind], Random(made.name))
    pairs = zip(made.figures, places, strict=True)
    rows = [replace(row, start=start, end=end, text=text[start:end]) for row, (start, end) in pairs]
    return replace(made, text=text, figures=tuple(rows))


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000, metavar="N")
    parser.add_argument("--mistakes", type=int, default=0, metavar="N", help="wrong figures planted in each report")
    parser.add_argument("--damage", nargs="*", default=(), choices=DAMAGES, metavar="KIND", help="also after each damage")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list mistakes, N of each kind a report")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to leave texts, gold and rows")
    args = parser.parse_args()
    reports = [report(seed, mistakes=args.mistakes) for seed in MEASURING_SEEDS[: args.reports]]
    print(f"{len(reports)} reports", dict(Counter(made.genre for made in reports)))
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        printed = run(reports, folder, args.misses)
        print(printed if args.misses else totals(printed))
        by_genre(reports, folder)
        for kind in args.damage:
            print(f"\n== damage: {kind}\n{totals(run([damaged(made, kind) for made in reports], folder / kind))}", flush=True)


if __name__ == "__main__":
    main()
