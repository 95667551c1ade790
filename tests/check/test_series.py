"""Series over the years of one office: falls of running totals, jumps, what lowers a contradiction, whose a report is."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check import find
from gouji.check.across import Heading, issuers, series_of
from gouji.check.across.cumulative import counted_up
from gouji.check.across.periods import bounds_of, order_of
from gouji.check.messages import ACROSS
from gouji.schemas import Document, Finding, ReportHead

CASES = tomllib.loads((Path(__file__).parent / "cases" / "across.toml").read_text(encoding="utf-8"))
BODY = "机构编制委员会办公室"


def yearly(case: dict[str, Any], printed_figure: Any, make_document: Any) -> list[Document]:
    """One report a figure, of the year of its period; `print`, `period` and what else the case says of each."""
    documents = []
    for place, entry in enumerate(case["figures"]):
        name = f"{place}.txt"
        more = {key: value for key, value in entry.items() if key != "print"}
        fields = {"measure": "事业编制", **case.get("all", {}), **more}
        figure = printed_figure(entry["print"], "f1", document=name, **fields)
        documents.append(make_document([figure], name=name, office="江北县编办", period=fields["period"][:4]))
    return documents


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_over_the_years(case: dict[str, Any], printed_figure: Any, make_document: Any) -> None:
    documents = yearly(case, printed_figure, make_document)
    found = find(documents)
    assert [[finding.code, finding.severity] for finding in found] == case["found"]
    assert {finding.code for finding in found} <= {case["code"]}
    for finding in found:
        assert case["says"] in finding.message
        english = next(each for each in find(documents, lang="en") if each.fingerprint == finding.fingerprint)
        assert case["says_en"] in english.message


def test_every_check_across_reports_has_cases_of_every_kind() -> None:
    kinds = {"holds", "violated", "boundary", "open end", "rounding only", "not testable"}
    met = {(case["code"], case["kind"]) for case in CASES["case"]}
    assert met == {(code, kind) for code in ACROSS for kind in kinds}


@pytest.mark.parametrize(
    ("text", "sentence", "kind"),
    [
        ("315家", "截至年底累计登记事业单位315家。", "ever"),
        ("315家", "全年累计登记事业单位315家。", "year"),
        ("315家", "今年以来，累计登记事业单位315家。", "year"),
        ("315家", "累计登记事业单位315家。", None),
        ("315家", "五年累计登记事业单位315家。", None),
        ("315家", "截至年底登记事业单位315家。", None),
        ("12家", "登记12家，截至年底累计登记315家。", None),
        ("315家", "截至年底累计登记315家，其中注销315家。", None),
    ],
)
def test_what_is_counted_up(text: str, sentence: str, kind: str | None, printed_figure: Any) -> None:
    assert counted_up(printed_figure(text, sentence=sentence)) == kind


def heading(place: int, office: str | None, title: str | None = None) -> Heading:
    return Heading(place, f"{place}.txt", ReportHead(1, 0, 0, title, office, None, "2010"))


@pytest.mark.parametrize(
    ("heads", "groups"),
    [
        pytest.param([("江北县编办", None), ("县编办", "江北县2011年工作总结")], [[0, 1]], id="the place stands in the title"),
        pytest.param([("县编办", "江北县工作总结"), ("县编办", "江南县工作总结")], [[0], [1]], id="two titles, two places"),
        pytest.param([("江北县编办", None), (None, "2011年江北县编制工作的报告")], [[0, 1]], id="the title names its business"),
        pytest.param([("江北县编办", None), (None, "2011年江北县财政与编制公开工作")], [[0]], id="the business of two"),
        pytest.param([("江北县编办", None), (None, "2011年江北县水利工作的报告")], [[0]], id="another business"),
        pytest.param([("江北县编办", None), (None, "2011年江南县编制工作的报告")], [[0]], id="another place"),
        pytest.param([("江北县编办", None), (None, "编制工作的报告")], [[0]], id="no place"),
        pytest.param([("青山省江北县编办", None), (None, "江北县编制工作的报告")], [[0, 1]], id="the province left out"),
        pytest.param([("***县编办", None), ("***县编办", None)], [], id="names that were taken out"),
        pytest.param([("某县编办", None), ("某县编办", None)], [], id="names that were hidden"),
    ],
)
def test_whose_reports_are(heads: list[tuple[str | None, str | None]], groups: list[list[int]]) -> None:
    found = issuers(heading(place, office, title) for place, (office, title) in enumerate(heads))
    assert sorted([report.order for report in issuer.reports] for issuer in found) == groups


def test_the_grounds_are_told(printed_figure: Any, make_document: Any) -> None:
    entries = [{"print": "500名", "period": "2010-12-31"}, {"print": "503名", "period": "2010-12-31"}]
    one, other = yearly({"figures": entries}, printed_figure, make_document)
    full = make_document(list(other.figures), name=other.document, office=f"中共江北县委{BODY}", period="2011")
    (finding,) = find([one, full])
    assert f"单位写法：中共江北县委{BODY}、江北县编办（编办即{BODY}）" in finding.message


def test_an_office_known_by_a_title_only_is_for_review(printed_figure: Any, make_document: Any) -> None:
    def both(period: str) -> list[Finding]:
        entries = [{"print": "500名", "period": "2010-12-31"}, {"print": "503名", "period": period}]
        one, other = yearly({"figures": entries}, printed_figure, make_document)
        head = ReportHead(1, 0, 0, "2011年江北县编制工作的报告", None, None, "2011")
        documents = [one, Document(other.document, "", "", "utf-8", None, (), (head,), other.figures, ())]
        issuer, *others = issuers(Heading(place, each.document, each.reports[0]) for place, each in enumerate(documents))
        assert not others
        series = series_of(issuer.name, zip(issuer.reports, (each.figures for each in documents), strict=True))
        assert [list(each.levels) for each in series] == [sorted({"2010-12-31", period})]
        return find(documents)

    assert [(finding.code, finding.severity) for finding in both("2010-12-31")] == [("YEAR_SAME", "review")]
    assert not both("2011-12-31")


MONTHS = st.tuples(st.integers(1990, 2030), st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02}")


@given(MONTHS, MONTHS)
def test_periods_are_in_the_order_of_time(one: str, other: str) -> None:
    assert (order_of(one) < order_of(other)) is (one < other)
    first, last = bounds_of(one)
    assert first <= last and first[:7] == last[:7] == one
    year_first, year_last = bounds_of(one[:4])
    assert year_first <= first and last <= year_last and order_of(one[:4]) < order_of(year_last)
