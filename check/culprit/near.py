"""Whether a figure read otherwise can mend a relation, told before the relation is evaluated over exact intervals.

Of the hundreds of slips that a figure may have gone through, nearly all are far from mending anything.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from gouji.check.units import PERCENT, per_whole
from gouji.schemas import Figure, Relation

EPSILON: Final = 1e-9  # of floats, beside the numbers that they stand for
WIDER: Final = 1.001  # the tolerance as it is taken here, never less than the exact one


def may_mend(relation: Relation, name: str, value: Decimal, known: Mapping[str, Figure]) -> bool:
    """False where the relation cannot hold with another value of the figure of a name; True where it may.

    `known` has the figures as they are read; `relation` is evaluated with these.
    """
    claim, terms = known[relation.lhs], [(term.sign, known[term.figure]) for term in relation.terms]
    vague = any(figure.bound != "exact" for figure in (claim, *(figure for _, figure in terms)))
    if vague or relation.gap is None or relation.tolerance is None:
        return True  # how far they may lie apart hangs on the values themselves
    moved = known[name]
    if relation.type in ("sum", "equal"):
        times = sum(figure is moved for _, figure in terms) + (claim is moved)
        return times != 1 or abs(abs(value - moved.value) - relation.gap) <= relation.tolerance
    if relation.type not in ("difference", "ratio"):
        return True
    claimed = value if claim is moved else claim.value
    signed = [(sign, value if figure is moved else figure.value) for sign, figure in terms]
    if relation.type == "difference":
        return _near(claimed, float(sum(sign * each for sign, each in signed)), relation.tolerance)
    if len(terms) < 2 or not all(_is_point(figure) for _, figure in terms):
        return True
    *numerator, (_, divisor) = signed
    if not divisor:
        return False
    return _near(
        claimed, float(sum(sign * each for sign, each in numerator)) / float(divisor) * per_whole(claim), relation.tolerance
    )


def _near(claim: Decimal, value: float, tolerance: Decimal) -> bool:
    """Whether the two lie within the tolerance, their signs aside: those are in the words of a change."""
    size = abs(value)
    return abs(abs(float(claim)) - size) <= float(tolerance) * WIDER + EPSILON * (1 + size)


def _is_point(figure: Figure) -> bool:
    """Whether a figure stands for its value alone; a share is rounded even where it is printed without decimals."""
    return figure.low == figure.high == figure.value and figure.kind != "percentage" and figure.unit not in PERCENT
