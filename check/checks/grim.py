"""GRIM: a printed percentage that no whole number of its whole can be, though the report does not give the part itself."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from gouji.check import reasons
from gouji.check.claim import Claim
from gouji.check.interval import HALF
from gouji.check.ledger import HOLDING, Ledger
from gouji.check.reading import read
from gouji.check.units import HUNDREDTHS
from gouji.check.verdict import decimal, rounded
from gouji.check.whole import attainable, is_whole, nearest, tells
from gouji.check.wording import squeezed
from gouji.schemas import Figure

# Words between a percentage and what it is a share of: 占12.5%.
SHARE: Final = re.compile(r"(?:各?占(?:比|到|了)?(?:为|约|达)?|比例(?:为|是|达)?)$")
PLACES = 2


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim, for review, for each share without its part beside shares that are all of one whole.

    The whole is known where two shares of the same sentence or table column at least are quotients of it and hold.
    """
    shares = [figure for figure in ledger.figures.values() if figure.kind == "percentage" and figure.unit in HUNDREDTHS]
    wholes = _wholes(shares, ledger) if len(shares) > 2 else {}
    if not wholes:
        return
    for share in shares:
        whole = wholes.get(_place(share))
        if whole is not None and _is_alone(share, ledger) and (claim := _impossible(share, whole, ledger)):
            yield claim


def _wholes(shares: Sequence[Figure], ledger: Ledger) -> Mapping[tuple[int, str], Figure]:
    """By report and sentence: the one whole of all shares there whose parts are printed, two of them at least."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for share in shares:
        for relation in ledger.touching.get(share.figure, ()):
            if relation.type == "ratio" and relation.lhs == share.figure and len(relation.terms) == 2:
                found[_place(share)].append(relation.terms[-1].figure if relation.outcome in HOLDING else "")
    return {
        place: ledger.figures[wholes[0]]
        for place, wholes in found.items()
        if len(wholes) > 1 and len(set(wholes)) == 1 and wholes[0] in ledger.figures and is_whole(ledger.figures[wholes[0]])
    }


def _is_alone(share: Figure, ledger: Ledger) -> bool:
    """Whether the figure is a share, by the words straight before it, that no relation ties to a part."""
    sentence, text = squeezed(share.sentence), squeezed(share.text)
    if share.bound != "exact" or share.origin != "text" or share.figure in ledger.touching or sentence.count(text) != 1:
        return False
    return bool(SHARE.search(sentence.partition(text)[0]))


def _impossible(share: Figure, whole: Figure, ledger: Ledger) -> Claim | None:
    reading = read(share)
    if reading is None or not tells(reading, whole) or attainable(reading, whole):
        return None
    best = nearest(reading, whole)
    return Claim(
        code="GRIM",
        severity="review",
        figures=(share, whole),
        expected=rounded(best, max(PLACES, share.decimals)),
        actual=share.value,
        gap=abs(share.value - rounded(best, max(PLACES, share.decimals))),
        tolerance=decimal(reading.step * HALF),
        reason=reasons.NO_WHOLE_NUMBER,
        office=ledger.office(share.report),
    )


def _place(figure: Figure) -> tuple[int, str]:
    return figure.report, figure.sentence
