"""Damaged files of each kind through the whole way: python bench/fuzz.py [--files N] [--kinds txt,pdf] [--replay KIND SEED]

Every file is made from a number, so the same run can be had again, and a single file of it with --replay. A line for each
kind says how many were read and refused, the longest time and the most memory; below it the reasons, and each
fault with its number. Ends with 1 where there is a fault.

One file in --ocr-every has the real recogniser, should it need one; for the others a stand-in sees text at random, so that
all that stands around the recogniser is tried on all of them.
"""

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from clock import print_table
from fuzz_material import KINDS, mutated
from fuzz_worker import Outcome, Worker

HEADS = ("kind", "files", "read", "refused", "faults", "slowest s", "of file", "peak MB", "of file")
_TELL = 1000  # files after which the run says where it is


@dataclass(slots=True)
class Tally:
    """What became of the files of a kind."""

    kind: str
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    faults: list[Outcome] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    largest: tuple[int, int] = (0, 0)

    def add(self, outcome: Outcome) -> None:
        self.counts[outcome.result] += 1
        self.slowest = max(self.slowest, (outcome.seconds, outcome.seed))
        self.largest = max(self.largest, (outcome.peak, outcome.seed))
        if outcome.result == "refused":
            self.reasons[outcome.what] += 1
        elif outcome.result == "fault":
            self.faults.append(outcome)

    def row(self) -> list[str]:
        counts = (self.counts.total(), self.counts["read"], self.counts["refused"], self.counts["fault"])
        (seconds, slow), (peak, large) = self.slowest, self.largest
        return [self.kind, *(f"{count:,}" for count in counts), f"{seconds:.1f}", str(slow), f"{peak >> 20:,}", str(large)]


def run(options: Namespace) -> int:
    """The number of faults."""
    for kind in options.kinds:
        mutated(kind, 0)  # made before the worker is, which then has it too
    worker, faults = Worker(options.ocr_every), 0
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        for kind in options.kinds:
            tally = Tally(kind)
            for seed in range(options.first, options.first + options.files):
                outcome = worker.read(kind, seed)
                tally.add(outcome)
                if outcome.result == "fault":
                    (options.out / f"{kind}-{outcome.seed}").write_bytes(mutated(kind, outcome.seed))
                    print(f"fault: {kind} {outcome.seed}: {outcome.what}", file=sys.stderr, flush=True)
                if tally.counts.total() % _TELL == 0:
                    print(f"{kind}: {tally.counts.total():,}", file=sys.stderr, flush=True)
            print_table(f"{kind}: damaged files", HEADS, [tally.row()])
            for reason, count in tally.reasons.most_common():
                print(f"  {count:>6,}  {reason}")
            for fault in tally.faults:
                print(f"  fault of {kind} {fault.seed}: {fault.what}")
            sys.stdout.flush()
            faults += len(tally.faults)
    finally:
        worker.stop()
    return faults


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000, metavar="N", help="damaged files of each kind")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the number of the first")
    parser.add_argument("--kinds", type=lambda given: given.split(","), default=list(KINDS), help=f"of {','.join(KINDS)}")
    parser.add_argument("--ocr-every", type=int, default=100, metavar="N", help="files to each that has the real recogniser")
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"), metavar="DIR", help="where files at fault are kept")
    parser.add_argument("--replay", nargs=2, metavar=("KIND", "SEED"), help="one file alone")
    options = parser.parse_args()
    if unknown := [kind for kind in options.kinds if kind not in KINDS]:
        parser.error(f"no such kind: {', '.join(unknown)}")
    if options.replay:
        options.kinds, options.first, options.files = [options.replay[0]], int(options.replay[1]), 1
    sys.exit(1 if run(options) else 0)


if __name__ == "__main__":
    main()
