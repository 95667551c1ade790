"""The pipeline version changes with whatever changes the rows."""

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from gouji.pipeline import pipeline_version, version


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Floors of one rule each, in the place of the real ones."""
    for name in version._READING:
        (tmp_path / name).mkdir()
        (tmp_path / name / "rules.toml").write_text(name)

    def find(name: str) -> ModuleSpec:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(tmp_path / name.removeprefix("gouji."))]
        return spec

    monkeypatch.setattr(version, "find_spec", find)
    monkeypatch.setattr(version, "_digest", version._digest.__wrapped__)
    return tmp_path


def test_it_is_the_same_as_long_as_nothing_changes(house: Path) -> None:
    before = pipeline_version(ner=True)
    (house / "check" / "__pycache__").mkdir()
    (house / "check" / "__pycache__" / "rules.cpython-311.pyc").write_bytes(b"compiled")
    assert pipeline_version(ner=True) == before


@pytest.mark.parametrize("name", version._READING)
def test_a_changed_added_or_renamed_rule_changes_it(house: Path, name: str) -> None:
    seen = {pipeline_version(ner=True)}
    (house / name / "rules.toml").write_text("other")
    seen.add(pipeline_version(ner=True))
    (house / name / "rules.toml").rename(house / name / "words.toml")
    seen.add(pipeline_version(ner=True))
    (house / name / "deep").mkdir()
    (house / name / "deep" / "model.crfsuite").write_bytes(b"\0")
    seen.add(pipeline_version(ner=True))
    assert len(seen) == 4


def test_ner_is_part_of_it() -> None:
    assert pipeline_version(ner=True) != pipeline_version(ner=False)
