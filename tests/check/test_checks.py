"""Each check against its conformance cases, and the page that says what each code tests."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji.check import find
from gouji.check.messages import ACROSS, TEMPLATES
from gouji.check.reasons import CHINESE

CASES = Path(__file__).parent / "cases" / "checks"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "checks.md"
KINDS = {"holds", "violated", "boundary", "open end", "rounding only", "not testable"}
# The checks across reports have their cases in test_series.


def tables() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path in sorted(CASES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        yield table["code"], table["case"]


def cases() -> Iterator[Any]:
    for code, table in tables():
        for case in table:
            yield pytest.param(case, id=f"{code}: {case['name']}")


@pytest.mark.parametrize("case", list(cases()))
def test_conformance(case: dict[str, Any], document_of: Any) -> None:
    found = find([document_of(case)], lang="en")
    assert len(found) == len(case["findings"]), [finding.message for finding in found]
    for finding, wanted in zip(found, case["findings"], strict=True):
        code, severity, *reason = wanted.split(" ", 2)
        assert (finding.code, finding.severity) == (code, severity), finding.message
        assert not reason or finding.message.endswith(f"{reason[0]})"), finding.message


def test_every_check_has_cases_of_every_kind() -> None:
    met = {code: {case["kind"] for case in table} for code, table in tables()}
    assert set(met) == set(TEMPLATES) - set(ACROSS)
    assert {code: KINDS - kinds for code, kinds in met.items() if KINDS - kinds} == {}


def test_reasons_of_cases_are_known_ones() -> None:
    told = {
        wanted.split(" ", 2)[2]
        for _, table in tables()
        for case in table
        for wanted in case["findings"]
        if wanted.count(" ") > 1
    }
    assert told <= set(CHINESE)


def test_the_page_tells_of_every_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert set(re.findall(r"^### ([A-Z_]+)$", page, re.MULTILINE)) == set(TEMPLATES)
    for section in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        code = section.split("\n", 1)[0]
        for part in ("Tests", "Example", "Review", "Not tested"):
            assert f"**{part}.**" in section, (code, part)
