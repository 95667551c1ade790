"""The conformance suite as data: what a reader of Chinese numerals and quantities must find, and what it must leave alone.

cases/ORIGIN/FORM.toml, with `{` and `}` round each figure, whose offsets so come from the text:

    [[group]]       one value, one unit, many surfaces, each with that figure and no other
    [[text]]        a clause with its figures in order: [value, unit] or [value, unit, bound]
    [[none]]        surfaces without any figure, and why
    [[number]]      one value, many numerals for `parse_number`
    [[no_number]]   what `parse_number` must refuse, and why

Origins: in_the_wild (`source` names the kind of document that words it so), synthetic, negative, known_failures.
What every field means stands in corpora/gold/GUIDELINES.md; the bound is exact unless a case says otherwise.
"""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

CASES = Path(__file__).parent / "cases"
ORIGINS = ("in_the_wild", "synthetic", "negative", "known_failures")
_MARK = re.compile(r"\{([^{}]*)\}")
_NUMERAL = re.compile(r"[0-9０-９零〇○一二三四五六七八九十百千万亿两半廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩]")


class Expected(NamedTuple):
    """A figure that must be found; `kind`, `low` and `high` are None where a case leaves them open, "open" is no limit."""

    start: int
    end: int
    value: Decimal
    unit: str
    bound: str = "exact"
    kind: str | None = None
    low: str | None = None
    high: str | None = None


class Case(NamedTuple):
    """One surface. `group` is the same for the surfaces of one value; `reader` the function it is a case of."""

    origin: str
    form: str
    group: int
    text: str
    figures: tuple[Expected, ...]
    reader: str
    trap: bool

    @property
    def name(self) -> str:
        """For the reports of a test run."""
        return f"{self.origin}-{self.form}-{self.group}-{self.text}"


def cases() -> Iterator[Case]:
    """All cases, in the order of their files."""
    for origin in ORIGINS:
        for path in sorted((CASES / origin).glob("*.toml")):
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            entries = ((kind, entry) for kind, listed in data.items() for entry in listed)
            for group, (kind, entry) in enumerate(entries):
                for text, figures in _surfaces(kind, entry, f"{path.parent.name}/{path.name}"):
                    reader = "parse_number" if kind in ("number", "no_number") else "find_quantities"
                    trap = reader == "find_quantities" and bool(_NUMERAL.search(_MARK.sub("", text)))
                    yield Case(origin, path.stem, group, text.translate(_UNMARKED), tuple(figures), reader, trap)


_UNMARKED = str.maketrans("", "", "{}")


def _surfaces(kind: str, entry: dict[str, Any], where: str) -> Iterator[tuple[str, list[Expected]]]:
    if kind in ("none", "no_number"):
        yield from ((text, []) for text in entry["texts" if kind == "none" else "numerals"])
    elif kind == "text":
        wanted = [(Decimal(value), unit, *rest) for value, unit, *rest in entry["figures"]]
        yield entry["text"], _marked(entry["text"], wanted, where)
    elif kind == "group":
        rest = (entry.get("bound", "exact"), entry.get("kind"), entry.get("low"), entry.get("high"))
        one = (Decimal(entry["value"]), entry["unit"], *rest)
        yield from ((text, _marked(text, [one], where)) for text in entry["texts"])
    else:
        rest = (entry.get("bound", "exact"), None, entry.get("low"), entry.get("high"))
        yield from ((text, [Expected(0, len(text), Decimal(entry["value"]), "", *rest)]) for text in entry["numerals"])


def _marked(text: str, wanted: list[Any], where: str) -> list[Expected]:
    marks = list(_MARK.finditer(text))
    if len(marks) != len(wanted):
        raise ValueError(f"{where}: {len(marks)} marks for {len(wanted)} figures: {text}")
    # Every mark before this one took two characters with it, and its own brace one.
    places = ((m.start() - 2 * n, m.end() - 2 * n - 2) for n, m in enumerate(marks))
    return [Expected(start, end, *one) for (start, end), one in zip(places, wanted, strict=True)]
