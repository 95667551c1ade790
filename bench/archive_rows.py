"""What stands in a store, whatever the order it came in: to be compared with what stands in another."""

from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, Table, create_engine, select

_OF_A_DOCUMENT = ("report", "figure", "relation", "term")
_ALONE = {"finding": {"id", "run_id", "finding"}, "document": {"id", "run_id", "read_at"}}  # numbered as they come


def rows_digest(store: Path) -> dict[str, str]:
    """For each table a digest of its rows, with the path of the document in place of its number."""
    engine = create_engine(f"sqlite:///{store}")
    metadata = MetaData()
    metadata.reflect(engine, only=[*_OF_A_DOCUMENT, *_ALONE])
    digests: dict[str, str] = {}
    with engine.connect() as connection:
        document = metadata.tables["document"]
        for name in (*_OF_A_DOCUMENT, *_ALONE):
            table = metadata.tables[name]
            query = select(*_columns(table, _ALONE.get(name, {"document_id"})))
            if name in _OF_A_DOCUMENT:
                query = query.add_columns(document.c.content_hash).join(document, document.c.id == table.c.document_id)
            rows = Counter(sha256(repr(tuple(row)).encode()).digest() for row in connection.execute(query))
            digests[name] = sha256(repr(sorted(rows.items())).encode()).hexdigest()
    engine.dispose()
    return digests


def _columns(table: Table, without: set[str]) -> list[Any]:
    return [column for column in table.columns if column.name not in without]
