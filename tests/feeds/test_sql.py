"""Every SQL text of the bundles under docs/feeds is run as its client would send it, on a store of each kind."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, text

from gouji.store.connect import connect
from gouji.store.place import Place

FEEDS = Path(__file__).resolve().parents[2] / "docs" / "feeds"
# What a person would type into the fields of Datasette's queries.
TYPED = {"office": "云渡", "indicator": "事业编制"}


@dataclass(frozen=True, slots=True)
class Statement:
    """`name` says where it stands; `variables` are the queries whose answers Grafana puts in for ${name:sqlstring}."""

    name: str
    sql: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)

    def run(self, engine: Engine) -> list[dict[str, Any]]:
        """Its rows."""
        with engine.connect() as connection:
            sql = self.sql
            for name, query in self.variables.items():
                values = connection.execute(text(query)).scalars()
                quoted = ",".join("'" + str(value).replace("'", "''") + "'" for value in values)
                sql = sql.replace(f"${{{name}:sqlstring}}", quoted)
            return [dict(row) for row in connection.execute(text(sql), dict(self.parameters)).mappings()]


def statements() -> list[Statement]:
    """All of them."""
    return [*_of_datasette(), *_of_grafana(), *_of_superset()]


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _of_datasette() -> Iterator[Statement]:
    for name, query in _yaml(FEEDS / "datasette" / "metadata.yaml")["databases"]["gouji"]["queries"].items():
        named = set(re.findall(r":([a-z]+)", query["sql"]))
        yield Statement(f"datasette {name}", query["sql"], {key: TYPED[key] for key in named})


def _of_grafana() -> Iterator[Statement]:
    dashboard = json.loads((FEEDS / "grafana" / "gouji.json").read_text(encoding="utf-8"))
    variables = {each["name"]: each["query"] for each in dashboard["templating"]["list"] if each["type"] == "query"}
    yield from (Statement(f"grafana ${name}", query) for name, query in variables.items())
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            yield Statement(f"grafana {panel['title']}", target["rawSql"], variables=variables)


def _of_superset() -> Iterator[Statement]:
    """The metrics of each dataset, and each chart as the query that Superset makes of its columns, metrics and filters."""
    folder = FEEDS / "superset"
    datasets = {each["uuid"]: each for each in map(_yaml, sorted(folder.glob("datasets/*/*.yaml")))}
    for dataset in datasets.values():
        metrics = ", ".join(f"{each['expression']} AS {each['metric_name']}" for each in dataset["metrics"])
        yield Statement(f"superset {dataset['table_name']}", f"SELECT {metrics} FROM {dataset['table_name']}")
    for path in sorted(folder.glob("charts/*.yaml")):
        chart = _yaml(path)
        yield Statement(f"superset {path.stem}", _chart_sql(chart["params"], datasets[chart["dataset_uuid"]]))


def _chart_sql(params: Mapping[str, Any], dataset: Mapping[str, Any]) -> str:
    expressions = {each["metric_name"]: each["expression"] for each in dataset["metrics"]}
    axis, metric = ([params[key]] if key in params else [] for key in ("x_axis", "metric"))
    columns = [f'"{name}"' for name in [*axis, *params.get("groupby", ()), *params.get("all_columns", ())]]
    metrics = [f"{expressions[name]} AS {name}" for name in [*metric, *params.get("metrics", ())]]
    sql = f"SELECT {', '.join(columns + metrics)} FROM {dataset['table_name']}"
    if params["adhoc_filters"]:
        sql += " WHERE " + " AND ".join(_condition(each) for each in params["adhoc_filters"])
    if metrics and columns:
        sql += f" GROUP BY {', '.join(columns)}"
    order = [json.loads(each) for each in params.get("order_by_cols", ())]
    if order:
        sql += " ORDER BY " + ", ".join(f'"{name}" {"ASC" if ascending else "DESC"}' for name, ascending in order)
    return f"{sql} LIMIT {params['row_limit']}"


def _condition(given: Mapping[str, Any]) -> str:
    value, operator = given["comparator"], {"==": "=", "IN": "IN", ">": ">"}[given["operator"]]
    shown = f"({', '.join(map(repr, value))})" if isinstance(value, list) else repr(value)
    return f"{given['subject']} {operator} {shown}"


STATEMENTS = statements()
# What some of them must answer on the archive of conftest.py: the column asked for, and its values in order.
ANSWERS = [
    ("datasette series", "value", ["3120", "3096", "3080"]),
    ("datasette contradicted", "stated", ["3120", "3210"]),
    ("datasette findings_of_office", "severity_zh", ["错误", "错误"]),
    ("grafana 文件数 Files", "files", [3]),
    ("grafana 未处理的错误和警告 Open findings", "findings", [2]),
    ("grafana 有矛盾的年度数值 Contradicted values", "contradicted", [1]),
    ("grafana 互相矛盾的年度数值 Contradicted values", "数值", ["3120"]),
    ("superset conflicting", "conflicting", [1]),
    ("superset conflicts", "value", ["3120"]),
    ("superset open_findings", "count", [2]),
]
JULY_2020 = 1593561600  # 2020-07-01T00:00:00Z


def test_every_client_has_statements() -> None:
    assert {each.name.split()[0] for each in STATEMENTS} == {"datasette", "grafana", "superset"}
    assert len({each.name for each in STATEMENTS}) == len(STATEMENTS)


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda each: each.name)
def test_every_statement_answers(statement: Statement, engine: Engine) -> None:
    rows = statement.run(engine)
    assert rows
    assert not any(name.startswith("?") for name in rows[0])


@pytest.mark.parametrize(("name", "column", "values"), ANSWERS, ids=lambda each: each if isinstance(each, str) else "")
def test_the_answers_are_right(name: str, column: str, values: list[Any], engine: Engine) -> None:
    (statement,) = (each for each in STATEMENTS if each.name == name)
    assert [row[column] for row in statement.run(engine)] == values


def test_a_year_of_grafana_stands_at_its_middle(engine: Engine) -> None:
    (statement,) = (each for each in STATEMENTS if each.name.startswith("grafana 历年指标"))
    rows = [row for row in statement.run(engine) if row["metric"].endswith(" 事业编制")]
    assert [(row["time"], row["value"]) for row in rows][1] == (JULY_2020, 3096.0)


def test_both_kinds_of_store_answer_alike(sqlite_store: Path, postgres_store: str) -> None:
    answers = []
    for place in (str(sqlite_store), postgres_store):
        engine = connect(Place.of(place))
        answers.append({each.name: sorted(_plain(row) for row in each.run(engine)) for each in STATEMENTS})
        engine.dispose()
    assert answers[0] == answers[1]


def _plain(row: Mapping[str, Any]) -> str:
    """A row as text, numbers of whatever type alike."""
    numbers = (int, float, Decimal)
    return repr([f"{value:.6f}" if isinstance(value, numbers) else value for value in row.values()])
