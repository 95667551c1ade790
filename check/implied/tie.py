"""The relation that rows imply, in one place."""

from collections.abc import Sequence

from gouji.schemas import Figure, Relation, RelationType, Term


def tie(kind: RelationType, lhs: Figure, terms: Sequence[tuple[int, Figure]], rule: str, *, closed: bool = True) -> Relation:
    """lhs = Σ sign·term as a relation of `kind`, not yet evaluated; its evidence reaches from the first figure to the last."""
    figures = [lhs, *(figure for _, figure in terms)]
    return Relation(
        document=lhs.document,
        report=lhs.report,
        relation="",
        type=kind,
        lhs=lhs.figure,
        terms=tuple(Term(sign, figure.figure) for sign, figure in terms),
        stated=False,
        closed=closed,
        evidence=(min(figure.start for figure in figures), max(figure.end for figure in figures)),
        rule=rule,
    )
