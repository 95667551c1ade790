"""Waivers and baselines: what they cover, and when they cease to."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check import find
from gouji.check.waivers import settle, value_digest
from gouji.schemas import Document, Finding, Waiver

TODAY = date(2026, 6, 30)


@pytest.fixture
def report(printed_figure: Any, make_document: Any, make_relation: Any) -> Any:
    """A total and its parts as one document; equal numbers give equal documents."""

    def make(total: str, *parts: str, name: str = "a/report.txt") -> Document:
        texts = {"t": total, **{f"p{number}": part for number, part in enumerate(parts)}}
        figures = [printed_figure(text, key, document=name, measure="编制") for key, text in texts.items()]
        terms = [(1, key) for key in texts if key != "t"]
        return make_document(figures, [make_relation("sum", "t", terms, document=name)], name=name)

    return make


@pytest.fixture
def finding(report: Any) -> Finding:
    (found,) = find([report("120名", "80名", "41名")])
    return found


def waiver_of(found: Finding, until: date = TODAY, **more: str) -> Waiver:
    fields = {"fingerprint": found.fingerprint, "value_digest": found.value_digest, "reason": "口径不同", "by": "张三", **more}
    return Waiver(**fields, until=until)


def test_a_waived_finding_keeps_its_place_and_tells_why(finding: Finding) -> None:
    waiver = waiver_of(finding)
    (settled,), unmatched = settle([finding], [waiver], TODAY)
    assert settled == replace(finding, status="waived", waiver=waiver)
    assert settled.row()["waiver"] == {**waiver.row(), "until": "2026-06-30"}
    assert (settled.lapse, unmatched) == ("", [])


@pytest.mark.parametrize(
    ("days", "status", "lapse"), [(0, "waived", ""), (1, "waived", ""), (-1, "open", "date"), (-400, "open", "date")]
)
def test_it_holds_up_to_and_including_its_day(finding: Finding, days: int, status: str, lapse: str) -> None:
    (settled,), _ = settle([finding], [waiver_of(finding, TODAY + timedelta(days))], TODAY)
    assert (settled.status, settled.lapse) == (status, lapse)


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("121名", ("80名", "42名")),
        ("120名", ("80名", "42名")),
        ("120名", ("79名", "41名", "1.5名")),
        ("约120名", ("80名", "61名")),
    ],
)
def test_it_lapses_when_a_value_changes(finding: Finding, report: Any, total: str, parts: tuple[str, ...]) -> None:
    (changed,) = find([report(total, *parts)])
    assert changed.fingerprint == finding.fingerprint
    (settled,), unmatched = settle([changed], [waiver_of(finding)], TODAY)
    assert (settled.status, settled.lapse, settled.waiver, unmatched) == ("open", "values", waiver_of(finding), [])


def test_another_folder_another_order_another_language_are_the_same_finding(finding: Finding, report: Any) -> None:
    (moved,) = find([report("120名", "41名", "80名", name="elsewhere/report.txt")], lang="en")
    (settled,), _ = settle([moved], [waiver_of(finding)], TODAY)
    assert settled.status == "waived"


def test_a_waiver_without_a_finding_is_handed_back(finding: Finding) -> None:
    stale = waiver_of(finding, fingerprint="0" * 16)
    assert settle([finding], [stale], TODAY) == ([finding], [stale])


def test_a_renewed_waiver_holds_whatever_stands_before_it(finding: Finding) -> None:
    old, new = waiver_of(finding, TODAY - timedelta(1)), waiver_of(finding, TODAY + timedelta(1))
    for waivers in permutations([old, new, waiver_of(finding, value_digest="f" * 16)]):
        (settled,), _ = settle([finding], waivers, TODAY)
        assert (settled.status, settled.waiver) == ("waived", new)


def test_a_baseline_knows_findings_with_their_values(finding: Finding) -> None:
    known = {finding.fingerprint: {finding.value_digest}}
    assert [each.status for each in settle([finding], [], TODAY, known).findings] == ["known"]
    assert [each.status for each in settle([replace(finding, value_digest="x")], [], TODAY, known).findings] == ["open"]
    assert [each.status for each in settle([finding], [waiver_of(finding)], TODAY, known).findings] == ["waived"]
    assert [each.status for each in settle([finding], [], TODAY, {}).findings] == ["open"]


@given(st.lists(st.sampled_from(["80名", "41名", "1.2万名", "约41名"]), min_size=1, max_size=4), st.randoms())
def test_the_digest_hangs_on_values_not_on_their_order(printed_figure: Any, texts: list[str], random: Any) -> None:
    claim, *parts = [printed_figure(text) for text in ["5名", *texts]]
    mark = value_digest([claim, *parts], Decimal(3))
    random.shuffle(parts)
    assert value_digest([claim, *(replace(part, start=9, text="x", figure="f9") for part in parts)], Decimal(3)) == mark
    assert value_digest([claim, *parts], Decimal(4)) != mark
    assert value_digest([claim, *parts[1:]], Decimal(3)) != mark


def test_scale_and_print_do_not_count(printed_figure: Any) -> None:
    marks = {value_digest([printed_figure(text)], None) for text in ("1.2万名", "12000名", "1.20万名")}
    assert len(marks) == 1
