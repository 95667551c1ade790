"""gouji series: offices, what there is of one, and one thing over the years."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gouji.cli.series_chart import bar, spark
from gouji.schemas import Document, Figure, ReportHead
from gouji.store import Store

SENTENCE = "年末全县财政供养人员{}人。"


def person(document: str, value: int, period: str, number: int = 1, **more: Any) -> Figure:
    text = f"{value}人"
    fields: dict[str, Any] = {
        "document": document, "report": 1, "figure": f"f{number}", "start": 10, "end": 10 + len(text), "text": text,
        "value": Decimal(value), "low": Decimal(value), "high": Decimal(value), "decimals": 0, "unit": "人", "unit_mult": 0,
        "kind": "headcount", "bound": "exact", "mode": "actual", "measure": "财政供养人员", "subject": "",
        "indicator": "FISCAL_STAFF", "period": period, "role": "total", "section": "", "sentence": SENTENCE.format(value),
        "origin": "text", "rule": "plain", "confidence": 0.9,
    }  # fmt: skip
    return Figure(**{**fields, **more})


def document(name: str, office: str, period: str, *figures: Figure) -> Document:
    head = ReportHead(1, 0, 40, f"{period}年工作总结", office, None, period)
    return Document(name, name, f"工作总结\n\n{SENTENCE}", "utf-8", None, (), (head,), figures, ())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Three years of one office, which writes its name in two ways; 2010 is stated twice, differently."""
    documents = [
        document("a.txt", "江北县编办", "2009", person("a.txt", 7705, "2009-12-31")),
        document("b.txt", "江北县机构编制委员会办公室", "2010", person("b.txt", 7652, "2010-12-31")),
        document(
            "c.txt",
            "江北县编办",
            "2011",
            person("c.txt", 7684, "2010-12-31"),
            person("c.txt", 7619, "2011-12-31", 2),
            person("c.txt", 65, "2011", 3, role="delta", measure="减少", subject="财政供养人员"),
            person("c.txt", 12, "2011", 4, role="plain", measure="抽查人员", indicator=None),
        ),
        document("d.txt", "江南县编办", "2011", person("d.txt", 500, "2011-12-31")),
    ]
    path = tmp_path / "s.sqlite"
    with Store.open(str(path)) as store:
        run = store.begin_run([], "v", "zh")
        for each in documents:
            store.write(each, path=f"/{each.document}", pipeline_version="v", run=run)
    return path


def test_the_offices_with_the_ways_they_are_written(call: Callable[..., Any], place: Path) -> None:
    said = call("series", place)
    assert said.code == 0
    assert said.out.splitlines() == [
        "江北县机构编制委员会办公室  报告 3 份  2009年 – 2011年",
        "    写法 江北县编办、江北县机构编制委员会办公室 (编办即机构编制委员会办公室)",
        "江南县机构编制委员会办公室  报告 1 份  2011年",
        "    写法 江南县编办 (编办即机构编制委员会办公室)",
    ]
    assert "3 reports  2009 – 2011" in call("series", place, "--lang", "en").out


def test_what_there_is_of_an_office(call: Callable[..., Any], place: Path) -> None:
    lines = call("series", place, "--office", "江北县").out.splitlines()
    assert lines[2].split() == ["财政供养人员", "FISCAL_STAFF", spark([7705, 7652, 7619]), "3", "期", "1", "处不符"]
    assert lines[3].split() == ["抽查", "(人)", spark([12]), "1", "期"]
    assert len(lines) == 4
    assert "1 conflicts" in call("series", place, "--office", "江北县", "--lang", "en").out


@pytest.mark.parametrize("indicator", ["FISCAL_STAFF", "fiscal_staff", "财政供养人员", "FISCAL_STAFF "])
def test_one_thing_over_the_years(call: Callable[..., Any], place: Path, indicator: str) -> None:
    lines = call("series", place, "--office", "江北县编办", "--indicator", indicator).out.splitlines()
    shown = [line for line in lines if ".txt 第3行" in line]
    assert [line.split()[:3] for line in shown if not line.startswith("✗")] == [
        ["2009年末", "7705人", bar(7705, 7705)],
        ["2011年末", "7619人", bar(7619, 7705)],
        ["2011年", "65人", "c.txt"],
    ]
    assert [line.split()[:3] for line in shown if line.startswith("✗")] == [
        ["✗", "2010年末", "7652人"],
        ["✗", "2010年末", "7684人"],
    ]
    assert "    │ 年末全县财政供养人员7652人。" in lines
    assert lines[-1].startswith("  ✗ YEAR_SAME c.txt称「财政供养人员 7684人」")


def test_json_has_places_and_conflicts(call: Callable[..., Any], place: Path) -> None:
    told = json.loads(call("series", place, "--office", "江北县", "--indicator", "FISCAL_STAFF", "--json").out)
    assert told["office"] == "江北县机构编制委员会办公室"
    assert told["reports"][0]["grounds"] == [{"kind": "short", "short": "编办", "full": "机构编制委员会办公室"}]
    (series,) = told["series"]
    assert (series["indicator"], series["unit"], len(series["changes"])) == ("FISCAL_STAFF", "", 1)
    points = [(point["value"], point["line"], point["findings"]) for point in series["points"]]
    same = [["YEAR_SAME", "error"]]
    assert points == [("7705", 3, []), ("7652", 3, same), ("7684", 3, same), ("7619", 3, [])]
    assert [finding["code"] for finding in series["findings"]] == ["YEAR_SAME"]
    assert [row["office"][:3] for row in json.loads(call("series", place, "--json").out)] == ["江北县", "江南县"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--indicator", "FISCAL_STAFF"], "--indicator needs --office"),
        (["--office", "江西县编办"], "no report of it"),
        (["--office", "编办"], "may be 江北县机构编制委员会办公室, 江南县机构编制委员会办公室"),
        (["--office", "江北县", "--indicator", "行政编制"], "没有「行政编制」的数据"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(
    call: Callable[..., Any], place: Path, options: list[str], reason: str
) -> None:
    said = call("series", place, *options)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert reason in said.err


def test_a_store_without_offices(call: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with Store.open(str(path)) as store:
        each = document("a.txt", "", "2011")
        head = replace(each.reports[0], office=None, title=None)
        run = store.begin_run([], "v", "zh")
        store.write(replace(each, reports=(head,)), path="/a.txt", pipeline_version="v", run=run)
    assert call("series", path).out == "没有写明单位的报告。\n"
    assert json.loads(call("series", path, "--json").out) == []


def test_the_folder_of_a_run_stands_for_its_store(call, place: Path) -> None:
    folder = place.parent / "out"
    folder.mkdir()
    place.rename(folder / "gouji.sqlite")
    assert call("series", folder).out == call("series", folder / "gouji.sqlite").out != ""
