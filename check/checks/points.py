"""POINT: the difference of two percentages printed as percent: 由92.1%提高到95.3%，提高3.2% are 3.2个百分点."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from gouji.check import reasons
from gouji.check.claim import Claim
from gouji.check.direction import direction
from gouji.check.evaluate import evaluate
from gouji.check.ledger import HOLDING, Ledger
from gouji.check.units import HUNDREDTHS
from gouji.schemas import Figure, Relation, Term


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim, a warning, for each change in percent that is exactly the difference of the two percentages before it.

    Only where the sentence holds just these two besides, and the change is not their rate of growth.
    """
    rates = [figure for figure in ledger.figures.values() if figure.kind == "percentage" and figure.unit in HUNDREDTHS]
    if len(rates) < 3:
        return
    sentences: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for rate in rates:
        if rate.bound == "exact" and rate.origin == "text" and rate.value.is_finite():
            sentences[rate.report, rate.sentence].append(rate)
    for here in sentences.values():
        if len(here) == 3 and (claim := _claim(here, ledger)):
            yield claim


def _claim(here: Sequence[Figure], ledger: Ledger) -> Claim | None:
    *levels, change = sorted(here, key=lambda figure: figure.start)
    way = direction(change)
    if not way or any(other.type == "ratio" and other.outcome in HOLDING for other in ledger.touching.get(change.figure, ())):
        return None
    low, high = sorted(levels, key=lambda figure: figure.value)
    old, new = (low, high) if way > 0 else (high, low)
    finest = max(figure.decimals for figure in here)
    if high.value - low.value != change.value or len({figure.decimals for figure in here}) > 1 or not old.value or not finest:
        return None
    terms = (Term(1, new.figure), Term(-1, old.figure), Term(1, old.figure))
    relation = Relation(change.document, change.report, "", "ratio", change.figure, terms, False, True, (0, 0), "points")
    (tested,) = evaluate(ledger.figures, [relation])
    if tested.outcome != "violated" or Fraction(change.value) >= Fraction(old.value):
        return None
    return Claim(
        code="POINT",
        severity="warning",
        figures=(change, new, old),
        expected=tested.expected,
        actual=change.value,
        gap=tested.gap,
        tolerance=tested.tolerance,
        reason=reasons.POINTS_NOT_PERCENT,
        relation=tested,
        office=ledger.office(change.report),
        suspects=(change,),
    )
