"""One folder of an archive and the folder of its gold: written as a whole, and known as done by its index."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from gouji.corpora.bulk.kinds import KINDS, Sheet
from gouji.corpora.bulk.offices import Office, office
from gouji.corpora.demo.build import write_lines
from gouji.corpora.generate.archives.values import Fault
from gouji.corpora.generate.reports.content import Fact
from gouji.corpora.generate.reports.gold import agree
from gouji.corpora.generate.reports.values import Made

SHELF = 250  # reports in a folder: with three files each, its gold folder keeps below 1,000


@dataclass(frozen=True, slots=True)
class Plan:
    """What an archive is to be: `faults` the share of sections with a mistake, `years` the reports of each office."""

    reports: int
    kinds: tuple[str, ...]
    faults: float
    seed: int
    years: int

    @property
    def shelves(self) -> range:
        """The numbers of its folders."""
        return range(-(-self.reports // self.size))

    @property
    def size(self) -> int:
        """Reports in a full folder: whole offices."""
        return SHELF // self.years * self.years

    def on(self, shelf: int) -> int:
        """How many reports that folder holds."""
        return min(self.size, self.reports - shelf * self.size)

    def offices(self, shelf: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The numbers of the offices of that folder, each with the kinds of its reports in order."""
        first = shelf * self.size
        for start in range(first, first + self.on(shelf), self.years):
            end = min(start + self.years, self.reports)
            yield start // self.years, tuple(self.kinds[place % len(self.kinds)] for place in range(start, end))


def is_done(out: Path, plan: Plan, shelf: int) -> bool:
    """Whether that folder is complete."""
    index = _gold(out, shelf) / "index.jsonl"
    return index.exists() and len(index.read_bytes().splitlines()) == plan.on(shelf)


def write_shelf(out: Path, plan: Plan, shelf: int) -> int:
    """Write that folder and its gold, the index last; the number of reports. Raises OSError where they cannot be written."""
    texts, gold = out / "reports" / f"{shelf:04}", _gold(out, shelf)
    for folder in (texts, gold):
        folder.mkdir(parents=True, exist_ok=True)
    index: list[dict[str, Any]] = []
    faults: list[dict[str, Any]] = []
    threads: dict[str, Any] = {"docs": {}, "planted": [], "secondary": [], "consistent": []}
    for number, kinds in plan.offices(shelf):
        made = office(plan.seed, number, [kind == "txt" for kind in kinds], plan.faults)
        sheets = {}
        for report, account, kind in zip(made.reports, made.accounts, kinds, strict=True):
            path = texts / f"{report.name}.{kind}"
            sheets[report.name] = KINDS[kind](report, account, path)
            _write_gold(gold, report, sheets[report.name])
            about = {"office": made.name, "genre": report.genre, "year": report.year}
            index.append({"document": report.name, "file": path.relative_to(out).as_posix(), "kind": kind, **about})
        texts_of = {report.name: report for report in made.reports}
        faults += [_fault_row(fault, texts_of[fault.document], sheets[fault.document]) for fault in made.faults]
        _hang_together(made, threads)
    write_lines(gold / "planted.jsonl", faults)
    (gold / "series.json").write_text(json.dumps(threads, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    half = gold / "index.jsonl.part"
    write_lines(half, index)
    half.replace(gold / "index.jsonl")
    return len(index)


def _gold(out: Path, shelf: int) -> Path:
    return out / "gold" / f"{shelf:04}"


def _write_gold(gold: Path, made: Made, sheet: Sheet) -> None:
    write_lines(gold / f"{made.name}.figures.jsonl", sheet.figures)
    write_lines(gold / f"{made.name}.identities.jsonl", [row.row() for row in made.relations])
    if sheet.expected is not None:
        (gold / f"{made.name}.txt").write_text(sheet.expected, encoding="utf-8", newline="\n")


def _fault_row(fault: Fault, made: Made, sheet: Sheet) -> dict[str, Any]:
    """The fault with the ids of its figures, and its places in the text to expect."""
    at = {(row.start, row.end): row.id for row in made.figures}
    ids = [at[place] for place in fault.places]
    moved = {row["id"]: [row["start"], row["end"]] for row in sheet.figures}
    return {**asdict(fault), "figures": ids, "places": [moved[each] for each in ids]}


def _hang_together(made: Office, threads: dict[str, Any]) -> None:
    """Adds to `threads` (the fields of gold/dev/series.json) what two reports of the office both say."""
    threads["docs"] |= {report.name: report.year for report in made.reports}
    for (then, said_then), (now, said_now) in pairwise(zip(made.reports, _said(made), strict=True)):
        for fact, before in now.taken.items():
            if fact in now.facts and before in then.facts:
                figures = [[then.name, then.facts[before]], [now.name, now.facts[fact]]]
                pair = {"type": "equal", "docs": [then.name, now.name], "figures": figures}
                same = agree(said_then[before], said_now[fact])
                mine = threads["consistent" if same else "planted"]
                mine.append({"id": f"{'C' if same else 'X'}{len(mine) + 1}", **pair})


def _said(made: Office) -> Iterable[dict[str, Fact]]:
    """The facts of each report by `BLOCK.FACT`, as they are printed."""
    for account in made.accounts:
        yield {f"{block}.{key}": fact for block, facts in account.facts().items() for key, fact in facts.items()}
