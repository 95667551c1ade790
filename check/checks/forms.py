"""FORM: What a statutory form prescribes between its items does not hold (第一项加第二项之和，等于第三项加第四项之和)."""

from collections.abc import Iterator

from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each prescribed sum that is violated or for review."""
    yield from failures("FORM", ledger)
