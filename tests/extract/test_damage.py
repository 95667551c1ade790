"""Whatever was done to a report's writing, its rows keep their values and point at their exact place in the source."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.corpora.damage import KINDS, damage
from gouji.extract import extract
from gouji.normalize import Source, clean, read_source
from gouji.schemas import Document

REPORT = (Path(__file__).parents[1] / "normalize" / "cases" / "report.txt").read_text(encoding="utf-8")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "hz")


def read(text: str) -> Document:
    """The rows of a text that was never a file."""
    return extract(Source("report.txt", "", text, "utf-8", None), clean(text))


def values(document: Document) -> Counter[tuple[str, str]]:
    """Value and unit of every row, however often each stands."""
    return Counter((str(figure.value.normalize()), figure.unit) for figure in document.figures)


SOUND = values(read(REPORT))


def assert_exact(document: Document) -> None:
    for figure in document.figures:
        assert document.source[figure.start : figure.end] == figure.text


def test_the_sound_report_has_figures() -> None:
    assert sum(SOUND.values()) >= 30


@settings(max_examples=150)
@given(st.integers(0, 10_000), st.sets(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3))
def test_damage_moves_no_value(seed: int, kinds: set[str]) -> None:
    document = read(damage(REPORT, seed, sorted(kinds)))
    assert_exact(document)
    assert values(document) == SOUND


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_move_no_value(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(REPORT.encode(encoding))
    source = read_source(path)
    document = extract(source, clean(source.text))
    assert_exact(document)
    assert values(document) == SOUND


@pytest.mark.parametrize(
    "text",
    [
        "栏次 | 1 | 1²84 | 3 |\n单位 | 5 | 6 | 7 |\n",  # a digit that is no number
        "共有人员50人。其中中，机关12人，事业38人。\n",  # a group without a name
        "22、和及与倣別為高等考試" * 2000 + "22人。\n",  # a clause without an end
    ],
)
def test_what_the_fuzz_run_found(text: str) -> None:
    assert_exact(read(text))
