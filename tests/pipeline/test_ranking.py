"""Findings ranked on disk are those that are ranked in memory."""

import gc
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check import numbered
from gouji.check.find import Draft
from gouji.pipeline import issuing
from gouji.pipeline.aside import aside
from gouji.pipeline.ranking import TABLES, Ranking
from gouji.schemas import SEVERITIES, Finding, GoujiError, Severity

DOCUMENTS = {f"{name}.txt": (place, 100 - place) for place, name in enumerate("甲乙丙丁")}  # name → place in the run, id


def draft(severity: Severity, names: list[str], number: int, size: Decimal, said: str) -> Draft:
    pairs = tuple((name, f"f{number}") for name in names)
    finding = Finding("", "SUM", severity, tuple(dict.fromkeys(names)), pairs, None, None, None, None, None, said)
    return Draft(finding, f"SUM\x1f{said}", size, number)


DRAFTS = st.lists(
    st.builds(
        draft,
        st.sampled_from(SEVERITIES),
        st.lists(st.sampled_from(sorted(DOCUMENTS)), min_size=1, max_size=3),
        st.integers(0, 3),
        st.decimals(0, 9, places=2),
        st.sampled_from(["编制", "实有\x00", ""]),
    ),
    max_size=12,
)


@given(st.lists(DRAFTS, max_size=3))
def test_ranked_as_in_memory(pieces: list[list[Draft]]) -> None:
    together = [each for piece in pieces for each in piece]
    with aside(TABLES) as kept:
        ranking = Ranking(kept)
        for piece in pieces:
            ranking.add(piece, DOCUMENTS)
        assert list(ranking.findings()) == numbered(together, {name: place for name, (place, _) in DOCUMENTS.items()})
        touched = {name for each in together for name in each.finding.documents}
        assert dict(ranking) == {name: DOCUMENTS[name][1] for name in touched}
        assert len(ranking) == len(touched)
        assert "戊.txt" not in ranking


def test_few_findings_are_in_memory() -> None:
    many = 2_000
    with aside(TABLES) as kept:
        ranking = Ranking(kept)
        for number in range(many):
            ranking.add([draft("error", ["甲.txt"], number, Decimal(number), f"{number}")], DOCUMENTS)
        gc.collect()
        most = taken = 0
        for taken, _ in enumerate(ranking.findings(), start=1):
            if taken % 500 == 1:
                most = max(most, sum(isinstance(each, Finding) for each in gc.get_objects()))
    assert taken == many
    assert most <= 50


def test_a_full_disk_is_told() -> None:
    with pytest.raises(GoujiError, match=r"temporary file .*full"), aside(TABLES) as kept:
        kept.execute("PRAGMA max_page_count = 8")
        ranking = Ranking(kept)
        for number in range(200):
            ranking.add([draft("error", ["甲.txt"], number, Decimal(number), "编" * 200)], DOCUMENTS)


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), aside(TABLES):
        raise ZeroDivisionError


def test_offices_are_told_apart_in_a_few_steps_a_report() -> None:
    """Not in as many as there are offices, as with a join that no index helps."""
    many, steps = 3_000, 0

    def counted() -> None:
        nonlocal steps
        steps += 100

    with aside(issuing._TABLE) as kept:
        kept.executemany("INSERT INTO issued VALUES (?, ?, ?)", ((office, office, 1) for office in range(many)))
        kept.set_progress_handler(counted, 100)
        assert len(kept.execute(issuing._IN_ORDER).fetchall()) == many
    assert many < steps < 200 * many
