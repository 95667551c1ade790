"""Which indicator a row is: from its measure, subject, unit, kind and role, by the wordings of schemas/indicators.toml."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from gouji.schemas import Kind, Role
from gouji.schemas.indicators import Indicator, Lexicon, bare_name, lexicon

_LONGEST = 200  # characters of measure and subject; the longest name of a form with its column has 70
_SHORTEST = 2  # what is left of a name after its beginning and ending must still be a word
_SHARES = frozenset(("%", "百分点", "‰"))


class Known(NamedTuple):
    """`code` of the indicator, and `breakdown`: what measure and subject say besides, attributes by their names, joined by ·.

    Two rows of one code are of one thing only where their breakdowns are equal too.
    """

    code: str
    breakdown: str


@lru_cache(maxsize=1 << 16)
def known_indicator(measure: str, subject: str, unit: str, kind: Kind, role: Role) -> Known | None:
    """The indicator of a row, or None where any word of it is not understood.

    The words of measure and subject are those of a clean text: simplified, the parts of a subject joined by ·. Of a
    change (role `delta`, or a rate of growth) it is the indicator of what changed.

    >>> known_indicator("编制", "县直·行政", "名", "quota", "part")
    Known(code='QUOTA_ADMIN', breakdown='县直')
    >>> known_indicator("降幅", "吃“财政饭”·人员", "%", "percentage", "rate")
    Known(code='FISCAL_STAFF', breakdown='')
    >>> known_indicator("收回行政编制", "", "名", "quota", "plain")
    """
    if len(measure) + len(subject) > _LONGEST:
        return None
    words = lexicon()
    parts = [part for piece in subject.split("·") if (part := bare_name(piece))]
    name, changed = bare_name(measure), False
    if role in ("delta", "rate"):
        name, parts, changed = _without_change(name, parts)
    for indicators, rest in _readings(name, parts, words):
        fitting = [each for each in indicators if _fits(each, unit, kind, role, changed)]
        if len(fitting) == 1 and (breakdown := _breakdown(rest, words)) is not None:
            return Known(fitting[0].code, breakdown)
    return None


def _fits(indicator: Indicator, unit: str, kind: Kind, role: Role, changed: bool) -> bool:
    if role == "rate" and "percentage" not in indicator.kinds:
        return changed and unit in _SHARES  # a rate of growth; anything else is an average: so many a class
    return indicator.fits(kind, unit)


def _readings(name: str, parts: list[str], words: Lexicon) -> Iterator[tuple[tuple[Indicator, ...], list[str]]]:
    """What the name may be, with the parts left over; what takes in most of the subject first."""
    for start in range(len(parts)):
        yield _named(_joined("".join(parts[start:]), name), words), parts[:start]
    for place in range(len(parts) - 1):
        yield _named(_joined(parts[place], name), words), parts[:place] + parts[place + 1 :]
    yield _named(name, words), parts
    for cut in range(len(name) - _SHORTEST, 0, -1):
        if name[:cut] in words.attributes:
            yield _named(name[cut:], words), [*parts, name[:cut]]


def _joined(part: str, name: str) -> str:
    """Part and name in one: 行政 and 编制 are 行政编制, and 特殊教育学校 and 学校 the first of the two."""
    return part if part.endswith(name) else part + name


def _named(name: str, words: Lexicon) -> tuple[Indicator, ...]:
    """The indicators of a wording as it stands, else without what says only that it is the whole, or a number."""
    if name in words.named:
        return words.named[name]
    match = _edges().fullmatch(name)
    for core in (name[match.end(1) :], match[2], name[: match.end(2)]) if match else ():
        if len(core) >= _SHORTEST and core in words.named:
            return words.named[core]
    return ()


def _breakdown(parts: list[str], words: Lexicon) -> str | None:
    """The parts by their names in a fixed order; None where one of them is neither an attribute nor an office or a place."""
    names = []
    for part in parts:
        if part in words.nothing:
            continue
        attribute = words.attributes.get(part)
        if attribute is None and not _holder().fullmatch(part):
            return None
        names.append(attribute or part)
    return "·".join(sorted(set(names)))


def _without_change(name: str, parts: list[str]) -> tuple[str, list[str], bool]:
    """Name and parts without the words that say that it changed, and whether there were any."""
    core = _change().sub("", name)
    kept = [left for part in parts if (left := _change().sub("", part))]
    return core, kept, core != name or kept != parts


@cache
def _edges() -> re.Pattern[str]:
    words = lexicon()
    return re.compile(f"((?:{'|'.join(words.beginnings)})*)(.+?)(?:{'|'.join(words.endings)})?")


@cache
def _change() -> re.Pattern[str]:
    change = "|".join(lexicon().changes)
    return re.compile(f"^(?:{change})+|(?:{change})+$")


@cache
def _holder() -> re.Pattern[str]:
    words = lexicon()
    never = f"(?!{'|'.join(words.holder_never_first)}|.*(?:{'|'.join(words.holder_never)}))"
    return re.compile(f"{never}[一-鿿]{{1,19}}(?:{'|'.join(words.holder_endings)})")
