"""SECTION: A total that the sections of a report, each with its own figure, do not add up to."""

from collections.abc import Iterator

from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each total over sections that is violated or for review."""
    yield from failures("SECTION", ledger)
