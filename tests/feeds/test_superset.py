"""The Superset bundle holds together: what `superset import-dashboards` would find missing is found here."""

import json
import shutil
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import inspect

from gouji.store.connect import connect
from gouji.store.place import Place
from gouji.store.views import views

# Fields of Superset 6.1's import schemas (ImportV1… in superset/{databases,datasets,charts,dashboards}/schemas.py), first those
# that we require: a field that they do not know is an error there.
FIELDS = {
    "databases": (
        {"database_name", "sqlalchemy_uri", "uuid", "version"},
        {"cache_timeout", "expose_in_sqllab", "allow_run_async", "allow_ctas", "allow_cvas", "allow_dml", "allow_csv_upload",
         "extra"},
    ),
    "datasets": (
        {"table_name", "uuid", "version", "database_uuid", "columns", "metrics"},
        {"main_dttm_col", "description", "default_endpoint", "offset", "cache_timeout", "schema", "sql", "params",
         "template_params", "filter_select_enabled", "fetch_values_predicate", "extra"},
    ),
    "charts": (
        {"slice_name", "viz_type", "params", "uuid", "version", "dataset_uuid"},
        {"description", "query_context", "cache_timeout"},
    ),
    "dashboards": (
        {"dashboard_title", "uuid", "version", "position", "metadata"},
        {"description", "css", "slug", "certified_by", "certification_details", "published"},
    ),
}  # fmt: skip
COLUMN = {"column_name", "verbose_name", "description", "type", "is_dttm", "is_active", "groupby", "filterable", "expression"}
METRIC = {"metric_name", "verbose_name", "metric_type", "expression", "description", "d3format"}
WIDTH = 12  # columns of a dashboard row

Bundle = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "docs" / "feeds" / "superset"


@pytest.fixture(scope="module")
def bundle(folder: Path) -> Bundle:
    """Kind → name of the file → what it holds."""
    return {
        kind: {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((folder / kind).rglob("*.yaml"))}
        for kind in FIELDS
    }


def entries(bundle: Bundle) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, files in bundle.items():
        yield from ((kind, entry) for entry in files.values())


def test_every_file_is_of_a_kind_that_is_imported(folder: Path, bundle: Bundle) -> None:
    metadata = yaml.safe_load((folder / "metadata.yaml").read_text(encoding="utf-8"))
    assert (metadata["version"], metadata["type"]) == ("1.0.0", "Dashboard")
    assert len(list(folder.rglob("*.yaml"))) == 1 + sum(map(len, bundle.values()))
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".yaml"}


def test_every_entry_has_the_fields_that_superset_knows(bundle: Bundle) -> None:
    for kind, entry in entries(bundle):
        required, allowed = FIELDS[kind]
        assert required <= set(entry) <= required | allowed, (kind, entry["uuid"])
        assert entry["version"] == "1.0.0"
    for dataset in bundle["datasets"].values():
        assert {frozenset(column) for column in dataset["columns"]} == {frozenset(COLUMN)}
        assert {frozenset(metric) for metric in dataset["metrics"]} == {frozenset(METRIC)}


def test_every_uuid_is_one_and_its_own(bundle: Bundle) -> None:
    uuids = [entry["uuid"] for _, entry in entries(bundle)]
    assert [str(uuid.UUID(each)) for each in uuids] == uuids
    assert len(set(uuids)) == len(uuids)


def test_every_reference_leads_somewhere(bundle: Bundle) -> None:
    databases, datasets, charts = (
        {entry["uuid"] for entry in bundle[kind].values()} for kind in ("databases", "datasets", "charts")
    )
    (dashboard,) = bundle["dashboards"].values()
    assert {dataset["database_uuid"] for dataset in bundle["datasets"].values()} == databases
    assert {chart["dataset_uuid"] for chart in bundle["charts"].values()} == datasets
    assert sorted(_placed(dashboard)) == sorted(charts)


def _placed(dashboard: dict[str, Any]) -> list[str]:
    nodes = [node for node in dashboard["position"].values() if isinstance(node, dict) and node["type"] == "CHART"]
    return [node["meta"]["uuid"] for node in nodes]


def test_the_grid_of_the_dashboard_is_a_tree_of_full_rows(bundle: Bundle) -> None:
    (dashboard,) = bundle["dashboards"].values()
    position = dashboard["position"]
    assert position.pop("DASHBOARD_VERSION_KEY") == "v2"
    assert all(node["id"] == key for key, node in position.items())
    reached = ["ROOT_ID"]
    for key in reached:
        reached += position[key].get("children", [])
    assert sorted(reached) == sorted(set(position) - {"HEADER_ID"})
    rows = [node for node in position.values() if node["type"] == "ROW"]
    assert {sum(position[child]["meta"]["width"] for child in row["children"]) for row in rows} == {WIDTH}
    numbers = [node["meta"]["chartId"] for node in position.values() if node["type"] == "CHART"]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_the_database_is_only_read_and_bears_no_password(bundle: Bundle) -> None:
    (database,) = bundle["databases"].values()
    assert "@" in database["sqlalchemy_uri"]
    assert ":" not in database["sqlalchemy_uri"].partition("//")[2].partition("@")[0]
    assert not any(database[name] for name in ("allow_dml", "allow_ctas", "allow_cvas", "allow_csv_upload"))


def test_the_datasets_are_the_views_with_their_names_and_types(bundle: Bundle, postgres_store: str) -> None:
    engine = connect(Place.of(postgres_store))
    for name, dataset in bundle["datasets"].items():
        assert dataset["table_name"] == name
        told = {column: (each.heading, each.meaning) for column, each in views()[name].columns.items()}
        assert {each["column_name"]: (each["verbose_name"], each["description"]) for each in dataset["columns"]} == told
        types = {each["name"]: str(each["type"]) for each in inspect(engine).get_columns(name)}
        assert {each["column_name"]: each["type"] for each in dataset["columns"]} == types
    engine.dispose()


def test_charts_and_filters_ask_for_what_their_dataset_has(bundle: Bundle) -> None:
    datasets = {each["uuid"]: each for each in bundle["datasets"].values()}
    for name, chart in bundle["charts"].items():
        params, dataset = chart["params"], datasets[chart["dataset_uuid"]]
        assert params["viz_type"] == chart["viz_type"]
        assert set(_columns(params)) <= _names(dataset), name
        assert _metrics(params) <= {each["metric_name"] for each in dataset["metrics"]}, name
        assert _columns(params) or _metrics(params), name
    (dashboard,) = bundle["dashboards"].values()
    filters = dashboard["metadata"]["native_filter_configuration"]
    targets = [target for each in filters for target in each["targets"]]
    assert [target["column"]["name"] for target in targets] == ["office", "indicator_zh", "year"]
    assert all(target["column"]["name"] in _names(datasets[target["datasetUuid"]]) for target in targets)


def _names(dataset: dict[str, Any]) -> set[str]:
    return {each["column_name"] for each in dataset["columns"]}


def _columns(params: dict[str, Any]) -> list[str]:
    """The columns that a chart shows, groups by, filters by or sorts by; the axis may be sorted by a metric."""
    shown = [*params.get("groupby", ()), *params.get("all_columns", ()), *([params["x_axis"]] if "x_axis" in params else [])]
    filtered = [each["subject"] for each in params["adhoc_filters"]]
    return shown + filtered + [json.loads(each)[0] for each in params.get("order_by_cols", ())]


def _metrics(params: dict[str, Any]) -> set[str]:
    return {*([params["metric"]] if "metric" in params else []), *params.get("metrics", ())}


def test_make_feeds_packs_the_bundle_under_one_folder(root: Path, folder: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    subprocess.run(["make", "feeds", f"PYTHON={sys.executable}"], cwd=root, check=True, capture_output=True)
    with zipfile.ZipFile(root / "build" / "feeds" / "superset.zip") as packed:
        names = {name for name in packed.namelist() if not name.endswith("/")}
    assert names == {f"superset/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*.yaml")}
