"""The evaluated figures and relations of one document, by the ways the checks look them up."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.schemas import Document, Figure, Relation, ReportHead

HOLDING = ("holds", "holds_by_rounding")


@dataclass(frozen=True, slots=True)
class Ledger:
    """`figures` by id and by number of the report, `touching` the relations of each figure, `heads` the report heads."""

    document: str
    figures: Mapping[str, Figure]
    relations: Sequence[Relation]
    touching: Mapping[str, Sequence[Relation]]
    by_report: Mapping[int, Sequence[Figure]]
    heads: Mapping[int, ReportHead]

    @classmethod
    def of(cls, document: Document) -> "Ledger":
        """The ledger of a document whose relations are evaluated; the others take no part."""
        by_report: dict[int, list[Figure]] = defaultdict(list)
        for each in document.figures:
            by_report[each.report].append(each)
        figures = {figure.figure: figure for figure in document.figures}
        relations = [relation for relation in document.relations if relation.outcome is not None]
        touching: dict[str, list[Relation]] = defaultdict(list)
        for relation in relations:
            for figure in parties(relation):
                touching[figure].append(relation)
        heads = {head.report: head for head in document.reports}
        return cls(document.document, figures, relations, touching, by_report, heads)

    def failed(self) -> Iterator[Relation]:
        """The relations that are violated or for review and whose figures are all there."""
        for relation in self.relations:
            if relation.outcome in ("violated", "review") and all(figure in self.figures for figure in parties(relation)):
                yield relation

    def office(self, report: int) -> str | None:
        """Who issues the report, as written."""
        head = self.heads.get(report)
        return head.office if head else None


def parties(relation: Relation) -> tuple[str, ...]:
    """The ids of the figures that a relation ties together, the claim first, each once."""
    return tuple(dict.fromkeys((relation.lhs, *(term.figure for term in relation.terms))))
