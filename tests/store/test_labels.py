"""Every code and column has a name in both languages."""

from typing import get_args

import pytest

from gouji.schemas import BOUNDS, KINDS, MODES, OUTCOMES, ROLES, RelationType, Severity
from gouji.store.labels import columns, fields, label, vocabulary

CODES = {
    "kind": KINDS, "bound": BOUNDS, "mode": MODES, "role": ROLES, "outcome": OUTCOMES,
    "type": get_args(RelationType), "severity": get_args(Severity),
}  # fmt: skip


@pytest.mark.parametrize("field", sorted(CODES))
def test_all_codes_are_named(field: str) -> None:
    assert tuple(vocabulary(field)) == tuple(CODES[field])


def test_names_of_a_field_differ() -> None:
    for field in fields():
        for names in zip(*vocabulary(field).values(), strict=True):
            assert len(set(names)) == len(names), field


def test_columns_are_those_of_the_rows(new_document, new_finding) -> None:  # type: ignore[no-untyped-def]
    document = new_document()
    assert list(columns("figures")) == list(document.figures[0].row())
    assert list(columns("relations")) == list(document.relations[0].row())
    assert list(columns("reports")) == list(document.reports[0].row("a.txt"))
    assert list(columns("findings")) == list(new_finding("a.txt").row())


def test_a_code_without_a_name_is_its_own() -> None:
    assert label("code", "NEW_CODE", "zh") == "NEW_CODE"
    assert label("kind", "quota", "en") == "authorised posts"
