"""The command in this process, and an extraction that finds `编制N名`, so that these tests hang on no rule of the language."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

import gouji.pipeline.read
from gouji.cli import main
from gouji.normalize import CleanText, Source
from gouji.schemas import Document, Figure, Relation, ReportHead, Term


class Said(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]

SUM_OFF = "行政编制120名,其中市直编制80名、乡镇编制41名。\n"
SUM_GOOD = "行政编制120名,其中市直编制80名、乡镇编制40名。\n"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """`gouji ARG…`; every traceback is a failure of the test, since what escapes main() does."""

    def run(*args: str | Path) -> Said:
        monkeypatch.setattr("sys.argv", ["gouji", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(int(ended.value.code or 0), said.out, said.err)

    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    return run


@pytest.fixture
def simple(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extraction of `编制N名`: three of them are a total and its parts."""
    monkeypatch.setattr(gouji.pipeline.read, "extract", extract)
    monkeypatch.setattr(gouji.pipeline.read, "tagger_of", lambda ner: None)


def extract(source: Source, clean: CleanText, *, tagger: object = None) -> Document:
    found = [
        figure(source.path, number, match.start(1), match[1])
        for number, match in enumerate(re.finditer(r"编制(\d+\s*名)", source.text), start=1)
    ]
    ties = []
    if len(found) >= 3:
        terms = tuple(Term(1, part.figure) for part in found[1:3])
        ties = [Relation(source.path, 1, "r1", "sum", found[0].figure, terms, True, True, (0, 4), "parts")]
    head = ReportHead(1, 0, len(source.text), "编制情况", None, None, "2007")
    return Document(
        source.path, source.content_hash, source.text, source.encoding, source.runner_up, clean.plan.counts(), (head,),
        tuple(found), tuple(ties),
    )  # fmt: skip


def figure(document: str, number: int, start: int, text: str) -> Figure:
    value = Decimal(re.sub(r"\D", "", text))
    return Figure(
        document, 1, f"f{number}", start, start + len(text), text, value, value, value, 0, "名", 0, "quota", "exact", "actual",
        "行政编制", "", None, "2007", "total" if number == 1 else "part", "", text, "text", "plain", 0.95,
    )  # fmt: skip


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., Path]:
    """Writes a report."""

    def write(name: str = "a.txt", text: str = SUM_OFF) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
