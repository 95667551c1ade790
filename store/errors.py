"""Database errors as one line that names the store and the reason."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from gouji.schemas import StoreError

# What SQLite says (its result codes page, https://sqlite.org/rescode.html), and PostgreSQL (its error codes, appendix A of
# the manual) → what a user can act on.
_REASONS = {
    "readonly database": "cannot be written (read-only)",
    "unable to open database file": "cannot be opened (no such folder, or no permission)",
    "not a database": "is not a database",
    "malformed": "is damaged",
    "database is locked": "is locked by another program",
    "disk is full": "no space left on the disk",
    "connection failed": "cannot be reached (no server there, or it refuses user or database)",
    "connection to server": "cannot be reached (no server there, or it refuses user or database)",
    "read-only transaction": "cannot be written (read-only)",
    "permission denied": "cannot be written (no permission)",
    "No space left on device": "no space left on the disk",
    "the connection is lost": "the connection was lost",
    "server closed the connection": "the connection was lost",
    "disk I/O error": "cannot be read or written (disk I/O error)",
}


class RowError(StoreError):
    """The rows of one document contradict each other (a relation names a figure that is not there); it alone is not stored."""


def reason_of(error: BaseException | None) -> str:
    """What the database said, in words that a user can act on where we have them."""
    said = " ".join(str(error).split())
    return next((reason for words, reason in _REASONS.items() if words in said), said)


@contextmanager
def told_plainly(place: str) -> Iterator[None]:
    """Turn what the database raises into a StoreError that names the store."""
    try:
        yield
    except IntegrityError as error:
        said = str(error.orig).splitlines()[0]
        raise RowError(f"{place}: rows that contradict each other ({said})") from error
    except UnicodeEncodeError as error:
        raise RowError(f"{place}: text that is not valid Unicode ({error.reason})") from error
    except DBAPIError as error:
        raise StoreError(f"{place}: {reason_of(error.orig)}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"{place}: {str(error).splitlines()[0]}") from error
