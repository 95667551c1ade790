"""Relations that follow from the rows alone, where the report does not tie the figures but their names do.

Their rule begins with `implied.`, and `stated` is False.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from gouji.check.doubts import doubted
from gouji.check.evaluate import Readings, evaluate
from gouji.check.implied import (
    averages,
    balances,
    changes,
    lists,
    prescribed,
    remainders,
    restated,
    scores,
    shares,
    times,
    totals,
)
from gouji.check.ledger import HOLDING
from gouji.check.wording import Sentence, passages, sentences
from gouji.schemas import Document, Figure, Relation

Row = TypeVar("Row", Figure, Relation)
Rule = Callable[[Sequence[Figure]], Iterator[Relation]]
Telling = Callable[[Sequence[Sentence]], Iterator[Relation]]
PRESCRIBED = ("implied.form", "implied.division")
# What the names of the figures tie; what the words between the numbers of a sentence do; what they do where it goes on.
BY_NAME: tuple[Rule, ...] = (prescribed.relations, scores.relations, restated.relations)
BY_WORDS: tuple[Telling, ...] = (averages.relations, changes.relations, balances.relations, times.relations)
BY_PASSAGES: tuple[Telling, ...] = (lists.relations, totals.relations, shares.relations, changes.again, remainders.relations)


def relate(document: Document) -> Document:
    """The document with all of its relations evaluated, those that its rows imply behind the others.

    A relation is implied where no other ties the same figures, and none of its type has the same figure for its claim: what
    the words of the report tie comes first, unless it fails and the implied quotient holds. No relation goes from one report
    to another, so that a file of hundreds of them is gone through report by report.
    """
    figures, relations = _by_report(document.figures), _by_report(document.relations)
    told: list[Relation] = []
    implied: list[Relation] = []
    for report in sorted(figures.keys() | relations.keys()):
        known, wanted = _related(figures[report], relations[report])
        told += known
        implied += wanted
    numbered = (replace(relation, relation=f"r{number}") for number, relation in enumerate(implied, len(told) + 1))
    return replace(document, relations=(*told, *numbered))


def _by_report(rows: Iterable[Row]) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.report].append(row)
    return found


def _related(rows: Sequence[Figure], relations: Sequence[Relation]) -> tuple[list[Relation], list[Relation]]:
    """The relations of a report, and those that its rows imply."""
    figures = {figure.figure: figure for figure in rows}
    readings: Readings = {}
    known = evaluate(figures, relations, readings)
    added = evaluate(figures, _implied([figure for figure in rows if figure.value.is_finite()], known), readings)
    judged = doubted(figures, [*known, *_wanted(known, added)])
    return judged[: len(known)], judged[len(known) :]


def _implied(rows: Sequence[Figure], known: Sequence[Relation]) -> list[Relation]:
    """What the rows imply and the words have not tied, each set of figures once."""
    ties = {_parties(relation) for relation in known}
    found: list[Relation] = []
    told = sentences(rows)
    joined = passages(told)
    named = (rule(rows) for rule in BY_NAME)
    worded = (*(rule(joined) for rule in BY_PASSAGES), *(rule(told) for rule in BY_WORDS))
    for relation in chain.from_iterable((*named, *worded)):
        if (parties := _parties(relation)) not in ties:
            ties.add(parties)
            found.append(relation)
    return found


def _wanted(known: Sequence[Relation], added: Sequence[Relation]) -> Iterator[Relation]:
    """Of the implied ones those whose claim no other of the type has; beside a quotient that fails, one that holds, and
    beside a sum that fails, one of all its parts and more."""
    claimed = {(relation.type, relation.lhs): relation for relation in known if relation.outcome != "not_testable"}
    holding = [relation for relation in known if relation.type == "sum" and relation.outcome in HOLDING]
    summed = {frozenset(relation.terms) for relation in holding}
    whole = [_parties(relation) for relation in holding]
    for relation in added:
        other = claimed.get((relation.type, relation.lhs))
        failed = other is not None and other.outcome == "violated"
        mended = failed and relation.type == "ratio" and relation.outcome in HOLDING
        fuller = failed and relation.type == "sum" and other is not None and set(other.terms) < set(relation.terms)
        # 2415人，较上年增加28人，其中…: not of the change. 14个，整改11个、正在整改2个、坚持1个: and not 14 − 11 = 2.
        otherwise = relation.type == "sum" and frozenset(relation.terms) in summed
        if relation.outcome == "violated" and (otherwise or any(_parties(relation) < parties for parties in whole)):
            continue
        if other is None or mended or fuller or relation.rule in PRESCRIBED:
            claimed.setdefault((relation.type, relation.lhs), relation)
            yield relation


def _parties(relation: Relation) -> frozenset[str]:
    return frozenset((relation.lhs, *(term.figure for term in relation.terms)))
