"""By how much a slip of the pen changes a figure."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from gouji.extract.relations.slips import moves


def mention(value: str, *, decimals: int = 0, unit_mult: int = 0) -> Any:
    return SimpleNamespace(quantity=SimpleNamespace(value=Decimal(value), decimals=decimals, unit_mult=unit_mult))


@pytest.mark.parametrize(("value", "decimals", "unit_mult"), [("12", 0, 0), ("1.5", 1, 0), ("120000", 0, 4), ("3", 0, 0)])
def test_a_figure_below_nought_changes_as_its_digits_do(value: str, decimals: int, unit_mult: int) -> None:
    above = set(moves(mention(value, decimals=decimals, unit_mult=unit_mult)))
    below = set(moves(mention(f"-{value}", decimals=decimals, unit_mult=unit_mult)))
    assert Decimal(0) not in above
    assert below == {-move for move in above}
