"""Many offices over several years: what each year's report of each says."""

import itertools
from dataclasses import replace

from gouji.corpora.generate.reports.accounts import Account, accounts, office_of
from gouji.corpora.generate.reports.compose import MEASURING_SEEDS

Archive = list[list[Account]]  # the years of each office


def archive(offices: int, years: int, seed: int = 0) -> Archive:
    """The accounts of so many offices, each with a name of its own, over so many years; the same for the same seed.

    Every report bears the name of its office and a date at its foot, as official papers do: it is by the name that the
    years of one office are brought together.
    """
    made: Archive = []
    names: set[str] = set()
    for each in itertools.islice(MEASURING_SEEDS, seed, None):
        if len(made) == offices:
            return made
        mine = accounts(each, years)
        name = office_of(mine[0])
        if name not in names:
            names.add(name)
            made.append([replace(once(account), signed=foot(account, name)) for account in mine])
    raise ValueError(f"there are not {offices} offices with names of their own")


def once(account: Account) -> Account:
    """The account without the sections that would say the same things again in other numbers."""
    there = {block["id"] for block, _ in account.scenes}
    return replace(account, scenes=[pair for pair in account.scenes if not there & set(pair[0].get("repeats", ()))])


def foot(account: Account, office: str) -> str:
    """The name of the office and the day on which it signs."""
    if account.genre["script"] == "hant":
        return f"{office}\n"
    return f"　　{office}\n　　{account.calendar.year + 1}年1月15日\n"
