"""Folder x/ is gouji.x: the package list, the links and the markers say the same as the folders."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

NOT_SHIPPED = {"tests", "bench", "notebooks", "docs", "build", "dist"}


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def folders_with_init(root: Path) -> set[str]:
    inits = [path.relative_to(root).parent for path in root.glob("[a-z]*/**/__init__.py")]
    return {".".join(("gouji", *folder.parts)) for folder in inits if folder.parts[0] not in NOT_SHIPPED}


def test_the_package_list_is_the_folders_with_an_init(root: Path, project: dict[str, Any]) -> None:
    packages = project["tool"]["setuptools"]["packages"]
    assert packages == sorted(set(packages))
    assert set(packages) == folders_with_init(root)


def test_every_folder_of_modules_has_an_init(root: Path) -> None:
    shipped = {name.partition(".")[2].split(".")[0] for name in folders_with_init(root)}
    modules = {path.parent for floor in shipped for path in (root / floor).rglob("*.py")} - {root / "corpora/gold"}
    assert [folder for folder in sorted(modules) if not (folder / "__init__.py").exists()] == []


def test_every_list_of_floors_is_the_same(root: Path, project: dict[str, Any]) -> None:
    floors = {name for name in project["tool"]["setuptools"]["packages"] if name.count(".") == 1}
    folders = {name.removeprefix("gouji.") for name in floors}
    assert project["tool"]["setuptools"]["package-dir"] == {name: name.removeprefix("gouji.") for name in floors}
    assert set(project["tool"]["importlinter"]["root_packages"]) == floors
    assert set(project["tool"]["mypy"]["packages"]) == floors
    assert set(project["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]) == folders
    assert set(makefile_floors(root)) == folders
    assert [name for name in sorted(folders) if not (root / name / "py.typed").exists()] == []


def makefile_floors(root: Path) -> list[str]:
    lines = (root / "Makefile").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("FLOORS")).partition(":=")[2].split()


def test_there_is_no_folder_named_gouji(root: Path) -> None:
    assert not (root / "gouji").exists()
