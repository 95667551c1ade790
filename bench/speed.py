"""How fast gouji reads, and beside it two libraries that read quantities: python bench/speed.py [--peers PYTHON]

Everything runs in one process without threads. What is timed has run once before; of the rounds the best is shown.
Speeds are per second of processor time, so that other work on the machine counts less.
"""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from clock import Timing, best, print_table
from material import Material, add_options, material, scorer
from recall import HEADS, Coverage, Row, Spans, to_source

from gouji.check import evaluate
from gouji.extract import extract
from gouji.extract.quantities import find_quantities  # of a repaired text, as the peers get it
from gouji.normalize import CleanText, Source, clean, read_source
from gouji.pipeline import read_report, tagger_of
from gouji.schemas import Document

PEERS = Path(__file__).with_name("peers.py")


def measure_gouji(paths: Sequence[Path], characters: int, rounds: int) -> None:
    """Print the speed of the whole way, with patterns alone and with the scope component, and of its parts."""
    sources = [read_source(path) for path in paths]
    cleaned = [clean(source.text, source.aside) for source in sources]
    once = sum(len(source.text) for source in sources)
    times = max(1, round(characters / once))
    read = list(map(extract, sources, cleaned))
    every: dict[str, tuple[Callable[..., object], Sequence[Sequence[object]]]] = {
        "whole, patterns": (_read_with(ner=False), [(path,) for path in paths]),
        "whole, with NER": (_read_with(ner=True), [(path,) for path in paths]),
        "· read": (read_source, [(path,) for path in paths]),
        "· clean": (clean, [(source.text,) for source in sources]),
        "· extract": (extract, list(zip(sources, cleaned, strict=True))),
        "·· find_quantities": (find_quantities, [(text.text,) for text in cleaned]),
        "· evaluate": (_evaluate, [(document,) for document in read]),
    }
    rows = []
    for name, (step, arguments) in every.items():
        timing = best(rounds, partial(_repeat, times, step, arguments))
        rows.append([name, *_speed(timing, times * once, times * len(paths))])
    title = f"gouji: {len(paths)} reports × {times} = {times * once:,} characters, best of {rounds}"
    print_table(title, ("step", "cpu s", "wall s", "characters/s", "documents/s"), rows)


def _read_with(*, ner: bool) -> Callable[[Path], Document]:
    tagger = tagger_of(ner)
    return lambda path: read_report(str(path), tagger=tagger)


def _evaluate(document: Document) -> object:
    return evaluate({figure.figure: figure for figure in document.figures}, document.relations)


def _repeat(times: int, step: Callable[..., object], arguments: Sequence[Sequence[object]]) -> None:
    for _ in range(times):
        for one in arguments:
            step(*one)


def _speed(timing: Timing, characters: int, documents: int) -> list[str]:
    per_second = (f"{characters / timing.cpu:,.0f}", f"{documents / timing.cpu:,.0f}") if timing.cpu else ("–", "–")
    return [f"{timing.cpu:.2f}", f"{timing.wall:.2f}", *per_second]


def compare(found: Material, peers: Path, rounds: int) -> None:
    """Print the speed and the coverage of gouji and its peers on the reports that have gold, each read once.

    The peers get the text that gouji has repaired, so that damage in the source is not held against them.
    """
    judged = list(found.judged())
    if not judged:
        raise SystemExit(f"bench: {found.gold} has no gold for these reports")
    sources = [read_source(path) for path, _ in judged]
    cleaned = [clean(source.text, source.aside) for source in sources]
    results = run_peers(peers, [text.text for text in cleaned], rounds)
    print_speeds(sources, cleaned, results, rounds)
    print_coverage([gold for _, gold in judged], sources, cleaned, results)


def run_peers(python: Path, texts: list[str], rounds: int) -> dict[str, Any]:
    """What peers.py finds and how long it takes, in the environment of `python`."""
    with tempfile.TemporaryDirectory() as folder:
        task, result = Path(folder, "task.json"), Path(folder, "result.json")
        task.write_text(json.dumps({"rounds": rounds, "texts": texts}), encoding="utf-8")
        command: list[str | Path] = [python, "-W", "ignore", PEERS, task, result]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode != 0:
            raise SystemExit(f"bench: the peers did not run\n{done.stderr}")
        return dict(json.loads(result.read_text(encoding="utf-8")))


def print_speeds(sources: Sequence[Source], cleaned: Sequence[CleanText], results: dict[str, Any], rounds: int) -> None:
    """Seconds and speed on the same texts, and how many times as long as each of the two ways of gouji a reader takes."""
    characters = sum(len(text.text) for text in cleaned)
    numbers = best(rounds, lambda: [find_quantities(text.text) for text in cleaned]).cpu
    whole = best(rounds, lambda: [_from_text(source) for source in sources]).cpu
    seconds = {"gouji, numbers and units": numbers, "gouji, whole, patterns": whole}
    for name, result in results.items():
        parts = {part: timing["cpu"] for part, timing in result["seconds"].items()}
        seconds[f"{name} {result['version']}"] = sum(parts.values())
        seconds |= {f"· {part}": cpu for part, cpu in parts.items()}
    rows = [
        [name, f"{cpu:.3f}", f"{characters / cpu:,.0f}", f"{cpu / numbers:.2f}", f"{cpu / whole:.2f}"]
        for name, cpu in seconds.items()
    ]
    title = f"the same texts: {len(cleaned)} reports with gold, {characters:,} characters, best of {rounds}"
    print_table(title, ("reader", "cpu s", "characters/s", "× gouji numbers", "× gouji whole"), rows)


def _from_text(source: Source) -> object:
    return _evaluate(extract(source, clean(source.text, source.aside)))


def print_coverage(
    gold: Sequence[list[Row]], sources: Sequence[Source], cleaned: Sequence[CleanText], results: dict[str, Any]
) -> None:
    """How many gold figures each reader finds. jionlp offers money and lengths of time, so these stand on their own too."""
    read = [extract(source, text) for source, text in zip(sources, cleaned, strict=True)]
    spans: dict[str, list[Spans]] = {
        "gouji": [[(figure.start, figure.end, str(figure.value)) for figure in document.figures] for document in read]
    }
    for name, result in results.items():
        spans[name] = [to_source(text.span, found) for text, found in zip(cleaned, result["found"], strict=True)]
    score, rows = scorer(), []
    for name, found in spans.items():
        for label, kinds in ((name, None), ("· money and durations", {"money", "duration"})):
            coverage = Coverage()
            for one, outputs in _of_kinds(gold, found, kinds):
                coverage.add(score, one, outputs)
            rows.append([label, *(coverage.cells() if kinds is None else [*coverage.cells()[:3], "", ""])])
    print_table("figures marked by hand, found by", ("reader", *HEADS), rows)


def _of_kinds(gold: Sequence[list[Row]], found: Sequence[Spans], kinds: set[str] | None) -> Iterator[tuple[list[Row], Spans]]:
    """Report by report the gold rows of these kinds (None: of all), and what was found there."""
    for rows, outputs in zip(gold, found, strict=True):
        yield [row for row in rows if kinds is None or row["kind"] in kinds], outputs


def options_of(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--characters", type=int, default=1_000_000, metavar="N", help="how much gouji reads a round")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="the best of N is shown")
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="of an environment with requirements-peers.lock")
    return parser.parse_args(arguments)


def main() -> None:
    options = options_of(sys.argv[1:])
    found = material(options)
    measure_gouji(found.reports, options.characters, options.rounds)
    if options.peers:
        compare(found, options.peers, options.rounds)


if __name__ == "__main__":
    main()
