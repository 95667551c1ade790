"""Every export, read back by a program that is not ours, is what the store holds, decimals to the last digit."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pyarrow.dataset
import pyarrow.parquet
import pysdmx.io
import pytest
from openpyxl import load_workbook

from gouji.schemas import Document, Figure, Finding, ReportHead, UsageError
from gouji.schemas.sdmx import dataflows, time_period
from gouji.store import Store
from gouji.store.datatypes import datatypes
from gouji.store.exports import FORMATS, export
from gouji.store.exports.rows import Rows, more_of, rows_of
from gouji.store.publishing import publish

Row = Mapping[str, Any]
HARD = "hard, “引号”\t.txt"  # a name and texts that readers stumble on
HARD_TEXTS = ["NA", "null", "=1+1", 'a,"b"\n第二行\r\n完', " 空格 ", "nan", "None", "🙂𠀀", "1.0", "-"]
HARD_VALUES = ["12345678901234567890.123456789", "0.000000000000000000001", "-0.5", "1e30", "100", "0.1", "7", "1", "2", "3"]
PERIODS = [
    None,
    "2006-07/..",
    "2008-H1",
    "2006/2010",
    "2018-04-01/2019-03-31",
    "2007",
    "2007-06",
    "2007-12-31",
    "2007-Q3",
    "1949",
]


def hard_document() -> Document:
    figures = tuple(
        Figure(
            HARD, 1, f"f{number}", number, number + 1, text, Decimal(value), Decimal(value), None, 0, text, 4, "count", "exact",
            "norm" if number % 5 == 0 else "actual", text, "" if number % 2 else text, "QUOTA", period, "plain", text, text,
            "ocr", "rule", 1 / 3, page=number, bbox=((0.1, 0.2, 0.3, 1e-9),), breakdown=text,
        )
        for number, (text, value, period) in enumerate(zip(HARD_TEXTS, HARD_VALUES, PERIODS, strict=True), 1)
    )  # fmt: skip
    head = ReportHead(1, 0, 12, None, None, "号\n〔2007〕1", None)
    return Document(HARD, "ff", "正文", "utf-8", None, (), (head,), figures, (), notes=("第2页", '"'))


@pytest.fixture(scope="module")
def kept(demo_store: Store) -> Iterator[Store]:
    """The demo with its findings, and a document of hard cases."""
    with Store.open(":memory:") as store:
        run = store.begin_run([], "v", "zh")
        documents = [*demo_store.read_documents(), hard_document()]
        ids = {each.document: store.write(each, path=f"/{each.document}", pipeline_version="v", run=run) for each in documents}
        store.write_findings(run, [each.finding for each in demo_store.findings()], ids)
        yield store


@pytest.fixture(scope="module")
def findings(kept: Store) -> list[Finding]:
    return [replace(each.finding, finding=each.name) for each in kept.findings()]


@pytest.fixture(scope="module")
def folder(kept: Store, findings: list[Finding], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All formats of all of it."""
    place = tmp_path_factory.mktemp("exports")
    written = export(place, FORMATS, kept, kept.held(), findings, everything=True, left_out=Counter())
    assert sorted(path.name for path in written) == sorted(path.name for path in place.iterdir())  # and nothing half written
    return place


@pytest.fixture(scope="module")
def tables(kept: Store, findings: list[Finding]) -> dict[str, Rows]:
    return {table.name: table for table in (*rows_of(kept, kept.held(), findings), *more_of(kept, kept.held()))}


TABLES = ("figures", "relations", "findings", "reports", "documents", "indicator_years", "quality")


def as_text(value: Any) -> str:
    """A cell as CSV has it: nothing is empty, lists and mappings are JSON."""
    return (
        "" if value is None else json.dumps(value, ensure_ascii=False) if isinstance(value, bool | list | dict) else str(value)
    )


@pytest.mark.parametrize("name", TABLES)
def test_csv_in_pandas(folder: Path, tables: dict[str, Rows], name: str) -> None:
    frame = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    assert list(frame.columns) == list(tables[name].columns)
    assert frame.to_dict("records") == [{c: as_text(row[c]) for c in tables[name].columns} for row in tables[name].each()]


@pytest.mark.parametrize("name", TABLES)
def test_json_lines(folder: Path, tables: dict[str, Rows], name: str) -> None:
    read = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
    assert read == [{column: row[column] for column in tables[name].columns} for row in tables[name].each()]


@pytest.mark.parametrize("name", TABLES)
def test_parquet_in_arrow(folder: Path, tables: dict[str, Rows], name: str) -> None:
    path, types = folder / f"{name}.parquet", datatypes(tables[name].described)
    read = pyarrow.dataset.dataset(path, partitioning="hive").to_table()
    found = [_decoded(row, types) for row in read.to_pylist()]
    expected = [{column: row[column] for column in tables[name].columns} for row in tables[name].each()]
    if name == "figures":  # the year is of the folder alone
        for row in found:
            assert row.pop("year") == (int(row["period"][:4]) if row["period"] else 0)
    doubles = [column for column, kind in types.items() if kind == "decimal" and f"{column}_number" in read.column_names]
    for row in found:
        for column in doubles:
            number = row[f"{column}_number"] if f"{column}_number" in tables[name].columns else row.pop(f"{column}_number")
            assert number == (None if row[column] is None else float(row[column]))
    order = ("document", "figure") if "figure" in tables[name].columns else None
    if order:
        found, expected = (sorted(rows, key=lambda row: [row[column] for column in order]) for rows in (found, expected))
    assert found == expected


def _decoded(row: dict[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    return {name: json.loads(cell) if types.get(name) == "json" and cell is not None else cell for name, cell in row.items()}


def test_parquet_reads_one_year_alone(folder: Path) -> None:
    frame = pd.read_parquet(folder / "figures.parquet", filters=[("year", "==", 2007)])
    assert set(frame["period"].str[:4]) == {"2007"}
    assert frame["kind"].dtype == "category"
    names = {path.name for path in (folder / "figures.parquet").iterdir()}
    assert {"year=2007", "year=0"} <= names
    every = pd.read_parquet(folder / "figures.parquet")
    assert every.loc[every["period"].isna(), "year"].unique().tolist() == [0]


def test_the_workbook_in_openpyxl(folder: Path, tables: dict[str, Rows]) -> None:
    book = load_workbook(folder / "gouji.xlsx", read_only=True)
    assert book.sheetnames == ["数据", "关系", "问题", "报告", "文件", "年度指标", "质量"]
    for name, sheet in zip(TABLES, book, strict=True):
        _, *read = list(sheet.iter_rows(values_only=True))
        rows = list(tables[name].each())
        assert len(read) == len(rows)
        for column in {"value", "low", "expected", "gap"} & set(tables[name].columns):
            place = [each for each in tables[name].columns if each != "spans"].index(column)
            for cells, row in zip(read, rows, strict=True):
                cell = cells[place] if place < len(cells) else None
                assert (None if cell is None else Decimal(str(cell))) == (None if row[column] is None else Decimal(row[column]))


def test_the_data_package_in_frictionless(folder: Path, tables: dict[str, Rows]) -> None:
    package = frictionless.Package(str(folder / "datapackage" / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["title", "fieldName", "note"])
    assert [resource.path for resource in package.resources] == [f"{name}.csv" for name in TABLES]
    for name, resource in zip(TABLES, package.resources, strict=True):
        types = datatypes(tables[name].described)
        expected = [{c: _typed(row[c], types.get(c, "text")) for c in tables[name].columns} for row in tables[name].each()]
        assert [row.to_dict() for row in resource.read_rows()] == expected


def _typed(value: Any, kind: str) -> Any:
    """A double comes back as the decimal that its shortest text names."""
    return value if value is None else Decimal(str(value)) if kind in ("decimal", "number") else value


def test_the_data_package_says_keys_and_units(folder: Path) -> None:
    package = json.loads((folder / "datapackage" / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert schemas["figures"]["primaryKey"] == ["document", "figure"]
    assert {"fields": ["document", "lhs"], "reference": {"resource": "figures", "fields": ["document", "figure"]}} in schemas[
        "relations"
    ]["foreignKeys"]
    fields = {field["name"]: field for field in schemas["figures"]["fields"]}
    assert fields["value"]["unitField"] == "unit"
    assert fields["start"]["unit"] == "code point"
    assert fields["kind"]["constraints"]["enum"][:2] == ["unit_count", "quota"]


def test_a_broken_key_is_seen(folder: Path, tmp_path: Path) -> None:
    """What the validation of the package is worth."""
    for path in (folder / "datapackage").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (tmp_path / "reports.csv").read_text(encoding="utf-8").split("\n", 1)
    (tmp_path / "reports.csv").write_text(f"{lines[0]}\nnowhere.txt,1,0,1,,,,\n{lines[1]}", encoding="utf-8")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert "foreign-key" in {error.type for task in report.tasks for error in task.errors}


@pytest.mark.parametrize("flow", list(dataflows()))
def test_sdmx_in_pysdmx(folder: Path, kept: Store, flow: str) -> None:
    known = dataflows()[flow]
    data = pysdmx.io.read_sdmx(folder / f"{flow.removeprefix('DF_').lower()}.sdmx.csv").data
    assert [each.structure for each in data] == [f"Dataflow={known.reference}"]
    frame = data[0].data
    dimensions = [component.id for component in known.components if component.role == "dimension"]
    assert list(frame.columns) == [component.id for component in known.components]
    assert not frame.duplicated(dimensions).any()
    assert (frame[dimensions] != "").all().all()
    found = Counter(
        (row["INDICATOR"], row["TIME_PERIOD"], Decimal(row["OBS_VALUE"]).scaleb(int(row["UNIT_MULT"])), row["OBS_STATUS"])
        for row in frame.to_dict("records")
    )
    expected = Counter(
        (row["indicator"], time_period(row["period"]), Decimal(row["value"]), "F" if row.get("mode") == "norm" else "A")
        for row in kept.view_rows(known.source)
        if row["indicator"] and row["period"] and time_period(row["period"])
    )
    assert found == expected
    assert found.total() > 50


def test_sdmx_by_the_letter(folder: Path) -> None:
    text = (folder / "figures.sdmx.csv").read_bytes().decode("utf-8")
    head, *lines = csv.reader(text.splitlines(keepends=True))
    assert head[:4] == ["STRUCTURE", "STRUCTURE_ID", "ACTION", "OBS_ID"]
    assert {tuple(line[:3]) for line in lines} == {("dataflow", "GOUJI:DF_FIGURES(1.0.0)", "I")}
    assert text.endswith("\r\n")


def test_what_sdmx_cannot_say_is_counted(kept: Store, tmp_path: Path) -> None:
    left_out = Counter[str]()
    export(tmp_path, ["sdmx-csv"], kept, [], [], left_out=left_out)
    rows = list(kept.view_rows("observations"))
    assert left_out == {"indicator": sum(row["indicator"] is None for row in rows), "period": 2}


def test_a_server_gives_the_same_files(kept: Store, folder: Path, module_database: str, tmp_path: Path) -> None:
    """Published and exported from there; means may differ in the last of their binary digits."""
    with Store.open(module_database) as server:
        publish(kept, server)
        findings = [replace(each.finding, finding=each.name) for each in server.findings()]
        for path in export(tmp_path, ["csv", "sdmx-csv"], server, server.held(), findings, everything=True):
            here, there = ((place / path.name).read_text(encoding="utf-8").split("\n") for place in (folder, tmp_path))
            if path.stem == "quality":
                here, there = ([line.rsplit(",", 2)[0] for line in lines] for lines in (here, there))
            assert sorted(there) == sorted(here), path.name


def test_excel_gets_its_mark(kept: Store, tmp_path: Path) -> None:
    export(tmp_path, ["csv"], kept, kept.held(), [], excel=True)
    data = (tmp_path / "figures.csv").read_bytes()
    assert data.startswith("\ufeffdocument,".encode())
    frame = pd.read_csv(tmp_path / "figures.csv", dtype=str, keep_default_na=False)
    assert frame.columns[0] == "document"
    hard = frame[frame["document"] == HARD]
    assert hard["text"].tolist() == [f"'{text}" if text[0] in "=-" else text for text in HARD_TEXTS]  # shown, not run
    assert hard["value"].tolist()[:3] == HARD_VALUES[:3]  # numbers stay numbers


def test_a_missing_library_is_named(kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.store.exports.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"parquet: needs pyarrow; install gouji\[parquet\]"):
        export(tmp_path / "out", ["csv", "parquet"], kept, kept.held(), [])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["parquet", "datapackage"])
def test_a_folder_is_whole_or_as_it_was(kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def contents() -> dict[str, bytes]:
        return {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    (tmp_path / ("figures.parquet" if name == "parquet" else name)).write_text("a file where a folder shall be")
    export(tmp_path, [name], kept, kept.held(), [])
    before = contents()
    monkeypatch.setattr(Store, "rows", _breaking)
    with pytest.raises(ZeroDivisionError):
        export(tmp_path, [name], kept, kept.held(), [])
    assert contents() == before
    monkeypatch.undo()
    export(tmp_path, [name], kept, [], [])
    assert len(contents()) < len(before) if name == "parquet" else contents() != before


def _breaking(_store: Store, _table: str, _held: object) -> Iterator[Row]:
    yield from ({**dict.fromkeys(("document", "report", "figure", "period"), None)} for _ in range(1 // 0))
