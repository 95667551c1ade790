"""PROSE: A sentence and a cell of a table that state one fact differently."""

from collections.abc import Iterator

from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each fact told in a sentence and in a cell that is violated or for review."""
    yield from failures("PROSE", ledger)
