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
    name = {key: heads[key]["document"] if called is None else called[place] for place, key in enumerate(ids) if key in heads}
    alike = _Alike()
    reports, figures, relations = (defaultdict[int, list[Any]](list) for _ in range(3))
    for row in _of(connection, tables.report, ids, "report"):
        reports[row["document_id"]].append(rows.to_report(row))
    for row in _of(connection, tables.figure, ids, "position", () if shown else SHOWN_ONLY):
        figures[row["document_id"]].append(rows.to_figure(alike.shared(row), name[row["document_id"]]))
    terms: dict[tuple[int, str], list[Term]] = defaultdict(list)
    for row in _of(connection, tables.term, ids, "position"):
        row = alike.shared(row)
        terms[row["document_id"], row["relation"]].append(Term(row["sign"], row["figure"]))
    for row in _of(connection, tables.relation, ids, "position"):
        key = row["document_id"]
        relations[key].append(rows.to_relation(alike.shared(row), terms.pop((key, row["relation"]), ()), name[key]))
    for key in name:
        head_row = {"source": "", **heads[key], "document": name[key]}
        yield rows.to_document(head_row, reports.pop(key, ()), figures.pop(key, ()), relations.pop(key, ()))


class _Alike(dict[str, str]):
    """Texts that are equal, as one: the sentence of ten figures, the name of a unit. Half of the memory of a long document."""

    def shared(self, row: dict[str, Any]) -> dict[str, Any]:
        return {name: self.setdefault(value, value) if type(value) is str else value for name, value in row.items()}


def _of(
    connection: Connection, table: Table, ids: Sequence[int], order: str, without: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    columns = [column for column in table.c if column.name not in without]
    names = [column.name for column in columns]
    query = select(*columns).where(table.c.document_id.in_(ids)).order_by(table.c[order])
    for row in connection.execute(query):  # a dict each: RowMapping takes three times as long to look into
        yield dict(zip(names, row, strict=True))
