"""When each figure of a paragraph holds: by a time of its own, by the figures beside it, by its heading, or with the report."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gouji.extract.prose import read_prose
from gouji.extract.scope.state import Context
from gouji.extract.structure.sections import split_blocks
from gouji.schemas import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "periods.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [*CASES["synthetic"], *CASES["negative"]], ids=lambda case: case["about"])
def test_periods(case: dict[str, Any]) -> None:
    text: str = case["text"]
    told = {
        name: case[name] for name in ("done", "begun", "given", "day", "within", "budget", "recount", "span") if name in case
    }
    context = Context(case.get("period", "2016"), False, **told)
    drafts = read_prose(text, split_blocks(text, Span(0, len(text)), []), context).drafts
    assert [draft.period for draft in drafts] == case["periods"], [text[draft.start : draft.end] for draft in drafts]
