"""RATE: a share, a rate or an average that its figures do not give."""

from collections.abc import Iterator
from dataclasses import replace

from gouji.check import reasons
from gouji.check.checks.codes import failures
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger
from gouji.check.reading import read
from gouji.check.whole import attainable, is_whole, tells


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim for each quotient that is violated or for review; said of it where no whole number gives the rate."""
    for claim in failures("RATE", ledger):
        yield replace(claim, reason=reasons.NO_WHOLE_NUMBER) if _is_impossible(claim) else claim


def _is_impossible(claim: Claim) -> bool:
    if claim.severity == "review" or len(claim.figures) != 3 or claim.figures[0].kind != "percentage":
        return False
    rate, part, whole = claim.figures
    reading = read(rate)
    if reading is None or not (is_whole(part) and is_whole(whole)):
        return False
    return tells(reading, whole) and not attainable(reading, whole)
