"""Which reports come from one office, however its name is written: abbreviated, with or without the place, renamed."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_PLACE = re.compile(
    r"^(?:[省市县区旗盟州镇乡]|(?:[^省市县区旗盟州镇乡委]{1,8}(?:自治区|自治州|自治县|省|市(?!场|政|容)|县|区(?!域)|旗|盟|州|镇|乡(?!村)))+)"
)
_LEVELS = "省市县区旗盟州镇乡"
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_COMMITTEE = re.compile(r"(?:委员会|委|人民政府|政府)$")


class Office(NamedTuple):
    """`place` as far as it is written (湖北省某某县, 某某县, 县 or nothing), `body` the full name without it."""

    place: str
    body: str


def parse_office(name: str) -> Office:
    """The office that a name stands for.

    >>> parse_office("江北县编办"), parse_office("中共江北县委机构编制委员会办公室")
    (Office(place='江北县', body='机构编制委员会办公室'), Office(place='江北县', body='机构编制委员会办公室'))
    """
    text = _PARTY.sub("", "".join(character for character in name if character.isalnum()))
    for ending, body in _bodies():
        if text.endswith(ending):
            return Office(_COMMITTEE.sub("", text.removesuffix(ending)), body)
    place = _PLACE.match(text)
    if place is None or place[0] == text:
        return Office("", text)
    rest = text[place.end() :]
    return Office(place[0], re.sub(r"^(?:委|人民政府|政府)(?=.{2,}(?:局|办|办公室|部|中心)$)", "", rest))


def same_offices(names: Iterable[str]) -> Mapping[str, str]:
    """Each name as written with the key of its office; equal keys are one office.

    A name without its place (县编办) joins a fuller one only where all fuller ones of the run name the same place.
    """
    bodies: dict[str, set[str]] = defaultdict(set)
    parsed = {name: parse_office(name) for name in names}
    for office in parsed.values():
        bodies[office.body].add(office.place)
    keys = {body: _joined(places) for body, places in bodies.items()}
    return {name: keys[office.body][office.place] + office.body for name, office in parsed.items()}


def _joined(places: set[str]) -> dict[str, str]:
    """Each place with the fullest place it can stand for; itself where that is not certain."""
    joined: dict[str, str] = {}
    for place in sorted(places, key=lambda place: (-len(place), place)):
        hosts = {joined[fuller] for fuller in joined if _may_stand_for(place, fuller)}
        joined[place] = hosts.pop() if len(hosts) == 1 else place
    return joined


def _may_stand_for(short: str, full: str) -> bool:
    """Whether the shorter place leaves something of the fuller one out: the province before it, its name, its level."""
    if full.endswith(short):
        return True
    return len(short) >= 2 and full[-1] in _LEVELS and full[:-1].endswith(short)


@cache
def _bodies() -> tuple[tuple[str, str], ...]:
    """(how a name may end, the body it stands for), the longest ending first."""
    table = tomllib.loads((files(__package__) / "offices.toml").read_text(encoding="utf-8"))
    first = {name: row[0] for row in table["renamed"]["rows"] for name in row}
    endings = {short: first.get(body, body) for short, body in table["abbreviations"].items()}
    for body in (*table["abbreviations"].values(), *table["plain"]["names"], *first):
        endings[body] = first.get(body, body)
    return tuple(sorted(endings.items(), key=lambda pair: (-len(pair[0]), pair[0])))
