"""Reading documents back out of the store."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from gouji.schemas import Document, Term
from gouji.store import rows, tables

SHOWN_ONLY = ("bbox", "spans")  # of a figure; half of its bytes, and no check asks for them


def documents_with(
    connection: Connection,
    ids: Sequence[int],
    *,
    source: bool = True,
    shown: bool = True,
    called: Sequence[str] | None = None,
) -> Iterator[Document]:
    """The documents with these ids, in this order, with their texts or without; those that are gone are left out.

    `shown` False leaves out where figures stand on the page and which words they come from. `called` renames the
    documents, one name for each id.
    """
    head = [column for column in tables.document.c if source or column.name != "source"]
    query = select(*head).where(tables.document.c.id.in_(ids))
    heads = {row["id"]: row for row in connection.execute(query).mappings()}
    reports = _grouped(connection, tables.report, ids, "report")
    figures = _grouped(connection, tables.figure, ids, "position", () if shown else SHOWN_ONLY)
    relations = _grouped(connection, tables.relation, ids, "position")
    terms: dict[tuple[int, str], list[Term]] = defaultdict(list)
    for row in _of(connection, tables.term, ids, "position"):
        terms[row["document_id"], row["relation"]].append(Term(row["sign"], row["figure"]))
    for place, key in enumerate(ids):
        if key not in heads:
            continue
        name = heads[key]["document"] if called is None else called[place]
        yield rows.to_document(
            {"source": "", **heads[key], "document": name},
            [rows.to_report(row) for row in reports[key]],
            [rows.to_figure(row, name) for row in figures[key]],
            [rows.to_relation(row, terms[key, row["relation"]], name) for row in relations[key]],
        )


def _of(
    connection: Connection, table: Table, ids: Sequence[int], order: str, without: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    columns = [column for column in table.c if column.name not in without]
    names = [column.name for column in columns]
    query = select(*columns).where(table.c.document_id.in_(ids)).order_by(table.c[order])
    for row in connection.execute(query):  # a dict each: RowMapping takes three times as long to look into
        yield dict(zip(names, row, strict=True))


def _grouped(
    connection: Connection, table: Table, ids: Sequence[int], order: str, without: Sequence[str] = ()
) -> dict[int, list[dict[str, Any]]]:
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _of(connection, table, ids, order, without):
        groups[row["document_id"]].append(row)
    return groups
