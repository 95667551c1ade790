"""One fact told in two sentences with numbers a slip of the pen apart: 办结46108件, and later 办结46180件."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gouji.check.implied.tie import tie
from gouji.check.naming import level_name
from gouji.check.reading import read
from gouji.check.slips import slips
from gouji.schemas import Figure, Relation

LEAST = 4  # characters of a name that tells one fact from another
DIGITS = 100  # smaller numbers are a slip apart too often

_level_name = lru_cache(maxsize=4096)(level_name)


def relations(figures: Sequence[Figure]) -> Iterator[Relation]:
    """later = earlier, where a name, period and unit stand in just two sentences, with numbers of three digits or more."""
    told: dict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if _tells(figure) and len(name := _level_name(figure.subject, figure.measure)) >= LEAST:
            told[name, figure.period or "", figure.unit, figure.kind].append(figure)
    for statements in told.values():
        if len(statements) != 2:
            continue
        earlier, later = sorted(statements, key=lambda figure: figure.start)
        if earlier.sentence != later.sentence and earlier.value != later.value and _a_slip_apart(earlier, later):
            yield tie("equal", later, [(1, earlier)], "implied.restated")


def _tells(figure: Figure) -> bool:
    level = figure.role not in ("delta", "rate") and figure.kind not in ("percentage", "duration", "score")
    return level and figure.mode == "actual" and figure.bound == "exact" and bool(figure.period) and figure.value >= DIGITS


def _a_slip_apart(one: Figure, other: Figure) -> bool:
    reading, wanted = read(one), read(other)
    return reading is not None and wanted is not None and reading.step == wanted.step and wanted.value in set(slips(reading))
