"""Which figure is wrong where reports of several years contradict each other: the same rules, over all that one office says."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from gouji.check.claim import Claim
from gouji.check.culprit.explain import explain
from gouji.check.evaluate import evaluate
from gouji.check.ledger import Ledger, parties
from gouji.schemas import Figure, Relation, Term

YEARS = ("YEAR_SAME", "YEAR_DELTA")
LEVELS = ("old", "new")  # the levels before and after in the relation of a YEAR_DELTA


LedgerOf = Callable[[str], Ledger | None]  # of a document, by its name


def suspected(claims: Iterable[Claim], ledger_of: LedgerOf) -> list[Claim]:
    """The claims of one office in their order, its contradictions over years with their suspects and repairs.

    What the claims say of one another tells which figure is wrong, and the relations within its reports do so too: a figure
    that the sums of its own report hold in place is no suspect.
    """
    claims = list(claims)
    wrong = [place for place, claim in enumerate(claims) if claim.code in YEARS and claim.severity in ("error", "warning")]
    if not wrong:
        return claims
    known: dict[str, Figure] = {}
    relations = [_relation(claims[place], known) for place in wrong]
    own = _own_relations(ledger_of, known)
    ledger = _ledger(known, relations, own)
    for place, relation in zip(wrong, ledger.relations, strict=False):
        if relation.outcome == "violated":
            found = explain(relation, ledger)
            claims[place] = replace(
                claims[place],
                suspects=tuple(known[figure.figure] for figure in found.suspects),
                repairs=tuple(replace(repair, figure=known[repair.figure.figure]) for repair in found.repairs),
            )
    return claims


def _relation(claim: Claim, known: dict[str, Figure]) -> Relation:
    """What a claim says, over figures under names of their own; those are noted in `known`."""
    names = [_noted(figure, known) for figure in claim.figures]
    if claim.relation is None:
        terms = tuple(Term(1, name) for name in names[1:])
        return Relation(claim.figures[0].document, 0, "", "equal", names[0], terms, True, True, (0, 0), "across")
    by_role = dict(zip(LEVELS, names[1:], strict=True))
    terms = tuple(Term(term.sign, by_role[term.figure]) for term in claim.relation.terms)
    return replace(claim.relation, lhs=names[0], terms=terms)


def _own_relations(ledger_of: LedgerOf, known: dict[str, Figure]) -> list[Relation]:
    """The relations, within their reports, of the figures that the claims are about."""
    found: dict[int, Relation] = {}
    for figure in list(known.values()):
        ledger = ledger_of(figure.document)
        for relation in ledger.touching.get(figure.figure, ()) if ledger else ():
            if ledger and all(name in ledger.figures for name in parties(relation)):
                names = {name: _noted(ledger.figures[name], known) for name in parties(relation)}
                terms = tuple(Term(term.sign, names[term.figure]) for term in relation.terms)
                found[id(relation)] = replace(relation, lhs=names[relation.lhs], terms=terms)
    return list(found.values())


def _noted(figure: Figure, known: dict[str, Figure]) -> str:
    name = f"{figure.document}\x1f{figure.figure}"
    known[name] = figure
    return name


def _ledger(known: dict[str, Figure], across: Sequence[Relation], own: Sequence[Relation]) -> Ledger:
    """All that is said of the figures, in one ledger: first the contradictions over years."""
    figures = {name: replace(figure, figure=name) for name, figure in known.items()}
    relations = [*evaluate(figures, across), *own]
    touching: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        for name in parties(relation):
            touching[name].append(relation)
    return Ledger("", figures, relations, touching, {}, {})
