"""Slips of the pen: one digit of a figure changed, so that what the text says of it no longer holds."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gouji.corpora.generate.reports.content import Fact, Scene
from gouji.corpora.generate.reports.values import Made

Scenes = list[tuple[dict[str, Any], Scene]]


def candidates(made: Made) -> list[str]:
    """The facts, `BLOCK.FACT`, that a stated sum, difference or ratio of the report gives."""
    given = {relation.lhs for relation in made.relations if relation.stated and relation.type != "list_length"}
    return sorted(fact for fact, figure in made.facts.items() if figure in given)


def spoiled(scenes: Scenes, name: str, rng: random.Random) -> Scenes:
    """The scenes with one digit of the named fact, `BLOCK.FACT`, changed to another."""
    block_id, _, key = name.partition(".")
    changed: Scenes = []
    for block, scene in scenes:
        if block["id"] == block_id:
            facts = {**scene.facts, key: slip(scene.facts[key], rng)}
            scene = replace(scene, facts=facts)
        changed.append((block, scene))
    return changed


def slip(fact: Fact, rng: random.Random) -> Fact:
    """The fact with one digit wrong; never the last of a decimal number, which rounding might excuse."""
    digits = f"{fact.printed:.{fact.decimals}f}"
    places = [place for place, sign in enumerate(digits) if sign.isdigit()]
    place = rng.choice(places[:-1] if fact.decimals and len(places) > 1 else places)
    others = [digit for digit in "123456789" if digit != digits[place]]
    return replace(fact, printed=Decimal(digits[:place] + rng.choice(others) + digits[place + 1 :]))
