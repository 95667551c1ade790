"""What whole reports are going to say, before anybody writes them: an `Account`, and those of one office over years."""

import random
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.corpora.generate.reports.calendar import Calendar
from gouji.corpora.generate.reports.content import Fact, Scene, Writer
from gouji.corpora.generate.reports.mistakes import Scenes
from gouji.corpora.generate.reports.phrases import Layout

FIRST = "岚砚榆漪棠筠苇沁玳翎澹岫霁菱桉珞"
SECOND = "陂垣屿隰皋浔泠坞嵎湄麓沚垭砦溆坪"
LEVELS = {"县": "全县", "市": "全市", "区": "全区"}
YEARS = (2008, 2023)
MIDDLE = (3, 5)
TRIES = 20

Genre = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """What one report is going to say: its blocks with their facts, by which `hand` it is written, and what it is `signed`.

    `numerals` are those of printing.Pen, `layout` how tables are set, `place` the name of the place without its level; the
    hand's own and the seed's where they are empty.
    """

    name: str
    genre: Genre
    calendar: Calendar
    scenes: Scenes
    seed: int
    hand: int
    signed: str = ""
    numerals: str = ""
    layout: Layout | None = None
    place: str = ""

    def facts(self) -> dict[str, dict[str, Fact]]:
        """The facts of each block."""
        return {block["id"]: scene.facts for block, scene in self.scenes}


@cache
def genres() -> dict[str, Genre]:
    """The genre files by name."""
    folder = files(__package__).joinpath("genres")
    read = [tomllib.loads(path.read_text("utf-8")) for path in folder.iterdir() if path.name.endswith(".toml")]
    return {genre["name"]: genre for genre in sorted(read, key=lambda genre: str(genre["name"]))}


def account_of(seed: int, *, hand: int | None = None, genre: str | None = None) -> Account:
    """What `report` says."""
    rng = random.Random(f"genre {seed}")
    kind = genres()[genre or _drawn(rng)]
    calendar = _calendar(kind, rng)
    return Account(f"g{seed}", kind, calendar, _scenes(kind, seed, calendar, {}), seed, seed if hand is None else hand)


def accounts(seed: int, years: int, *, genre: str | None = None) -> list[Account]:
    """What the reports of `series` say, in order."""
    rng = random.Random(f"genre {seed}")
    kind = genres()[genre or _drawn(rng)]
    first = replace(_calendar(kind, rng), span=kind["spans"][0])
    made: list[Account] = []
    for place in range(years):
        calendar = replace(first, year=first.year + place)
        scenes = _scenes(kind, seed, calendar, made[-1].facts() if made else {})
        made.append(Account(f"s{seed}y{place + 1}", kind, calendar, scenes, seed, seed * 31 + place))
    return made


def office_of(account: Account) -> str:
    """Who issues the report, as it would sign."""
    words = words_of(account, random.Random(0), chinese=False)
    return words["office"].replace("<place>", words["place"]).replace("<town>", words["town"])


def _drawn(rng: random.Random) -> str:
    """The name of a genre; those of `weight` below 1 are so long that they would drown the others."""
    return rng.choices(list(genres()), [genre.get("weight", 1) for genre in genres().values()])[0]


def _calendar(genre: Genre, rng: random.Random) -> Calendar:
    return Calendar(rng.randint(*genre.get("years", YEARS)), rng.choice(genre["spans"]))


def _scenes(genre: Genre, seed: int, calendar: Calendar, before: dict[str, dict[str, Fact]]) -> Scenes:
    """The blocks that this report has, with their facts; the choice of blocks and items hangs on the seed alone."""
    rng = random.Random(f"blocks {seed}")
    blocks: list[dict[str, Any]] = genre["blocks"]
    middle = [block["id"] for block in blocks if not (block.get("first") or block.get("last"))]
    chosen = set(rng.sample(middle, min(len(middle), rng.randint(*MIDDLE))))
    chosen |= {block["id"] for block in blocks if block.get("first") or (block.get("last") and rng.random() < 0.6)}
    decimals = rng.choice((1, 1, 2))
    scenes = []
    for block in blocks:
        if block["id"] in chosen:
            thread = f"{seed} {block['id']}"
            values = random.Random(f"values {thread} {calendar.year}")
            for _ in range(TRIES):
                scene = Writer(values, decimals, before.get(block["id"])).write(block, random.Random(f"items {thread}"))
                if not still(scene):
                    break
            scenes.append((block, scene))
    return scenes


def still(scene: Scene) -> bool:
    """Whether something said to change did not: no clerk writes 增加0人."""
    changes = {law.lhs for laws in scene.laws for law in laws if law.type == "difference" and law.stated}
    return any(scene.facts[key].printed == 0 for key in changes)


def words_of(account: Account, rng: random.Random, *, chinese: bool) -> dict[str, str]:
    """What the names in angle brackets stand for; office and place hang on the seed, the wording of times on the hand."""
    genre, fixed = account.genre, random.Random(f"office {account.seed}")
    drawn = fixed.choice(FIRST) + fixed.choice(SECOND)
    name = account.place or drawn
    level = "縣" if genre["script"] == "hant" else fixed.choice(list(LEVELS))
    return {
        "place": name + level,
        "town": name + fixed.choice("镇乡"),
        "unit": level,
        "area": rng.choice((LEVELS.get(level, ""), LEVELS.get(level, ""), "我" + level)),
        "office": fixed.choice(genre["offices"]),
        **account.calendar.words(rng, chinese=chinese),
    }
