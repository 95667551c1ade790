"""Indicators: what the reports of this field count, under one code however it is worded (indicators.toml)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from gouji.schemas.figure import Kind

ORIGINS = ("law", "form", "term", "usage", "taiwan", "hongkong")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is counted: `code` as in SDMX ([A-Z0-9_]), names for people, and what its figures may look like.

    `kinds` and `units` (simplified, without scale words; "" where it may stand without one) are those that a figure of it
    may have. `wordings` are as written in indicators.toml, by where they come from.
    """

    code: str
    zh: str
    en: str
    kinds: frozenset[Kind]
    units: frozenset[str]
    wordings: Mapping[str, tuple[str, ...]]

    def fits(self, kind: Kind, unit: str) -> bool:
        """Whether a figure of this kind and unit may be one of this indicator."""
        return kind in self.kinds and unit in self.units


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of indicators.toml by their `bare_name`.

    `named` has the indicators of a wording (several where their units tell them apart), `attributes` the name of the
    attribute that a wording of a breakdown stands for, `nothing` what says only that it is the whole. The others are the
    beginnings and endings that say no more than that it is a number, the words of change, and how the names of offices
    and places end, and what they never begin with and never hold.
    """

    indicators: Mapping[str, Indicator]
    named: Mapping[str, tuple[Indicator, ...]]
    attributes: Mapping[str, str]
    nothing: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    changes: tuple[str, ...]
    holder_endings: tuple[str, ...]
    holder_never_first: tuple[str, ...]
    holder_never: tuple[str, ...]


def bare_name(text: str) -> str:
    """A name without punctuation, brackets and 的, as wordings are compared.

    >>> bare_name("吃“财政饭”的人员"), bare_name("本年度办理结果·予以公开")
    ('吃财政饭人员', '本年度办理结果予以公开')
    """
    return "".join(character for character in text if character.isalnum() and character != "的")


@cache
def lexicon() -> Lexicon:
    """The lexicon of gouji/schemas/indicators.toml."""
    return read_lexicon(files("gouji.schemas").joinpath("indicators.toml").read_text(encoding="utf-8"))


def read_lexicon(text: str) -> Lexicon:
    """The lexicon that a TOML text in the form of indicators.toml describes.

    Raises ValueError where a code is given twice, a kind is unknown, or a wording says more than one thing.
    """
    data: dict[str, Any] = tomllib.loads(text)
    ignored, holders = data.pop("ignored"), data.pop("holders")
    changes = _words(data.pop("changes")["words"])
    attributes = _attributes(data.pop("breakdowns"))
    indicators: dict[str, Indicator] = {}
    for theme in data.values():
        for code, entry in theme["codes"].items():
            if code in indicators:
                raise ValueError(f"indicators: {code} is given twice")
            indicators[code] = _indicator(code, entry, theme)
    return Lexicon(
        indicators=indicators,
        named=_by_name(indicators.values()),
        attributes=attributes,
        nothing=frozenset((*_words(ignored["whole"]), *_words(ignored["time"]), *_words(ignored["total"]))),
        beginnings=_longest_first((*_words(ignored["whole"]), *_words(ignored["time"]), *_words(ignored["before"]))),
        endings=_longest_first(_words(ignored["after"])),
        changes=_longest_first(changes),
        holder_endings=_words(holders["endings"]),
        holder_never_first=_words(holders["never_first"]),
        holder_never=_words(holders["never"]),
    )


def _indicator(code: str, entry: Mapping[str, str], theme: Mapping[str, Any]) -> Indicator:
    kinds = frozenset(theme["kinds"])
    if unknown := kinds - set(get_args(Kind)):
        raise ValueError(f"indicators: {code} has unknown kinds {sorted(unknown)}")
    wordings = {origin: _words(entry[origin]) for origin in ORIGINS if origin in entry}
    units = frozenset((*_words(theme["units"]), *(("",) if theme.get("unitless") else ())))
    return Indicator(code, entry["zh"], entry["en"], kinds, units, wordings)


def _by_name(indicators: Iterable[Indicator]) -> dict[str, tuple[Indicator, ...]]:
    named: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        for name in dict.fromkeys(bare_name(word) for words in indicator.wordings.values() for word in words):
            others = named.setdefault(name, [])
            for other in others:
                if other.units & indicator.units and other.kinds & indicator.kinds:
                    raise ValueError(f"indicators: {name} is said of {other.code} and of {indicator.code}")
            others.append(indicator)
    return {name: tuple(found) for name, found in named.items()}


def _attributes(breakdowns: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for dimension in breakdowns.values():
        for name, words in dimension.items():
            for word in (name, *_words(words)):
                if attributes.setdefault(bare_name(word), name) != name:
                    raise ValueError(f"indicators: {word} is said of {attributes[bare_name(word)]} and of {name}")
    return attributes


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))
