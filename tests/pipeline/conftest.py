"""Readers that behave well or badly; a module of their own, as worker processes must be able to import them."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from gouji.store import Store


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """tests/pipeline/stand_ins/stand_in_readers.py; worker processes inherit the path to it."""
    monkeypatch.syspath_prepend(str(Path(__file__).with_name("stand_ins")))
    return importlib.import_module("stand_in_readers")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Nine small files, one of which says `crash`, one `hang`, one `defect`, one `refuse`."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(1, 6):
        (folder / f"{number}.txt").write_text(f"编制{number}名", encoding="utf-8")
    for word in ("crash", "defect", "hang", "refuse"):
        (folder / f"{word}.txt").write_text(word, encoding="utf-8")
    return folder
