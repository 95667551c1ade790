"""The schema: made at once or by migrations it is the same, and what is not ours or too new is refused."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from gouji.schemas import Document, StoreError
from gouji.store import File, Store, tables
from gouji.store.connect import connect
from gouji.store.place import Place
from gouji.store.schema import HEAD, MIGRATIONS


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is nothing yet."""
    return str(tmp_path / "s.sqlite") if request.param == "sqlite" else str(request.getfixturevalue("database"))


def config(connection: Connection | None = None) -> Config:
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


def test_the_newest_migration_is_the_head() -> None:
    assert ScriptDirectory.from_config(config()).get_current_head() == HEAD


def test_migrations_make_what_a_new_store_is(url: str, new_document: Callable[..., Document]) -> None:
    place = Place.of(url)
    engine = connect(place)
    with engine.begin() as connection:
        command.upgrade(config(connection), "head")
        found = compare_metadata(MigrationContext.configure(connection), tables.metadata)
    assert found == []
    engine.dispose()
    with Store.open(url) as store:  # gets its labels and views
        run = store.begin_run([], "v1", "zh")
        store.write(new_document(), path="/a.txt", pipeline_version="v1", run=run)
        assert list(store.read_documents()) == [new_document()]
    with (engine := connect(place)).connect() as connection:
        assert set(inspect(connection).get_view_names()) >= {"v_observation", "v_finding", "v_document"}
    engine.dispose()


def test_opened_again_nothing_is_written(tmp_path: Path) -> None:
    place = tmp_path / "s.sqlite"
    Store.open(str(place)).close()
    before = place.read_bytes()
    Store.open(str(place)).close()
    assert place.read_bytes() == before


def test_labels_and_views_that_differ_are_renewed(url: str) -> None:
    Store.open(url).close()
    engine = connect(Place.of(url))
    with engine.begin() as connection:
        connection.execute(tables.label.delete())
        connection.exec_driver_sql("DROP VIEW v_finding")
        connection.execute(tables.definition.update().values(digest="of an earlier version"))
    Store.open(url).close()
    with engine.connect() as connection:
        assert "v_finding" in inspect(connection).get_view_names()
        labels = connection.execute(tables.label.select().where(tables.label.c.field == "kind")).all()
    assert len(labels) == 8
    engine.dispose()


@pytest.mark.parametrize(
    ("version", "said"), [("9999", "newer version of gouji"), (None, "another program or an early version")]
)
def test_a_store_that_is_not_of_this_version(tmp_path: Path, version: str | None, said: str) -> None:
    place = tmp_path / "s.sqlite"
    Store.open(str(place)).close()
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute(
            "UPDATE alembic_version SET version_num = ?" if version else "DELETE FROM alembic_version",
            [version][: bool(version)],
        )
    with pytest.raises(StoreError, match=said):
        Store.open(str(place))


def test_a_store_of_the_first_version_keeps_its_rows(url: str, new_document: Callable[..., Document]) -> None:
    """What the store did not note then is empty now."""
    engine = connect(Place.of(url))
    with engine.begin() as connection:
        command.upgrade(config(connection), "0001")
        values = {"started_at": "2026-01-01", "pipeline_version": "v", "lang": "zh", "paths": []}
        connection.execute(tables.run.insert().values(values))
        connection.exec_driver_sql(
            "INSERT INTO document (id, path, document, content_hash, pipeline_version, run_id, read_at, encoding, repairs,"
            " dropped, source) VALUES (7, '/a.txt', 'a.txt', 'c0ffee', 'v', 1, '2026-01-01', 'utf-8', '[]', '[]', 'x')"
        )
        connection.exec_driver_sql(
            "INSERT INTO report (document_id, report, start, \"end\", office) VALUES (7, 1, 0, 1, '甲局')"
        )
        connection.exec_driver_sql("CREATE VIEW v_document AS SELECT document FROM document")
    engine.dispose()
    with Store.open(url) as store:
        (old,) = store.read_documents()
        assert (old.document, old.notes, store.notes(store.held())) == ("a.txt", (), [])
        assert [row["office"] for row in store.view_rows("quality")] == ["甲局"]
        store.write(new_document("b.txt", "beef"), path="/b.txt", pipeline_version="v", run=1)
        assert store.notes(store.held()) == [("b.txt", new_document().notes)]


def test_copies_in_an_old_store_become_one_document(url: str) -> None:
    """The first keeps its rows and findings; what was found in the other a second time goes."""
    engine = connect(Place.of(url))
    with engine.begin() as connection:
        command.upgrade(config(connection), "0002")
        connection.exec_driver_sql(
            "INSERT INTO run (id, started_at, pipeline_version, lang, paths) VALUES (1, '2026-01-01', 'v', 'zh', '[]')"
        )
        for key, name in ((3, "b"), (5, "a")):
            connection.exec_driver_sql(
                "INSERT INTO document (id, path, document, content_hash, pipeline_version, run_id, read_at, encoding, repairs,"
                f" dropped, source) VALUES ({key}, '/{name}', '{name}', 'c0ffee', 'v', 1, '2026', 'utf-8', '[]', '[]', 'x')"
            )
            connection.exec_driver_sql(
                "INSERT INTO finding (id, run_id, finding, code, severity, documents, message, suggestion, fingerprint, status,"
                " equation, value_digest, wordings)"
                f" VALUES ({key}, 1, 'F{key}', 'SUM', 'error', '[]', '', '', '', 'open', '', '', '[]')"
            )
            connection.exec_driver_sql(f"INSERT INTO finding_figure VALUES ({key}, 0, {key}, 'f1', NULL)")
    engine.dispose()
    with Store.open(url) as store:
        assert [(held.id, held.name) for held in store.held()] == [(3, "b")]
        files = [(File("/a", "a"), "c0ffee"), (File("/b", "b"), "c0ffee"), (File("/c", "c"), "other")]
        assert [file.path for file, _ in store.known(files, "v")] == ["/a", "/b"]
        assert store.status().findings == {"error": 1}
        assert store.ids(met_by=1) == store.ids()
