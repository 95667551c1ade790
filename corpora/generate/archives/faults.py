"""What can go wrong in a block of a report: every kind of fault, made in the facts before they are written down."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from gouji.corpora.generate.archives.lists import regrouped
from gouji.corpora.generate.archives.slips import SLIPS, slipped
from gouji.corpora.generate.reports.content import Fact, Scene

T = TypeVar("T")

LEAST_ITEMS = 3  # a list of two from which one is left out is no list


@dataclass(frozen=True, slots=True)
class Draft:
    """A block with a fault: the facts that are wrong as they should be; none where a list is."""

    scene: Scene
    wrong: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Page:
    """A block as it should be: its template, its scene, the facts that stand in the text, and the scene of the year before."""

    block: Mapping[str, Any]
    scene: Scene
    told: Sequence[str]
    before: Scene | None

    def numbers(self) -> list[Fact]:
        """The facts in the text whose number can be misprinted."""
        return [self.scene.facts[key] for key in self.told if self.scene.facts[key].unit != "成"]


def _with(page: Page, *wrong: Fact) -> Draft:
    """The block with some of its facts wrong."""
    facts = {**page.scene.facts, **{fact.key: fact for fact in wrong}}
    return Draft(replace(page.scene, facts=facts), {fact.key: page.scene.facts[fact.key] for fact in wrong})


def _slip(kind: str) -> Callable[[Page, random.Random], Iterator[Draft]]:
    def make(page: Page, rng: random.Random) -> Iterator[Draft]:
        for fact in _shuffled(page.numbers(), rng):
            if new := slipped(fact, kind, rng):
                yield _with(page, new)

    return make


def stale(page: Page, rng: random.Random) -> Iterator[Draft]:
    """The number of the year before, left standing."""
    for fact in _shuffled(page.numbers(), rng):
        old = page.before.facts.get(fact.key) if page.before else None
        taken = fact.key in page.scene.taken
        if old and not taken and old.printed not in (fact.printed, 0) and old.decimals == fact.decimals:
            yield _with(page, replace(fact, printed=old.printed))


def not_updated(page: Page, rng: random.Random) -> Iterator[Draft]:
    """A total in which one part still has the number of the year before, or an earlier draft's."""
    laws = [law for choices in page.scene.laws for law in choices[:1] if law.type == "sum" and law.lhs in page.told]
    for law in _shuffled(laws, rng):
        total = page.scene.facts[law.lhs]
        sign, key = rng.choice(law.terms)
        part = page.scene.facts[key]
        old = page.before.facts.get(key) if page.before else None
        value = old.value if old else part.value * rng.randint(80, 120) / 100
        moved = (total.value + sign * (value - part.value)) * total.printed / total.value if total.value else total.printed
        printed = moved.quantize(total.printed)
        if printed > 0 and printed != total.printed:
            yield _with(page, replace(total, printed=printed))


def years_swapped(page: Page, rng: random.Random) -> Iterator[Draft]:
    """This year's number and last year's in each other's place."""
    for old_key, new_key in _shuffled(sorted(page.scene.taken.items()), rng):
        old, new = page.scene.facts[old_key], page.scene.facts[new_key]
        if {old_key, new_key} <= set(page.told) and old.unit == new.unit and old.printed != new.printed:
            yield _with(page, replace(old, printed=new.printed), replace(new, printed=old.printed))


def direction_flipped(page: Page, rng: random.Random) -> Iterator[Draft]:
    """增加 for 减少; that the phrase says which way it went is seen in the text."""
    changes = {law.lhs for choices in page.scene.laws for law in choices if law.type in ("difference", "ratio")}
    for key in _shuffled(sorted(changes & set(page.told)), rng):
        fact = page.scene.facts[key]
        yield _with(page, replace(fact, rising=not fact.rising))


def part_dropped(page: Page, rng: random.Random) -> Iterator[Draft]:
    """An item of a list left out, after everything was added up."""
    for group, count in _lists(page, rng):
        left = rng.randint(1, count)
        order = [place for place in range(1, count + 1) if place != left]
        yield Draft(regrouped(dict(page.block), page.scene, group, order), {})


def part_doubled(page: Page, rng: random.Random) -> Iterator[Draft]:
    """An item of a list written down twice in a row."""
    for group, count in _lists(page, rng):
        twice = rng.randint(1, count)
        order = sorted([*range(1, count + 1), twice])
        yield Draft(regrouped(dict(page.block), page.scene, group, order), {})


def _lists(page: Page, rng: random.Random) -> Iterator[tuple[str, int]]:
    """The groups whose every item has a number in the text."""
    for group, names in _shuffled(sorted(page.scene.names.items()), rng):
        told = {key.split(".")[1] for key in page.told if key.startswith(f"{group}.")}
        if len(names) >= LEAST_ITEMS and len(told) == len(names):
            yield group, len(names)


def _shuffled(items: Sequence[T], rng: random.Random) -> list[T]:
    return rng.sample(items, len(items))


KINDS: Mapping[str, Callable[[Page, random.Random], Iterator[Draft]]] = {
    **{kind: _slip(kind) for kind in SLIPS},
    "stale value": stale,
    "part dropped": part_dropped,
    "part doubled": part_doubled,
    "years swapped": years_swapped,
    "direction flipped": direction_flipped,
    "total not updated": not_updated,
}
# Of these one figure is wrong, and a search for it can succeed.
LONE = (*SLIPS, "stale value", "total not updated")
