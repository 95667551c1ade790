"""The Grafana dashboard and its provisioning files hold together."""

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

WIDTH = 24  # columns of a dashboard
BUILT_IN = {"timeseries", "barchart", "stat", "table"}
DATA_SOURCE = "grafana-postgresql-datasource"


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "docs" / "feeds" / "grafana"


@pytest.fixture(scope="module")
def dashboard(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "gouji.json").read_text(encoding="utf-8"))
    return loaded


def test_the_panels_are_built_in_and_have_ids_of_their_own(dashboard: dict[str, Any]) -> None:
    assert {panel["type"] for panel in dashboard["panels"]} == BUILT_IN
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(set(ids)) == len(ids)
    assert all(panel["title"] and panel["description"] for panel in dashboard["panels"] if panel["type"] != "barchart")


def test_no_panel_covers_another(dashboard: dict[str, Any]) -> None:
    places = [panel["gridPos"] for panel in dashboard["panels"]]
    assert all(place["x"] >= 0 and place["x"] + place["w"] <= WIDTH for place in places)
    for one, other in itertools.combinations(places, 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        assert beside or one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]


def test_every_query_goes_to_the_data_source_that_is_chosen(dashboard: dict[str, Any]) -> None:
    variables = {each["name"]: each for each in dashboard["templating"]["list"]}
    assert variables["source"]["type"] == "datasource"
    assert variables["source"]["query"] == DATA_SOURCE
    asking = [*dashboard["panels"], *(target for panel in dashboard["panels"] for target in panel["targets"])]
    asking += [each for each in variables.values() if each["type"] == "query"]
    assert {(each["datasource"]["type"], each["datasource"]["uid"]) for each in asking} == {(DATA_SOURCE, "${source}")}


def test_every_variable_in_a_query_is_there_and_quoted_as_sql(dashboard: dict[str, Any]) -> None:
    queries = [target["rawSql"] for panel in dashboard["panels"] for target in panel["targets"]]
    used = {found for query in queries for found in re.findall(r"\$\{?([^}\s)]+)", query)}
    assert used == {"office:sqlstring", "indicator:sqlstring"}
    known = {each["name"] for each in dashboard["templating"]["list"]}
    assert {name.partition(":")[0] for name in used} <= known


def test_every_column_named_in_a_panel_is_one_of_its_query(dashboard: dict[str, Any]) -> None:
    for panel in dashboard["panels"]:
        columns = set(re.findall(r'AS "?(\w+)"?', panel["targets"][0]["rawSql"]))
        named = [each["matcher"]["options"] for each in panel["fieldConfig"]["overrides"]]
        named += [panel["options"]["xField"]] if "xField" in panel["options"] else []
        assert set(named) <= columns, panel["title"]


def test_the_provisioning_files_name_the_same_data_source_and_no_password(folder: Path) -> None:
    (source,) = yaml.safe_load((folder / "datasources.yaml").read_text(encoding="utf-8"))["datasources"]
    (provider,) = yaml.safe_load((folder / "dashboards.yaml").read_text(encoding="utf-8"))["providers"]
    assert source["type"] == DATA_SOURCE
    assert source["secureJsonData"]["password"].startswith("$")
    assert provider["type"] == "file"
