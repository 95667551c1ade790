"""Which figures a text ties together, case by case."""

import tomllib
from pathlib import Path

import pytest

from gouji.extract.prose import read_prose
from gouji.extract.scope.state import Context
from gouji.extract.structure.sections import split_blocks
from gouji.schemas import Span
from gouji.schemas.figure import plain

CASES = tomllib.loads((Path(__file__).parent / "cases" / "relations.toml").read_text(encoding="utf-8"))


def ties_of(text: str) -> list[str]:
    """The ties of a text as `type lhs = terms`, terms in the order of the text."""
    blocks = split_blocks(text, Span(0, len(text)), [])
    written = []
    for tie in read_prose(text, blocks, Context("2012", False)).ties:
        terms = [plain(draft.quantity.value) for _, draft in tie.terms]
        written.append(f"{tie.type} {plain(tie.lhs.quantity.value)} = {' '.join(terms)}".rstrip())
    return sorted(written)


def cases(origin: str) -> list[object]:
    return [pytest.param(case, id=case["name"]) for case in CASES[origin]]


@pytest.mark.parametrize("case", cases("synthetic"))
def test_stated(case: dict[str, object]) -> None:
    assert ties_of(str(case["text"])) == sorted(case["ties"])  # type: ignore[call-overload]


@pytest.mark.parametrize("case", cases("negative"))
def test_not_stated(case: dict[str, object]) -> None:
    assert ties_of(str(case["text"])) == []
