"""Sums that official forms and classifications prescribe, wherever a report gives all of their indicators."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gouji.check.implied.tie import tie
from gouji.schemas import Figure, Relation


@dataclass(frozen=True, slots=True)
class Prescribed:
    """The indicator `lhs` equals those of `plus` less those of `minus`; `codes` are all of them."""

    rule: str
    lhs: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    codes: frozenset[str]


@cache
def prescribed() -> tuple[Prescribed, ...]:
    """The sums of check/implied/prescribed.toml."""
    text = files("gouji.check.implied").joinpath("prescribed.toml").read_text(encoding="utf-8")
    return tuple(
        Prescribed(
            row["rule"],
            row["lhs"],
            tuple(row["plus"]),
            tuple(row.get("minus", ())),
            frozenset((row["lhs"], *row["plus"], *row.get("minus", ()))),
        )
        for row in tomllib.loads(text)["sum"]
    )


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for rule in prescribed() for code in rule.codes)


def relations(figures: Sequence[Figure]) -> Iterator[Relation]:
    """The prescribed sums of one report: one for each period, subject and breakdown that has every indicator just once.

    An indicator stands there once where all its figures agree.
    """
    places: dict[tuple[str, str, str], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.indicator in _codes() and figure.mode == "actual" and figure.role not in ("delta", "rate") and figure.period:
            places[figure.period, figure.subject, figure.breakdown][figure.indicator or ""].append(figure)
    for here in places.values():
        for rule in prescribed():
            if not rule.codes <= here.keys():
                continue
            lhs, terms = _once(here, rule.lhs), [(1, _once(here, code)) for code in rule.plus]
            terms += [(-1, _once(here, code)) for code in rule.minus]
            there = [(sign, figure) for sign, figure in terms if figure is not None]
            if lhs is not None and len(there) == len(terms):
                yield tie("sum", lhs, there, "implied.form" if rule.rule == "form" else "implied.division")


def _once(here: Mapping[str, Sequence[Figure]], code: str) -> Figure | None:
    found = here.get(code, ())
    return found[0] if len({(figure.value, figure.low, figure.high) for figure in found}) == 1 else None
