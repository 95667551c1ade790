"""Evaluating relations: conformance cases as data, and what must be true of every relation."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check import evaluate
from gouji.check.reasons import CHINESE
from gouji.schemas import OUTCOMES

CASES = Path(__file__).parent / "cases"
TYPES = ("sum", "difference", "ratio", "equal", "list_length", "at_most")
RANK = {"violated": 0, "review": 1, "holds_by_rounding": 2, "holds": 3}


def cases() -> Iterator[Any]:
    for kind in TYPES:
        table = tomllib.loads((CASES / f"{kind}.toml").read_text(encoding="utf-8"))
        for case in table["case"]:
            yield pytest.param(table["type"], case, id=f"{kind}: {case['name']}")


@pytest.mark.parametrize(("kind", "case"), list(cases()))
def test_conformance(kind: str, case: dict[str, Any], printed_figure: Any, make_relation: Any) -> None:
    figures = {"lhs": printed_figure(case["lhs"], "lhs")}
    terms: list[tuple[int, str]] = []
    for place, spec in enumerate(case["terms"]):
        if spec == "=-1":  # the term before once more, as the denominator
            terms.append((1, terms[-1][1]))
            continue
        name = f"t{place}"
        terms.append((-1 if spec.startswith("-") else 1, name))
        if not spec.endswith("missing"):
            figures[name] = printed_figure(spec.lstrip("+-"), name)
    relation = make_relation(
        kind, "lhs", terms, closed=case.get("closed", True), stated=case.get("stated", True), listed=case.get("listed")
    )
    (result,) = evaluate(figures, [relation])
    assert (result.outcome, result.reason) == (case["outcome"], case.get("reason", ""))
    for field in ("expected", "gap", "tolerance"):
        if field in case:
            assert getattr(result, field) == Decimal(case[field]), field
    if "expected" in case:
        assert str(result.expected) == case["expected"]
    assert replace(result, outcome=None, expected=None, gap=None, tolerance=None, reason="") == relation


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_cases_of_every_outcome_it_can_have(kind: str) -> None:
    table = tomllib.loads((CASES / f"{kind}.toml").read_text(encoding="utf-8"))
    outcomes = {case["outcome"] for case in table["case"]}
    assert {"holds", "holds_by_rounding", "violated", "not_testable"} <= outcomes


NUMBERS = st.decimals(min_value=0, max_value=10**6, places=2)
ODD = st.one_of(
    st.decimals(),
    st.sampled_from(
        [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+5000"), Decimal("1E-5000"), Decimal("9" * 500)]
    ),
)


@given(
    st.sampled_from([*TYPES, "growth", "nonsense"]),
    st.lists(st.tuples(st.sampled_from([-1, 1]), st.sampled_from(["a", "b", "c", "lost"])), max_size=4),
    st.lists(st.tuples(ODD, st.one_of(st.none(), ODD), st.one_of(st.none(), ODD)), min_size=3, max_size=3),
    st.sampled_from(["%", "‰", "人", "元", "", "成"]),
    st.integers(-(10**6), 10**6),
    st.booleans(),
)
def test_odd_data_never_raises(
    printed_figure: Any, make_relation: Any, kind: str, terms: Any, numbers: Any, unit: str, exponent: int, closed: bool
) -> None:
    figures = {
        name: replace(
            printed_figure("1人", name), value=value, low=low, high=high, unit=unit, unit_mult=exponent % 50, decimals=exponent
        )
        for name, (value, low, high) in zip("abc", numbers, strict=True)
    }
    (result,) = evaluate(figures, [make_relation(kind, "a", terms, closed=closed)])
    assert result.outcome in OUTCOMES
    assert result.outcome != "not_testable" or result.reason in CHINESE


@given(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_parts_does_not_matter(
    printed_figure: Any, make_relation: Any, whole: Decimal, parts: Any, random: Any
) -> None:
    figures = {"whole": printed_figure(f"{whole}元", "whole")}
    figures |= {f"t{place}": printed_figure(f"{part}元", f"t{place}") for place, part in enumerate(parts)}
    terms = [(1, f"t{place}") for place in range(len(parts))]
    shuffled = random.sample(terms, len(terms))
    one, two = evaluate(figures, [make_relation("sum", "whole", terms), make_relation("sum", "whole", shuffled)])
    assert (one.outcome, one.expected, one.gap, one.tolerance) == (two.outcome, two.expected, two.gap, two.tolerance)
    assert one.expected == sum(parts) and one.gap == abs(sum(parts) - whole)


@given(st.sampled_from(["sum", "difference", "equal", "ratio"]), NUMBERS, NUMBERS, NUMBERS, st.decimals(0, 1000, places=1))
def test_a_wider_reading_never_makes_it_worse(
    printed_figure: Any, make_relation: Any, kind: str, a: Decimal, b: Decimal, c: Decimal, slack: Decimal
) -> None:
    figures = {
        name: printed_figure(f"{value}{unit}", name) for name, value, unit in (("a", a, "元"), ("b", b, "元"), ("c", c, "元"))
    }
    low, high = figures["a"].low, figures["a"].high
    wide = {**figures, "a": replace(figures["a"], low=low - slack, high=high + slack)}
    terms = [(1, "b"), (-1 if kind == "difference" else 1, "c")]
    relation = make_relation(kind, "a", terms)
    (narrow,), (wider,) = evaluate(figures, [relation]), evaluate({**wide}, [relation])
    if "not_testable" not in (narrow.outcome, wider.outcome):
        assert RANK[str(wider.outcome)] >= RANK[str(narrow.outcome)]


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_rate_printed_by_rounding_always_holds(
    printed_figure: Any, make_relation: Any, part: int, whole: int, places: int
) -> None:
    rate = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places))
    figures = {
        "r": printed_figure(f"{rate}%", "r"),
        "p": printed_figure(f"{part}人", "p"),
        "w": printed_figure(f"{whole}人", "w"),
    }
    (result,) = evaluate(figures, [make_relation("ratio", "r", [(1, "p"), (1, "w")])])
    assert result.outcome == "holds"
