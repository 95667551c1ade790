"""By how much a slip of the pen changes a figure."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from gouji.extract.relations.slips import moves


def mention(value: str, *, decimals: int = 0, unit_mult: int = 0) -> Any:
    return SimpleNamespace(
        quantity=SimpleNamespace(value=Decimal(value), decimals=decimals, unit_mult=unit_mult, form="", unit="")
    )


@pytest.mark.parametrize(("value", "decimals", "unit_mult"), [("12", 0, 0), ("1.5", 1, 0), ("120000", 0, 4), ("3", 0, 0)])
def test_a_figure_below_nought_changes_as_its_digits_do(value: str, decimals: int, unit_mult: int) -> None:
    above = set(moves(mention(value, decimals=decimals, unit_mult=unit_mult)))
    below = set(moves(mention(f"-{value}", decimals=decimals, unit_mult=unit_mult)))
    assert above
    assert Decimal(0) not in {move for move, _ in above}
    assert below == {(-move, half) for move, half in above}


def test_a_point_that_moves_to_the_left_makes_a_finer_figure() -> None:
    """28.1万 is known to 500; read as 2.81万 it is known to 50."""
    halves = dict(moves(mention("281000", decimals=1, unit_mult=4)))
    assert halves[Decimal(28100 - 281000)] == 50
    assert halves[Decimal(291000 - 281000)] == 500
