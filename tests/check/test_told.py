"""Sentences and what must be found in them: the whole way from the text to the findings."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji.check import find
from gouji.normalize import Source
from gouji.pipeline import report_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "told.toml").read_text(encoding="utf-8"))
REPORT = "汉洲县编办2013年度工作总结\n　　2013年，全县工作有序推进。\n　　{}\n　　汉洲县编办\n　　2014年1月15日\n"


def cases() -> Iterator[Any]:
    for origin in ("synthetic", "negative"):
        for case in CASES[origin]:
            yield pytest.param(case, id=f"{origin}: {case['name']}")


@pytest.mark.parametrize("case", list(cases()))
def test_what_is_found(case: dict[str, Any]) -> None:
    document = report_of(Source("report", "report", REPORT.format(case["text"]), "utf-8", None))
    found = find([document], lang="en")
    assert len(found) == len(case["findings"]), [finding.message for finding in found]
    for finding, wanted in zip(found, case["findings"], strict=True):
        code, severity, *reason = wanted.split(" ", 2)
        assert (finding.code, finding.severity) == (code, severity), finding.message
        assert not reason or finding.message.endswith(f"{reason[0]})"), finding.message


def test_what_is_found_fails_a_case_and_what_is_sound_does_not() -> None:
    assert all(case["findings"] for case in CASES["synthetic"])
    assert not any(case["findings"] for case in CASES["negative"])
