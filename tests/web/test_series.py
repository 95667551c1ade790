"""Series: what is drawn of what the reports of an office state, and what the drawing says."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gouji.check.across import Issued, series_of
from gouji.schemas import Figure
from gouji.web import chart
from gouji.web.series import Series, drawable

SVG = "{http://www.w3.org/2000/svg}"


def stated(value: str, period: str, **more: Any) -> Figure:
    number = Decimal(value)
    figure = Figure(
        "a", 1, "f1", 0, 3, value, number, number, number, 0, "名", 0, "quota", "exact", "actual", "行政编制", "",
        "QUOTA_ADMIN", period, "plain", "", value, "text", "level", 0.9,
    )  # fmt: skip
    return replace(figure, **more)


def drawn(*figures: Figure) -> list[Series]:
    """What is drawn of figures that stand in a report each, all of one office."""
    reports = [
        (Issued(at, f"{at}.txt", 1, "某县编办", None, ()), [replace(figure, document=f"{at}.txt")])
        for at, figure in enumerate(figures)
    ]
    return [series for one in series_of("某县编办", reports) for series in drawable(one)]


def test_values_stand_in_the_order_of_time() -> None:
    (series,) = drawn(stated("130", "2018-12-31"), stated("120", "2016-12-31"), stated("125", "2017-12-31"))
    assert [(point.period, point.figures[0].value, point.conflict) for point in series.points] == [
        ("2016-12-31", 120, False),
        ("2017-12-31", 125, False),
        ("2018-12-31", 130, False),
    ]
    assert (series.office, series.indicator, series.breakdown, series.unit) == ("某县编办", "QUOTA_ADMIN", "", "名")


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        (stated("120", "2016"), stated("120", "2016"), []),
        (stated("120", "2016"), stated("121", "2016"), [1]),
        (stated("120", "2016"), stated("125", "2016", low=Decimal("120"), bound="about"), []),
        (stated("120", "2016"), stated("119", "2016", high=None, bound="at_least"), []),
        (stated("120", "2016"), stated("121", "2017"), [0]),
    ],
)
def test_two_reports_conflict_where_no_number_suits_both(one: Figure, other: Figure, conflicts: list[int]) -> None:
    assert [series.conflicts for series in drawn(one, other)] == conflicts


@pytest.mark.parametrize(
    "other",
    [
        stated("130", "2017-12-31"),  # a day is no year
        stated("130", "2017-H1"),
        stated("130", "2016/2018"),
        stated("130", "2017-02-30"),
        stated("130", "2017", indicator=None),
        stated("130", "2017", indicator="QUOTA_INST"),
        stated("130", "2017", breakdown="乡镇"),
        stated("130", "2017", mode="norm"),
    ],
)
def test_what_is_not_comparable_is_no_second_point(other: Figure) -> None:
    assert drawn(stated("120", "2016"), other) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_drawing_says_what_it_shows(lang: str) -> None:
    (series,) = drawn(stated("120", "2016"), stated("125", "2017"), stated("128", "2017"), stated("130", "2018"))
    svg = str(chart.draw(series, '某县 <&"', 7, "en" if lang == "en" else "zh"))
    tree = ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    assert tree.attrib["aria-labelledby"] == "s7t s7d"
    assert tree.findtext(f"{SVG}title") == '某县 <&"'
    told = tree.findtext(f"{SVG}desc") or ""
    assert all(value in told for value in ("120", "125", "128", "130"))
    assert len(tree.findall(f"{SVG}polygon")) == 2
    assert len(tree.findall(f"{SVG}circle")) == 2
    assert {"120", "125", "128", "130"} <= {text.text for text in tree.findall(f"{SVG}text")}


def test_values_are_drawn_in_their_scale() -> None:
    money = {"unit": "元", "unit_mult": 8, "kind": "money", "indicator": "FISCAL_REVENUE"}
    (series,) = drawn(stated("4128000000", "2016", **money), stated("4300000000", "2017", **money))
    assert (chart.worth(series.points[0].figures[0].value, series), chart.unit_of(series)) == ("41.28", "亿元")


def test_the_demo_has_its_years(demo_page: str) -> None:
    assert demo_page.count("<svg ") >= 5
    assert ">8,147<" in demo_page
