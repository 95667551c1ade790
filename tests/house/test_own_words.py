"""No rule, list or training line holds words of a shared report, and nothing here a sentence of other people's.

Runs of twelve characters are looked for, blanks aside. What official texts say in the same words everywhere is allowed, with
its source: own_words.toml.
"""

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.normalize import clean, read_source

RUN = 12
DIGITS = "0123456789"
HAN = 6  # so many of them are Chinese characters: 0123456789 and markup are nobody's
RULES = ("extract", "normalize", "check", "schemas", "corpora/ner", "corpora/generate")
TEXTS = (".py", ".toml", ".md", ".txt", ".jsonl", ".html")
ALLOWED = tomllib.loads((Path(__file__).parent / "own_words.toml").read_text(encoding="utf-8"))["official"]


def runs(text: str) -> Iterator[str]:
    bare = "".join(text.split())
    for at in range(len(bare) - RUN + 1):
        run = bare[at : at + RUN]
        if sum("\u4e00" <= char <= "\u9fff" for char in run) >= HAN:
            yield run


@pytest.fixture(scope="module")
def shared_runs(shared: Path) -> dict[str, set[str]]:
    """The runs of all shared reports, and of those that are other people's."""
    found: dict[str, set[str]] = {"all": set(), "others": set()}
    for path in sorted((shared / "reports").glob("*.txt")):
        source = read_source(str(path))
        own = {run for text in (source.text, clean(source.text).text) for run in runs(text)}
        found["all"] |= own
        found["others"] |= own if path.name[0].isdigit() else set()
    return found


def tracked(root: Path) -> list[str]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")
    return [name for name in names if name.endswith(TEXTS) and not name.startswith("corpora/gold/")]


def taken(root: Path, names: list[str], runs_of_reports: set[str]) -> list[str]:
    official = "\n".join("".join(entry["text"].split()) for entry in ALLOWED)
    found = []
    for name in names:
        text = (root / name).read_text(encoding="utf-8", errors="replace")
        found += [f"{name}: {run}" for run in runs(text) if run in runs_of_reports and run.strip(DIGITS) not in official]
    return found


def test_rules_and_training_data_hold_no_words_of_a_shared_report(root: Path, shared_runs: dict[str, set[str]]) -> None:
    rules = [name for name in tracked(root) if name.startswith(tuple(f"{folder}/" for folder in RULES))]
    assert len(rules) > 100
    assert taken(root, rules, shared_runs["all"]) == []


def test_nothing_here_is_a_sentence_of_other_people(root: Path, shared_runs: dict[str, set[str]]) -> None:
    assert taken(root, tracked(root), shared_runs["others"]) == []


def test_a_sentence_of_a_report_would_be_found(root: Path, shared_runs: dict[str, set[str]], tmp_path: Path) -> None:
    sentence = max(shared_runs["others"])
    (tmp_path / "rule.toml").write_text(f'word = "{sentence}"\n', encoding="utf-8")
    assert taken(tmp_path, ["rule.toml"], shared_runs["others"]) == [f"rule.toml: {sentence}"]


def test_what_is_allowed_names_its_source() -> None:
    assert all(entry["text"].strip() and entry["source"].strip() for entry in ALLOWED)
