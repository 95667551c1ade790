"""Units and measure words: which word stands after a number, and what a figure in it is by default (units.toml)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from gouji.schemas.figure import Kind

Family = Literal[
    "money", "percentage", "score", "duration", "people", "turns", "organisation", "place", "counter", "multiple", "measure"
]


# Signs and names of a currency that stand before a number which has no unit of its own: ¥3,200, HK$520万. ISO 4217.
CURRENCY_SIGNS = {
    "¥": "元",
    "￥": "元",
    "$": "元",
    "RMB": "元",
    "CNY": "元",
    "人民币": "元",
    "HK$": "港元",
    "HKD": "港元",
    "港币": "港元",
    "US$": "美元",
    "USD": "美元",
    "NT$": "新台币",
    "新台币": "新台币",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it may be written: `word` is the spelling looked for, `name` the canonical unit (％ is %, 个百分点 百分点).

    `kind` is what a figure in this unit is where nothing else says. `digits_only` units do not follow a numeral in
    characters. `blocked` are the characters that, directly after, make it another word; with `only` it is the other way
    round: no Chinese character may follow but these.
    """

    word: str
    name: str
    family: Family
    kind: Kind
    digits_only: bool = False
    blocked: str = ""
    only: bool = False

    @property
    def pattern(self) -> str:
        """The word where what follows it leaves it a unit, as a pattern."""
        word, blocked = re.escape(self.word), re.escape(self.blocked)
        if self.word[-1].isascii() and self.word[-1].isalpha():
            return f"{word}(?![0-9A-Za-z])"
        if self.only:
            return f"{word}(?:(?=[{blocked}])|(?![一-鿿]))" if blocked else f"{word}(?![一-鿿])"
        return f"{word}(?![{blocked}])" if blocked else word


@cache
def _table() -> tuple[dict[str, Unit], dict[str, tuple[Unit, ...]]]:
    data: dict[str, Any] = tomllib.loads(files("gouji.schemas").joinpath("units.toml").read_text(encoding="utf-8"))
    digits_only = set(data["digits_only"]["words"].split())
    not_before: dict[str, str] = data["not_before"]
    same_as: dict[str, str] = data["same_as"]
    families = {word: family for family, entry in data["families"].items() for word in entry["words"].split()}
    units = {}
    for word in [*families, *same_as]:
        name = same_as.get(word, word)
        blocked = not_before.get(word, "")
        units[word] = Unit(
            word=word,
            name=name,
            family=cast(Family, families[name]),
            kind=cast(Kind, data["families"][families[name]]["kind"]),
            digits_only=word in digits_only,
            blocked=blocked.lstrip("*"),
            only=blocked.startswith("*"),
        )
    by_first: dict[str, list[Unit]] = {}
    for word in sorted(units, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(units[word])
    return units, {first: tuple(found) for first, found in by_first.items()}


def unit(word: str) -> Unit | None:
    """The unit written as `word`, or None."""
    return _table()[0].get(word)


def units_by_first() -> dict[str, tuple[Unit, ...]]:
    """All units by their first character, longest spelling first."""
    return _table()[1]


def find_unit(text: str, start: int, end: int | None = None) -> Unit | None:
    """The longest unit that stands at `start` of `text` and is no beginning of another word, or None."""
    end = len(text) if end is None else end
    if start >= end or (find := _patterns().get(text[start])) is None:
        return None
    found = find.match(text, start, end)
    return _table()[0][found[0]] if found else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The units that begin with a character in one pattern, the longest first."""
    return {first: re.compile("|".join(each.pattern for each in found)) for first, found in units_by_first().items()}
