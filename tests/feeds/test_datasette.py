"""Datasette is started on a store with the metadata of docs/feeds, and asked over HTTP."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from gouji.store.views import views

Ask = Callable[..., Any]
PATIENCE = 30.0  # seconds for it to come up
OFFICE = "云渡县机构编制委员会办公室"


@pytest.fixture(scope="module")
def metadata(root: Path) -> Path:
    return root / "docs" / "feeds" / "datasette" / "metadata.yaml"


@pytest.fixture(scope="module")
def address(sqlite_store: Path, metadata: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where Datasette answers, started as docs/feeds.md says."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", sqlite_store, "--metadata", metadata]
    command += ["--setting", "suggest_facets", "off", "--host", "127.0.0.1", "--port", port]
    log = tmp_path_factory.mktemp("datasette") / "log"
    with log.open("wb") as told:
        process = subprocess.Popen([str(part) for part in command], stdout=told, stderr=told)
    try:
        _wait_for(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(urllib.error.URLError), urllib.request.urlopen(f"{address}/-/versions.json", timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"Datasette did not come up: {log.read_text(errors='replace')[-500:]}")


@pytest.fixture
def ask(address: str) -> Ask:
    """The JSON that a path answers with, its parameters as keywords."""

    def get(path: str, **parameters: str) -> Any:
        with urllib.request.urlopen(f"{address}{path}?{urllib.parse.urlencode(parameters)}", timeout=10) as answer:
            return json.load(answer)

    return get


def test_the_database_shows_the_views_and_hides_what_lies_under_them(ask: Ask) -> None:
    shown = ask("/gouji.json")
    assert {each["name"] for each in shown["views"]} == set(views())
    assert {each["name"] for each in shown["tables"] if not each["hidden"]} == {"run", "failure"}


def test_a_view_is_filtered_and_counted_by_its_facets(ask: Ask) -> None:
    answer = ask("/gouji/v_indicator_year.json", _shape="objects", indicator_zh="事业编制", _sort="year")
    assert [(row["year"], row["value"], row["conflicts"]) for row in answer["rows"]] == [
        (2019, "3120", 1), (2020, "3096", 0), (2021, "3080", 0),
    ]  # fmt: skip
    counted = {each["value"]: each["count"] for each in answer["facet_results"]["year"]["results"]}
    assert counted == {2019: 1, 2020: 1, 2021: 1}


def test_findings_have_their_facets(ask: Ask) -> None:
    facets = ask("/gouji/v_finding.json", _shape="objects")["facet_results"]
    assert {each["value"]: each["count"] for each in facets["code_zh"]["results"]} == {"两报告不一": 1, "分项之和": 1}
    assert [each["value"] for each in facets["office"]["results"]] == [OFFICE]


def test_a_query_of_the_metadata_takes_parts_of_names(ask: Ask) -> None:
    rows = ask("/gouji/series.json", _shape="array", office="云渡", indicator="行政编制")
    assert [(row["period"], row["value"]) for row in rows] == [
        ("2019-12-31", "860"), ("2020-12-31", "860"), ("2021-12-31", "858"),
    ]  # fmt: skip
    assert ask("/gouji/series.json", _shape="array", office="另一县", indicator="行政编制") == []


def test_the_contradicted_values_come_with_their_sentences(ask: Ask) -> None:
    rows = ask("/gouji/contradicted.json", _shape="array")
    assert [(row["chosen"], row["stated"]) for row in rows] == [("3120", "3120"), ("3120", "3210")]
    assert "比上年末的3210名" in rows[1]["sentence"]


def test_the_pages_for_people_bear_their_titles(address: str) -> None:
    for path, title in (
        ("/", "勾稽 gouji"),
        ("/gouji/v_finding", "问题 Findings"),
        ("/gouji/checks_by_office", "各单位的问题"),
    ):
        with urllib.request.urlopen(f"{address}{path}", timeout=10) as answer:
            assert title in answer.read().decode()


def test_nothing_can_be_written(ask: Ask) -> None:
    with pytest.raises(urllib.error.HTTPError, match="400"):
        ask("/gouji.json", sql="DELETE FROM finding")
    assert ask("/gouji.json", sql="SELECT count(*) AS n FROM finding", _shape="array") == [{"n": 2}]
