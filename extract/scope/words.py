"""The word lists of words.toml, compiled once."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, cast

import regex

Pattern = re.Pattern[str]

# What stands at the end of a word of a list: its last character, with those before it as long as they can be left out.
_LOOK_AROUND = regex.compile(r"\(\?<?[=!][^()]*\)")
_CHOSEN_LAST = re.compile(r"\[([^\]\[\\^-]+)\]$")
_LAST = regex.compile(r"[^?](?:[^?]\?)*$")
_CLASS = re.compile(r"\[([^\]\[\\^-]+)\]")
_GROUP = re.compile(r"\(\?:([^()\[\]?*+{]+)\)")
_LOOK_BEHIND = re.compile(r"\((\?<[=!])([^()]+)\)")
_BEHIND = re.compile(r"(?P<looks>(?:\(\?<[=!][^()]+\))+)(?P<first>[\u4e00-\u9fff])(?![?*+{])")
_QUANTIFIERS = frozenset("?*+{")
_SLOT = regex.compile(r"\{(?P<names>[a-z_]+\.[a-z_]+(?:\|[a-z_]+\.[a-z_]+)*)\}")


@cache
def word_lists() -> dict[str, Any]:
    """The tables of words.toml as they stand."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def words(name: str) -> tuple[str, ...]:
    """One list of words.toml by its table and name.

    >>> words("parts.rest")
    ('其余', '剩余', '余下')
    """
    table, _, key = name.partition(".")
    return tuple(word_lists()[table][key])


def alternatives(*names: str) -> str:
    """The words of the named lists as one alternation, longest first; what a word must not stand beside does not count."""
    found = dict.fromkeys(word for name in names for word in words(name))
    ordered = sorted(found, key=lambda word: len(_LOOK_AROUND.sub("", word)), reverse=True)
    return "|".join(begun for word in ordered for begun in from_literals(word))


def from_literals(word: str) -> list[str]:
    """A word with each choice at its head written out, and what must not stand before it behind its first character.

    It matches the same: but where each word of an alternation begins with a character, `re` skips to one of these.

    >>> from_literals("[入出]编(?!制)"), from_literals("(?:低保|五保)[户人]"), from_literals("(?<!行政)审核")
    (['入编(?!制)', '出编(?!制)'], ['低保[户人]', '五保[户人]'], ['审(?<!(?:行政)审)核'])
    """
    if (chosen := _CLASS.match(word)) and word[chosen.end() : chosen.end() + 1] not in _QUANTIFIERS:
        return [first + word[chosen.end() :] for first in chosen[1]]
    if (group := _GROUP.match(word)) and word[group.end() : group.end() + 1] not in _QUANTIFIERS:
        return [begun for part in group[1].split("|") for begun in from_literals(part + word[group.end() :])]
    if behind := _BEHIND.match(word):
        first = behind["first"]
        return [first + _LOOK_BEHIND.sub(rf"(\1(?:\2){first})", behind["looks"]) + word[behind.end() :]]
    return [word]


@cache
def pattern(template: str) -> Pattern:
    """`template` compiled, with each `{table.list}` or `{table.list|table.list}` replaced by the words of the lists.

    >>> pattern("^{parts.rest}的").pattern
    '^(?:其余|剩余|余下)的'
    """
    text = _SLOT.sub(lambda slot: f"(?:{alternatives(*slot['names'].split('|'))})", template)
    try:
        return re.compile(text)  # a third faster; it takes no look behind of several lengths
    except re.error:
        return cast(Pattern, regex.compile(text))  # which has all that Pattern has


def first_characters(find: Pattern) -> frozenset[str]:
    """The characters with which a match of a list of words can begin; a cheap look before `find` is tried.

    >>> sorted(first_characters(pattern("{parts.rest}")))
    ['余', '其', '剩']
    """
    begin = regex.compile(find.pattern)
    return frozenset(char for char in (*find.pattern, *"0123456789") if begin.match(char, partial=True))


def last_characters(name: str) -> frozenset[str]:
    """The characters with which a word of the list can end; only for lists without groups.

    >>> sorted(last_characters("parts.rest"))
    ['下', '余']
    """
    plain = [_LOOK_AROUND.sub("", word) for word in words(name)]
    chosen = {char for word in plain if (one := _CHOSEN_LAST.search(word)) for char in one[1]}
    return frozenset(chosen.union(char for word in plain if (end := _LAST.search(word)) for char in end[0] if char not in "?]"))
