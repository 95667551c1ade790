"""Findings: order, ids, fingerprints, suspects, suggestions, words."""

import re
import string
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check import culprit, find, reasons
from gouji.check.messages import ACROSS, SLIPS, TEMPLATES
from gouji.schemas import Finding

CASES = tomllib.loads((Path(__file__).parent / "cases" / "messages.toml").read_text(encoding="utf-8"))["case"]
REPAIRS = tomllib.loads((Path(__file__).parent / "cases" / "repairs.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_messages(case: dict[str, Any], document_of: Any) -> None:
    document = document_of(case)
    (chinese,), (english,) = find([document], lang="zh"), find([document], lang="en")
    assert (chinese.code, chinese.severity) == (case["code"], case["severity"])
    assert chinese.message == case["zh"]
    assert english.message == case["en"]
    assert chinese.fingerprint == english.fingerprint


@pytest.mark.parametrize("case", REPAIRS, ids=lambda case: case["name"])
def test_suggestions_and_suspects(case: dict[str, Any], document_of: Any) -> None:
    document = document_of(case)
    finding = next(finding for finding in find([document], lang="en") if finding.relation == "r1")
    assert finding.suggestion == case["suggestion"]
    assert [figure for _, figure in finding.suspects] == case["suspects"]
    assert document.figures == document_of(case).figures


def test_every_code_and_reason_speaks_both_languages() -> None:
    codes = {case["code"] for case in CASES}
    assert codes | set(ACROSS) == set(TEMPLATES)
    for template in TEMPLATES.values():
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (template["zh"], template["en"])
        ]
        assert fields[0] == fields[1] and {"claim", "gap", "why"} <= fields[0]
    codes_of_reasons = {value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)}
    assert codes_of_reasons == set(reasons.CHINESE)
    assert set(SLIPS) == set(culprit.SLIPS)


def findings_of(gold: Any) -> list[Finding]:
    return find([document for document, _ in gold])


def test_ranked_numbered_and_told_apart(gold: Any) -> None:
    found = findings_of(gold)
    ranks = [("error", "warning", "review", "info").index(finding.severity) for finding in found]
    assert ranks == sorted(ranks)
    assert [finding.finding for finding in found] == [f"F{place}" for place in range(1, len(found) + 1)]
    assert len({finding.fingerprint for finding in found}) == len(found)
    assert found == findings_of(gold)


def test_messages_name_every_figure_as_printed(gold: Any) -> None:
    figures = {(document.document, figure.figure): figure for document, _ in gold for figure in document.figures}
    for finding in findings_of(gold):
        for pair in finding.figures:
            assert re.sub(r"\s+", "", figures[pair].text) in finding.message


def test_fingerprints_survive_another_reading(gold: Any) -> None:
    documents = [document for document, _ in gold]
    moved = [
        replace(each, figures=tuple(replace(figure, start=figure.start + 7, end=figure.end + 7) for figure in each.figures))
        for each in documents
    ]
    assert [finding.fingerprint for finding in find(documents)] == [finding.fingerprint for finding in find(moved)]


def test_relations_that_were_not_evaluated_take_no_part(printed_figure: Any, make_document: Any, make_relation: Any) -> None:
    figures = [printed_figure("3人", "a"), printed_figure("1人", "b")]
    document = make_document(figures, [make_relation("sum", "a", [(1, "b")])])
    assert len(find([document])) == 1
    assert not find([replace(document, relations=(make_relation("sum", "a", [(1, "b")]),))])
    assert not find([])


QUOTA = {"measure": "事业编制", "period": "2010-12-31", "kind": "quota"}
PEOPLE = {"measure": "事业实有人员", "period": "2010-12-31", "kind": "headcount"}


@pytest.mark.parametrize(
    ("people", "count"),
    [
        pytest.param({}, 1, id="more people than posts"),
        pytest.param({"print": "99人"}, 0, id="fewer"),
        pytest.param({"print": "100人"}, 0, id="as many"),
        pytest.param({"period": "2011-12-31"}, 0, id="another day"),
        pytest.param({"measure": "行政实有人员"}, 0, id="another category"),
        pytest.param({"measure": "事业编外人员"}, 0, id="people outside the quota"),
        pytest.param({"subject": "乡镇"}, 0, id="another subject"),
        pytest.param({"mode": "norm"}, 0, id="a plan"),
    ],
)
def test_people_beyond_the_quota(people: dict[str, Any], count: int, printed_figure: Any, make_document: Any) -> None:
    row = {"print": "105人", **PEOPLE, **people}
    document = make_document([printed_figure("100名", "a", **QUOTA), printed_figure(row.pop("print"), "b", **row)])
    found = find([document])
    assert [(finding.code, finding.severity) for finding in found] == [("QUOTA", "info")] * count


ODD = st.sampled_from(
    [Decimal(number) for number in ("NaN", "sNaN", "Infinity", "-3", "0", "12.5", "7E+30", "1E-39", "1E+5000")]
)
FIELDS = st.fixed_dictionaries(
    {
        "value": ODD,
        "low": st.none() | ODD,
        "high": st.none() | ODD,
        "unit": st.sampled_from(["%", "人", "元", ""]),
        "unit_mult": st.sampled_from([0, 4, -70, 10**9]),
        "decimals": st.sampled_from([0, 2, -3, 10**9]),
        "kind": st.sampled_from(["quota", "headcount", "percentage", "count"]),
        "measure": st.sampled_from(["编制", "实有人员", "增长", ""]),
        "period": st.sampled_from([None, "", "2010", "2010-12-31", "0000", "9999-12-31", "去年"]),
        "role": st.sampled_from(["plain", "delta", "rate", "part"]),
        "sentence": st.sampled_from(["", "共1人，其中1人，增加1人", "由1人增加到1人，提高1人"]),
        "start": st.integers(0, 9),
    }
)


@given(
    st.lists(st.lists(FIELDS, min_size=3, max_size=3), min_size=2, max_size=2),
    st.sampled_from(["sum", "ratio", "equal", "at_most"]),
)
def test_odd_documents_never_raise(
    printed_figure: Any, make_document: Any, make_relation: Any, reports: Any, kind: str
) -> None:
    documents = []
    for place, rows in enumerate(reports):
        name = f"{place}.txt"
        figures = [replace(printed_figure("1人", key, document=name), **row) for key, row in zip("abc", rows, strict=True)]
        relation = make_relation(kind, "a", [(1, "b"), (-1, "c"), (1, "lost")][: 2 + place], document=name)
        documents.append(make_document(figures, [relation], name=name, office="江北县编办"))
    for finding in find(documents, lang="zh"):
        assert finding.message and finding.row()["code"] in TEMPLATES
