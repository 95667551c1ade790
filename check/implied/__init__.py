"""Relations that follow from the rows alone, where the report does not tie the figures but their names do.

Their rule begins with `implied.`, and `stated` is False.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from gouji.check.evaluate import evaluate
from gouji.check.implied import averages, changes, lists, prescribed, scores, shares, times
from gouji.schemas import Document, Figure, Relation

Rule = Callable[[Sequence[Figure]], Iterator[Relation]]
PRESCRIBED = ("implied.form", "implied.division")
RULES: tuple[Rule, ...] = (
    prescribed.relations,
    scores.relations,
    lists.relations,
    shares.relations,
    averages.relations,
    changes.relations,
    times.relations,
)


def relate(document: Document) -> Document:
    """The document with all of its relations evaluated, those that its rows imply behind the others.

    A relation is implied where no other ties the same figures, and none of its type has the same figure for its claim: what
    the words of the report tie comes first.
    """
    figures = {figure.figure: figure for figure in document.figures}
    by_report: dict[int, list[Figure]] = defaultdict(list)
    for figure in document.figures:
        by_report[figure.report].append(figure)
    ties = {_parties(relation) for relation in document.relations}
    claimed = {(relation.type, relation.lhs) for relation in document.relations}
    relations = list(document.relations)
    for rows in by_report.values():
        for rule in RULES:
            for relation in rule(rows):
                claim, parties = (relation.type, relation.lhs), _parties(relation)
                if parties not in ties and (claim not in claimed or relation.rule in PRESCRIBED):
                    ties.add(parties)
                    claimed.add(claim)
                    relations.append(replace(relation, relation=f"r{len(relations) + 1}"))
    return replace(document, relations=tuple(evaluate(figures, relations)))


def _parties(relation: Relation) -> frozenset[str]:
    return frozenset((relation.lhs, *(term.figure for term in relation.terms)))
