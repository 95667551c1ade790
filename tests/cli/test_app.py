"""The command as a whole: its help, its start, its words."""

import re
import string
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import gouji.cli
from gouji.check.messages import TEMPLATES
from gouji.cli.options import Lang, default_lang
from gouji.cli.words import reason_in
from gouji.normalize.source import REFUSALS
from gouji.store.labels import vocabulary

HEAVY = ("jieba", "numpy", "opencc", "openpyxl", "pandas", "pebble", "regex", "rich", "spacy", "sqlalchemy")
WORDS = tomllib.loads((Path(gouji.cli.__file__).parent / "words.toml").read_text(encoding="utf-8"))


def modules_after(*args: str | Path) -> set[str]:
    """What is loaded after `gouji ARG…` in a process of its own."""
    code = "import sys\nfrom gouji.cli import main\ntry: main()\nfinally: print('\\nLOADED', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *map(str, args)], capture_output=True, encoding="utf-8", check=False)
    assert "LOADED" in done.stdout, done.stderr
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert not modules_after(*arguments) & set(HEAVY)


@pytest.mark.parametrize("options", [(), ("--no-ner",)])
def test_a_run_loads_only_what_it_needs(report, tmp_path: Path, options: tuple[str, ...]) -> None:
    loaded = modules_after("run", report(), *options, "-o", tmp_path / "out")
    assert "sqlalchemy" in loaded
    assert not loaded & {"spacy", "openpyxl"}
    assert ("pycrfsuite" in loaded) is not bool(options)


def test_help_names_the_commands_and_teaches(call) -> None:
    said = call("--help")
    assert said.code == 0
    for command in ("run", "show", "explain"):
        assert re.search(rf"^  {command} ", said.out, re.MULTILINE)
        assert f"gouji {command} " in said.out
        assert call(command, "--help").code == 0
    assert "勾稽" in said.out


def test_run_help_tells_exit_codes(call) -> None:
    said = call("run", "--help")
    assert [line.split()[0] for line in said.out.split("Exit code")[1].splitlines()[1:5]] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "en_US.UTF-8"}, Lang.en),
        ({"LANG": "zh_CN.UTF-8"}, Lang.zh),
        ({"LANG": "C.UTF-8"}, Lang.zh),
        ({}, Lang.zh),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, Lang.zh),
    ],
)
def test_the_language_follows_the_locale(variables: dict[str, str], lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert default_lang() is lang


def places(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


@pytest.mark.parametrize("key", WORDS["sentences"])
def test_sentences_say_the_same_in_both_languages(key: str) -> None:
    chinese, english = WORDS["sentences"][key]
    assert places(chinese) == places(english)


@pytest.mark.parametrize("code", TEMPLATES)
def test_findings_have_a_name(code: str) -> None:
    assert code in vocabulary("code")


REASONS = [
    *REFUSALS.values(),
    "is a GIF image, which is not read yet",
    "is encrypted and opens only with a password",
    "is encrypted in a way that cannot be opened",
    "is a damaged zip archive or Office file",
    "is a damaged PDF",
    "is no PDF that can be read: its page 3 takes too much time or memory",
    "is a PDF without pages",
    "is a PDF without text",
    "is a picture without readable text",
    "is a picture of more than 500 pages",
    "is a Word file without text",
    "is an Excel file without text",
    "is a presentation, which is not read",
    "is a web page without text",
    "is a page that gouji wrote, and no report",
    "is a web archive (MHTML) without a page",
    "holds only frames, and no text of its own",
    "has too many elements for a web page (more than 100,000 tags)",
    "holds more than 1,000,000 cells",
    "defines XML entities, which no Office program does",
    "holds a part (word/a.xml) that is encrypted",
    "unpacks to more than 100 bytes",
    "is a zip archive of more than 20,000 files",
    "is an archive of several files; one of them is named a.zip!b.txt",
    "is an archive without files",
    "no such file in the archive",
    "has a name that leads out of the archive",
    "has the name of another file in the archive",
    "is packed more than 200 to 1, as no honest file is",
    "is damaged inside the archive",
    "is a picture; to read it, install gouji[ocr]",
    "is a picture; to read it, install gouji[ocr] anew: rapidocr has lost its models",
    "is a scan without text; to read it, install gouji[ocr]",
    "is an old Office file; to read it, install LibreOffice (the program soffice) or save it as .docx",
    "cannot be read by LibreOffice",
    "takes LibreOffice longer than 60 s",
    "is too large (1,000 bytes, at most 100 are read)",
    "is not text (binary, or damaged beyond reading)",
    "holds no report (.txt)",
    "took longer than 120 seconds",
    "takes more than 4096 MiB of memory",
    "is not there on the worker node-7; all workers must see the files under the same path",
    "the Dask workers reading it died, one after the other",
    "the process reading it died (exit code -9)",
    "defect in gouji, please report it (KeyError: 'a' at extract/a.py:3)",
    "this folder cannot be listed (Permission denied)",
]


# What of a file was left unread.
NOTES = [
    "page 3 could not be read (no text, or damaged text); to read it, install gouji[ocr]",
    "pages 1 … could not be read (no text, or damaged text); to read it, install gouji[ocr] anew: rapidocr has lost its models",
    "pages 2, 3 could not be read (damaged)",
    "pages 2001 to 10000 were not read (at most 2,000 are)",
    "pages after 7 were not read (at most 10,000,000 characters are)",
    "page 1 is drawn of more than 500,000 things and was not read",
    "page 1 holds more than 100 characters and was not read (and 3 pages more)",
    "page 1 is a picture of more than 100 cm and was not read",
    "page 1 has too many ruled lines for a table and was read without",
    "page 2 has a picture that was not read",
    "page 2 has 3 pictures that were not read",
    "page 2 has a place with ink but no text that could be read",
    "page 2 has 3 places with ink but no text that could be read",
    "page 2: 3 places with ink but no text that could be read, the largest at (1, 2, 3, 4) points",
    "a place with ink but no text that could be read, the largest at (1, 2, 3, 4) points",
    "the hidden sheet 草稿 was left unread",
    "12 formulas without a stored result were left empty",
    "a part in another format (altChunk) was left unread",
]


@pytest.mark.parametrize("reason", REASONS + NOTES)
def test_reasons_have_a_chinese_reading(reason: str) -> None:
    assert re.search("[\u4e00-\u9fff]", reason_in(reason, Lang.zh))
    assert reason_in(reason, Lang.en) == reason
