"""Made documents: what is to be expected of them is exact, what is kept is up to date, and every kind gives the same rows."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from gouji.corpora.demo.build import read_sources
from gouji.corpora.documents.blocks import SOURCE, Report, Table, reports
from gouji.corpora.documents.build import HERE, KEPT, KINDS, build, main
from gouji.corpora.documents.scan import skewed
from gouji.extract import extract
from gouji.normalize import Source, clean, read_source

MADE = HERE / "made"
REPORTS = reports()
INDEX: list[dict[str, Any]] = json.loads((MADE / "index.json").read_text(encoding="utf-8"))
SCANS = [entry for entry in INDEX if "dpi" in entry or entry["kind"] == "pdf-mixed"]
BORN = [entry for entry in INDEX if entry not in SCANS]
DATED = {"pdf-mixed", "pdf-chromium", "scan-200-song"}  # their makers put the time into them
BAR = {200: 0.97, 120: 0.85}  # of the rows of a scan, by its resolution

Row = tuple[str, str, str, str, str, str | None]


def rows_of(source: Source) -> list[Row]:
    return [row for row, _ in rows_with_origin(source)]


def rows_with_origin(source: Source) -> list[tuple[Row, str]]:
    document = extract(source, clean(source.text, source.aside))
    assert all(source.text[f.start : f.end] == f.text for f in document.figures)
    return [((str(f.value), f.unit, f.kind, f.measure, f.subject, f.period), f.origin) for f in document.figures]


def rows_expected(name: str) -> list[Row]:
    return rows_of(read_source(MADE / "expected" / f"{name}.txt"))


def share(expected: list[Row], found: list[Row]) -> float:
    return (Counter(expected) & Counter(found)).total() / max(len(expected), len(found))


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_gold_rows_stand_in_the_expected_text(name: str) -> None:
    report = REPORTS[name]
    marked = {**read_sources(), **read_sources(SOURCE)}[name]
    assert [row["text"] for row in report.figures] == [row["text"] for row in marked.figures]
    assert all(report.text[row["start"] : row["end"]] == row["text"] for row in report.figures)
    spans = [(row["start"], row["end"]) for row in report.figures]
    assert spans == sorted(set(spans))


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_no_word_of_a_report_is_lost(name: str) -> None:
    marked = {**read_sources(), **read_sources(SOURCE)}[name]
    assert sorted(without_lines(REPORTS[name].text)) == sorted(without_lines(marked.text))


def without_lines(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character != "|")


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("name", [name for name in sorted(REPORTS) if tables(REPORTS[name])])
def test_cells_fill_their_table_and_do_not_overlap(name: str) -> None:
    for table in tables(REPORTS[name]):
        places = Counter(
            (cell.row + down, cell.column + right)
            for cell in table.cells
            for down in range(cell.rows)
            for right in range(cell.columns)
        )
        assert set(places) == {(row, column) for row in range(table.height) for column in range(table.width)}
        assert set(places.values()) == {1}


def test_what_is_kept_is_what_the_index_says() -> None:
    assert [(entry["kind"], entry["report"]) for entry in INDEX] == list(KEPT)
    files = {path.relative_to(MADE).as_posix() for path in MADE.rglob("*") if path.is_file()}
    names = {entry["report"] for entry in INDEX}
    expected = {f"expected/{name}{ending}" for name in names for ending in (".txt", ".figures.jsonl")}
    assert files == {entry["file"] for entry in INDEX} | expected | {"index.json"}
    assert sum((MADE / file).stat().st_size for file in files) < 3_000_000
    for name in names:
        assert (MADE / "expected" / f"{name}.txt").read_text(encoding="utf-8") == REPORTS[name].text


def test_the_same_files_are_made_again(tmp_path: Path) -> None:
    pairs = [(kind, "establishment-2017") for kind in KINDS if not kind.startswith("scan-120") and kind not in DATED]
    first, second = build(tmp_path / "a", pairs), build(tmp_path / "b", pairs)
    assert first == second and len(first) > 5
    for entry in first:
        assert (tmp_path / "a" / entry["file"]).read_bytes() == (tmp_path / "b" / entry["file"]).read_bytes(), entry["file"]


def test_pages_that_are_kept_are_what_the_sources_make(tmp_path: Path) -> None:
    pages = [entry for entry in INDEX if entry["kind"].startswith("html")]
    build(tmp_path, [(entry["kind"], entry["report"]) for entry in pages])
    for entry in pages:
        assert (tmp_path / entry["file"]).read_bytes() == (MADE / entry["file"]).read_bytes()


def test_the_command_wants_to_know_where(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main([])
    assert "--out DIR" in capsys.readouterr().err
    main(["--out", str(tmp_path), "--kind", "html-gbk", "--report", "petitions-2014"])
    assert capsys.readouterr().out == "html-gbk/petitions-2014.html\n"


@pytest.mark.parametrize("skew", [-2.0, 0.9])
def test_where_a_box_goes_on_a_scan_askew(skew: float) -> None:
    box = (60.0, 100.0, 140.0, 112.0)
    page = np.full((300, 200), 255, dtype=np.uint8)
    page[100:112, 60:140] = 0
    turned = np.asarray(Image.fromarray(page).rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)) < 128
    rows, columns = np.nonzero(turned)
    found = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert np.abs(np.subtract(skewed(box, 200, 300, skew), found)).max() <= 1.5


@pytest.mark.parametrize("entry", BORN, ids=lambda entry: entry["file"])
def test_every_kind_gives_the_rows_of_the_text(entry: dict[str, Any]) -> None:
    expected = rows_expected(entry["report"])
    assert expected
    assert share(expected, rows_of(read_source(MADE / entry["file"]))) >= 0.99


@pytest.mark.slow
@pytest.mark.parametrize("entry", SCANS, ids=lambda entry: entry["file"])
def test_scans_give_the_rows_of_the_text(entry: dict[str, Any]) -> None:
    pytest.importorskip("rapidocr")
    source = read_source(MADE / entry["file"])
    expected, found = rows_expected(entry["report"]), rows_with_origin(source)
    assert share(expected, [row for row, _ in found]) >= BAR[entry.get("dpi", 200)]
    assert all(origin == "ocr" for row, origin in found if row not in expected or "dpi" in entry)
