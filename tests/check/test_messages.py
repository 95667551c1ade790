"""What every message must say, whatever its code: the claim, all it is held against, the gap, the tolerance and why."""

from typing import Any

import pytest

from gouji.check import find
from gouji.check.phrases import amount
from gouji.schemas import Finding

WHY = {
    "zh": ("无容差", "容差", "只给了下限或上限"),
    "en": ("no tolerance", "tolerance", "only a limit"),
}


@pytest.fixture(scope="module")
def figures(gold: Any) -> dict[tuple[str, str], Any]:
    return {(document.document, figure.figure): figure for document, _ in gold for figure in document.figures}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_message_says_all_of_it(gold: Any, figures: dict[tuple[str, str], Any], lang: Any) -> None:
    found: list[Finding] = find([document for document, _ in gold], lang=lang)
    assert len(found) > 10
    for finding in found:
        message = finding.message
        claim = figures[finding.figures[0]]
        for pair in finding.figures:
            assert "".join(figures[pair].text.split()) in message
        assert finding.gap is None or amount(finding.gap, claim, lang) in message
        assert finding.code in ("JUMP", "JOINT") or any(word in message for word in WHY[lang])
        assert not finding.tolerance or amount(finding.tolerance, claim, lang) in message
        assert finding.equation in message
        if len(finding.documents) > 1:
            assert all(document in message for document in finding.documents)


def test_both_languages_are_kept_and_differ(gold: Any) -> None:
    documents = [document for document, _ in gold]
    for chinese, english in zip(find(documents, lang="zh"), find(documents, lang="en"), strict=True):
        assert chinese.worded("en") == english
        assert english.worded("zh") == chinese
        assert chinese.message != english.message
