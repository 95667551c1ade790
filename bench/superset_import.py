"""The bundle of docs/feeds/superset in a real Superset: imported by its command, then every chart asked through its API.

    python -m venv build/superset
    build/superset/bin/python -m pip install apache-superset rich cachetools 'flask-caching<2.4' psycopg2-binary
    python bench/superset_import.py STORE --python build/superset/bin/python

STORE is a SQLite file or postgresql://USER@HOST/DATABASE. Superset (650 MB) has an environment of its own and is no dependency.
It keeps what it is told in a folder that is thrown away. Exits with 1 where a chart does not answer.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

BUNDLE = Path(__file__).resolve().parents[1] / "docs" / "feeds" / "superset"
CONFIG = """
import os
SECRET_KEY = os.urandom(32).hex()
SQLALCHEMY_DATABASE_URI = "sqlite:///" + os.path.join(os.environ["SUPERSET_HOME"], "superset.db")
PREVENT_UNSAFE_DB_CONNECTIONS = False  # SQLite may be read
WTF_CSRF_ENABLED = False
"""
# Run by Superset's Python: logs in and asks every chart, and prints [[chart, status, rows], …] behind a mark.
ASKING = """
import json, sys
from superset.app import create_app
app = create_app()
with app.app_context():
    from superset import db
    from superset.models.dashboard import Dashboard
    dashboard = db.session.query(Dashboard).filter_by(slug="gouji").one()
    charts = [(each.slice_name, each.datasource_id, json.loads(each.params)) for each in dashboard.slices]
client = app.test_client()
login = {"username": "admin", "password": "admin", "provider": "db"}
bearer = {"Authorization": "Bearer " + client.post("/api/v1/security/login", json=login).json["access_token"]}
answers = []
for name, dataset, params in charts:
    axis = [params["x_axis"]] if "x_axis" in params else []
    query = {
        "columns": axis + params.get("groupby", []) + params.get("all_columns", []),
        "metrics": params.get("metrics") or ([params["metric"]] if "metric" in params else None),
        "filters": [{"col": f["subject"], "op": f["operator"], "val": f["comparator"]} for f in params["adhoc_filters"]],
        "orderby": [json.loads(each) for each in params.get("order_by_cols", [])],
        "row_limit": params["row_limit"],
    }
    body = {"datasource": {"id": dataset, "type": "table"}, "queries": [query], "result_format": "json", "result_type": "full"}
    answer = client.post("/api/v1/chart/data", json=body, headers=bearer)
    rows = answer.json["result"][0]["rowcount"] if answer.status_code == 200 else answer.get_data(as_text=True)
    answers.append([name, answer.status_code, rows])
print("ANSWERS" + json.dumps(answers))
"""


def packed(folder: Path, store: str) -> Path:
    """The bundle with the address of `store` in it, as a zip file."""
    copied = Path(shutil.copytree(BUNDLE, folder / "gouji" / "superset"))
    database = copied / "databases" / "gouji.yaml"
    told = yaml.safe_load(database.read_text(encoding="utf-8"))
    is_server = "://" in store
    told["sqlalchemy_uri"] = (
        store.replace("postgresql://", "postgresql+psycopg2://") if is_server else f"sqlite:///{Path(store).resolve()}"
    )
    database.write_text(yaml.safe_dump(told), encoding="utf-8")
    return Path(shutil.make_archive(str(folder / "bundle"), "zip", folder / "gouji"))


def asked(python: Path, home: Path, store: str) -> list[Any]:
    """[chart, status, rows or what went wrong] of every chart of the dashboard, imported into a new Superset."""
    (home / "superset_config.py").write_text(CONFIG, encoding="utf-8")
    around = {
        **os.environ,
        "SUPERSET_HOME": str(home),
        "SUPERSET_CONFIG_PATH": str(home / "superset_config.py"),
        "FLASK_APP": "superset",
    }
    user = ["--username", "admin", "--firstname", "a", "--lastname", "a", "--email", "admin@localhost", "--password", "admin"]
    steps = (
        ["db", "upgrade"],
        ["fab", "create-admin", *user],
        ["init"],
        ["import-dashboards", "-p", packed(home, store), "-u", "admin"],
    )
    for step in steps:
        print("superset", *step[:2], flush=True)
        subprocess.run([python.with_name("superset"), *step], env=around, check=True, capture_output=True)
    answer = subprocess.run([python, "-c", ASKING], env=around, check=True, capture_output=True, text=True)
    answers: list[Any] = json.loads(answer.stdout.rpartition("ANSWERS")[2])
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--python", type=Path, required=True, help="of an environment with Superset")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gouji-superset-") as home:
        try:
            answers = asked(given.python.absolute(), Path(home), given.store)
        except subprocess.CalledProcessError as error:
            sys.exit(f"{error.cmd[0]}: exit code {error.returncode}\n{error.stderr[-2000:]}")
    for name, status, rows in answers:
        print(f"{name}: {rows} rows" if status == 200 else f"{name}: HTTP {status} {rows}")
    charts = len(list((BUNDLE / "charts").glob("*.yaml")))
    sys.exit(0 if len(answers) == charts and all(status == 200 for _, status, _ in answers) else 1)


if __name__ == "__main__":
    main()
