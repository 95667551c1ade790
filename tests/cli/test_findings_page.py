"""docs/findings.md: every command on it runs, and prints what the page says; `...` stands for lines left out."""

import doctest
import re
import shlex
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def commands() -> list[tuple[str, str]]:
    """(command, what it prints)."""
    parts = [part for block in blocks("console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(part.partition("\n")[0], part.partition("\n")[2]) for part in parts]


def test_the_page_shows_what_the_commands_print(call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (text,) = blocks("text")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "2025.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = commands()
    assert len(shown) >= 8
    for command, expected in shown:
        name, *words = shlex.split(command)
        said = call(*words)
        assert (name, said.err, said.code) == ("gouji", "", 0), command
        got = said.out.lstrip("\n")
        same = doctest.OutputChecker().check_output(expected, got, doctest.ELLIPSIS)
        assert same, f"{command}\n--- the page says\n{expected}\n--- it prints\n{got}"
    assert {path.name for path in tmp_path.iterdir()} == {"reports", "out", "later", "waivers.toml", "memo.xlsx"}
    (entry,) = blocks("toml")
    written = tomllib.loads((tmp_path / "waivers.toml").read_text(encoding="utf-8"))
    assert tomllib.loads(entry) == written
