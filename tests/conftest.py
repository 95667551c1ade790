"""What all tests share: where the checkout is, and the `gouji` command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# A busy machine must not fail a property, and a runner must find the same examples as the last one.
settings.register_profile("house", deadline=None)
settings.register_profile("runner", parent=settings.get_profile("house"), derandomize=True, print_blob=True)
settings.load_profile("runner" if os.environ.get("CI") else "house")

Gouji = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reports and gold rows that stand beside the checkout; they are not part of it."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("there is no ../shared/gold beside this checkout")
    return folder


@pytest.fixture(scope="session")
def gouji() -> Gouji:
    """Runs `gouji ARG…` as a user would, and hands back what it printed and its exit code."""

    def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from gouji.cli import main; main()", *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)

    return run
