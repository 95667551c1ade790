"""The same archive as rounder hands would write it: in 万 with one decimal, or with 余 and 约. Nothing in it is wrong."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from gouji.corpora.generate.archives.offices import Archive
from gouji.corpora.generate.archives.stated import stated_laws
from gouji.corpora.generate.reports.accounts import Account
from gouji.corpora.generate.reports.compose import told
from gouji.corpora.generate.reports.content import Fact, Scene
from gouji.corpora.generate.reports.printing import split_scale

TEN_THOUSAND = Decimal(10_000)
FACTORS = (30, 900)  # what the numbers of a section are multiplied by, so that there is a 万 to be rounded to
LEAST_VAGUE = 100
SIGNIFICANT = 2  # 1200余人, 约1300人
BOUNDS = {"about", "at_least", "at_most", "yu", "bare", "cn"}
FIXED = ("percentage", "score", "duration")


def rounded(archive: Archive) -> Archive:
    """Every number of 10,000 and more in 万 with one decimal; the numbers of each section are first made larger.

    Cells of tables, whose unit stands in the head, stay whole.
    """
    return _rendered([_enlarged(years) for years in archive], _in_ten_thousands)


def vague(archive: Archive) -> Archive:
    """About half of the whole numbers from 100 on with two digits and 余, or with 约 before them."""
    return _rendered(archive, _roughly)


Rewrite = Callable[[Fact, Account, str], Fact]


def _rendered(archive: Archive, rewrite: Rewrite) -> Archive:
    return [[_rewritten(account, rewrite) for account in years] for years in archive]


def _rewritten(account: Account, rewrite: Rewrite) -> Account:
    """The account with its facts in other words; those in bare cells, and those that other laws count on, are left alone."""
    made = told(account)
    texts = {row.id: row.text for row in made.figures}
    scenes = []
    for block, scene in account.scenes:
        facts = {}
        for key, fact in scene.facts.items():
            text = texts.get(made.facts.get(f"{block['id']}.{key}", ""), "")
            unit = split_scale(fact.unit)[1]
            spoken = bool(unit) and text.endswith(unit)
            free = spoken and not BOUNDS & fact.flags and fact.kind not in FIXED and key not in _counted(scene)
            facts[key] = rewrite(fact, account, block["id"]) if free else fact
        scenes.append((block, replace(scene, facts=facts)))
    return replace(account, scenes=scenes)


def _counted(scene: Scene) -> set[str]:
    """The facts that are the length of a list."""
    return {law.lhs for laws in scene.laws for law in laws if law.type == "list_length"}


def _in_ten_thousands(fact: Fact, account: Account, _block: str) -> Fact:
    scale, bare = split_scale(fact.unit)
    if fact.value < TEN_THOUSAND or scale > TEN_THOUSAND or fact.unit in ("倍", "番"):
        return fact
    word = "萬" if account.genre["script"] == "hant" else "万"
    return replace(fact, printed=_to(fact.value / TEN_THOUSAND, -1), decimals=1, unit=word + bare)


def _roughly(fact: Fact, account: Account, block: str) -> Fact:
    rng = random.Random(f"vague {account.name} {block} {fact.key}")
    way = rng.choice(("yu", "yue", "", ""))
    if not way or fact.decimals or fact.printed < LEAST_VAGUE or fact.unit in ("倍", "番"):
        return fact
    step = fact.printed.adjusted() - SIGNIFICANT + 1
    printed = _to(fact.printed, step, down=way == "yu")
    if printed == fact.printed:
        return fact
    return replace(fact, printed=printed, flags=fact.flags | {way})


def _to(number: Decimal, power: int, *, down: bool = False) -> Decimal:
    """The number to a power of ten, halves upwards as reports round, or cut off."""
    step = Decimal(1).scaleb(power)
    whole = (number / step).quantize(Decimal(1), ROUND_FLOOR if down else ROUND_HALF_UP)
    return whole * step


def _enlarged(years: list[Account]) -> list[Account]:
    """The reports of an office with what each section counts multiplied, but for sections in which a law would break."""
    larger = [
        replace(account, scenes=[(block, _larger(account, block["id"], scene)) for block, scene in account.scenes])
        for account in years
    ]
    broken = {
        block["id"]
        for account in larger
        for made in (told(account),)
        for block, _ in account.scenes
        if (stated := stated_laws(account, made, block["id"])).contradicted() or stated.unfulfilled()
    }
    return [
        replace(old, scenes=[one if one[0]["id"] in broken else two for one, two in zip(old.scenes, new.scenes, strict=True)])
        for old, new in zip(years, larger, strict=True)
    ]


def _larger(account: Account, block: str, scene: Scene) -> Scene:
    factor = random.Random(f"factor {account.seed} {block}").randint(*FACTORS)
    return replace(scene, facts={key: _times(fact, factor, scene) for key, fact in scene.facts.items()})


def _times(fact: Fact, factor: int, scene: Scene) -> Fact:
    fixed = fact.kind in FIXED or fact.unit in ("倍", "番", "成") or {"cn", "norm"} & fact.flags or fact.key in _counted(scene)
    return fact if fixed else replace(fact, printed=fact.printed * factor)
