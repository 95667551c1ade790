"""The wheel is what people install, so the wheel is what is tested: in an environment and a folder of its own, offline."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def succeed(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    result = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing an older build left behind can get in."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    copy, dist = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, copy)
    for folder in project["tool"]["setuptools"]["package-dir"].values():
        shutil.copytree(root / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    succeed(*pip, "--wheel-dir", dist, ".", cwd=copy)
    (built,) = dist.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; what gouji depends on is lent by the environment of the tests."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(home), "platbase": str(home)}))
    python = scripts / Path(sys.executable).name
    succeed(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    site = Path(succeed(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


def stays_with_the_sources(path: Path) -> bool:
    """What only measures or tests gouji: the gold, that of strangers, and the documents of other kinds made from the demo."""
    return path.parts[:2] in (("corpora", "gold"), ("corpora", "strangers")) or (
        path.parts[:2] == ("corpora", "documents") and path.suffix != ".py"
    )


def test_the_wheel_holds_every_package_its_data_and_its_marker(root: Path, wheel: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    inside = set(zipfile.ZipFile(wheel).namelist())
    folders = project["tool"]["setuptools"]["package-dir"].values()
    kept = (path.relative_to(root) for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    expected = {
        f"gouji/{path.as_posix()}" for path in kept if "__pycache__" not in path.parts and not stays_with_the_sources(path)
    }
    assert expected - inside == set()
    assert {name for name in inside if name.startswith("gouji/")} - expected == set()
    assert {f"gouji/{folder}/py.typed" for folder in folders} <= inside


def test_the_installed_command_runs_outside_the_checkout(root: Path, bin_folder: Path, tmp_path: Path) -> None:
    place = succeed(bin_folder / "python", "-c", "import gouji.cli; print(gouji.cli.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(bin_folder.parent)
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version in succeed(bin_folder / "gouji", "--version", cwd=tmp_path)


def test_the_installed_command_reads_a_report(root: Path, bin_folder: Path, tmp_path: Path) -> None:
    shutil.copy(root / "corpora" / "gold" / "reports" / "d01.txt", tmp_path / "report.txt")
    succeed(bin_folder / "gouji", "run", "report.txt", "-o", "out", "--fail-on", "never", cwd=tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "out" / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    source = (tmp_path / "report.txt").read_bytes().decode("utf-8")
    assert rows
    assert [row for row in rows if source[row["start"] : row["end"]] != row["text"]] == []


def test_the_installed_corpus_command_writes_an_archive(bin_folder: Path, tmp_path: Path) -> None:
    succeed(
        bin_folder / "gouji-corpus", "8", "--out", "archive", "--kinds", "txt,html,docx,xlsx", "--faults", "0.2", cwd=tmp_path
    )
    assert len(list((tmp_path / "archive" / "reports" / "0000").iterdir())) == 8
