"""What is told before a relation is evaluated is never told wrongly: no repair is lost by it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check import evaluate
from gouji.check.culprit.near import may_mend
from gouji.check.ledger import HOLDING

PRINTS = st.one_of(
    st.integers(0, 300).map(lambda number: f"{number}人"),
    st.integers(0, 40).map(lambda number: f"{number / 10:.1f}万人"),
    st.integers(0, 120).map(lambda number: f"{number}%"),
    st.integers(0, 200).map(lambda number: f"约{number}人"),
    st.integers(0, 200).map(lambda number: f"至少{number}人"),
)
SHAPES = {
    "sum": [1, 1],
    "difference": [1, -1],
    "ratio": [1, -1, 1],
    "equal": [1],
    "at_most": [1],
}


@pytest.mark.parametrize("kind", SHAPES)
def test_what_holds_may_mend(kind: str, printed_figure: Any, make_relation: Any) -> None:
    signs = SHAPES[kind]
    names = [f"t{place}" for place in range(len(signs))]
    if kind == "ratio":
        names[-1] = names[1]  # (new − old) / old

    @given(st.lists(PRINTS, min_size=4, max_size=4), PRINTS, st.sampled_from(["lhs", *names]))
    def never_lost(prints: list[str], other: str, changed: str) -> None:
        known = {name: printed_figure(text, name) for name, text in zip(("lhs", *names), prints, strict=False)}
        relation = make_relation(kind, "lhs", list(zip(signs, names, strict=True)))
        (before,) = evaluate(known, [relation])
        value = printed_figure(other).value
        old = known[changed]
        by = value - old.value
        ends = {end: None if getattr(old, end) is None else getattr(old, end) + by for end in ("low", "high")}
        trial = replace(old, value=value, **ends)
        (after,) = evaluate({**known, changed: trial}, [before])
        if before.outcome == "violated" and after.outcome in HOLDING:
            assert may_mend(before, changed, value, known)

    never_lost()


@pytest.mark.parametrize(
    ("kind", "text", "may"),
    [("difference", "40人", False), ("difference", "30人", True), ("ratio", "40%", False), ("ratio", "30%", True)],
)
def test_what_cannot_mend_is_told(kind: str, text: str, may: bool, printed_figure: Any, make_relation: Any) -> None:
    known = {name: printed_figure(each, name) for name, each in (("a", "20" + text[-1]), ("n", "130人"), ("o", "100人"))}
    terms = [(1, "n"), (-1, "o"), *([(1, "o")] if kind == "ratio" else [])]
    (relation,) = evaluate(known, [make_relation(kind, "a", terms)])
    assert relation.outcome == "violated"
    assert may_mend(relation, "a", printed_figure(text).value, known) is may
