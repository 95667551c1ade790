"""What the floors import is declared, and what is declared is imported."""

import ast
import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

# The packages this project was set up with: they stay declared until a later floor imports them.
FIXED = {"jieba", "opencc", "pandas", "pdfplumber", "regex", "spacy"}
# For tools that are run by hand to make a table or a document that is then kept.
BY_HAND = {"pypinyin", "reportlab"}


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def declared(project: dict[str, Any]) -> set[str]:
    return {normal(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in project["project"]["dependencies"]}


@pytest.fixture(scope="module")
def optional(project: dict[str, Any]) -> set[str]:
    """What extras bring, imported only where it is asked for."""
    extras = project["project"]["optional-dependencies"].values()
    return {normal(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for extra in extras for line in extra}


@pytest.fixture(scope="module")
def imported(root: Path, project: dict[str, Any]) -> dict[str, str]:
    """Distribution name of every foreign module that a floor imports, with one file that does so."""
    distributions = packages_distributions()
    found: dict[str, str] = {}
    for folder in project["tool"]["setuptools"]["package-dir"].values():
        for path in sorted((root / folder).rglob("*.py")):
            if (root / "corpora" / "gold") in path.parents:
                continue
            for module in imports(path):
                if module != "gouji" and module not in sys.stdlib_module_names and module not in BY_HAND:
                    found.setdefault(normal(distributions.get(module, [module])[0]), str(path.relative_to(root)))
    return found


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.partition(".")[0]


def test_every_import_is_declared(declared: set[str], optional: set[str], imported: dict[str, str]) -> None:
    assert {name: path for name, path in imported.items() if name not in declared | optional} == {}


def test_every_dependency_is_imported(declared: set[str], imported: dict[str, str]) -> None:
    assert declared - set(imported) - FIXED == set()


def test_every_dependency_is_locked(root: Path, declared: set[str]) -> None:
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    assert declared <= {normal(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}


def test_the_spacy_component_is_where_its_entry_point_says(project: dict[str, Any]) -> None:
    for target in project["project"]["entry-points"]["spacy_factories"].values():
        module, _, name = target.partition(":")
        assert callable(getattr(importlib.import_module(module), name))
