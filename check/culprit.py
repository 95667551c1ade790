"""Which figure of a failed relation may be the wrong one, and the slip of the pen that would explain it.

Nothing here is ever written into the data: a repair is a suggestion for a person who has the report in hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from gouji.check.evaluate import evaluate
from gouji.check.ledger import HOLDING, Ledger, parties
from gouji.schemas import Figure, Relation

Slip = Literal["one digit", "swapped digits", "scale"]

SCALES = (1, 2, 3, 4, -1, -2, -3, -4)  # a decimal point or a 万 lost or added
MAX_REPAIRS = 2
MAX_DIGITS = 15
MAX_RELATIONS = 50  # a total of a long table stands in hundreds; the first fifty tell enough


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure read with one slip undone: its number as printed and as it would be, in the printed scale."""

    figure: Figure
    printed: str
    repaired: str
    slip: Slip


def suspects_of(relation: Relation, ledger: Ledger, repairs: Sequence[Repair] = ()) -> tuple[Figure, ...]:
    """The figures that may be wrong, most likely first.

    First the one that a single slip explains, then those that no tight relation holds in place, those in several failed
    relations before the others. Where every figure is held in place, all of them.
    """
    ids = parties(relation)
    loose = [figure for figure in ids if not any(_is_tight(other) for other in ledger.touching[figure])]
    failures = {figure: sum(other.outcome == "violated" for other in ledger.touching[figure]) for figure in ids}
    named = repairs[0].figure.figure if len(repairs) == 1 else None
    chosen = loose or list(ids)
    if named is not None and named not in chosen:
        chosen.append(named)
    ordered = sorted(chosen, key=lambda figure: (figure != named, -failures[figure], ids.index(figure)))
    return tuple(ledger.figures[figure] for figure in ordered)


def _is_tight(relation: Relation) -> bool:
    """Whether a relation holds and would not, had one of its figures a wrong digit."""
    if relation.type in ("sum", "equal", "difference"):
        return relation.outcome == "holds" and relation.closed
    if relation.type != "ratio" or relation.outcome not in HOLDING or not relation.expected:
        return False
    return relation.tolerance is not None and relation.tolerance / abs(relation.expected) < Decimal("0.002")


def find_repairs(relation: Relation, ledger: Ledger) -> tuple[Repair, ...]:
    """The one slip in one figure that makes the relation hold, or the two that do so equally well, the claim's first.

    Repairs are ranked by the relations they mend less those they break, over all that the figure stands in. Three that
    are as good as one another say nothing, and () comes back.
    """
    scored = [(_net_mended(trial, ledger), repair) for trial, repair in _trials(relation, ledger)]
    best = max((score for score, _ in scored), default=0)
    winners = [repair for score, repair in scored if score == best]
    return tuple(winners) if best > 0 and len(winners) <= MAX_REPAIRS else ()


def _trials(relation: Relation, ledger: Ledger) -> Iterator[tuple[Figure, Repair]]:
    """Every figure of the relation with every slip undone that makes the relation hold."""
    known = {figure: ledger.figures[figure] for figure in parties(relation)}
    for name, figure in known.items():
        for trial, repair in _slips(figure):
            if _may_mend(relation, abs(trial.value - figure.value)) and (
                evaluate({**known, name: trial}, [relation])[0].outcome in HOLDING
            ):
                yield trial, repair


def _may_mend(relation: Relation, moved: Decimal) -> bool:
    """Whether moving one figure so far can close the gap; of sums and equals told without evaluating them again."""
    if relation.type not in ("sum", "equal") or relation.gap is None or relation.tolerance is None:
        return True
    return abs(moved - relation.gap) <= relation.tolerance


def _net_mended(trial: Figure, ledger: Ledger) -> int:
    relations = ledger.touching[trial.figure][:MAX_RELATIONS]
    known = {
        figure: ledger.figures[figure] for relation in relations for figure in parties(relation) if figure in ledger.figures
    }
    known[trial.figure] = trial
    net = 0
    for before, after in zip(relations, evaluate(known, relations), strict=True):
        net += (after.outcome in HOLDING) - (before.outcome in HOLDING)
    return net


def _slips(figure: Figure) -> Iterator[tuple[Figure, Repair]]:
    """The figure with one digit changed, added or left out, two neighbouring digits swapped, or its decimal point moved."""
    scale, decimals = figure.unit_mult, figure.decimals
    printed = _printed(figure.value, scale, decimals)
    if printed is None:  # 1万2486: no single scale; the plain number is what was meant
        scale, decimals = 0, 0
        printed = _printed(figure.value, scale, decimals)
    if printed is None or sum(character.isdigit() for character in printed) > MAX_DIGITS:
        return
    for number, slip in _respelled(printed):
        value = Decimal(number).scaleb(scale)
        if value != figure.value:
            yield _moved(figure, value), Repair(figure, printed, number, slip)


def _respelled(printed: str) -> Iterator[tuple[str, Slip]]:
    whole = printed.partition(".")[0]
    for number in dict.fromkeys(_one_digit(printed, len(whole))):
        if number != printed and not (number[0] == "0" and number[1:2].isdigit()):
            yield number, "one digit"
    digits = [place for place, character in enumerate(printed) if character.isdigit()]
    for left, right in pairwise(digits):
        if printed[left] != printed[right] and not (left == 0 and printed[right] == "0"):
            swapped = list(printed)
            swapped[left], swapped[right] = printed[right], printed[left]
            yield "".join(swapped), "swapped digits"
    for power in SCALES:
        yield format(Decimal(printed).scaleb(power), "f"), "scale"


def _one_digit(printed: str, whole: int) -> Iterator[str]:
    """One digit changed anywhere; one added to or left out of the whole part, for decimals are printed in equal number."""
    for place, digit in enumerate(printed):
        if digit != ".":
            yield from (printed[:place] + other + printed[place + 1 :] for other in "0123456789")
    for place in range(whole + 1):
        yield from (printed[:place] + other + printed[place:] for other in "0123456789")
    if whole > 1:
        yield from (printed[:place] + printed[place + 1 :] for place in range(whole))


def _moved(figure: Figure, value: Decimal) -> Figure:
    """The figure with another value; its interval moves along."""
    by = value - figure.value
    low = None if figure.low is None else figure.low + by
    high = None if figure.high is None else figure.high + by
    return replace(figure, value=value, low=low, high=high)


def _printed(value: Decimal, scale: int, decimals: int) -> str | None:
    """The number without its scale word, as printed; None where those decimals cannot show it, or it is below zero."""
    if not value.is_finite() or value < 0 or value.adjusted() > MAX_DIGITS:
        return None
    number = value.scaleb(-scale)
    text = format(number, f".{max(decimals, 0)}f")
    return text if Decimal(text) == number else None
