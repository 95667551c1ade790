"""Whole reports from a seed: `report` makes one, `series` those of one office over several years, `told` writes an account.

The same seed gives the same report in every process. What is said hangs on `seed`, how it is said on `hand`: two hands
with one seed tell the same facts in other words, another order and another layout.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from gouji.corpora.generate.reports import hands
from gouji.corpora.generate.reports.accounts import Account, Genre, account_of, accounts, genres, words_of
from gouji.corpora.generate.reports.calendar import Calendar
from gouji.corpora.generate.reports.gold import Told, figure, relation
from gouji.corpora.generate.reports.mistakes import Scenes, candidates, spoiled
from gouji.corpora.generate.reports.phrases import FORM_LAYOUTS, LAYOUTS, Page
from gouji.corpora.generate.reports.printing import pen
from gouji.corpora.generate.reports.values import GoldFigure, GoldRelation, Made

# No seed is of both: what was trained on is never measured on.
TRAINING_SEEDS = range(0, 1_000_000)
MEASURING_SEEDS = range(1_000_000, 2_000_000)


def report(seed: int, *, hand: int | None = None, genre: str | None = None, mistakes: int = 0) -> Made:
    """One report: its text, its rows and its relations.

    Args:
        seed: decides genre, office, year and facts; take it from `TRAINING_SEEDS` or `MEASURING_SEEDS`.
        hand: decides wording and layout; the seed where left out.
        genre: one of `genres()`; by the seed where left out.
        mistakes: in how many figures a digit is wrong, so that the relations on them no longer hold.

    Raises:
        KeyError: there is no such genre.
    """
    account = account_of(seed, hand=hand, genre=genre)
    made = told(account)
    if not mistakes:
        return made
    rng = random.Random(f"mistakes {seed}")
    facts = candidates(made)
    planted = rng.sample(facts, min(mistakes, len(facts)))
    for fact in planted:
        account = replace(account, scenes=spoiled(account.scenes, fact, rng))
    made = told(account)
    return replace(made, planted=tuple(made.facts[fact] for fact in planted))


def series(seed: int, years: int = 4, *, genre: str | None = None) -> list[Made]:
    """The reports of one office over several years, each in another hand.

    What one report gives for its own year, the next gives for the year before it: where both say it, they agree.
    """
    return [told(account) for account in accounts(seed, years, genre=genre)]


def told(account: Account) -> Made:
    """The account written down, with its gold."""
    genre, calendar = account.genre, account.calendar
    rng = random.Random(f"hand {account.hand}")
    habits = pen(rng, genre["script"])
    layout = hands.hand(rng, chapters=bool(genre.get("chapters")))
    chosen = replace(habits, numerals=account.numerals or habits.numerals)
    drawn = rng.choice(FORM_LAYOUTS if genre.get("chapters") else LAYOUTS)
    page = Page(chosen, account.layout or drawn, {}, rng)
    chinese = habits.numerals == "spelled" and rng.random() < 0.5

    def times() -> None:
        """Every section finds its own words for the times."""
        page.words |= words_of(account, rng, chinese=chinese)

    times()
    for line in (rng.choice(genre["titles"]), rng.choice(genre["addressees"]), rng.choice(genre["openings"])):
        page.put(line + "\n" if line else "")
    sections = _sections(genre, account.scenes, page, layout, rng, times)
    closing = rng.choice(genre["closings"])
    page.put(layout.indent + closing + "\n" if closing else "")
    page.put(account.signed)
    return _gold(account.name, genre, calendar, page, sections)


def _sections(
    genre: Genre, scenes: Scenes, page: Page, layout: hands.Hand, rng: random.Random, times: Callable[[], None]
) -> list[tuple[str, Told]]:
    """Writes the sections in the writer's order, and tells where each fact of each block stands."""
    part_heads = hands.TRADITIONAL_PART_HEADS if genre["script"] == "hant" else hands.PART_HEADS
    fillers = rng.sample(genre["fillers"], len(genre["fillers"]))
    told, number, part = [], 0, 0
    for place, (block, scene) in enumerate(_ordered(scenes, rng)):
        times()
        if layout.part and place % 3 == 0:
            part, number = part + 1, 0
            page.put(layout.indent + layout.over(part, part_heads[part - 1]))
        number += 1
        phrase: str = rng.choice(block["phrases"])
        form = phrase.startswith("\n")
        head = layout.head(number, rng.choice(block["heads"]))
        page.put(layout.indent + (head.rstrip("。：\n") + "\n" if form else head))
        if layout.section and not layout.glued and not form:
            page.put(layout.indent)
        before = len(page.mentions)
        page.left_blank.clear()
        for names in scene.names.values():
            page.words["n1"] = names[0]
        page.fill(phrase.removeprefix("\n"), scene)
        mine = {mention.fact.key: mention for mention in page.mentions[before:]}
        told.append((block["id"], Told(scene, mine, frozenset(page.left_blank))))
        if fillers and rng.random() < layout.fillers and page.text.endswith("。"):
            page.put(fillers.pop())
        page.text = page.text.removesuffix("\n") + "\n"
    return told


def _ordered(scenes: Scenes, rng: random.Random) -> Scenes:
    """The first and the last where they belong, the others now and then in another order."""
    ends = {place: pair for place, pair in enumerate(scenes) if pair[0].get("first") or pair[0].get("last")}
    middle = [pair for place, pair in enumerate(scenes) if place not in ends]
    if rng.random() < 0.5:
        rng.shuffle(middle)
    first = [pair for pair in ends.values() if pair[0].get("first")]
    return first + middle + [pair for pair in ends.values() if not pair[0].get("first")]


def _gold(name: str, genre: Genre, calendar: Calendar, page: Page, told: list[tuple[str, Told]]) -> Made:
    ids = {id(mention): f"f{number}" for number, mention in enumerate(page.mentions, start=1)}
    simplify = simplified() if genre["script"] == "hant" else {}
    rows: list[GoldFigure] = []
    relations: list[GoldRelation] = []
    facts: dict[str, str] = {}
    taken: dict[str, str] = {}
    for block, section in told:
        laws = section.laws()
        names = {key: ids[id(mention)] for key, mention in section.mentions.items()}
        said = {key: mention.fact for key, mention in section.mentions.items()}
        rows += [figure(mention, names[key], page.text, calendar, laws, simplify) for key, mention in section.mentions.items()]
        relations += [relation(law, f"e{len(relations) + place}", said, names) for place, law in enumerate(laws, start=1)]
        facts |= {f"{block}.{key}": names[key] for key in names}
        taken |= {f"{block}.{key}": f"{block}.{old}" for key, old in section.scene.taken.items()}
    year = str(calendar.year)
    return Made(name, genre["name"], year, page.text, tuple(rows), tuple(relations), facts, taken)


@cache
def simplified() -> dict[int, int]:
    """Traditional characters of the genre files and their simplified ones, character by character."""
    from opencc import OpenCC

    converter = OpenCC("t2s")
    signs = {sign for genre in genres().values() for sign in str(genre) if ord(sign) > 0x2E80}
    return {ord(sign): ord(converter.convert(sign)) for sign in signs}
