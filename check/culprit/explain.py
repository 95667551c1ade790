"""Which figure of a failed relation may be the wrong one, and the slip of the pen that would explain it.

Nothing here is ever written into the data: a repair is a suggestion for a person who has the report in hand.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.check.culprit.search import Trial, minimal_sets
from gouji.check.culprit.slips import COSTS, TYPOS, Repair
from gouji.check.ledger import HOLDING, Ledger, parties
from gouji.schemas import Figure, Relation

MAX_SUGGESTED = 2  # three repairs as good as one another say nothing
CLEAR = 100  # a gap of so many times what print allows is known to three digits, and a slip does not explain it by chance
WELL_EXPLAINED = COSTS["swapped digits"]


class Explanation(NamedTuple):
    """The figures that may be wrong, most likely first, one alone where it is named; and the repairs worth suggesting."""

    suspects: tuple[Figure, ...]
    repairs: tuple[Repair, ...]


def explain(relation: Relation, ledger: Ledger) -> Explanation:
    """Who may be wrong in a failed relation, all failed relations that hang together with it taken into account.

    The repairs that mend most at the least cost come first. One figure is named alone only if it stands in all of the minimal
    repairs and two independent relations agree on it, or a slip explains a gap that is known to three digits.
    """
    failed, sets = minimal_sets(relation, ledger)
    here = set(parties(relation))
    cost = min((_cost(each) for each in sets), default=0)
    best = [trial for each in sets if _cost(each) == cost for trial in each if trial.name in here]
    repairs = _told(best)
    culprit = _named(best, failed, ledger)
    if culprit is not None:
        return Explanation((ledger.figures[culprit],), repairs if len(repairs) <= MAX_SUGGESTED else ())
    suggested = [repair for repair in repairs if repair.cost <= WELL_EXPLAINED]
    return Explanation(
        tuple(ledger.figures[name] for name in _ranked(relation, ledger, sets)),
        tuple(suggested) if len(suggested) <= MAX_SUGGESTED else (),
    )


def _cost(trials: Sequence[Trial]) -> int:
    return sum(trial.repair.cost for trial in trials)


def _told(trials: Sequence[Trial]) -> tuple[Repair, ...]:
    """The repairs without repetitions."""
    return tuple({(trial.name, trial.repair.repaired): trial.repair for trial in trials}.values())


def _named(best: Sequence[Trial], failed: Sequence[Relation], ledger: Ledger) -> str | None:
    """The one figure of all minimal repairs, where there is evidence enough to name it."""
    names = {trial.name for trial in best}
    if len(names) != 1:
        return None
    mended = frozenset.union(*(trial.mended for trial in best))
    independent = {frozenset(parties(failed[place])) for place in mended if place < len(failed)}
    if len(independent) > 1:
        return names.pop()
    typo = all(trial.repair.slip in TYPOS for trial in best)
    return names.pop() if typo and any(_clear(relation, ledger) for relation in failed) else None


def _clear(relation: Relation, ledger: Ledger) -> bool:
    """Whether the gap of a relation is known to three digits."""
    if relation.gap is None or relation.tolerance is None:
        return False
    claim = ledger.figures[relation.lhs]
    step = Decimal(1).scaleb(claim.unit_mult - claim.decimals)
    return relation.gap >= CLEAR * max(relation.tolerance, step)


def _ranked(relation: Relation, ledger: Ledger, sets: Sequence[tuple[Trial, ...]]) -> list[str]:
    """The figures of a relation by what it would cost to find them wrong; those that a tight relation holds are left out."""
    ids = parties(relation)
    costs: dict[str, int] = {}
    for each in sets:
        for trial in each:
            costs[trial.name] = min(_cost(each), costs.get(trial.name, _cost(each)))
    loose = [name for name in ids if not any(_is_tight(other) for other in ledger.touching[name])]
    chosen = loose or list(ids)
    chosen += [name for name in ids if name in costs and name not in chosen]
    failures = {name: sum(other.outcome == "violated" for other in ledger.touching[name]) for name in ids}
    dearest = 2 * COSTS["other"] + 1
    return sorted(chosen, key=lambda name: (costs.get(name, dearest), -failures[name], ids.index(name)))


def _is_tight(relation: Relation) -> bool:
    """Whether a relation holds and would not, had one of its figures a wrong digit."""
    if relation.type in ("sum", "equal", "difference"):
        return relation.outcome == "holds" and relation.closed
    if relation.type != "ratio" or relation.outcome not in HOLDING or not relation.expected:
        return False
    return relation.tolerance is not None and relation.tolerance / abs(relation.expected) < Decimal("0.002")
