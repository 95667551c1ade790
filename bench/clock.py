"""Timing, and printing what was timed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one round: `cpu` of this process, `wall` on the clock. Times are measurements, so they are floats."""

    cpu: float
    wall: float


def best(rounds: int, work: Callable[[], object]) -> Timing:
    """The round that took least processor time."""
    return min((_once(work) for _ in range(rounds)), key=lambda timing: timing.cpu)


def _once(work: Callable[[], object]) -> Timing:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Timing(time.process_time() - cpu, time.perf_counter() - wall)


def print_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table whose columns stand two spaces or more apart; the first is flush left, the others flush right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    print(f"\n{title}")
    for row in [heads, *rows]:
        first, *others = (
            cell.ljust(width) if not at else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join((first, *others)).rstrip())
    print(flush=True)
