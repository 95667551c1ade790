"""The words that gave a figure its measure, subject and period: where they stand, and that they are the words of the phrase."""

import re
import tomllib
from bisect import bisect_left
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.corpora.damage import KINDS, damage
from gouji.extract import extract
from gouji.extract.evidence import longest_part
from gouji.normalize import CleanText, Source, clean, read_source
from gouji.schemas import Document, Evidence

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("evidence.toml").read_text(encoding="utf-8"))
GOLD = sorted((Path(__file__).parents[2] / "corpora" / "gold" / "reports").glob("*.txt"))
REPORT = (Path(__file__).parents[1] / "normalize" / "cases" / "report.txt").read_text(encoding="utf-8")
TIME = re.compile(r"[\d年月日期末底初季度半今去上]|[〇一二三四五六七八九十]")


def read(text: str) -> tuple[Document, CleanText]:
    cleaned = clean(text)
    return extract(Source("report.txt", "", text, "utf-8", None), cleaned), cleaned


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for origin in CASES.values() for case in origin])
def test_words(case: dict[str, Any]) -> None:
    text = case["text"].lstrip("\n")
    fields = [(figure.text, figure.spans) for figure in read(text)[0].figures]
    found = [
        [said, *([text[start:end] for start, end in places] for places in (spans.measure, spans.subject, spans.period))]
        for said, spans in fields
    ]
    assert found == case["rows"]


class Back:
    """From spans of the source to the clean text."""

    def __init__(self, cleaned: CleanText) -> None:
        self._text = cleaned.text
        self._starts = [cleaned.span(place, place + 1).start for place in range(len(cleaned.text))]

    def __call__(self, place: tuple[int, int]) -> str:
        return self._text[slice(*(bisect_left(self._starts, offset) for offset in place))]


def assert_sound(document: Document, cleaned: CleanText) -> None:
    """Every span lies in its report and beside its figure, and holds words of its phrase and no others."""
    reports, back = {head.report: head for head in document.reports}, Back(cleaned)
    for figure in document.figures:
        spans, report = figure.spans, reports[figure.report]
        for start, end in (*spans.measure, *spans.subject, *spans.period):
            assert report.start <= start < end <= report.end
            assert end <= figure.start or figure.end <= start
        assert all(back(span) in figure.measure for span in spans.measure)
        assert all(back(span) in figure.subject for span in spans.subject)
        assert all(TIME.search(back(span)) for span in spans.period)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_span_is_words_of_its_phrase(path: Path) -> None:
    document, cleaned = read(read_source(path).text)
    assert_sound(document, cleaned)
    named = [figure.spans for figure in document.figures if figure.measure]
    assert sum(bool(spans.measure) for spans in named) >= 0.9 * len(named)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.sets(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3))
def test_damage_does_not_mislead(seed: int, kinds: set[str]) -> None:
    assert_sound(*read(damage(REPORT, seed, tuple(kinds))))


@given(st.text("编制实有人员", max_size=8), st.text("编制实有人员，", max_size=30))
def test_the_longest_part_is_the_longest(phrase: str, text: str) -> None:
    first, last = longest_part(phrase, text)
    parts = [phrase[a:b] for a in range(len(phrase)) for b in range(a + 2, len(phrase) + 1) if phrase[a:b] in text]
    assert last - first == max(map(len, parts), default=0)
    assert phrase[first:last] in text


def test_the_plain_form_is_read_back() -> None:
    evidence = Evidence(((4, 8),), ((1, 3), (9, 11)), ())
    assert evidence.row() == {"measure": [[4, 8]], "subject": [[1, 3], [9, 11]], "period": []}
    assert Evidence.from_row(evidence.row()) == evidence
