"""Reading documents back out of the store."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from gouji.schemas import Document, Term
from gouji.store import rows, tables


def documents_with(
    connection: Connection, ids: Sequence[int], *, source: bool = True, called: str | None = None
) -> Iterator[Document]:
    """The documents with these ids, in this order, with their texts or without; those that are gone are left out.

    `called` renames them.
    """
    head = [column for column in tables.document.c if source or column.name != "source"]
    query = select(*head).where(tables.document.c.id.in_(ids))
    heads = {row["id"]: row for row in connection.execute(query).mappings()}
    reports = _grouped(connection, tables.report, ids, "report")
    figures = _grouped(connection, tables.figure, ids, "position")
    relations = _grouped(connection, tables.relation, ids, "position")
    terms: dict[tuple[int, str], list[Term]] = defaultdict(list)
    for row in _of(connection, tables.term, ids, "position"):
        terms[row["document_id"], row["relation"]].append(Term(row["sign"], row["figure"]))
    for key in ids:
        if key not in heads:
            continue
        name = called or heads[key]["document"]
        yield rows.to_document(
            {"source": "", **heads[key], "document": name},
            [rows.to_report(row) for row in reports[key]],
            [rows.to_figure(row, name) for row in figures[key]],
            [rows.to_relation(row, terms[key, row["relation"]], name) for row in relations[key]],
        )


def _of(connection: Connection, table: Table, ids: Sequence[int], order: str) -> Iterator[RowMapping]:
    query = select(table).where(table.c.document_id.in_(ids)).order_by(table.c[order])
    yield from connection.execute(query).mappings()


def _grouped(connection: Connection, table: Table, ids: Sequence[int], order: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in _of(connection, table, ids, order):
        groups[row["document_id"]].append(row)
    return groups
