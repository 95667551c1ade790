"""The same report gives the same rows, whatever kind of file it comes as."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gouji.corpora.documents.blocks import Report, Table, reports, unmarked
from gouji.corpora.documents.build import KINDS, lacking
from gouji.extract import extract
from gouji.normalize import clean, read_source

GOLD = Path(__file__).parents[2] / "corpora" / "gold" / "reports"
BAR = 0.99
# Tables typed with blanks and tabs, drawings: paragraphs that no printer keeps as they are.
_TYPED = re.compile(r"\S[ \u3000]{2,}\S|\t|[\u2500-\u257f]")
# A table whose merged cells are not marked as such: no sheet has it.
_UNMERGED = {"h14": "its cells are not in their columns"}
FEW = ("disclosure-2021", "petitions-2014", "taiwan-112", "hongkong-2022", "d10", "e09", "h05", "h20")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "hz")
PRINTED = ("pdf", "pdf-columns", "pdf-turned", "pdf-chromium", "html-utf8", "html-gbk", "docx", "xlsx")

Row = tuple[str, str, str, str, str, str | None]


def written() -> Iterator[Report]:
    """Our own reports, demonstration and gold, as far as they are made of paragraphs and marked tables."""
    yield from reports().values()
    for path in sorted(GOLD.glob("*.txt")):
        text = read_source(path).text
        if not _TYPED.search(text) and path.stem != "e12":
            yield unmarked(path.stem, text)


ALL = {report.name: report for report in written()}


def rows_of(path: Path) -> list[Row]:
    source = read_source(path)
    document = extract(source, clean(source.text, source.aside))
    assert all(source.text[f.start : f.end] == f.text for f in document.figures)
    return [(str(f.value), f.unit, f.kind, f.measure, f.subject, f.period) for f in document.figures]


def encoded(encoding: str) -> Callable[[Report, Path], list[Path]]:
    def make(report: Report, folder: Path) -> list[Path]:
        path = folder / "report.txt"
        try:
            data = report.text.encode(encoding)
        except UnicodeEncodeError:
            return []
        path.write_bytes(data)
        return [path]

    return make


def compared(make: Callable[[Report, Path], list[Path]], names: tuple[str, ...], folder: Path) -> tuple[int, int, str]:
    """Rows that are the same, all of them, and the reports where some are not."""
    same = count = 0
    unlike: list[str] = []
    for name in names:
        for path in make(ALL[name], folder):
            plain = folder / "plain.txt"
            plain.write_text(ALL[name].text, encoding="utf-8", newline="\n")
            expected, found = rows_of(plain), rows_of(path)
            good, every = (Counter(expected) & Counter(found)).total(), max(len(expected), len(found))
            same, count = same + good, count + every
            unlike += [f"{name} {good}/{every}"] if good < every else []
    return same, count, ", ".join(unlike)


def check(kind: str, make: Callable[[Report, Path], list[Path]], names: tuple[str, ...], folder: Path) -> None:
    same, count, unlike = compared(make, names, folder)
    print(f"{kind}: {same} of {count} rows {unlike}")
    assert count and same >= BAR * count, unlike


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    check(encoding, encoded(encoding), FEW, tmp_path)


@pytest.mark.parametrize("kind", ["pdf", "pdf-columns", "html-utf8", "docx", "xlsx"])
def test_in_every_kind(kind: str, tmp_path: Path) -> None:
    check(kind, KINDS[kind], FEW, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_all_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    check(encoding, encoded(encoding), tuple(ALL), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", PRINTED)
def test_all_in_every_kind(kind: str, tmp_path: Path) -> None:
    if reason := lacking(kind):
        pytest.skip(reason)
    names = (*FEW, "h09") if kind == "pdf-chromium" else tuple(ALL)  # a browser takes three seconds to start for each
    out = _UNMERGED if kind == "xlsx" else ()
    check(kind, KINDS[kind], tuple(name for name in names if name not in out), tmp_path)


def test_enough_reports_are_compared() -> None:
    assert len(ALL) > 40 and sum(any(isinstance(block, Table) for block in report.blocks) for report in ALL.values()) >= 3
