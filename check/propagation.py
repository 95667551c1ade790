"""Relations that share figures, taken together: what one leaves of a figure bounds the others, until nothing is left.

Bounds are passed on from constraint to constraint (interval constraint propagation; Davis, Artificial Intelligence 32, 1987),
so many times at most. A contradiction that comes out is real; one that needs more than bounds to be seen is not found.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gouji.check.constraints import Constraint, constraints
from gouji.check.interval import Exact, Interval
from gouji.check.ledger import Ledger, parties
from gouji.check.reading import Reading, read
from gouji.schemas import Figure, Relation

VISITS = 6  # times that one constraint is looked at again
LARGEST = 60  # constraints around a contradiction that are searched for its smallest set


class Conflict(NamedTuple):
    """Relations that cannot all hold, none of which can be left out; the figure of which nothing is left, and by how much."""

    relations: tuple[Relation, ...]
    figure: str
    gap: Exact


class _Clash(NamedTuple):
    figure: str
    gap: Exact
    at: int


def conflicts(ledger: Ledger) -> Iterator[Conflict]:
    """The contradictions of a document that no relation shows alone, one for each group of connected figures.

    Only figures with some room (rounded, vague, limits) can pass anything on: of exact ones each relation says all itself.
    """
    shared = {name for name, ties in ledger.touching.items() if len(ties) > 1 and _has_room(ledger.figures.get(name))}
    near = [relation for relation in ledger.relations if _is_tied(relation) and not shared.isdisjoint(parties(relation))]
    readings: dict[str, Reading] = {}
    for name in dict.fromkeys(name for relation in near for name in parties(relation) if name in ledger.figures):
        if (reading := read(ledger.figures[name])) is not None:
            readings[name] = reading
    spans = {name: _span(reading) for name, reading in readings.items()}
    tied = [constraint for relation in near for constraint in constraints(relation, readings)]
    for group in _components(tied, shared):
        if around := _around(group, spans):
            smallest = _smallest(around, spans)
            clash = _propagated(smallest, spans)
            relations = tuple({id(constraint.relation): constraint.relation for constraint in smallest}.values())
            if clash is not None and len(relations) > 1:
                yield Conflict(relations, clash.figure, clash.gap)


def _is_tied(relation: Relation) -> bool:
    """Whether words tie the relation: what was only found because it comes out is no evidence against another."""
    return relation.stated or relation.rule.startswith("implied.")


def _has_room(figure: Figure | None) -> bool:
    """Whether a figure may stand for more than one number."""
    if figure is None:
        return False
    return figure.bound != "exact" or figure.kind == "percentage" or figure.low != figure.high


def _span(reading: Reading) -> Interval:
    return reading.rounded if reading.figure.kind == "percentage" else reading.span


def _components(tied: Sequence[Constraint], shared: set[str]) -> Iterator[list[Constraint]]:
    """Groups of two constraints or more that are joined by figures with some room."""
    by_figure: dict[str, list[int]] = defaultdict(list)
    for place, constraint in enumerate(tied):
        for figure in constraint.figures:
            if figure in shared:
                by_figure[figure].append(place)
    seen: set[int] = set()
    for start in range(len(tied)):
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [start], [start]
        while waiting:
            for figure in tied[waiting.pop()].figures:
                fresh = [place for place in by_figure.pop(figure, ()) if place not in seen]
                seen.update(fresh)
                group += fresh
                waiting += fresh
        if len(group) > 1:
            yield [tied[place] for place in sorted(group)]


def _propagated(group: Sequence[Constraint], spans: Mapping[str, Interval]) -> _Clash | None:
    """The first figure of which nothing is left when bounds are passed on through the group; None where all can hold."""
    left = {figure: spans[figure] for constraint in group for figure in constraint.figures}
    watching: dict[str, list[int]] = defaultdict(list)
    for place, constraint in enumerate(group):
        for figure in constraint.figures:
            watching[figure].append(place)
    waiting = deque(range(len(group)))
    queued, visits = set(waiting), [0] * len(group)
    while waiting:
        place = waiting.popleft()
        queued.discard(place)
        visits[place] += 1
        for figure, bound in group[place].narrowed(left):
            narrower = left[figure].meet(bound)
            if narrower is None:
                return _Clash(figure, left[figure].distance(bound), place)
            if narrower != left[figure]:
                left[figure] = narrower
                for other in watching[figure]:
                    if other != place and other not in queued and visits[other] < VISITS:
                        queued.add(other)
                        waiting.append(other)
    return None


def _around(group: Sequence[Constraint], spans: Mapping[str, Interval]) -> list[Constraint]:
    """A part of the group, not too large, that is in conflict by itself: what lies round the clash; [] where none is found."""
    clash = _propagated(group, spans)
    if clash is None:
        return []
    inside, figures = {clash.at}, set(group[clash.at].figures)
    while len(inside) < LARGEST:
        grown = {place for place, constraint in enumerate(group) if not figures.isdisjoint(constraint.figures)}
        if grown == inside:
            break
        inside = grown
        figures = {figure for place in inside for figure in group[place].figures}
        near = [group[place] for place in sorted(inside)]
        if len(near) <= LARGEST and _propagated(near, spans) is not None:
            return near
    return list(group) if len(group) <= LARGEST else []


def _smallest(near: Sequence[Constraint], spans: Mapping[str, Interval]) -> list[Constraint]:
    """The conflict with every constraint left out that it does without (deletion filter; Chinneck and Dravnieks 1991)."""
    kept = list(near)
    for constraint in near:
        without = [other for other in kept if other is not constraint]
        if _propagated(without, spans) is not None:
            kept = without
    return kept
