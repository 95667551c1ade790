"""What must not stand in a tracked file: places on one machine, addresses of package indexes, reports that are not ours."""

import re
import subprocess
from pathlib import Path

import pytest

# Spelled apart, so that this file does not accuse itself.
MACHINE_PATH = re.compile(r"(?<![\w.~*])/(?:home|Users|root|work|opt)/\w")
INDEX = re.compile(
    "|".join(
        (
            r"(?:--|^)(?:extra-)?index" + "-url",
            "--find" + "-links",
            r"https?://\S*/sim" + "ple",
            r"pypi\." + "org",
            "python" + "hosted",
        )
    )
)
ADDRESS = re.compile(r"\w+:" + "//")


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    """Files that are committed or about to be."""
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True, check=True
    )
    return [path for name in listing.stdout.decode().split("\0") if name and (path := root / name).is_file()]


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_place_on_one_machine(tracked: list[Path]) -> None:
    assert lines_with(MACHINE_PATH, tracked) == []


def test_no_file_names_a_package_index(tracked: list[Path]) -> None:
    assert lines_with(INDEX, tracked) == []


def test_the_lock_holds_hashes_and_no_addresses(root: Path) -> None:
    lock = root / "requirements.lock"
    assert lines_with(ADDRESS, [lock]) == []
    packages = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    assert packages
    assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_reports_of_other_people_stay_outside(tracked: list[Path], shared: Path) -> None:
    theirs = {path.name: path.read_text(encoding="utf-8") for path in (shared / "reports").glob("[0-9]*.txt")}
    assert theirs
    sentences = {sentence for text in theirs.values() for sentence in re.findall(r"[一-鿿、()0-9.%“”]{25,}", text)}
    pattern = re.compile("|".join(map(re.escape, sorted(sentences))))
    assert [
        path for path in tracked if path.name in theirs or pattern.search(path.read_text(encoding="utf-8", errors="replace"))
    ] == []
