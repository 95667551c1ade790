"""What the benchmarks read: reports, and the rows made by hand for some of them."""

import importlib.util
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SCORER = ROOT / "corpora" / "gold" / "score.py"


@dataclass(frozen=True, slots=True)
class Material:
    """The report files, in order of their names, and the folder that has gold rows for some of them."""

    reports: tuple[Path, ...]
    gold: Path

    def judged(self) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
        """Each report that has gold figures, with those."""
        for path in self.reports:
            rows = self.gold / f"{path.stem}.figures.jsonl"
            if rows.exists():
                yield path, [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]


def add_options(parser: ArgumentParser) -> None:
    """The options that say what is read."""
    parser.add_argument("--reports", type=Path, action="append", metavar="DIR", help="reports (default: ../shared, or ours)")
    parser.add_argument("--gold", type=Path, metavar="DIR", help="their gold rows")


def material(options: Namespace) -> Material:
    """What the options name; without them the shared reports beside the checkout, or those that come with it."""
    beside = (SHARED / "reports").is_dir()
    ours = [ROOT / "corpora" / "gold" / "reports", ROOT / "corpora" / "demo" / "reports"]
    folders = options.reports or ([SHARED / "reports"] if beside else ours)
    gold = options.gold or (SHARED / "gold" / "dev" if beside else ROOT / "corpora" / "gold" / "dev")
    reports = tuple(path for folder in folders for path in sorted(folder.glob("*.txt")))
    if not reports:
        raise SystemExit(f"bench: no reports in {', '.join(map(str, folders))}")
    return Material(reports, gold)


def scorer() -> ModuleType:
    """corpora/gold/score.py, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
