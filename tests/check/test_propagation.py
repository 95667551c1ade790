"""Joint contradictions against brute force: what is called one has no solution, and no relation of it can be left out."""

from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.check.ledger import HOLDING, Ledger
from gouji.check.propagation import LARGEST, conflicts
from gouji.schemas import Relation

NAMES = "abcde"
HALVES = [Fraction(number, 2) for number in range(-1, 2)]  # a figure in 万 stands for half a unit either way


def solvable(relations: list[Relation], spans: dict[str, list[Fraction]]) -> bool:
    """Whether some numbers of the figures' spans, half units apart, make all the relations hold.

    Sums, equals and limits over intervals with ends in half units have a solution in half units if they have any: their
    matrices are small enough here that quarter units are tried as well.
    """
    names = sorted({name for relation in relations for name in (relation.lhs, *(term.figure for term in relation.terms))})
    for values in product(*(spans[name] for name in names)):
        known = dict(zip(names, values, strict=True))
        if all(_holds(relation, known) for relation in relations):
            return True
    return False


def _holds(relation: Relation, known: dict[str, Fraction]) -> bool:
    right = sum(term.sign * known[term.figure] for term in relation.terms)
    left = known[relation.lhs]
    return left <= right if relation.type == "at_most" else left == right


KIND = st.sampled_from(["sum", "equal", "at_most"])
TIES = st.lists(st.tuples(KIND, st.permutations(NAMES)), min_size=2, max_size=4)


@settings(max_examples=150)
@given(st.lists(st.integers(2, 6), min_size=5, max_size=5), st.lists(st.booleans(), min_size=5, max_size=5), TIES)
def test_conflicts_are_real_and_smallest(
    printed_figure: Any, make_relation: Any, make_document: Any, values: list[int], rounded: list[bool], ties: Any
) -> None:
    figures = [
        printed_figure(f"{value}万元" if wide else f"{value}0000元", name)
        for name, value, wide in zip(NAMES, values, rounded, strict=True)
    ]
    relations = [
        make_relation(kind, order[0], [(1, name) for name in order[1 : 3 if kind == "sum" else 2]], relation=f"r{place}")
        for place, (kind, order) in enumerate(ties)
    ]
    document = make_document(figures, relations)
    quarters = [Fraction(number, 4) for number in range(-2, 3)]
    spans = {
        name: [value + (part if wide else 0) for part in (quarters if wide else quarters[:1])]
        for name, value, wide in zip(NAMES, values, rounded, strict=True)
    }
    spans = {name: sorted(set(numbers)) for name, numbers in spans.items()}
    found = list(conflicts(Ledger.of(document)))
    for conflict in found:
        assert all(relation.outcome in HOLDING for relation in conflict.relations)
        assert not solvable(list(conflict.relations), spans)
        assert conflict.gap >= 0
        for left_out in conflict.relations:
            rest = [relation for relation in conflict.relations if relation is not left_out]
            assert solvable(rest, spans)
    if not found:  # bounds alone see all there is to see where no figure is shared by more than two relations in a ring
        holding = [relation for relation in document.relations if relation.outcome in HOLDING]
        if len(holding) == 2 and len({*_names(holding[0])} & {*_names(holding[1])}) == 1:
            assert solvable(holding, spans)


def _names(relation: Relation) -> tuple[str, ...]:
    return (relation.lhs, *(term.figure for term in relation.terms))


def test_a_long_chain_stays_cheap_and_is_found(printed_figure: Any, make_relation: Any, make_document: Any) -> None:
    """A hundred rounded figures, each a little smaller than the one before: only the two ends contradict each other."""
    figures = [printed_figure("10.0万元", f"f{place}") for place in range(100)]
    figures += [printed_figure("99500元", "low"), printed_figure("100500元", "high")]
    ties = [make_relation("at_most", f"f{place}", [(1, f"f{place + 1}")], relation=f"r{place}") for place in range(99)]
    ends = [
        make_relation("equal", "high", [(1, "f0")], relation="top"),
        make_relation("equal", "low", [(1, "f40")], relation="end"),
    ]
    (conflict,) = conflicts(Ledger.of(make_document(figures, [*ties, *ends])))
    assert {relation.relation for relation in conflict.relations} == {"top", "end", *(f"r{place}" for place in range(40))}
    assert len(conflict.relations) <= LARGEST


@pytest.mark.parametrize("rate", ["33.3%", "33.4%"])
def test_rates_pass_bounds_on(printed_figure: Any, make_relation: Any, make_document: Any, rate: str) -> None:
    figures = [printed_figure(rate, "rate"), printed_figure("3.3万元", "part"), printed_figure("9.9万元", "whole")]
    figures += [printed_figure("33000元", "exact part"), printed_figure("99000元", "exact whole")]
    relations = [
        make_relation("ratio", "rate", [(1, "part"), (1, "whole")]),
        make_relation("equal", "part", [(1, "exact part")]),
        make_relation("equal", "whole", [(1, "exact whole")]),
    ]
    found = list(conflicts(Ledger.of(make_document(figures, relations))))
    assert len(found) == (rate == "33.4%")
    assert all(conflict.gap > 0 and conflict.gap < Decimal(10) ** 6 for conflict in found)
