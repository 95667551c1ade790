"""Which figure is wrong: agreement with published methods, evidence enough to name one, joint failures, several years."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.check.claim import Claim
from gouji.check.culprit import SLIPS, explain
from gouji.check.culprit.search import minimal_sets
from gouji.check.culprit.slips import COSTS, slips
from gouji.check.culprit.solve import solved
from gouji.check.culprit.years import suspected
from gouji.check.evaluate import evaluate
from gouji.check.ledger import Ledger
from gouji.check.messages import suggestion
from gouji.schemas import Relation

CASES = tomllib.loads((Path(__file__).parent / "cases" / "balance_edits.toml").read_text(encoding="utf-8"))["case"]
Build = Callable[..., Ledger]


@pytest.fixture(scope="session")
def ledger_of(printed_figure: Any, make_document: Any, make_relation: Any) -> Build:
    """A ledger of figures by name and of relations written `type lhs +term -term`, which are named r1, r2 …"""

    def build(prints: dict[str, str], texts: list[str], **fields: dict[str, Any]) -> Ledger:
        relations = []
        for place, text in enumerate(texts, start=1):
            kind, lhs, *terms = text.split()
            signed = [(-1 if term[0] == "-" else 1, term[1:]) for term in terms]
            relations.append(make_relation(kind, lhs, signed, relation=f"r{place}"))
        figures = [printed_figure(text, name, **fields.get(name, {})) for name, text in prints.items()]
        return Ledger.of(make_document(figures, relations))

    return build


def broken(ledger: Ledger) -> list[Relation]:
    return [relation for relation in ledger.relations if relation.outcome == "violated"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['source']} {case['name']}")
def test_agreement_with_published_methods(case: dict[str, Any], ledger_of: Build) -> None:
    ledger = ledger_of({f"x{place}": str(number) for place, number in enumerate(case["figures"], 1)}, case["relations"])
    left = {f"r{place}" for place in case.get("left", ())}
    suggested: dict[str, str] = {}
    for relation in broken(ledger) if "among" not in case else ():
        explanation = explain(relation, ledger)
        if relation.relation in left:
            assert not explanation.repairs
            continue
        (repair,) = explanation.repairs
        suggested[repair.figure.figure] = suggestion([repair], "en")
        assert explanation.suspects[0] == repair.figure
    assert suggested == case.get("wrong", {})
    found = [trial.repair for relation in broken(ledger) for one in minimal_sets(relation, ledger)[1] for trial in one]
    told = {(repair.figure.figure, suggestion([repair], "en")) for repair in found}
    assert set(case.get("among", case.get("wrong", {})).items()) <= told


NAMED = [
    pytest.param(
        {"a": "6412.58万元", "b": "4128.3万元", "c": "2290.28万元"},
        ["sum a +b +c"],
        (["a", "b", "c"], "6412.58 → 6418.58 (one digit) or 4128.3 → 4122.3 (one digit)"),
        id="two slips as good as one another: both are shown, none is named",
    ),
    pytest.param(
        {"a": "8221.73万元", "b": "4123.30万元", "c": "4104.43万元"},
        ["sum a +b +c"],
        (["a"], "8221.73 → 8227.73 (one digit)"),
        id="a slip in a gap of three digits",
    ),
    pytest.param(
        {"a": "4971人", "b": "1221人", "c": "380人", "d": "6518人"},
        ["sum d +a +b +c"],
        (["a", "d", "b", "c"], "4971 → 4917 (swapped digits)"),
        id="a slip in a gap of two digits is suggested and not named",
    ),
    pytest.param(
        {"a": "45人", "b": "40人", "c": "20人", "d": "20人", "e": "2.0倍"},
        ["sum a +c +d", "ratio e +b +c"],
        (["a", "d", "c"], "45 → 40 (one digit) or 20 → 25 (one digit)"),
        id="a repair that breaks a quotient is none",
    ),
    pytest.param(
        {"a": "95人", "b": "40人", "c": "15人", "d": "60人", "e": "20人"},
        ["sum a +b +c", "sum d +b +e"],
        (["a", "c"], "95 → 55 (one digit) or 15 → 55 (one digit)"),
        id="a sum that holds keeps its figures",
    ),
    pytest.param(
        {"a": "77人", "b": "31人", "c": "20人", "d": "26人", "e": "57人", "f": "46人"},
        ["sum a +b +c +d", "sum e +b +d", "equal b +f"],
        (["f"], ""),
        id="two sums hold the one, so it is the other",
    ),
    pytest.param(
        {"a": "66人", "b": "31人", "c": "20人", "d": "26人", "e": "72人"},
        ["sum a +b +c", "sum e +b +d"],
        (["b"], "31 → 46 (other)"),
        id="two relations agree on a number that is no slip",
    ),
    pytest.param(
        {"t": "60人", "a": "20人", "b": "15人", "c": "15人", "d": "25人"},
        ["sum t +a +b +c +d"],
        (["b", "c", "t", "a", "d"], "15 (list member) or 15 (list member)"),
        id="a part written down twice",
    ),
    pytest.param(
        {"a": "5800元", "b": "5790万元", "c": "10万元"},
        ["sum a +b +c"],
        (["a"], "5800 → 58000000 (scale)"),
        id="a scale word lost",
    ),
]


@pytest.mark.parametrize(("prints", "relations", "expected"), NAMED)
def test_who_is_suspected_and_who_is_named(
    prints: dict[str, str], relations: list[str], expected: tuple[list[str], str], ledger_of: Build
) -> None:
    ledger = ledger_of(prints, relations)
    explanation = explain(broken(ledger)[0], ledger)
    assert ([figure.figure for figure in explanation.suspects], suggestion(explanation.repairs, "en")) == expected


OCR = {"origin": "ocr"}
HEADED = {"text": "5800"}
KINDS = [
    pytest.param({"a": "718人", "b": "708人"}, "equal a +b", {"a": OCR}, "misread", id="a digit on a picture"),
    pytest.param(
        {"a": "5800万元", "b": "5800元"}, "equal a +b", {"a": HEADED}, "misread", id="a scale from the head of a table"
    ),
    pytest.param({"a": "58万元", "b": "5.8万元"}, "equal a +b", {}, "scale", id="a decimal point"),
    pytest.param({"a": "718人", "b": "708人"}, "equal a +b", {}, "one digit", id="one digit"),
    pytest.param({"a": "718人", "b": "781人"}, "equal a +b", {}, "swapped digits", id="swapped digits"),
    pytest.param({"a": "-18元", "b": "18元"}, "equal a +b", {}, "sign", id="a sign"),
    pytest.param({"a": "718人", "b": "903人"}, "equal a +b", {}, "other", id="any number"),
]


@pytest.mark.parametrize(("prints", "relation", "fields", "slip"), KINDS)
def test_kinds_of_repairs(prints: dict[str, str], relation: str, fields: dict[str, Any], slip: str, ledger_of: Build) -> None:
    ledger = ledger_of(prints, [relation], **fields)
    (failed,) = broken(ledger)
    mine = [trial.repair for one in minimal_sets(failed, ledger)[1] for trial in one if trial.name == "a"]
    assert min(mine, key=lambda repair: repair.cost).slip == slip


def test_last_years_number_left_standing(ledger_of: Build) -> None:
    same = {"measure": "编制"}
    ledger = ledger_of(
        {"a": "718人", "b": "718人", "c": "503人", "d": "400人"},
        ["sum a +c +d"],
        a={**same, "period": "2016"},
        b={**same, "period": "2015"},
    )
    (failed,) = broken(ledger)
    told = {suggestion([trial.repair], "en") for one in minimal_sets(failed, ledger)[1] for trial in one}
    assert "718 → 903 (last year)" in told


def test_every_slip_has_a_cost_in_the_order_of_the_design() -> None:
    assert list(COSTS) == list(SLIPS)
    assert sorted(COSTS.values()) == list(COSTS.values())


SUMS = st.lists(st.integers(min_value=100, max_value=99_999), min_size=3, max_size=5)


@given(parts=SUMS, wrong=st.integers(min_value=0, max_value=5), pick=st.integers(min_value=0))
@settings(max_examples=60, deadline=None)
def test_the_planted_slip_is_among_the_repairs(ledger_of: Build, parts: list[int], wrong: int, pick: int) -> None:
    """Whatever slip is made in whichever figure of a sum: to undo it is one of the repairs found."""
    numbers = [sum(parts), *parts]
    place = wrong % len(numbers)
    names = [f"x{number}" for number in range(len(numbers))]
    law = [f"sum x0 {' '.join(f'+{name}' for name in names[1:])}"]
    sound = ledger_of(dict(zip(names, (f"{number}人" for number in numbers), strict=True)), law)
    assert not broken(sound)
    spoilt = [repair for _, repair in slips(sound.figures[names[place]]) if "." not in repair.repaired]
    slip = spoilt[pick % len(spoilt)]
    ledger = ledger_of({name: f"{slip.repaired if at == place else numbers[at]}人" for at, name in enumerate(names)}, law)
    (failed,) = broken(ledger)
    repairs = {(trial.name, trial.repair.repaired) for one in minimal_sets(failed, ledger)[1] for trial in one}
    assert (names[place], str(numbers[place])) in repairs


@given(
    kind=st.sampled_from(["sum", "difference", "equal", "ratio", "at_most"]),
    numbers=st.lists(st.integers(min_value=1, max_value=9_999), min_size=3, max_size=3),
    name=st.sampled_from("ab"),
)
@settings(max_examples=150, deadline=None)
def test_a_solved_value_makes_the_relation_hold(ledger_of: Build, kind: str, numbers: list[int], name: str) -> None:
    prints = dict(zip("abc", (f"{number}人" for number in numbers), strict=True))
    if kind == "ratio":
        prints["a"] = f"{numbers[0]}%"
    text = {"equal": "equal a +b", "difference": "difference a +b -c"}.get(kind, f"{kind} a +b +c")
    ledger = ledger_of(prints, [text])
    (relation,) = ledger.relations
    for value in solved(relation, name, ledger.figures):
        exact = {"value": value, "low": value, "high": value}
        figures = {**ledger.figures, name: ledger_of({name: "1人"}, [], **{name: exact}).figures[name]}
        if name == "a" and kind == "ratio":
            figures[name] = ledger_of({name: "1%"}, [], **{name: {**exact, "kind": "percentage"}}).figures[name]
        assert evaluate(figures, [relation])[0].outcome in ("holds", "holds_by_rounding", "review", "not_testable")


def year_claim(figures: tuple[Any, ...], relation: Relation | None = None) -> Claim:
    code = "YEAR_SAME" if relation is None else "YEAR_DELTA"
    return Claim(code, "error", figures, None, figures[0].value, None, None, relation=relation, suspects=figures)


def no_ledger(_document: str) -> None:
    return None


def test_over_years_the_figure_that_its_own_report_holds_is_no_suspect(ledger_of: Build, printed_figure: Any) -> None:
    own = {"document": "2015.txt"}
    ledger = ledger_of({"f1": "718人", "f2": "500人", "f3": "218人"}, ["sum f1 +f2 +f3"], f1=own, f2=own, f3=own)
    later = printed_figure("781人", "f1", document="2016.txt")
    claim = year_claim((later, ledger.figures["f1"]))
    (alone,), (held,) = suspected([claim], no_ledger), suspected([claim], {"2015.txt": ledger}.get)
    assert {figure.document for figure in alone.suspects} == {"2015.txt", "2016.txt"}
    assert held.suspects == (later,)
    assert suggestion(held.repairs, "en") == "781 → 718 (swapped digits)"


def test_over_years_one_figure_explains_what_two_reports_say_of_it(printed_figure: Any, make_relation: Any) -> None:
    """A level that its change and the report after it contradict is the one that is wrong."""
    level = printed_figure("4255名", "f1", document="2016.txt")
    old, new = printed_figure("250名", "f2", document="2015.txt"), printed_figure("251名", "f2", document="2017.txt")
    change = make_relation("difference", "change", [(1, "new"), (-1, "old")], stated=False)
    claims = [
        year_claim((printed_figure("5名", "f3", document="2016.txt"), old, level), change),
        year_claim((printed_figure("4名", "f3", document="2017.txt"), level, new), change),
    ]
    for claim in suspected(claims, no_ledger):
        assert claim.suspects == (level,)
        assert suggestion(claim.repairs, "en") == "4255 → 255 (one digit)"


def test_other_claims_over_years_stay_as_they_are(printed_figure: Any) -> None:
    figures = (printed_figure("5名", "a"), printed_figure("6名", "b"))
    review = Claim("YEAR_SAME", "review", figures, None, Decimal(5), None, None, suspects=figures)
    assert suspected([review], no_ledger) == [review]
    assert suspected([], no_ledger) == []
