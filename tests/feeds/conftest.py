"""A small archive of one office over three years, read into a store of each kind, with a contradiction between two years."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from gouji.pipeline import ingest
from gouji.store import Store
from gouji.store.connect import connect
from gouji.store.place import Place

REPORTS = {
    "2019.txt": "云渡县机构编制委员会办公室\n2019年工作总结\n\n2019年末，全县事业编制3120名，行政编制860名。"
    "全年办理事业单位登记45件，其中设立12件、变更28件、注销5件。\n\n二〇二〇年一月六日\n",
    "2020.txt": "云渡县机构编制委员会办公室\n2020年工作总结\n\n2020年末，全县事业编制3096名，比上年末的3210名减少114名；"
    "行政编制860名。全年办理事业单位登记51件，其中设立15件、变更30件、注销5件。\n\n二〇二一年一月八日\n",
    "2021.txt": "云渡县机构编制委员会办公室\n2021年工作总结\n\n2021年末，全县事业编制3080名，比上年末的3096名减少16名；"
    "行政编制858名。财政供养人员3711人。\n\n二〇二二年一月七日\n",
}
OFFICE = "云渡县机构编制委员会办公室"


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the reports."""
    folder = tmp_path_factory.mktemp("archive")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def sqlite_store(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a SQLite store of them, which Datasette will call `gouji`."""
    file = tmp_path_factory.mktemp("store") / "gouji.sqlite"
    _fill(str(file), archive)
    return file


@pytest.fixture(scope="session")
def postgres_store(archive: Path, postgres: str) -> str:
    """The URL of a PostgreSQL store of them; it goes with its server."""
    name = f"feeds_{secrets.token_hex(4)}"
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")  # type: ignore[arg-type,unused-ignore]
    _fill(f"{postgres}/{name}", archive)
    return f"{postgres}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A connection to the store of each kind."""
    place = request.getfixturevalue("sqlite_store" if request.param == "sqlite" else "postgres_store")
    engine = connect(Place.of(str(place)))
    yield engine
    engine.dispose()


def _fill(place: str, archive: Path) -> None:
    with Store.open(place) as store:
        ingest([str(archive)], store, workers=1, ner=False)
