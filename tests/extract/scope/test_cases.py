"""Whole sentences and paragraphs: what each figure counts, whose, when and in what role."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gouji.extract.draft import Draft
from gouji.extract.prose import read_prose
from gouji.extract.scope.state import Context
from gouji.extract.structure.sections import split_blocks
from gouji.schemas import Span
from gouji.schemas.figure import plain

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[Any]:
    cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in cases]


def row(draft: Draft) -> list[str]:
    quantity = draft.quantity
    what = [draft.kind, draft.mode, draft.measure, draft.subject]
    return [plain(quantity.value), quantity.unit, *what, draft.period or "", draft.role]


def read(case: dict[str, Any]) -> list[list[str]]:
    text: str = case["text"]
    context = Context(case.get("period", "2016"), case.get("plan", False))
    return [row(draft) for draft in read_prose(text, split_blocks(text, Span(0, len(text)), []), context).drafts]


@pytest.mark.parametrize("case", [*load("synthetic"), *load("modes"), *load("naming"), *load("negative")])
def test_rows(case: dict[str, Any]) -> None:
    assert read(case) == case["rows"]


@pytest.mark.xfail(strict=True, raises=AssertionError)
@pytest.mark.parametrize("case", load("known_failures"))
def test_rows_not_yet_right(case: dict[str, Any]) -> None:
    assert read(case) == case["rows"]
