"""`gouji export`: files from a store, one line for what goes wrong."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Gouji = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def out(gouji: Gouji, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a run over one report."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "a.txt").write_text("2015年末,全县共有行政编制120名,其中县直80名、乡镇41名。", encoding="utf-8")
    assert gouji("run", folder / "a.txt", "-o", folder / "out", "--no-ner").returncode == 0
    return folder / "out"


def test_the_formats_asked_for(gouji: Gouji, out: Path, tmp_path: Path) -> None:
    result = gouji("export", out, "-o", tmp_path, "--format", "csv,SDMX-CSV", "--excel", "--lang", "en")
    assert (result.returncode, result.stderr) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == {
        *(f"{name}.csv" for name in ("figures", "relations", "findings", "reports", "documents", "indicator_years", "quality")),
        *(f"{name}.sdmx.csv" for name in ("indicators", "figures")),
    }
    assert str(tmp_path / "figures.csv") in result.stdout
    assert (tmp_path / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "figures.sdmx.csv").read_bytes().startswith(b"STRUCTURE,")


def test_a_run_writes_them_too(gouji: Gouji, out: Path, tmp_path: Path) -> None:
    result = gouji("run", out.parent / "a.txt", "-o", tmp_path, "--no-ner", "--format", "datapackage,sdmx-csv,parquet")
    assert result.returncode == 0, result.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert {"datapackage", "indicators.sdmx.csv", "figures.parquet"} <= names


def test_what_makes_no_sense(gouji: Gouji, out: Path, tmp_path: Path) -> None:
    result = gouji("export", out, "-o", tmp_path / "x", "--format", "xlsx", "--excel")
    assert result.returncode == 2
    assert "--excel is for --format csv" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "x").exists()


def test_no_store(gouji: Gouji, tmp_path: Path) -> None:
    result = gouji("export", tmp_path, "-o", tmp_path / "x")
    assert result.returncode == 2
    assert "there is no such store" in result.stderr
