"""Planting faults in an archive: at most one in each section of a report, every one on record."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.corpora.generate.archives.faults import KINDS, LONE, Draft, Page
from gouji.corpora.generate.archives.offices import Archive
from gouji.corpora.generate.archives.oracle import explanations
from gouji.corpora.generate.archives.stated import stated_laws
from gouji.corpora.generate.archives.values import Fault, Planted
from gouji.corpora.generate.reports.accounts import Account
from gouji.corpora.generate.reports.compose import told
from gouji.corpora.generate.reports.content import Fact, Law
from gouji.corpora.generate.reports.gold import agree
from gouji.corpora.generate.reports.mistakes import Scenes
from gouji.corpora.generate.reports.values import Made

SHARE = 0.6  # of the sections have a fault
TRIES = 8


@dataclass(frozen=True, slots=True)
class _Spoiled:
    """An account with faults: by section the kind, and the facts as they should be."""

    account: Account
    made: Made
    drafts: dict[str, tuple[str, Draft]]


def plant(archive: Archive, seed: int = 0) -> Planted:
    """The archive with faults in about three of five sections, rare kinds wherever they fit; the same for the same seed."""
    reports: list[Made] = []
    faults: list[Fault] = []
    for spoiled in _spoiled(archive, seed):
        reports += [each.made for each in spoiled]
        faults += _records(spoiled)
    return Planted(tuple(reports), tuple(faults))


def plant_one(years: Sequence[Account], rng: random.Random, share: float) -> tuple[Planted, list[Account]]:
    """The reports of one office with faults in about so large a share of their sections, and what they say now.

    Hangs on no other office, so that an archive can be made piece by piece.
    """
    planted: Counter[str] = Counter()
    spoiled = [_spoil(account, years[at - 1] if at else None, rng, planted, share) for at, account in enumerate(years)]
    made = Planted(tuple(each.made for each in spoiled), tuple(_records(spoiled)))
    return made, [each.account for each in spoiled]


def with_faults(archive: Archive, seed: int = 0) -> Archive:
    """What the reports of `plant` say, to be written in other ways."""
    return [[each.account for each in years] for years in _spoiled(archive, seed)]


def _spoiled(archive: Archive, seed: int) -> Iterator[list[_Spoiled]]:
    planted: Counter[str] = Counter()
    for place, years in enumerate(archive):
        rng = random.Random(f"faults {seed} {place}")
        yield [_spoil(account, years[at - 1] if at else None, rng, planted, SHARE) for at, account in enumerate(years)]


def _spoil(account: Account, before: Account | None, rng: random.Random, planted: Counter[str], share: float) -> _Spoiled:
    clean = told(account)
    drafts: dict[str, tuple[str, Draft]] = {}
    past = {block["id"]: scene for block, scene in before.scenes} if before else {}
    for block, scene in account.scenes:
        name = block["id"]
        keys = [fact.removeprefix(f"{name}.") for fact in clean.facts if fact.startswith(f"{name}.")]
        if not keys or rng.random() > share:
            continue
        page = Page(block, scene, keys, past.get(name))
        kinds = sorted(KINDS, key=lambda kind: (planted[kind], rng.random()))
        if found := _drafted(account, clean, page, kinds, rng):
            drafts[name] = found
            planted[found[0]] += 1
    if not drafts:
        return _Spoiled(account, clean, drafts)
    spoiled = replace(account, scenes=_scenes(account, {name: draft for name, (_, draft) in drafts.items()}))
    return _Spoiled(spoiled, told(spoiled), drafts)


def _drafted(account: Account, clean: Made, page: Page, kinds: Sequence[str], rng: random.Random) -> tuple[str, Draft] | None:
    """A fault of the first kind that shows in the text."""
    for kind in kinds:
        for _, draft in zip(range(TRIES), KINDS[kind](page, rng), strict=False):
            written = told(replace(account, scenes=_scenes(account, {page.block["id"]: draft})))
            if written.text != clean.text:
                return kind, draft
    return None


def _scenes(account: Account, drafts: dict[str, Draft]) -> Scenes:
    return [(block, drafts[block["id"]].scene if block["id"] in drafts else scene) for block, scene in account.scenes]


def _records(spoiled: Sequence[_Spoiled]) -> Iterator[Fault]:
    """The faults of one office, whose years follow one another."""
    for at, each in enumerate(spoiled):
        others = (spoiled[at - 1] if at else None, spoiled[at + 1] if at + 1 < len(spoiled) else None)
        yield from (_record(each, block, *others) for block in each.drafts)


def _record(spoiled: _Spoiled, block: str, earlier: _Spoiled | None, later: _Spoiled | None) -> Fault:
    kind, draft = spoiled.drafts[block]
    stated = stated_laws(spoiled.account, spoiled.made, block)
    wrong = list(draft.wrong)
    if kind == "direction flipped":
        broken = [law for law in stated.binding.laws if law.lhs in draft.wrong and moves(law, stated.binding.facts)]
    else:
        broken = stated.contradicted()
    if not wrong:
        totals = [law.lhs for law in (*broken, *stated.unfulfilled())]
        wrong = list(dict.fromkeys(totals)) or list(stated.binding.facts)[:1]
    rows = {row.id: row for row in spoiled.made.figures}
    figures = [rows[spoiled.made.facts[f"{block}.{key}"]] for key in wrong if f"{block}.{key}" in spoiled.made.facts]
    explained = explanations(stated.binding) if kind in LONE else frozenset()
    return Fault(
        document=spoiled.made.name,
        kind=kind,
        places=tuple((row.start, row.end) for row in figures),
        printed="、".join(row.text for row in figures),
        true="、".join(f"{fact.printed:f}{fact.unit}" for fact in draft.wrong.values()),
        within=bool(broken),
        in_open_list=bool(stated.unfulfilled()),
        across=kind in LONE and any(_contradicted(fact, block, spoiled, earlier, later) for fact in draft.wrong),
        lone=kind in LONE,
        unique=kind in LONE and explained == frozenset(draft.wrong),
    )


def moves(law: Law, facts: Mapping[str, Fact]) -> bool:
    """Whether a change is one: where both levels are printed alike, 增加0件 says no more than 减少0件."""
    above = law.terms[:-1] if law.type == "ratio" else law.terms
    return sum(sign * facts[key].value for sign, key in above) != 0


def _contradicted(key: str, block: str, spoiled: _Spoiled, *others: _Spoiled | None) -> bool:
    """Whether the report of the year before or after has the same number, and another one."""
    earlier, later = others
    mine = _fact(spoiled, block, key)
    pairs: list[Fact | None] = []
    if earlier and (then := spoiled.made.taken.get(f"{block}.{key}")):
        pairs.append(_fact(earlier, *then.split(".", 1)))
    if later:
        said = later.made.taken.items()
        pairs += [_fact(later, *now.split(".", 1)) for now, then in said if then == f"{block}.{key}"]
    return mine is not None and any(other is not None and not agree(mine, other) for other in pairs)


def _fact(spoiled: _Spoiled, block: str, key: str) -> Fact | None:
    """A fact as it is printed; None where the report does not tell it."""
    if f"{block}.{key}" not in spoiled.made.facts:
        return None
    return next(scene.facts[key] for each, scene in spoiled.account.scenes if each["id"] == block)


def written(archive: Archive) -> tuple[Made, ...]:
    """The archive as it is, office by office and year by year."""
    return tuple(told(account) for years in archive for account in years)
