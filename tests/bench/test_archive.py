"""bench/archive.py: it makes what it says, prints what it says, and tells equal stores from unequal ones."""

import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from gouji.pipeline import ingest
from gouji.store import Store


@pytest.fixture
def bench(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    monkeypatch.syspath_prepend(str(root / "bench"))
    return importlib.import_module


@pytest.fixture
def kept(tmp_path: Path) -> Callable[..., Path]:
    """A store with these documents, read in this order."""

    def keep(name: str, *texts: str) -> Path:
        store = tmp_path / f"{name}.sqlite"
        for text in texts:
            path = tmp_path / f"{name} {text[:6]}.txt"
            path.write_text(text, encoding="utf-8")
            with Store.open(str(store)) as opened:
                ingest([str(path)], opened, ner=False, workers=1)
        return store

    return keep


def test_stores_are_compared_by_what_is_in_them(bench: Callable[[str], ModuleType], kept: Callable[..., Path]) -> None:
    digest = bench("archive_rows").rows_digest
    one, two, other = "行政编制120名,其中市直80名、乡镇40名。", "新增机构35个。", "新增机构36个。"
    ours, turned, changed = (digest(kept(*given)) for given in (("a", one, two), ("b", two, one), ("c", one, other)))
    rows = ("report", "figure", "relation", "term")
    assert [ours[table] for table in rows] == [turned[table] for table in rows]
    assert ours["figure"] != changed["figure"] and ours["relation"] == changed["relation"]


def test_documents_have_about_2000_characters(bench: Callable[[str], ModuleType], tmp_path: Path) -> None:
    folders = bench("archive").make(tmp_path, 100)
    sizes = [len(path.read_text(encoding="utf-8")) for folder in folders for path in Path(folder).iterdir()]
    assert len(sizes) == 100 and 1800 < sum(sizes) / 100 < 2300


@pytest.mark.slow
def test_the_growth_of_an_archive_is_printed(root: Path) -> None:
    command = [sys.executable, str(root / "bench" / "archive.py"), "--counts", "100", "--only", "growth", "--no-ner"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    heads = ("100, 2 workers", "100 again", "100, 1 worker", "2 workers to one", "second run to first")
    assert [head for head in heads if not any(line.startswith(head) for line in done.stdout.splitlines())] == []
