"""The checks on hand-made rows: what the annotators found to hold, holds; what they found wrong, is found wrong."""

from collections import Counter
from decimal import Decimal
from typing import Any

from gouji.check import find
from gouji.schemas import Document

Gold = list[tuple[Document, dict[str, dict[str, Any]]]]


def test_outcomes_agree_with_the_annotators(gold: Gold) -> None:
    confusion: Counter[tuple[bool, str]] = Counter()
    wrong = []
    for document, rows in gold:
        for relation in document.relations:
            holds = rows[relation.relation]["holds"]
            confusion[holds, str(relation.outcome)] += 1
            if (relation.outcome == "violated") is holds or relation.outcome == "not_testable":
                wrong.append((document.document, relation.relation, relation.outcome, relation.reason))
    assert not wrong, (wrong, confusion)
    assert confusion[False, "violated"] >= 35 and confusion[True, "holds"] >= 600
    assert confusion[True, "review"] <= 2


def test_expected_is_what_the_annotators_worked_out(gold: Gold) -> None:
    differing = [
        (document.document, relation.relation, relation.expected)
        for document, rows in gold
        for relation in document.relations
        if relation.expected != Decimal(rows[relation.relation]["expected"])
    ]
    assert not differing


def test_every_violation_becomes_a_finding_and_nothing_else_an_error(gold: Gold) -> None:
    found = {
        (finding.figures[0][0], finding.relation) for finding in find([document for document, _ in gold]) if finding.relation
    }
    failing = {(document.document, name) for document, rows in gold for name, row in rows.items() if not row["holds"]}
    assert found == failing
