"""The repairs that mend what fails: one figure for all failed relations that hang together, or two where one does not do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import combinations

from gouji.check.culprit.near import may_mend
from gouji.check.culprit.slips import Repair, as_printed, in_print, moved, undone
from gouji.check.culprit.solve import solved
from gouji.check.evaluate import evaluate
from gouji.check.ledger import HOLDING, Ledger, parties
from gouji.schemas import Figure, Relation

MAX_RELATIONS = 50  # a total of a long table stands in hundreds; the first fifty tell enough
MAX_FAILED = 12  # so many failed relations are explained together
MAX_PAIRED = 80  # so many trials, the cheapest, are put together in twos


@dataclass(frozen=True, slots=True)
class Trial:
    """A figure read otherwise, and the relations, by their place in the component, that hold then; it breaks none.

    `figure` is as it would be; as printed where the repair only takes it out of a list.
    """

    figure: Figure
    repair: Repair
    mended: frozenset[int]

    @property
    def name(self) -> str:
        """The id of the figure."""
        return self.repair.figure.figure


def component(relation: Relation, ledger: Ledger) -> list[Relation]:
    """The relation and the failed ones that hang together with it through shared figures, the nearest first, at most twelve."""
    found = [relation]
    for one in found:
        for figure in parties(one):
            for other in ledger.touching[figure][:MAX_RELATIONS]:
                if other.outcome == "violated" and other not in found and _complete(other, ledger):
                    found.append(other)
                    if len(found) == MAX_FAILED:
                        return found
    return found


def minimal_sets(relation: Relation, ledger: Ledger) -> tuple[list[Relation], list[tuple[Trial, ...]]]:
    """The failed relations that are explained together, and the smallest sets of repairs that mend them all.

    One figure comes before two. Where neither does, the relation is explained alone, by the repairs that mend most beside it.
    """
    failed = component(relation, ledger)
    trials = [trial for name in _names(failed) for trial in trials_of(name, failed, ledger)]
    whole = frozenset(range(len(failed)))
    singles: list[tuple[Trial, ...]] = [(trial,) for trial in trials if trial.mended == whole]
    if singles:
        return failed, singles
    if pairs := _pairs(trials, failed, ledger):
        return failed, pairs
    mine = [trial for trial in trials if 0 in trial.mended]
    most = max((len(trial.mended) for trial in mine), default=0)
    best = [trial for trial in mine if len(trial.mended) == most]
    kept = sorted(best[0].mended) if best else [0]
    return [failed[place] for place in kept], [(trial,) for trial in best]


def _pairs(trials: Sequence[Trial], failed: Sequence[Relation], ledger: Ledger) -> list[tuple[Trial, ...]]:
    """Repairs of two figures that mend everything between them, each something of its own."""
    figures = [frozenset(parties(relation)) for relation in failed]
    useful = sorted(trials, key=lambda trial: trial.repair.cost)[:MAX_PAIRED]
    pairs: list[tuple[Trial, ...]] = []
    for one, two in combinations(useful, 2):
        both = {place for place, names in enumerate(figures) if one.name in names and two.name in names}
        alone = (one.mended | two.mended) - both
        if one.name != two.name and len(alone) + len(both) == len(failed) and _mend_both(one, two, failed, both, ledger):
            pairs.append((one, two))
    return pairs


def _mend_both(one: Trial, two: Trial, failed: Sequence[Relation], both: set[int], ledger: Ledger) -> bool:
    """Whether the relations in which both stand hold with both repaired."""
    if not both:
        return True
    known = {name: ledger.figures[name] for place in both for name in parties(failed[place])}
    return _all_hold({**known, one.name: one.figure, two.name: two.figure}, [failed[place] for place in both])


def trials_of(name: str, failed: Sequence[Relation], ledger: Ledger) -> Iterator[Trial]:
    """Every way to read a figure otherwise that mends some of the failed relations and breaks none that holds."""
    figure = ledger.figures[name]
    mine = [(place, relation) for place, relation in enumerate(failed) if name in parties(relation)]
    held = [relation for relation in ledger.touching[name][:MAX_RELATIONS] if relation.outcome in HOLDING]
    known = {each: ledger.figures[each] for _, relation in mine for each in parties(relation)}
    known |= {each: ledger.figures[each] for relation in held for each in parties(relation) if each in ledger.figures}
    met: set[Decimal] = set()
    for value, repair in _readings(figure, mine, known, ledger):
        if value in met:
            continue
        met.add(value)
        near = [(place, relation) for place, relation in mine if may_mend(relation, name, value, known)]
        if not near:  # nearly always, so that no figure is made for it
            continue
        trial = moved(figure, value)
        mended = _mended(trial, near, known)
        if mended and _all_hold({**known, name: trial}, held):
            yield Trial(trial, repair, mended)
    for place, relation in mine:
        if _holds_without(name, relation, known) and (printed := as_printed(figure)):
            yield Trial(figure, Repair(figure, printed[0], "", "list member"), frozenset((place,)))


def _readings(
    figure: Figure, failed: Sequence[tuple[int, Relation]], known: Mapping[str, Figure], ledger: Ledger
) -> Iterator[tuple[Decimal, Repair]]:
    """The values of a figure with a slip undone, then those that the failed relations ask for."""
    yield from undone(figure)
    printed = as_printed(figure)
    if printed is None:
        return
    stale = _is_stale(figure, ledger)
    for _, relation in failed:
        for value in solved(relation, figure.figure, known):
            try:
                number = in_print(figure, value)
            except InvalidOperation:
                continue
            if number is not None and not (number.startswith("-") and figure.value >= 0):
                new = Decimal(number).scaleb(printed[1])
                if new != figure.value:
                    yield new, Repair(figure, printed[0], number, "last year" if stale else "other")


def _is_stale(figure: Figure, ledger: Ledger) -> bool:
    """Whether the figure repeats the number that the same thing had at an earlier time."""
    if figure.period is None:
        return False
    for other in ledger.by_report.get(figure.report, ()):
        alike = (other.measure, other.subject, other.unit) == (figure.measure, figure.subject, figure.unit)
        if alike and other.value == figure.value and other.period is not None and other.period < figure.period:
            return True
    return False


def _mended(trial: Figure, failed: Sequence[tuple[int, Relation]], known: Mapping[str, Figure]) -> frozenset[int]:
    after = evaluate({**known, trial.figure: trial}, [relation for _, relation in failed])
    return frozenset(place for (place, _), relation in zip(failed, after, strict=True) if relation.outcome in HOLDING)


def _all_hold(figures: Mapping[str, Figure], relations: Sequence[Relation]) -> bool:
    return all(relation.outcome in HOLDING for relation in evaluate(figures, relations))


def _holds_without(name: str, relation: Relation, known: Mapping[str, Figure]) -> bool:
    """Whether a sum of three parts or more comes out once one of them is left out, as where it was written down twice."""
    rest = tuple(term for term in relation.terms if term.figure != name)
    if relation.type != "sum" or len(rest) < 2 or len(rest) == len(relation.terms):
        return False
    if any(term.sign < 0 for term in relation.terms):
        return False
    return evaluate(known, [replace(relation, terms=rest)])[0].outcome == "holds"


def _names(relations: Sequence[Relation]) -> list[str]:
    return list(dict.fromkeys(name for relation in relations for name in parties(relation)))


def _complete(relation: Relation, ledger: Ledger) -> bool:
    return all(figure in ledger.figures for figure in parties(relation))
