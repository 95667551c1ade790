"""The checks across the reports of one run: what one office says of one fact in more than one report."""

from collections.abc import Iterable, Iterator

from gouji.check.across import change, same
from gouji.check.across.facts import facts_by_office
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger


def claims(ledgers: Iterable[Ledger]) -> Iterator[Claim]:
    """Every contradiction between reports of the same office."""
    for facts in facts_by_office(ledgers):
        seen: set[tuple[tuple[str, str], ...]] = set()
        for claim in (*same.claims(facts), *change.claims(facts)):
            pair = tuple(sorted((figure.document, figure.figure) for figure in claim.figures))
            if pair not in seen:  # a level that has an indicator too is looked at twice
                seen.add(pair)
                yield claim
