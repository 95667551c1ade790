"""The schema of a store: a new one is made in one step, an older one is brought up to date by the migrations of Alembic.

Labels and views are no data: they are written anew wherever those of the program differ.
"""

import hashlib
from functools import cache
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, select, text

from gouji.schemas import StoreError
from gouji.store import tables
from gouji.store.labels import fields, vocabulary
from gouji.store.place import Place
from gouji.store.views import comments, definitions, headings

HEAD = "0005"  # the newest of migrations/versions; a test holds it so
MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 0x676F756A69  # "gouji"; any number that no other program on the server takes
_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))  # Alembic's own


def prepare(engine: Engine, place: Place) -> None:
    """Make or update tables, labels and views; where all is as it should be nothing is written.

    Raises StoreError where a table of one of our names is another program's, or a newer version's.
    """
    with engine.begin() as connection:
        if _is_current(connection):
            return
        if place.is_sqlite:  # two programs may open an empty database at once; and what is made is made whole
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        there = set(inspect(connection).get_table_names())
        if not there & set(tables.metadata.tables):
            tables.metadata.create_all(connection)
            _version.create(connection, checkfirst=True)
            connection.execute(_version.delete())
            connection.execute(_version.insert().values(version_num=HEAD))
        else:
            _update(connection, place, there)
        _renew(connection)


def _is_current(connection: Connection) -> bool:
    there = set(inspect(connection).get_table_names())
    if not there.issuperset({_version.name, *tables.metadata.tables}):
        return False
    known = {name: digest for name, digest in connection.execute(select(tables.definition))}
    return connection.execute(select(_version.c.version_num)).scalar() == HEAD and known == _digests()


def _update(connection: Connection, place: Place, there: set[str]) -> None:
    found = connection.execute(select(_version.c.version_num)).scalar() if _version.name in there else None
    if found is None:
        raise StoreError(f"{place.shown}: holds tables of another program or an early version of gouji; choose another store")
    if found == HEAD:
        return
    if not any(MIGRATIONS.glob(f"versions/r{found}_*.py")):
        raise StoreError(f"{place.shown}: was made by a newer version of gouji ({found})")
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")


def _renew(connection: Connection) -> None:
    """Labels and views as this program has them."""
    wanted = _digests()
    if {name: digest for name, digest in connection.execute(select(tables.definition))} == wanted:
        return
    for name in inspect(connection).get_view_names():
        if name.startswith("v_"):
            connection.exec_driver_sql(f"DROP VIEW {name}")
    for table, rows in ((tables.label, _labels()), (tables.definition, list(wanted.items()))):
        connection.execute(table.delete())
        connection.execute(table.insert(), [dict(zip(table.c.keys(), row, strict=True)) for row in rows])
    told = () if connection.dialect.name == "sqlite" else comments()
    for statement in (*definitions(), *told):
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})  # a % in it is just that


def _labels() -> list[tuple[str, ...]]:
    codes = ((field, code, *names) for field in fields() for code, names in vocabulary(field).items())
    return [*codes, *headings()]


@cache
def _digests() -> dict[str, str]:
    """What tells one set of labels, and one of views, from another."""
    told = {"labels": repr(sorted(_labels())), "views": repr((definitions(), list(comments())))}
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in told.items()}
