"""The checks across the reports of one run: what one office says of one thing in more than one report."""

from collections.abc import Iterator, Sequence

from gouji.check.across import change, cumulative, jumps, same
from gouji.check.across.issuers import Heading, Issued, Issuer, Offices, issuer_of, issuers
from gouji.check.across.series import Series, Statement, Topic, series_of
from gouji.check.claim import Claim
from gouji.check.culprit.years import LedgerOf, suspected
from gouji.schemas import Figure

__all__ = [
    "Heading",
    "Issued",
    "Issuer",
    "Offices",
    "Series",
    "Statement",
    "Topic",
    "claims",
    "issuer_of",
    "issuers",
    "series_of",
]


def claims(issuer: Issuer, figures: Sequence[Sequence[Figure]], ledger_of: LedgerOf) -> Iterator[Claim]:
    """Every contradiction between the reports of one office, with the figures that may be wrong, and what looks implausible
    over its years.

    `figures` are those of each of its reports, in their order; `ledger_of` gives the ledger of a document, and is asked only
    where there are contradictions.
    """
    if len(issuer.reports) > 1:
        yield from suspected(_found(issuer, figures), ledger_of)


def _found(issuer: Issuer, figures: Sequence[Sequence[Figure]]) -> Iterator[Claim]:
    series = series_of(issuer.name, zip(issuer.reports, figures, strict=True))
    seen: set[tuple[tuple[str, str], ...]] = set()
    doubted: set[tuple[str, str]] = set()
    for claim in (*same.claims(series), *change.claims(series), *cumulative.claims(series), *jumps.claims(series)):
        pairs = [(figure.document, figure.figure) for figure in claim.figures]
        if claim.code == "JUMP" and pairs[0] in doubted:  # it is known to be wrong, or asked about already
            continue
        doubted.update(pairs if claim.code != "JUMP" else pairs[:1])
        if (key := tuple(sorted(pairs))) not in seen:  # a level that has an indicator too is looked at twice
            seen.add(key)
            yield claim
