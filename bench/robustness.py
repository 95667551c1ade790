"""What each single damage costs on the gold reports of our own.

    python bench/robustness.py [--damage KIND…] [--misses N] [--keep DIR]

The reports are read by `gouji run` as they are and after each damage of corpora/damage.py, their gold carried along, and
scored by corpora/gold/score.py. Printed: F1 of figures and of rows, and how much lower each is than on the sound reports.
"""

import json
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from clock import print_table
from generated import DAMAGES, damaged, run, scores
from material import ROOT

from gouji.corpora.generate.reports.values import GoldFigure, Made
from gouji.normalize import read_source

GOLD = ROOT / "corpora" / "gold"
# Damaged as they stand: wrapped, in full-width digits, without percent signs, glossed, with points, torn by a wrong encoding.
UNSOUND = frozenset({"d05", "d08", "d09", "e08", "e09", "e10", "e11", "h10", "h12"})
SCORED = ("figures", "rows")


def sound_reports() -> list[Made]:
    """The gold reports that no archive has damaged."""
    return [_made(path) for path in sorted((GOLD / "reports").iterdir()) if path.stem not in UNSOUND]


def _made(path: Path) -> Made:
    """A report with its gold figures; its relations are not scored here."""
    lines = (GOLD / "dev" / f"{path.stem}.figures.jsonl").read_text(encoding="utf-8").splitlines()
    figures = tuple(GoldFigure(**json.loads(line)) for line in lines)
    return Made(path.stem, "", "", read_source(path).text, figures, (), {}, {})


def losses(kinds: Sequence[str], folder: Path, misses: int = 0) -> dict[str, dict[str, tuple[float, float]]]:
    """For the sound reports ("none") and each kind of damage: F1 of figures and of rows, and by how much it fell."""
    sound = sound_reports()
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for kind in ("none", *kinds):
        printed = run([made if kind == "none" else damaged(made, kind) for made in sound], folder / kind, misses)
        if misses:
            print(f"== {kind}\n{printed}", flush=True)
        f1 = scores(folder / kind)
        found[kind] = {name: (f1[name], found.get("none", {}).get(name, (f1[name], 0.0))[0] - f1[name]) for name in SCORED}
    return found


def main() -> None:
    """Reads the command line and prints the table."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--damage", nargs="*", default=list(DAMAGES), choices=DAMAGES, metavar="KIND")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list mistakes, N of each kind a report")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to leave texts, gold and rows")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = losses(args.damage, args.keep or Path(scratch), args.misses)
    table = [[kind, *(f"{number:.4f}" for name in SCORED for number in f1[name])] for kind, f1 in found.items()]
    print_table(f"F1 on {len(sound_reports())} reports", ("damage", "figures", "lost", "rows", "lost"), table)


if __name__ == "__main__":
    main()
