"""Faults of lists: an item left out, or written down twice."""

from dataclasses import replace
from typing import Any

from gouji.corpora.generate.reports.content import Fact, Law, Scene


def regrouped(block: dict[str, Any], scene: Scene, group: str, order: list[int]) -> Scene:
    """The scene with the items of a group, by their places from 1, in another order: one left out, one twice.

    What is said of the whole group stays as it was, so that totals and stated numbers of items no longer agree.
    """
    count = len(scene.names[group])
    places = {old: [new for new, which in enumerate(order, start=1) if which == old] for old in range(1, count + 1)}
    facts: dict[str, Fact] = {}
    taken: dict[str, str] = {}
    for key, fact in scene.facts.items():
        for new in _renamed(key, group, places):
            facts[new] = replace(fact, key=new)
    for key, old in scene.taken.items():
        taken |= dict(zip(_renamed(key, group, places), _renamed(old, group, places), strict=False))
    counting = {key for key, line in block.get("facts", {}).items() if line.startswith(f"count({group})")}
    laws = [
        tuple(changed for law in choices for changed in _laws(law, group, places, counting, len(order)))
        for choices in scene.laws
    ]
    names = {**scene.names, group: [scene.names[group][old - 1] for old in order]}
    return Scene(facts, _flat(laws), names, taken)


def _renamed(key: str, group: str, places: dict[int, list[int]]) -> list[str]:
    """The new keys of a fact: none where its item is left out, two where it stands twice."""
    first, _, rest = key.partition(".")
    place, _, name = rest.partition(".")
    if first != group or not place.isdigit():
        return [key]
    return [f"{group}.{new}.{name}" for new in places[int(place)]]


def _laws(law: Law, group: str, places: dict[int, list[int]], counting: set[str], count: int) -> list[Law]:
    """What has become of a law: one for each copy of an item, or the same over other members."""
    keys = [law.lhs, *(key for _, key in law.terms)]
    items = {key.split(".")[1] for key in keys if key.startswith(f"{group}.")}
    if len(items) == 1:
        (item,) = items
        mine = [{int(item): [new]} for new in places[int(item)]]
        return [_law_of_item(law, group, only) for only in mine]
    terms = tuple((sign, new) for sign, key in law.terms for new in _renamed(key, group, places))
    return [replace(law, terms=terms, listed=count if law.lhs in counting else law.listed)]


def _law_of_item(law: Law, group: str, only: dict[int, list[int]]) -> Law:
    terms = tuple((sign, _renamed(key, group, only)[0]) for sign, key in law.terms)
    return replace(law, lhs=_renamed(law.lhs, group, only)[0], terms=terms)


def _flat(laws: list[tuple[Law, ...]]) -> list[tuple[Law, ...]]:
    """Choices of which every one is another item's are laws of their own."""
    flat: list[tuple[Law, ...]] = []
    for choices in laws:
        by_lhs: dict[str, list[Law]] = {}
        for law in choices:
            by_lhs.setdefault(law.lhs, []).append(law)
        flat += [tuple(mine) for mine in by_lhs.values()]
    return flat
