"""Tables of many kinds against what a careful reader takes from them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gouji.extract.tables import TableReading, read_tables
from gouji.schemas.figure import plain

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]]


def figures_of(text: str, readings: list[TableReading]) -> list[str]:
    lines = []
    for draft in (draft for reading in readings for draft in reading.drafts):
        q = draft.quantity
        printed = text[draft.start : draft.end].replace(" ", "_")
        what = f"{printed} {plain(q.value)} {q.unit or '-'} {draft.kind} {draft.mode}"
        lines.append(f"{what} | {draft.measure} | {draft.subject} | {draft.period} {draft.role}")
    return lines


def ties_of(text: str, readings: list[TableReading]) -> list[str]:
    lines = []
    for tie in (tie for reading in readings for tie in reading.ties):
        terms = " ".join(("+" if sign > 0 else "-") + text[draft.start : draft.end] for sign, draft in tie.terms)
        lines.append(f"{tie.type} {text[tie.lhs.start : tie.lhs.end]} = {terms}" + ("" if tie.closed else " open"))
    return lines


def check(case: dict[str, Any]) -> None:
    text = case["text"]
    readings = read_tables(text, 0, len(text), period="2021", section="")
    assert figures_of(text, readings) == case["figures"]
    assert ties_of(text, readings) == case["ties"]
    spans = [span for reading in readings for span, _ in reading.prose]
    drafts = [draft for reading in readings for draft in reading.drafts]
    assert [d for d in drafts if any(start <= d.start < end for start, end in spans)] == []  # nothing is read twice
    prose = [f"{text[start:end]} | {subject}" for reading in readings for (start, end), subject in reading.prose]
    assert prose == case["prose"]


@pytest.mark.parametrize("case", cases("synthetic"))
def test_reads(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("known_failures"))
@pytest.mark.xfail(strict=True)
def test_known_failures(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("negative"))
def test_is_no_table(case: dict[str, Any]) -> None:
    assert read_tables(case["text"], 0, len(case["text"]), period="2021", section="") == []


@pytest.mark.parametrize("case", cases("synthetic"))
def test_prose_around_stays_outside(case: dict[str, Any]) -> None:
    before, after = "一、概况\n全年办结事项35件。\n", "二、问题\n尚有3件未办结。\n"
    text = before + case["text"] + after
    readings = read_tables(text, 0, len(text), period="2021", section="")
    assert readings
    assert all(len(before) <= reading.span.start and reading.span.end <= len(text) - len(after) for reading in readings)


def test_only_the_part_asked_for_is_read() -> None:
    text = "类别\t件数\n来信\t3\n来访\t4\n"
    both = f"{text}\n正文。\n{text}"
    readings = read_tables(both, len(text), len(both), period=None, section="三、信访")
    assert [draft.start > len(text) for reading in readings for draft in reading.drafts] == [True, True]
    assert {draft.section for draft in readings[0].drafts} == {"三、信访"}


def test_more_cells_than_heads_are_read_without_names() -> None:
    text = "| 甲 | 乙 | 总计 |\n2 | 0 | 0 | 1 | 3 | 1 |\n"
    readings = read_tables(text, 0, len(text), period=None, section="")
    drafts = [draft for reading in readings for draft in reading.drafts]
    assert [(text[draft.start : draft.end], draft.measure) for draft in drafts] == [(digit, "") for digit in "200131"]
