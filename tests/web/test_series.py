"""Series: what belongs together, what conflicts, what is drawn."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gouji.schemas import Document, Figure, ReportHead
from gouji.web import chart
from gouji.web.series import series_of

SVG = "{http://www.w3.org/2000/svg}"


def stated(value: str, period: str, **more: Any) -> Figure:
    number = Decimal(value)
    figure = Figure(
        "a", 1, "f1", 0, 3, value, number, number, number, 0, "名", 0, "quota", "exact", "actual", "行政编制", "",
        "QUOTA_ADMIN", period, "plain", "", value, "text", "level", 0.9,
    )  # fmt: skip
    return replace(figure, **more)


def reports(*figures: Figure, office: str | None = "某县编办") -> list[Document]:
    """A document for each figure, all of one office."""
    head = ReportHead(1, 0, 3, None, office, None, None)
    return [
        Document(f"{at}.txt", "", "", "utf-8", None, (), (head,), (replace(figure, document=f"{at}.txt"),), ())
        for at, figure in enumerate(figures)
    ]


def test_values_of_an_office_stand_in_the_order_of_time() -> None:
    (series,) = series_of(reports(stated("130", "2018-12-31"), stated("120", "2016-12-31"), stated("125", "2017-12-31")), {})
    assert [(point.period, point.stated[0].value, point.conflict) for point in series.points] == [
        ("2016-12-31", 120, False),
        ("2017-12-31", 125, False),
        ("2018-12-31", 130, False),
    ]


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (stated("120", "2016"), stated("120", "2016"), False),
        (stated("120", "2016"), stated("121", "2016"), True),
        (stated("120", "2016"), stated("121", "2016", low=Decimal("120"), bound="about"), False),
        (stated("120", "2016"), stated("119", "2016", low=Decimal("119"), high=None, bound="at_least"), False),
        (stated("120", "2016"), stated("121", "2016", unit="个"), True),
    ],
)
def test_two_reports_conflict_where_no_number_suits_both(one: Figure, other: Figure, conflict: bool) -> None:
    found = series_of(reports(one, other), {})
    assert [series.conflicts for series in found] == ([1] if conflict else [])


@pytest.mark.parametrize(
    "other",
    [
        stated("130", "2017-12-31"),  # a day is no year
        stated("130", "2017", mode="norm"),
        stated("130", "2017", role="delta"),
        stated("130", "2017", role="part", breakdown="乡镇"),
        stated("130", "2017", indicator=None),
        stated("130", "2017", indicator="QUOTA_INST"),
        stated("130", "2017", breakdown="乡镇"),
        stated("130", "2017-02-30"),
        stated("130", "不详"),
        stated("130", "2016"),  # said twice alike, still one period
    ],
)
def test_what_is_not_comparable_is_no_second_point(other: Figure) -> None:
    first = replace(other, period="2016") if other.period == "2016" else stated("120", "2016")
    assert series_of(reports(first, other), {}) == []


def test_an_office_goes_by_its_key_and_none_has_no_series() -> None:
    figures = stated("120", "2016"), stated("121", "2017")
    one, other = reports(figures[0], office="某县编办"), reports(figures[1], office="某县委编办")
    assert series_of([*one, *other], {}) == []
    key = {"某县编办": "某县机构编制委员会办公室", "某县委编办": "某县机构编制委员会办公室"}
    assert [series.office for series in series_of([*one, *other], key)] == ["某县机构编制委员会办公室"]
    assert series_of(reports(*figures, office=None), {}) == []


def test_of_a_report_that_says_two_things_none_is_drawn() -> None:
    (document,) = reports(stated("120", "2016"))
    both = replace(document, figures=(*document.figures, stated("130", "2016", document="0.txt", figure="f2")))
    (later,) = reports(stated("121", "2017"))
    assert series_of([both, replace(later, document="1.txt")], {}) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_drawing_says_what_it_shows(lang: str) -> None:
    documents = reports(stated("120", "2016"), stated("125", "2017"), stated("128", "2017"), stated("130", "2018"))
    (series,) = series_of(documents, {})
    svg = str(chart.draw(series, '某县 <&"', 7, "en" if lang == "en" else "zh"))
    drawn = ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    assert drawn.attrib["aria-labelledby"] == "s7t s7d"
    assert drawn.findtext(f"{SVG}title") == '某县 <&"'
    told = drawn.findtext(f"{SVG}desc") or ""
    assert all(value in told for value in ("120", "125", "128", "130"))
    assert len(drawn.findall(f"{SVG}polygon")) == 2
    assert len(drawn.findall(f"{SVG}circle")) == 2
    texts = [text.text for text in drawn.findall(f"{SVG}text")]
    assert {"120", "125", "128", "130"} <= set(texts)


def test_values_are_drawn_in_their_scale() -> None:
    money = {"unit": "元", "unit_mult": 8, "kind": "money"}
    (series,) = series_of(reports(stated("4128000000", "2016", **money), stated("4300000000", "2017", **money)), {})
    assert (chart.worth(series.points[0].stated[0].value, series), chart.unit_of(series)) == ("41.28", "亿元")


def test_the_demo_has_its_years(root: Path, demo: Any, demo_page: str) -> None:
    assert demo_page.count("<svg ") >= 5
    assert "8,147" in demo_page
