"""Where a store is: a SQLite file, one in memory, or a PostgreSQL database, from what a user writes."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from gouji.schemas import StoreError

MEMORY = ":memory:"
STORE_NAME = "gouji.sqlite"  # in the folder of a run
_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Place:
    """`url` for the driver, `shown` to people: a path as given, or the address of a server without its password."""

    url: URL
    shown: str

    @property
    def file(self) -> Path | None:
        """The file of a SQLite store; None in memory and on a server."""
        return Path(str(self.url.database)) if self.is_sqlite and not self.in_memory else None

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def in_memory(self) -> bool:
        return self.is_sqlite and not self.url.database

    @classmethod
    def of(cls, given: str) -> "Place":
        """The place that `given` names: `sqlite:///PATH`, a plain path, `:memory:`, or `postgresql://USER@HOST/DATABASE`.

        Raises StoreError for what is none of them, without the password that may stand in it.
        """
        if given.startswith(_SQLITE):
            given = given.removeprefix(_SQLITE) or MEMORY
        if "://" not in given:
            return cls(URL.create("sqlite", database=None if given == MEMORY else given), given)
        scheme = given.split("://")[0]
        if scheme not in _POSTGRES:
            raise StoreError(f"{scheme}://: a store is a path, sqlite:///PATH or postgresql://USER@HOST/DATABASE")
        try:
            url = make_url(given).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError) as error:
            raise StoreError(f"{scheme}://: is no address of a database ({type(error).__name__})") from error
        if not url.database:
            raise StoreError(f"{_shown(url)}: names no database")
        return cls(url, _shown(url))


def _shown(url: URL) -> str:
    return url.set(drivername="postgresql", password=None, query={}).render_as_string()
