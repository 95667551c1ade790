"""The years of one office as the whole way reads them: what was planted is found, what is consistent is left alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji.check import find
from gouji.check.across import Heading, issuers, series_of
from gouji.check.messages import ACROSS
from gouji.pipeline import check_store, ingest, read_report
from gouji.schemas import Document
from gouji.store import Store

Places = frozenset[tuple[str, int, int]]  # document, start, end


@pytest.fixture(scope="module", params=["corpora", "shared"])
def years(request: pytest.FixtureRequest, root: Path) -> tuple[list[Document], dict[str, Any], Path]:
    """The four reports as read, what holds across them, and the folder of their gold rows."""
    if request.param == "corpora":
        reports, gold = root / "corpora" / "gold" / "reports", root / "corpora" / "gold" / "dev"
    else:
        shared = request.getfixturevalue("shared")
        reports, gold = shared / "reports", shared / "gold" / "dev"
    facts = json.loads((gold / "series.json").read_text(encoding="utf-8"))
    return [read_report(str(reports / f"{name}.txt"), name=name) for name in sorted(facts["docs"])], facts, gold


def places_of(facts: list[dict[str, Any]], gold: Path) -> Iterator[tuple[str, Places]]:
    """Each fact with where its figures stand, by the gold rows."""
    for fact in facts:
        places = set()
        for name, figure in fact["figures"]:
            lines = (gold / f"{name}.figures.jsonl").read_text(encoding="utf-8").splitlines()
            row = next(row for row in map(json.loads, lines) if row["id"] == figure)
            places.add((name, row["start"], row["end"]))
        yield fact["id"], frozenset(places)


def test_the_planted_contradictions_with_their_figures_and_no_other(years: tuple[list[Document], dict[str, Any], Path]) -> None:
    documents, facts, gold = years
    spans = {
        (each.document, figure.figure): (each.document, figure.start, figure.end)
        for each in documents
        for figure in each.figures
    }
    found = [finding for finding in find(documents) if len({document for document, _ in finding.figures}) > 1]
    claimed = {frozenset(spans[pair] for pair in finding.figures): finding for finding in found}
    planted = dict(places_of(facts["planted"], gold))
    follows = {places for _, places in places_of(facts["secondary"], gold)}
    assert {name for name, places in planted.items() if places in claimed} == set(planted)
    assert {claimed[places].severity for places in planted.values()} == {"error"}
    assert not {name for name, places in places_of(facts["consistent"], gold) if places in claimed}
    assert not [finding.message for places, finding in claimed.items() if places not in {*planted.values(), *follows}]


def test_reports_of_runs_of_their_own_are_held_against_each_other(root: Path) -> None:
    reports = [str(root / "corpora" / "gold" / "reports" / f"d{number}.txt") for number in (17, 18, 19, 20)]
    with Store.open(":memory:") as store:
        alone = [ingest([report], store, workers=1).findings for report in reports]
        check_store(store)
        checked = tuple(kept.finding for kept in store.findings())
        together = ingest(reports, store, workers=1).findings
    assert not [finding for findings in alone for finding in findings if finding.code in ACROSS]
    assert sum(finding.code in ACROSS and finding.severity == "error" for finding in checked) == 3
    assert checked == together


@pytest.fixture(scope="module")
def two_reports(shared: Path) -> list[Document]:
    """Two reports of one office, one of which names it in its title only, in a file with those of other offices."""
    paths = [next((shared / "reports").glob(f"{number}_*"), None) for number in ("000", "001")]
    if None in paths:
        pytest.skip("the two reports are not in ../shared/reports")
    return [read_report(str(path), name=str(path)) for path in paths]


def test_a_report_that_tells_no_year_is_of_the_office_but_held_against_none(two_reports: list[Document]) -> None:
    """The first tells of 2006 and of 2008 and nowhere of when it was written: its levels are of no year that we could name."""
    found = issuers(Heading(place, each.document, head) for place, each in enumerate(two_reports) for head in each.reports)
    (issuer,) = (each for each in found if len(each.reports) > 1)
    assert [(report.order, report.report) for report in issuer.reports] == [(0, 1), (1, 1)]
    figures = [[f for f in two_reports[each.order].figures if f.report == each.report] for each in issuer.reports]
    series = series_of(issuer.name, zip(issuer.reports, figures, strict=True))
    levels = [f for f in figures[0] if f.kind in ("quota", "headcount", "unit_count")]
    assert len(levels) == 6 and {f.period for f in levels} == {None}
    assert not [each for each in series if len({s.report for statements in each.levels.values() for s in statements}) == 2]
    assert not [finding.message for finding in find(two_reports) if len(finding.documents) > 1]
