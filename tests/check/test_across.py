"""Across the reports of one office: planted contradictions are found, consistent years are left alone."""

from dataclasses import replace
from typing import Any

import pytest

from gouji.check import find
from gouji.check.across.offices import parse_office, same_offices
from gouji.schemas import Document

Series = tuple[list[Document], dict[str, Any]]


def test_the_planted_contradictions_and_nothing_else(series: Series) -> None:
    documents, facts = series
    found = [finding for finding in find(documents) if finding.code.startswith("YEAR")]
    by_figures = {frozenset(finding.figures): finding for finding in found}
    planted = {frozenset(tuple(pair) for pair in fact["figures"]) for fact in facts["planted"]}
    consistent = {frozenset(tuple(pair) for pair in fact["figures"]) for fact in facts["consistent"]}
    assert set(by_figures) == planted
    assert not set(by_figures) & consistent
    assert {finding.severity for finding in found} == {"error"}
    assert sorted(finding.code for finding in found) == ["YEAR_DELTA", "YEAR_DELTA", "YEAR_SAME"]


def test_the_order_of_the_run_does_not_matter(series: Series) -> None:
    documents, _ = series
    forwards = {(finding.code, finding.figures, finding.fingerprint) for finding in find(documents)}
    assert {(finding.code, finding.figures, finding.fingerprint) for finding in find(documents[::-1])} == forwards


def test_without_an_office_nothing_is_compared(series: Series) -> None:
    documents, _ = series
    nameless = [replace(each, reports=tuple(replace(head, office=None) for head in each.reports)) for each in documents]
    assert not [finding for finding in find(nameless) if finding.code.startswith("YEAR")]


LEVEL = {"measure": "财政供养人员", "period": "2010-12-31", "role": "total"}


def two_reports(printed_figure: Any, make_document: Any, first: dict[str, Any], second: dict[str, Any]) -> list[Document]:
    specs = [{"print": "7652人", **LEVEL, **first}, {"print": "7684人", **LEVEL, **second}]
    return [
        make_document(
            [printed_figure(spec.pop("print"), "f1", document=name, **{k: v for k, v in spec.items() if k != "office"})],
            name=name,
            office=spec.get("office", "江北县编办"),
            period=year,
        )
        for spec, name, year in zip(specs, ("a.txt", "b.txt"), ("2010", "2011"), strict=True)
    ]


@pytest.mark.parametrize(
    ("second", "severity"),
    [
        pytest.param({}, "error", id="the same fact, another value"),
        pytest.param({"measure": "财政供养人员总数"}, "error", id="总数 adds nothing to a name"),
        pytest.param({"measure": "全县财政供养人员"}, "error", id="nor does 全县"),
        pytest.param({"measure": "财政供养干部人员"}, "review", id="a longer name is for review"),
        pytest.param({"print": "7684名", "kind": "headcount"}, "error", id="people are people"),
        pytest.param({"office": "中共江北县委机构编制委员会办公室"}, "error", id="an office by its full name"),
        pytest.param({"print": "7652人"}, None, id="the same value"),
        pytest.param({"print": "约7600人"}, None, id="a vague value that fits"),
        pytest.param({"print": "0.77万人"}, None, id="a rounded value that fits"),
        pytest.param({"period": "2011-12-31"}, None, id="another period"),
        pytest.param({"period": None}, None, id="no period"),
        pytest.param({"role": "part"}, "error", id="a part with a name of its own"),
        pytest.param({"role": "part", "subject": "行政"}, None, id="a part that is only a division"),
        pytest.param({"mode": "norm"}, None, id="a plan"),
        pytest.param({"subject": "乡镇"}, None, id="another subject, far apart"),
        pytest.param({"print": "7684元"}, None, id="another unit"),
        pytest.param({"office": "江南县编办"}, None, id="another office"),
        pytest.param({"office": None}, None, id="an office that is not known"),
    ],
)
def test_one_fact_in_two_reports(second: dict[str, Any], severity: str | None, printed_figure: Any, make_document: Any) -> None:
    if second.get("subject") == "乡镇":
        second = {**second, "print": "512人"}
    found = find(two_reports(printed_figure, make_document, {}, second))
    assert [(finding.code, finding.severity) for finding in found] == ([("YEAR_SAME", severity)] if severity else [])


FISCAL = {"indicator": "FISCAL_STAFF"}


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [
        pytest.param({}, {}, "error", id="one indicator in other words"),
        pytest.param({"role": "part"}, {}, "error", id="a part that the indicator says wholly"),
        pytest.param({"print": "7652名"}, {}, "error", id="in other units for people"),
        pytest.param({"print": "7684人"}, {}, None, id="the same value"),
        pytest.param({"indicator": None}, {}, None, id="known on one side only"),
        pytest.param({"indicator": "STAFF"}, {}, None, id="two indicators"),
        pytest.param({"breakdown": "县直"}, {}, None, id="of the offices of the county only"),
        pytest.param({"breakdown": "县直"}, {"breakdown": "市直"}, None, id="of two levels"),
        pytest.param({"breakdown": "行政", "role": "part"}, {"breakdown": "行政", "role": "part"}, None, id="divisions"),
        pytest.param({"period": "2009-12-31"}, {}, None, id="another period"),
        pytest.param({"mode": "norm"}, {}, None, id="a plan"),
    ],
)
def test_one_indicator_in_two_reports(
    first: dict[str, Any], second: dict[str, Any], severity: str | None, printed_figure: Any, make_document: Any
) -> None:
    one = {**FISCAL, "measure": "人员", "subject": "吃财政饭", **first}
    found = find(two_reports(printed_figure, make_document, one, {**FISCAL, **second}))
    assert [(finding.code, finding.severity) for finding in found] == ([("YEAR_SAME", severity)] if severity else [])


def test_names_that_are_alike_are_no_review_where_they_are_known_to_differ(printed_figure: Any, make_document: Any) -> None:
    one, other = {**FISCAL, "measure": "财政供养人员"}, {"indicator": "FISCAL_PAYROLL", "measure": "财政供养干部人员"}
    unknown = {**other, "indicator": None}
    assert [finding.severity for finding in find(two_reports(printed_figure, make_document, one, unknown))] == ["review"]
    assert not find(two_reports(printed_figure, make_document, one, other))


@pytest.mark.parametrize(
    ("measure", "severity"),
    [
        pytest.param("部门编制数", "review", id="its very number under a name much like it"),
        pytest.param("空缺", "error", id="its very number under another name"),
    ],
)
def test_which_of_two_numbers_a_later_report_means(
    measure: str, severity: str, printed_figure: Any, make_document: Any
) -> None:
    posts = {"indicator": "QUOTA", "kind": "quota", "period": "2010-12-31", "role": "total", "document": "a.txt"}
    figures = [
        printed_figure("617名", "f1", **{**posts, "measure": "编制"}),
        printed_figure("67名", "f2", **{**posts, "measure": measure, "indicator": None}),
    ]
    said = printed_figure("67名", "f1", **{**posts, "measure": "部门编制", "document": "b.txt"})
    reports = [
        make_document(figures, name="a.txt", office="江北县编办", period="2010"),
        make_document([said], name="b.txt", office="江北县编办", period="2011"),
    ]
    assert [(finding.code, finding.severity) for finding in find(reports)] == [("YEAR_SAME", severity)]


@pytest.mark.parametrize(("text", "found"), [("33人", True), ("32人", False), ("1.4%", True), ("0.4%", False)])
def test_a_change_of_an_indicator_between_two_reports(text: str, found: bool, printed_figure: Any, make_document: Any) -> None:
    one = {**FISCAL, "measure": "人员", "subject": "吃财政饭"}
    old, new = two_reports(printed_figure, make_document, one, {**FISCAL, "period": "2011-12-31"})
    words = {"measure": "增长", "subject": "财政供养", "role": "rate"} if "%" in text else {"measure": "增加", "role": "delta"}
    change = printed_figure(text, "f2", document="b.txt", **{**FISCAL, **words, "period": "2011"})
    new = make_document([*new.figures, change], name="b.txt", office="江北县编办", period="2011")
    codes = [(finding.code, finding.figures) for finding in find([old, new])]
    assert codes == ([("YEAR_DELTA", (("b.txt", "f2"), ("a.txt", "f1"), ("b.txt", "f1")))] if found else [])


def test_a_change_that_two_names_lead_to_is_found_once(printed_figure: Any, make_document: Any) -> None:
    old, new = two_reports(printed_figure, make_document, FISCAL, {**FISCAL, "period": "2011-12-31"})
    change = printed_figure("33人", "f2", document="b.txt", **{**FISCAL, **LEVEL, "role": "delta", "period": "2011"})
    found = find([old, make_document([*new.figures, change], name="b.txt", office="江北县编办", period="2011")])
    assert [finding.code for finding in found] == ["YEAR_DELTA"]


def test_a_report_that_contradicts_itself_is_not_used_across(printed_figure: Any, make_document: Any) -> None:
    figures = [printed_figure(text, name, document="b.txt", **LEVEL) for name, text in (("f1", "7684人"), ("f2", "512人"))]
    first, _ = two_reports(printed_figure, make_document, {}, {})
    assert not find([first, make_document(figures, name="b.txt", office="江北县编办", period="2011")])


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param(("33人", {"role": "delta"}), True, id="33 where the levels give 32"),
        pytest.param(("32人", {"role": "delta"}), False, id="32"),
        pytest.param(("33人", {"role": "delta", "period": "2010"}), False, id="a change of another year"),
        pytest.param(("33人", {"role": "delta", "subject": "新进"}), False, id="a gross change"),
        pytest.param(
            ("0.4%", {"role": "rate", "measure": "增长", "subject": "财政供养人员"}), False, id="the rate of the levels"
        ),
        pytest.param(("1.4%", {"role": "rate", "measure": "增长", "subject": "财政供养人员"}), True, id="another rate"),
        pytest.param(
            ("1.4%", {"role": "rate", "measure": "占比", "subject": "财政供养人员"}), False, id="a share is no growth"
        ),
        pytest.param(("1.4%", {"role": "rate", "measure": "环比增长", "subject": "财政供养人员"}), False, id="month on month"),
    ],
)
def test_a_change_between_two_reports(change: Any, found: bool, printed_figure: Any, make_document: Any) -> None:
    text, fields = change
    old, new = two_reports(printed_figure, make_document, {}, {"period": "2011-12-31"})
    delta = printed_figure(text, "f2", document="b.txt", **{"measure": "财政供养人员", "period": "2011", **fields})
    new = make_document([*new.figures, delta], name="b.txt", office="江北县编办", period="2011")
    codes = [(finding.code, finding.figures) for finding in find([old, new])]
    assert codes == ([("YEAR_DELTA", (("b.txt", "f2"), ("a.txt", "f1"), ("b.txt", "f1")))] if found else [])


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["江北县编办", "江北县机构编制委员会办公室", "中共江北县委机构编制委员会办公室", "县编办", "县委编办"], 1),
        (["江北县编办", "江南县编办"], 2),
        (["江北县编办", "江南县编办", "县编办"], 3),
        (["江北县编办", "江北县财政局"], 2),
        (["青山省江北县编办", "江北县编办"], 1),
        (["青山省江北县编办", "白水省江北县编办", "江北县编办"], 3),
        (["江北县市场监督管理局", "江北县市场监管局", "市场监督管理局"], 1),
        (["江北县卫生局", "江北县卫健局"], 2),
        (["江北县卫计局", "江北县卫生健康局"], 1),
        (["江北县乡村振兴局", "江北县人民政府乡村振兴局"], 1),
        (["江北区图书馆", "江北图书馆"], 1),
        (["江北县城市管理委员会", "青山省江北县城市管理委员会"], 1),
        (["江北县人民政府", "江北县政府", "江北县"], 1),
        (["江北县", "江南县"], 2),
        (["江北县政府", "江北县政府办", "江北县委办公室"], 3),
        (["石塘镇", "石塘镇人民政府", "江北县石塘镇人民政府"], 1),
        (["江北县委、县政府", "江北县政府"], 2),
        (["芒埔乡民代表会", "芒埔乡公所"], 2),
        (["城东街道", "城东街道办", "城东街道办事处"], 1),
        (["中共江北县委机构编制委员会", "江北县机构编制委员会"], 1),
        (["江北县机构编制委员会", "江北县编办"], 2),
    ],
)
def test_names_of_one_office(names: list[str], groups: int) -> None:
    assert len(set(same_offices(map(parse_office, names)).values())) == groups
