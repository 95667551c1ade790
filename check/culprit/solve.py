"""The value that a figure would have to have for a relation to hold, whatever was printed."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from gouji.check.units import per_whole
from gouji.check.verdict import decimal
from gouji.schemas import Figure, Relation


def solved(relation: Relation, name: str, figures: Mapping[str, Figure]) -> Iterator[Decimal]:
    """The values of the figure `name` with which the relation would come out, all else as printed; not yet rounded to print.

    Of a difference or a quotient there may be two, for the words say which way it went. Odd data gives none.
    """
    if relation.type == "list_length":
        if relation.listed is not None and name == relation.lhs:
            yield Decimal(relation.listed)
        return
    if relation.type == "equal":
        mine = name == relation.lhs
        others = [term.figure for term in relation.terms if term.figure != name] if mine else [relation.lhs]
        yield from dict.fromkeys(figures[other].value for other in others)
        return
    claim = Fraction(figures[relation.lhs].value)
    if relation.type == "ratio":
        yield from _of_quotient(relation, name, figures, claim)
        return
    fixed, factor = _linear(relation, name, figures)
    if name == relation.lhs:
        fixed, factor, claim = fixed, factor - 1, Fraction(0)
    if factor:
        yield decimal((claim - fixed) / factor)
        if relation.type == "difference" and name != relation.lhs:
            yield decimal((-claim - fixed) / factor)


def _linear(relation: Relation, name: str, figures: Mapping[str, Figure]) -> tuple[Fraction, Fraction]:
    """Σ sign·term as a number and how often the figure stands in it."""
    fixed, factor = Fraction(0), Fraction(0)
    for term in relation.terms:
        if term.figure == name:
            factor += term.sign
        else:
            fixed += term.sign * Fraction(figures[term.figure].value)
    return fixed, factor


def _of_quotient(relation: Relation, name: str, figures: Mapping[str, Figure], claim: Fraction) -> Iterator[Decimal]:
    """(a + b·x)·per / (c + e·x) = ±claim, solved for x, or for the claim itself."""
    *_, divisor = relation.terms
    above = relation.terms[:-1]
    whole = per_whole(figures[relation.lhs])
    fixed = sum((term.sign * Fraction(figures[term.figure].value) for term in above if term.figure != name), Fraction(0))
    factor = sum(term.sign for term in above if term.figure == name)
    below = Fraction(0) if divisor.figure == name else Fraction(figures[divisor.figure].value)
    times = 1 if divisor.figure == name else 0
    if name == relation.lhs:
        if below:
            yield decimal(abs(fixed / below * whole))
        return
    for sign in (1, -1):
        share = whole * factor - sign * claim * times
        if share:
            yield decimal((sign * claim * below - whole * fixed) / share)
