"""The import contracts hold in this tree, and each of them breaks when it should."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The house with every module emptied, laid out as gouji/*: contracts judge imports, and here there are none."""
    (tmp_path / "pyproject.toml").write_bytes((root / "pyproject.toml").read_bytes())
    for name in tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]:
        folder = tmp_path.joinpath(*name.split("."))
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_house_without_imports_keeps_all_contracts(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "3 kept, 0 broken" in result.stdout


@pytest.mark.parametrize(
    ("module", "imported", "broken"),
    [
        ("schemas", "gouji.normalize", "One direction through the house"),
        ("check", "gouji.store", "One direction through the house"),
        ("normalize", "gouji.check", "One direction through the house"),
        ("store", "gouji.extract", "One direction through the house"),
        ("extract", "gouji.pipeline", "One direction through the house"),
        ("pipeline", "gouji.cli", "One direction through the house"),
        ("pipeline", "gouji.web", "One direction through the house"),
        ("web", "gouji.cli", "One direction through the house"),
        ("extract", "gouji.check", "Extraction knows no checks and no storage"),
        ("extract", "gouji.store", "Extraction knows no checks and no storage"),
        ("schemas", "gouji.corpora", "No floor leans on the corpora"),
        ("cli", "gouji.corpora", "No floor leans on the corpora"),
    ],
)
def test_a_wrong_import_breaks_its_contract(copy: Path, module: str, imported: str, broken: str) -> None:
    (copy / "gouji" / module / "wrong.py").write_text(f"import {imported}\n", encoding="utf-8")
    result = lint(copy)
    assert result.returncode == 1
    assert f"{broken} BROKEN" in result.stdout
