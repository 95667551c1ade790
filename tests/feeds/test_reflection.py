"""The views as SQLAlchemy reflects them: columns and types as docs/feeds.md says, and a reader who may only read."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, MetaData, Table, select
from sqlalchemy.types import NullType

from gouji.store.connect import connect
from gouji.store.place import Place
from gouji.store.views import views

# SQLAlchemy calls one type by two names.
SAME = {"DOUBLE": "DOUBLE PRECISION"}


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "feeds.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def documented(page: str) -> dict[str, dict[str, str]]:
    """View → column → type, for the columns that the page does not leave at TEXT."""
    head, *rows = re.findall(r"^\| (?:view|`v_\w+`) \|.*\|$", page[page.index("## pandas") :], re.MULTILINE)
    types = re.findall(r"`([A-Z ]+)`", head)
    found = {}
    for row in rows:
        name, *cells = [re.findall(r"`(\w+)`", cell) for cell in row.strip("|").split("|")]
        found[name[0]] = {column: kind for kind, cell in zip(types, cells, strict=True) for column in cell}
    return found


def reflected(engine: Engine, view: str) -> dict[str, str | None]:
    """Column → type without its length; None where the database names none."""
    table = Table(view, MetaData(), autoload_with=engine)
    plain = {
        column.name: str(column.type).partition("(")[0] for column in table.columns if not isinstance(column.type, NullType)
    }
    return {
        column.name: SAME.get(plain[column.name], plain[column.name]) if column.name in plain else None
        for column in table.columns
    }


@pytest.mark.parametrize("view", list(views()))
def test_the_columns_and_types_are_as_documented(view: str, engine: Engine, documented: dict[str, dict[str, str]]) -> None:
    told = {column: documented[view].get(column, "TEXT") for column in views()[view].columns}
    found = reflected(engine, view)
    assert list(found) == list(told)
    assert set(documented[view]) <= set(told)
    if engine.dialect.name == "postgresql":
        assert found == told
        return
    worked_out = {column for column, kind in told.items() if kind == "BIGINT"} | {"year"}
    if view == "v_quality":
        worked_out = set(told) - {"document", "document_id"}
    assert {column: kind for column, kind in found.items() if column not in worked_out} == {
        column: kind for column, kind in told.items() if column not in worked_out
    }


def test_a_reflected_view_is_queried(engine: Engine) -> None:
    years = Table("v_indicator_year", MetaData(), autoload_with=engine)
    query = select(years.c.office, years.c.year, years.c.value, years.c.value_number).where(years.c.conflicts > 0)
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(query)] == [("云渡县机构编制委员会办公室", 2019, "3120", 3120.0)]


def test_comments_come_along_on_a_server(postgres_store: str) -> None:
    engine = connect(Place.of(postgres_store))
    table = Table("v_finding", MetaData(), autoload_with=engine)
    engine.dispose()
    assert {name: column.comment for name, column in table.columns.items()} == {
        name: told.comment for name, told in views()["v_finding"].columns.items()
    }


@pytest.fixture
def reader(page: str, postgres_store: str) -> Iterator[str]:
    """The store's address for the user whom the page makes."""
    statements = page[page.index("CREATE ROLE gouji_reader") :].partition("```")[0]
    with psycopg.connect(postgres_store, autocommit=True) as connection:
        connection.execute(statements.encode())
        yield postgres_store.replace("gouji@", "gouji_reader@")
        connection.execute("DROP OWNED BY gouji_reader")
        connection.execute("DROP ROLE gouji_reader")


def test_the_reader_of_the_page_reads_also_views_that_come_later_and_writes_nothing(reader: str, postgres_store: str) -> None:
    with psycopg.connect(postgres_store, autocommit=True) as owner:
        owner.execute("CREATE VIEW v_later AS SELECT count(*) AS n FROM v_finding")
        with psycopg.connect(reader, autocommit=True) as connection:
            for view in (*views(), "v_later"):
                assert connection.execute(f"SELECT count(*) FROM {view}".encode()).fetchone()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("DELETE FROM finding")
        owner.execute("DROP VIEW v_later")


@pytest.fixture
def snapshot(root: Path) -> bytes:
    return (root / "docs" / "feeds" / "snapshot.sql").read_bytes()


def test_the_snapshot_gives_the_reader_the_same_rows_and_no_view_is_held_by_it(
    snapshot: bytes, reader: str, postgres_store: str
) -> None:
    with psycopg.connect(postgres_store, autocommit=True) as owner:
        for _ in range(2):  # made, then made anew
            with owner.transaction():
                owner.execute(snapshot)
        with psycopg.connect(reader, autocommit=True) as connection:
            for view in views():
                copied = connection.execute(f"SELECT * FROM {view}".encode()).fetchall()
                assert sorted(map(repr, copied)) == sorted(map(repr, owner.execute(f"SELECT * FROM public.{view}".encode())))
            kinds = connection.execute("SELECT relkind FROM pg_class WHERE oid = 'v_finding'::regclass").fetchall()
            assert kinds == [("r",)]
        with owner.transaction(force_rollback=True):
            for view in views():
                owner.execute(f"DROP VIEW public.{view}".encode())
        owner.execute("DROP SCHEMA dashboards CASCADE")
