"""Documentation that falls behind fails here: the commands it shows exist, and the examples in docstrings are true."""

import doctest
import importlib
import re
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECKED = (
    "README.md",
    "docs/architecture.md",
    "docs/across.md",
    "docs/cluster.md",
    "docs/exports.md",
    "docs/feeds.md",
    "docs/ingest.md",
)
SHOWN = [
    (page, line.removeprefix("$ ").split(" #")[0].strip())
    for page in CHECKED
    for block in re.findall(
        r"^```(?:sh|console)\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    for line in block.splitlines()
    if re.match(r"(?:\$ )?(?:make|gouji) ", line)
]


@pytest.mark.parametrize("page", ["README.md", "docs/numbers.md"])
def test_examples_on_a_page_are_true(page: str) -> None:
    result = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


@pytest.fixture(scope="module")
def targets(root: Path) -> set[str]:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_the_readme_shows_its_two_commands() -> None:
    assert {("README.md", "make demo"), ("README.md", "make test")} <= set(SHOWN)


@pytest.mark.parametrize("command", sorted({command for _, command in SHOWN if command.startswith("make ")}))
def test_every_make_target_shown_exists(command: str, targets: set[str]) -> None:
    assert set(command.split()[1:]) <= targets


@pytest.mark.parametrize("command", sorted({command for _, command in SHOWN if command.startswith("gouji ")}))
def test_every_gouji_command_shown_exists_with_its_options(command: str, gouji: Callable[..., CompletedProcess[str]]) -> None:
    _, *words = shlex.split(command)
    named = [word for word in words[:1] if not word.startswith("-")]
    shown = gouji(*named, "--help")
    assert shown.returncode == 0, shown.stderr
    options = {word.partition("=")[0] for word in words if word.startswith("-")}
    assert options <= set(re.findall(r"(?<![\w-])-{1,2}[a-z][a-z-]*", shown.stdout))


@pytest.mark.slow
def test_the_output_shown_is_what_the_demo_prints(root: Path, gouji: Callable[..., CompletedProcess[str]]) -> None:
    (shown,) = re.findall(r"^```text\n(.*?)^```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    result = gouji("run", Path("corpora", "demo", "reports"), "--lang", "zh", "--fail-on", "never")
    assert result.returncode == 0, result.stderr

    def unnumbered(text: str) -> list[str]:
        return [re.sub(r"^\s*(?:\d+ )?", "", line) for line in text.splitlines()]

    assert [line for line in unnumbered(shown) if line not in unnumbered(result.stdout)] == []


def test_the_changelog_has_the_version(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_architecture_page_names_every_floor(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [folder for folder in project["tool"]["setuptools"]["package-dir"].values() if f"| `{folder}/` |" not in page] == []


def modules_with_examples() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = project["tool"]["setuptools"]["package-dir"].values()
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py") if "gold" not in path.parts)
    with_examples = (path for path in files if ">>> " in path.read_text(encoding="utf-8"))
    names = (".".join(("gouji", *path.relative_to(ROOT).with_suffix("").parts)) for path in with_examples)
    return sorted(name.removesuffix(".__init__") for name in names)


@pytest.mark.parametrize("module", modules_with_examples())
def test_examples_in_docstrings_are_true(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0
    assert result.failed == 0
