"""The arithmetic of a finding, written out."""

from decimal import Decimal
from typing import Any

import pytest

from gouji.schemas import Figure, Finding, Relation, Term
from gouji.web.sums import written_out


def figure(name: str, value: str, unit: str = "名", scale: int = 0, document: str = "a", period: str = "2016") -> Figure:
    number = Decimal(value)
    kind: Any = "percentage" if unit == "%" else "quota"
    return Figure(
        document, 1, name, 0, 1, value, number, number, number, 0, unit, scale, kind, "exact", "actual", f"指标{name}", "",
        None, period, "plain", "", "", "text", "level", 0.9,
    )  # fmt: skip


def finding(code: str, figures: list[Figure], expected: str, gap: str, tolerance: str | None = "0") -> Finding:
    pairs = tuple((one.document, one.figure) for one in figures)
    allowed = None if tolerance is None else Decimal(tolerance)
    return Finding(
        "F1", code, "error", ("a",), pairs, "r1", Decimal(expected), figures[0].value, Decimal(gap), allowed, "",
    )  # fmt: skip


def tie(kind: Any, lhs: str, *terms: tuple[int, str], listed: int | None = None, closed: bool = True) -> Relation:
    return Relation("a", 1, "r1", kind, lhs, tuple(Term(*term) for term in terms), True, closed, (0, 1), "parts", listed)


A, B, C = figure("A", "121"), figure("B", "80"), figure("C", "40")
OLD, NEW = figure("O", "7102", document="b", period="2017-12-31"), figure("N", "7020", period="2018-12-31")
MONEY = figure("M", "96400000", "元", 4), figure("P", "52300000", "元", 4), figure("Q", "44000000", "元", 4)
CASES = [
    ("SUM", [A, B, C], [tie("sum", "A", (1, "B"), (1, "C"))], "120", "1", "80名 +40名 =120名 ≠121名 1名 无"),
    ("DELTA", [A, C, B], [tie("difference", "A", (1, "C"), (-1, "B"))], "40", "81", "80名 −40名 =40名 ≠121名 81名 无"),
    ("EQUAL", [A, B], [tie("equal", "A", (1, "B"))], "80", "41", "80名 ≠121名 41名 无"),
    ("COUNT", [A], [tie("list_length", "A", listed=5)], "5", "116", "=所列 5 项 ≠121名 116名 无"),
    ("QUOTA", [A, B], [tie("at_most", "A", (1, "B"))], "80", "41", "121名 ≤80名 41名 无"),
    ("EQUAL", [A, B, C], [tie("equal", "A", (1, "B"), (1, "C"))], "80", "41", "80名 40名 ≠121名 41名 无"),
    ("YEAR_SAME", [A, B], [], "80", "41", "80名 ≠121名 41名 无"),
    ("YEAR_DELTA", [A, OLD, NEW], [], "82", "39", "7,102名 −7,020名 =82名 ≠121名 39名 无"),
    (
        "SUM", list(MONEY), [tie("sum", "M", (1, "P"), (1, "Q"))], "96300000", "100000",
        "5,230万元 +4,400万元 =9,630万元 ≠9,640万元 10万元 无",
    ),
    ("JUMP", [A, B, C], [], "60", "61", "80名 40名 60名 ≠121名 61名 无"),
    ("POINT", [A, B, C], [], "40", "81", "80名 −40名 =40名 ≠121名 81名 无"),
    ("CUMULATIVE", [C, B], [], "80", "40", "40名 ≥80名 40名 无"),
    ("SUM", [C, B], [tie("sum", "C", (1, "B"), closed=False)], "80", "40", "40名 ≥80名 40名 无"),
    ("GRIM", [A, B], [], "120", "1", "80名 120名 ≠121名 1名 无"),
    ("WEIGHT", [B, C], [], "100", "20", "80名 +40名 =80名 ≠100名 20名 无"),
    (
        "JOINT", [A, B, C], [tie("sum", "A", (1, "B"), (1, "C")), tie("at_most", "B", (1, "C")), tie("equal", "X", (1, "B"))],
        "120", "1", "80名 +40名 =121名 40名 ≥80名 1名 无",
    ),
]  # fmt: skip


def spelled(
    code: str, figures: list[Figure], ties: list[Relation], expected: str, gap: str, tolerance: str | None = "0"
) -> str:
    known = {(one.document, one.figure): one for one in figures}
    written = written_out(finding(code, figures, expected, gap, tolerance), known, ties, "zh")
    assert written is not None
    return " ".join([*(f"{row.sign}{row.value}" for row in written.rows), written.gap, written.tolerance])


@pytest.mark.parametrize(("code", "figures", "ties", "expected", "gap", "said"), CASES)
def test_a_finding_is_worked_out(
    code: str, figures: list[Figure], ties: list[Relation], expected: str, gap: str, said: str
) -> None:
    assert spelled(code, figures, ties, expected, gap) == said


def test_a_rate_is_divided_each_figure_in_its_own_scale() -> None:
    rate, part, whole = figure("R", "9.8", "%"), figure("P", "514", "件"), figure("W", "57300000", "元", 4)
    relation = tie("ratio", "R", (1, "P"), (1, "W"))
    said = spelled("RATE", [rate, part, whole], [relation], "8.97", "0.83", "0.05")
    assert said == "514件 ÷5,730万元 =8.97% ≠9.8% 0.83个百分点 0.05个百分点"


def test_growth_between_reports_divides_by_the_old_level() -> None:
    rate = figure("R", "1.9", "%", period="2018")
    assert spelled("YEAR_DELTA", [rate, OLD, NEW], [], "1.15", "0.75", None) == (
        "(7,102名 −7,020名 )÷7,102名 =1.15% ≠1.9% 0.75个百分点 一方不设限"
    )


def test_periods_are_named_where_they_tell_figures_apart() -> None:
    known = {(one.document, one.figure): one for one in (A, B, OLD)}
    written = written_out(finding("EQUAL", [A, B, OLD], "80", "41"), known, [tie("equal", "A", (1, "B"), (1, "O"))], "zh")
    assert written is not None
    assert [row.period for row in written.rows] == ["", "2017年末", "2016年"]


def test_without_its_figures_nothing_is_worked_out() -> None:
    assert written_out(finding("SUM", [A, B], "80", "41"), {("a", "A"): A}, [], "zh") is None
