"""Findings out of the store: the same as went in, filtered, ranked, each with its place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.schemas import Document, Figure, Finding, ReportHead, Waiver, Wording
from gouji.store import Kept, Store, Wanted
from gouji.store.cases import Text

MakeDocument = Callable[..., Document]
MakeFinding = Callable[..., Finding]


def filled(store: Store, documents: list[Document], findings: list[Finding]) -> int:
    run = store.begin_run(["x"], "v", "zh")
    ids = {each.document: store.write(each, path=f"/{each.document}", pipeline_version="v", run=run) for each in documents}
    store.write_findings(run, findings, ids)
    return run


def test_they_come_back_as_they_went_in(store: Store, new_document: MakeDocument, new_finding: MakeFinding) -> None:
    finding = replace(
        new_finding("a.txt", "b.txt"),
        status="waived",
        equation="80+41=121",
        value_digest="d1",
        waiver=Waiver("x", "y", "口径", "张三", date(2027, 1, 1)),
        wordings=(Wording("zh", "不符", "1 → 2"), Wording("en", "off", "")),
        suspects=(("b.txt", "f1"), ("a.txt", "f1")),
        gap=Decimal("1E-30"),
    )
    filled(store, [new_document("a.txt"), new_document("b.txt", "beef")], [finding])
    (kept,) = store.findings()
    assert kept.finding == finding
    assert kept.finding.worded("en").message == "off"
    assert kept.finding.worded("fr") == kept.finding
    assert set(store.marks()) == {(finding.fingerprint, "d1")}


def names(kept: list[Kept]) -> list[str]:
    return [each.name for each in kept]


def test_the_gravest_and_the_largest_stand_first(store: Store, new_document: MakeDocument, new_finding: MakeFinding) -> None:
    made = [("F1", "warning", "1"), ("F2", "error", "1"), ("F3", "error", "60"), ("F10", "error", "1"), ("F4", "info", "9")]
    findings = [replace(new_finding("a.txt"), finding=f, severity=s, gap=Decimal(g)) for f, s, g in made]  # type: ignore[arg-type]
    filled(store, [new_document()], findings)
    assert names(store.findings()) == ["F3", "F2", "F10", "F1", "F4"]


def test_two_runs_with_a_finding_of_one_name(store: Store, new_document: MakeDocument, new_finding: MakeFinding) -> None:
    for name in ("a.txt", "b.txt"):
        filled(store, [new_document(name, name)], [replace(new_finding(name), finding="F1")])
    filled(store, [new_document("c.txt", "c")], [replace(new_finding("c.txt"), finding="F2")])
    assert names(store.findings()) == ["1/F1", "2/F1", "F2"]
    assert names(store.findings(Wanted(run=2))) == ["2/F1"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), "ab"),
        (Wanted(severities=["error"]), "a"),
        (Wanted(severities=["error", "warning"]), "ab"),
        (Wanted(codes=["RATE"]), "b"),
        (Wanted(document="b.t"), "b"),
        (Wanted(offices=["乙局", "丙局"]), "b"),
        (Wanted(offices=[]), ""),
        (Wanted(period="2007"), "ab"),
        (Wanted(period="2008"), "b"),
        (Wanted(period="2008-12-31"), ""),
        (Wanted(document="a.t", period="2008"), ""),
    ],
)
def test_filters(store: Store, new_document: MakeDocument, new_finding: MakeFinding, wanted: Wanted, found: str) -> None:
    heads = {"a": ReportHead(1, 0, 9, None, "甲局", None, "2007"), "b": ReportHead(1, 0, 9, None, "乙局", None, "2008")}
    documents = [replace(new_document(f"{name}.txt", name), reports=(head,)) for name, head in heads.items()]
    findings = [new_finding("a.txt"), replace(new_finding("b.txt"), code="RATE", severity="warning")]
    filled(store, documents, findings)
    assert "".join(each.finding.documents[0][0] for each in store.findings(wanted)) == found
    assert store.offices() == ["乙局", "甲局"]


def test_a_case_has_its_figures_its_relation_and_its_places(
    store: Store, new_document: MakeDocument, new_finding: MakeFinding
) -> None:
    document = replace(new_document(), source="甲\n" + "乙" * 6 + "120名。丙")
    finding = replace(new_finding("a.txt"), figures=(("a.txt", "f1"), ("a.txt", "f10")))
    filled(store, [document], [finding])
    (case,) = store.cases(store.findings())
    first, second = case.exhibits
    assert [first.figure, second.figure] == [document.figures[0], document.figures[2]]
    assert (first.line, first.column, first.end_line, first.end_column) == (2, 7, 2, 11)
    assert (first.quote, first.quote_start) == ("乙" * 6 + "120名。", 2)
    assert (case.office, case.relation, case.artifacts[0].encoding) == ("市编办", document.relations[0], "gb18030")


def test_two_documents_of_one_name_are_two(store: Store, new_document: MakeDocument, new_finding: MakeFinding) -> None:
    run = store.begin_run(["x"], "v", "zh")
    texts = {"/x/a.txt": "甲\n" * 9, "/y/a.txt": "乙" * 99}
    for path, text in texts.items():
        store.write(replace(new_document("a.txt", path), source=text), path=path, pipeline_version="v", run=run)
    ids = {held.name: held.id for held in store.held()}
    store.write_findings(run, [replace(new_finding(*ids), relation=None)], ids)
    (case,) = store.cases(store.findings())
    assert case.finding.documents == ("a.txt", "/y/a.txt")
    assert [exhibit.line for exhibit in case.exhibits] == [5, 1]


def test_a_case_across_reports_has_no_relation(store: Store, new_document: MakeDocument, new_finding: MakeFinding) -> None:
    documents = [new_document("a.txt"), new_document("b.txt", "beef")]
    filled(store, documents, [replace(new_finding("a.txt", "b.txt"), relation=None)])
    (case,) = store.cases(store.findings())
    assert case.relation is None
    assert [each.figure.document for each in case.exhibits] == [each.document for each in case.artifacts] == ["a.txt", "b.txt"]


TEXTS = st.text("甲1。；!\n\r x", min_size=1, max_size=60)


@given(TEXTS, st.data())
def test_places_and_quotations_are_in_the_text(new_figure: Callable[..., Figure], text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    sentence = data.draw(st.sampled_from(["", text, text[start:end], "不在其中"]))
    figure = replace(new_figure(1, start, text[start:end], "1"), end=end, sentence=sentence)
    shown = Text(text).exhibit(figure, None)
    assert text.split("\n")[shown.line - 1][shown.column - 1 :][:1] == text[start : start + 1].rstrip("\n")
    assert text.count("\n", 0, end) + 1 == shown.end_line
    assert text[shown.quote_start : shown.quote_start + len(shown.quote)] == shown.quote
    assert "".join(figure.text.split()) in "".join(shown.quote.split())
