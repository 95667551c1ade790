"""One office of an archive by its number: a name that no other has, and what it reports over the years."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.corpora.generate.archives.offices import foot, once
from gouji.corpora.generate.archives.plant import plant_one
from gouji.corpora.generate.archives.values import Fault
from gouji.corpora.generate.reports.accounts import FIRST, SECOND, Account, accounts, genres, office_of
from gouji.corpora.generate.reports.compose import MEASURING_SEEDS
from gouji.corpora.generate.reports.phrases import Layout
from gouji.corpora.generate.reports.values import Made

# Behind those of training and of measuring, so many for each archive.
FIRST_SEED, SEEDS = MEASURING_SEEDS.stop, 1_000_000_000
# Cells between strokes, from which documents with real tables are made.
STROKES = Layout(" | ", "", " |")


@dataclass(frozen=True, slots=True)
class Office:
    """The reports of one office in order, what each says (its mistakes included), and the faults planted in them."""

    name: str
    reports: tuple[Made, ...]
    accounts: tuple[Account, ...]
    faults: tuple[Fault, ...]


def place_name(number: int) -> str:
    """A name for a place, another one for each number, none of them the end of another.

    >>> place_name(0), place_name(1), place_name(16 * 16)
    ('岚陂', '砚陂', '岚垣陂')
    """
    rest, first = divmod(number, len(FIRST))
    name = ""
    while True:
        rest, digit = divmod(rest, len(SECOND))
        name = SECOND[digit] + name
        if not rest:
            return FIRST[first] + name


def office(seed: int, number: int, plain: Sequence[bool], faults: float) -> Office:
    """The office of this number in the archive of a seed, with as many reports as `plain` has members.

    Args:
        plain: of each report, whether it is to be plain text, whose tables are typed in many ways; others have strokes.
        faults: the share of sections in which there is a mistake, 0 to 1.
    """
    rng = random.Random(f"office {seed} {number}")
    years = accounts(FIRST_SEED + seed * SEEDS + number, len(plain), genre=_genre(rng))
    years = [replace(once(account), place=place_name(number)) for account in years]
    name = office_of(years[0])
    years = [
        replace(
            account,
            name=f"{number:06}-{account.calendar.year}",
            signed=foot(account, name),
            layout=None if typed else STROKES,
        )
        for account, typed in zip(years, plain, strict=True)
    ]
    made, said = plant_one(years, rng, faults)
    return Office(name, made.reports, tuple(said), made.faults)


def _genre(rng: random.Random) -> str:
    """A genre whose offices have a place in their names: others would bear the same name in every place."""
    placed = [genre for genre in genres().values() if all(name.startswith(("<place>", "<town>")) for name in genre["offices"])]
    return str(rng.choices(placed, [genre.get("weight", 1) for genre in placed])[0]["name"])
