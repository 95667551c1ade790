"""Repairs on texts from the case files: what must change, what must not, what does not yet; what is marked and what is not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gouji.normalize import clean

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    rows = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["name"]) for row in rows]


@pytest.mark.parametrize("case", cases("synthetic"))
def test_damage_is_repaired(case: dict[str, str]) -> None:
    assert clean(case["text"]).text == case["clean"]


@pytest.mark.parametrize("case", cases("negative"))
def test_sound_text_stays(case: dict[str, str]) -> None:
    cleaned = clean(case["text"])
    assert cleaned.text == case["text"]
    assert cleaned.plan.steps == ()


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", cases("known_failures"))
def test_not_yet_repaired(case: dict[str, str]) -> None:
    assert clean(case["text"]).text == case["clean"]


@pytest.mark.parametrize("case", cases("proposals"))
def test_doubtful_places_are_marked_and_left(case: dict[str, Any]) -> None:
    cleaned = clean(case["text"])
    assert cleaned.text == case["text"]
    marked = [[cleaned.text[flag.start : flag.end], flag.replacement or "", flag.reason] for flag in cleaned.proposals]
    assert marked == case["marked"]


@pytest.mark.parametrize("case", cases("unmarked"))
def test_sound_places_are_not_marked(case: dict[str, str]) -> None:
    assert clean(case["text"]).proposals == ()


def test_as_many_sound_texts_as_damaged_ones() -> None:
    assert len(cases("negative")) >= len(cases("synthetic"))
    assert len(cases("unmarked")) >= len(cases("proposals"))
