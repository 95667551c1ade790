"""The same report written otherwise: lists in another order, other numerals and units, traditional characters."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from opencc import OpenCC

from gouji.check import find
from gouji.corpora.generate.archives.lists import regrouped
from gouji.corpora.generate.archives.offices import archive
from gouji.corpora.generate.archives.plant import with_faults
from gouji.corpora.generate.reports.accounts import Account
from gouji.corpora.generate.reports.compose import told
from gouji.corpora.generate.reports.content import Fact, Scene
from gouji.normalize import Source
from gouji.pipeline import report_of

FEW, MANY = 12, 40  # offices
YEARS = 2
# Known differences, each a report and a way to write it; a mended one fails the test until it leaves the list.
DIFFERENT = {
    ("s1000025y2", "reordered"),  # a part above the whole: an error behind the others, a warning before them
    ("s1000029y2", "reordered"),  # a list over `；` ends where it is full, in which an item stands twice
}
TO_TRADITIONAL = OpenCC("s2t")
Told = Counter[tuple[object, ...]]


def findings(text: str) -> Told:
    """Code, severity and the numbers of each finding, wherever they stand."""
    document = report_of(Source("report.txt", "", text, "utf-8", None))
    values = {figure.figure: figure.value for figure in document.figures}
    return Counter(
        (each.code, each.severity, each.actual, each.expected, tuple(sorted(values[name] for _, name in each.figures)))
        for each in find([document])
    )


def plainly(account: Account) -> Account:
    """Arabic digits without separators where the writer is of the mainland."""
    return replace(account, numerals="plain") if account.genre["script"] == "hans" else account


def reordered(account: Account) -> str:
    """Every list backwards, but for forms, whose rows have their order, and lists of which the first is spoken of again."""
    scenes = []
    for block, scene in account.scenes:
        for group, names in scene.names.items():
            if not account.genre.get("chapters") and "<n1>" not in str(block) and not _singled_out(scene, group):
                scene = regrouped(block, scene, group, list(range(len(names), 0, -1)))
        scenes.append((block, scene))
    return told(replace(account, scenes=scenes)).text


def _singled_out(scene: Scene, group: str) -> bool:
    """Whether something said of the whole is about one item of a list."""
    laws = [law for choices in scene.laws for law in choices if law.type != "sum" and not law.lhs.startswith(f"{group}.")]
    return any(key.startswith(f"{group}.") for law in laws for _, key in law.terms)


def in_yuan(account: Account) -> str:
    """Money that is not in a table in 元 instead of 万元."""
    made = told(account)
    texts = {row.id: row.text for row in made.figures}
    scenes = []
    for block, scene in account.scenes:
        spoken = {
            key: fact
            for key, fact in scene.facts.items()
            if fact.unit == "万元" and texts.get(made.facts.get(f"{block['id']}.{key}", ""), "").endswith("万元")
        }
        scenes.append((block, replace(scene, facts={**scene.facts, **{key: _whole(fact) for key, fact in spoken.items()}})))
    return told(replace(account, scenes=scenes)).text


def _whole(fact: Fact) -> Fact:
    number = (fact.printed * 10_000).quantize(Decimal(1))
    return replace(fact, printed=number, decimals=0, unit="元")


WAYS: dict[str, Callable[[Account], str]] = {
    "reordered": reordered,
    "full width": lambda account: told(replace(account, numerals="wide")).text,
    "Chinese numerals": lambda account: told(replace(account, numerals="spelled")).text,
    "thousands grouped": lambda account: told(replace(account, numerals="grouped")).text,
    "traditional": lambda account: TO_TRADITIONAL.convert(told(account).text),
    "in yuan": in_yuan,
}


@cache
def accounts(offices: int) -> list[tuple[Account, str, Told]]:
    """The second years of offices with faults, as they are and what is found in them."""
    plain = [plainly(years[-1]) for years in with_faults(archive(offices, YEARS))]
    return [(account, text, findings(text)) for account in plain for text in (told(account).text,)]


@pytest.mark.parametrize("offices", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize("way", WAYS)
def test_same_findings(way: str, offices: int) -> None:
    compared, different = 0, set()
    for account, plain, found in accounts(offices):
        if account.genre["script"] == "hans" or way == "reordered":
            other = WAYS[way](account)
            compared += plain != other
            if plain != other and findings(other) != found:
                different.add((account.name, way))
    assert compared >= offices / 4
    names = {account.name for account, *_ in accounts(offices)}
    assert different == {pair for pair in DIFFERENT if pair[0] in names and pair[1] == way}
