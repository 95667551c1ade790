"""Which office a name stands for, however it is written: abbreviated, renamed, with or without its place."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

_PLACE = re.compile(
    r"^(?:[省市县区旗盟州镇乡]|(?:[^省市县区旗盟州镇乡委]{1,8}(?:自治区|自治州|自治县|省|市(?!场|政|容|管理|民代表)|县|区(?!域)|旗|盟|州|镇(?!民代表)|乡(?!村|民代表)))+)"
)
_LEVELS = "省市县区旗盟州镇乡"
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_COMMITTEE = re.compile(r"(?:委员会|委|人民政府|政府)$")
_JOINT = re.compile(r"[、/／]")
_MASKED = re.compile(r"[*＊×✕□○〇]|某")  # ***镇, 某县: whose it is was taken out on purpose
# What may stand before the place in a title: the number in a collection, the year, 关于.
_NUMBERED = re.compile(r"^(?:附件\s*\d*|第[一二三四五六七八九十\d]+篇|篇[一二三四五六七八九十]+)[\s:：]*")
_BEFORE_PLACE = re.compile(r"^(?:关于|[\d〇○零一二三四五六七八九十]{2,4}年度?(?:[上下]半年)?)+")
_AND = ("与", "和", "及", "、")


class Office(NamedTuple):
    """`place` as far as it is written (湖北省某某县, 某某县, 县 or nothing), `body` the full name without it."""

    place: str
    body: str


class Ground(NamedTuple):
    """Why a name is taken for an office: `short` stands for `full`.

    short    an abbreviation: 编办, 机构编制委员会办公室
    renamed  a body that has changed its name: the old one, the one that stands for all
    place    a place left out or cut short, and the only one of the run that it can be
    heading  a place left out, and the one in the title
    title    no office is named; the title, and the only office of its place whose business it is
    """

    kind: Literal["short", "renamed", "place", "heading", "title"]
    short: str
    full: str


def parse_office(name: str) -> Office:
    """The office that a name stands for.

    >>> parse_office("江北县编办"), parse_office("中共江北县委机构编制委员会办公室")
    (Office(place='江北县', body='机构编制委员会办公室'), Office(place='江北县', body='机构编制委员会办公室'))
    """
    return _parsed(name)[0]


def grounds_of(name: str) -> tuple[Ground, ...]:
    """What was read into a name to find its office; () where it stands in full.

    >>> grounds_of("江北县编办")
    (Ground(kind='short', short='编办', full='机构编制委员会办公室'),)
    """
    return _parsed(name)[1]


def _parsed(name: str) -> tuple[Office, tuple[Ground, ...]]:
    if _JOINT.search(name):  # 县委、县政府: of two, and of neither
        return Office("", "".join(character for character in name if character.isalnum())), ()
    text = _PARTY.sub("", "".join(character for character in _NUMBERED.sub("", name) if character.isalnum()))
    for ending, body in _bodies():
        if text.endswith(ending):
            place = _COMMITTEE.sub("", text.removesuffix(ending))
            if ending == body:
                return Office(place, body), ()
            return Office(place, body), (Ground("short" if ending in _table()["abbreviations"] else "renamed", ending, body),)
    found = _PLACE.match(text)
    if found is None:
        return Office("", text), ()
    if found[0] == text:  # 石塘镇2019年工作总结 is its government's
        return Office(text, "政府"), (Ground("short", text, f"{text}政府"),)
    rest = text[found.end() :]
    return Office(found[0], re.sub(r"^(?:委|人民政府|政府)(?=.{2,}(?:局|办|办公室|部|中心|委员会)$)", "", rest)), ()


def is_masked(name: str) -> bool:
    """Whether the name hides whose it is (***镇, 某县编办), so that two of them may be two offices.

    >>> is_masked("***镇"), is_masked("江北县编办")
    (True, False)
    """
    return _MASKED.search(name) is not None


def place_in(title: str | None) -> str:
    """The place that a title begins with, its year aside; "" where it names none.

    >>> place_in("2007年上半年江北市编制工作情况的报告"), place_in("关于2011年度工作的报告")
    ('江北市', '')
    """
    found = _PLACE.match(_BEFORE_PLACE.sub("", _NUMBERED.sub("", title or "")))
    return found[0] if found and len(found[0]) > 1 else ""


def is_business_of(title: str, body: str) -> bool:
    """Whether a title speaks of what an office is for, and of that alone.

    >>> [is_business_of(title, "机构编制委员会办公室") for title in ("江北市编制公开工作情况", "财政与编制公开工作情况")]
    [True, False]
    """
    word = next((word for word in _table()["business"].get(body, ()) if word in title), None)
    if word is None:
        return False
    before, _, after = title.partition(word)
    return not before.endswith(_AND) and not after.startswith(_AND)


def same_offices(offices: Iterable[Office]) -> Mapping[Office, Office]:
    """Each office with the fullest one it can stand for; equal ones are one office.

    A name without its place (县编办) joins a fuller one only where all fuller ones of the run name the same place.
    """
    bodies: dict[str, set[str]] = defaultdict(set)
    for office in offices:
        bodies[office.body].add(office.place)
    return {
        Office(place, body): Office(own, body)
        for body, places in bodies.items()
        for place, own in fullest_places(places).items()
    }


def fullest_places(places: set[str]) -> dict[str, str]:
    """Each place of the offices of one kind with the fullest place it can stand for; itself where that is not certain.

    A shorter place may leave out the province before it, its name (县), or its level (江北 for 江北区).
    """
    joined: dict[str, str] = {}
    hosts: dict[str, str | None] = {}  # what a place may be cut to, with the fullest one it may then be; None: with several
    for place in sorted(places, key=lambda place: (-len(place), place)):
        own = joined[place] = hosts.get(place) or place
        cuts = [place[start:] for start in range(len(place) + 1)]
        if place[-1:] in _LEVELS:
            cuts += [cut[:-1] for cut in cuts if len(cut) > 2]
        for cut in places.intersection(cuts):  # of an archive of many offices few can stand for another
            hosts[cut] = own if hosts.get(cut, own) == own else None
    return joined


@cache
def _bodies() -> tuple[tuple[str, str], ...]:
    """(how a name may end, the body it stands for), the longest ending first."""
    table = _table()
    first = {name: row[0] for row in table["renamed"]["rows"] for name in row}
    endings = {short: first.get(body, body) for short, body in table["abbreviations"].items()}
    for body in (*table["abbreviations"].values(), *table["plain"]["names"], *first):
        endings[body] = first.get(body, body)
    return tuple(sorted(endings.items(), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "offices.toml").read_text(encoding="utf-8"))
