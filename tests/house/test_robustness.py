"""The bar of robustness: what a report loses by each single damage, on the sound ones among our gold reports."""

import importlib
import sys
from pathlib import Path

import pytest

from gouji.corpora.damage import KINDS, LOSSES

FIGURES, ROWS = 0.02, 0.06
Found = dict[str, dict[str, tuple[float, float]]]


@pytest.fixture(scope="module")
def found(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    sys.path.insert(0, str(root / "bench"))
    try:
        robustness = importlib.import_module("robustness")
    finally:
        sys.path.remove(str(root / "bench"))
    return dict(robustness.losses([*KINDS, *LOSSES], tmp_path_factory.mktemp("robustness")))


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*KINDS, *LOSSES])
def test_a_single_damage_costs_little(found: Found, kind: str) -> None:
    assert found[kind]["figures"][1] <= FIGURES, found[kind]
    assert found[kind]["rows"][1] <= ROWS, found[kind]


@pytest.mark.slow
def test_the_sound_reports_are_read(found: Found) -> None:
    assert found["none"]["figures"] == (pytest.approx(1, abs=0.02), 0)
    assert found["none"]["rows"][0] > 0.7
