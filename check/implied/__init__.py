"""Relations that follow from the rows alone, where the report does not tie the figures but their names do.

They are never written into the store: each run works them out again. Their `relation` is empty and `stated` False.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from gouji.check.evaluate import evaluate
from gouji.check.implied import prescribed, scores, times
from gouji.schemas import Figure, Relation

Rule = Callable[[Sequence[Figure]], Iterator[Relation]]
RULES: tuple[Rule, ...] = (prescribed.relations, scores.relations, times.relations)


def implied(
    by_report: Mapping[int, Sequence[Figure]], figures: Mapping[str, Figure], known: Sequence[Relation]
) -> list[Relation]:
    """The evaluated relations of a document that follow from its rows and are not among the `known` ones.

    A relation is known where the same figures are tied, whichever of them is the claim.
    """
    ties = {_parties(relation) for relation in known}
    found: list[Relation] = []
    for rows in by_report.values():
        for rule in RULES:
            for relation in rule(rows):
                if (parties := _parties(relation)) not in ties:
                    ties.add(parties)
                    found.append(relation)
    return evaluate(figures, found)


def _parties(relation: Relation) -> frozenset[str]:
    return frozenset((relation.lhs, *(term.figure for term in relation.terms)))
