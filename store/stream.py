"""Rows of documents as the exports have them, read from the store one by one: however much there is, little is in memory.

They equal what the `row()` methods of the value types give.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from gouji.store import rows, tables
from gouji.store.scan import Held

Row = Mapping[str, Any]

_AT_A_TIME = 1_000  # rows
_OWN = frozenset({"document_id", "position", "value_number", "gap_number"})  # the store's


def figure_rows(connection: Connection, held: Sequence[Held]) -> Iterator[Row]:
    """The figures of these documents, in their order."""
    for each in held:
        yield from ({"document": each.name, **row} for row in _rows(connection, tables.figure, each.id))


def relation_rows(connection: Connection, held: Sequence[Held]) -> Iterator[Row]:
    """The relations of these documents, in their order; `terms` are [sign, figure id] pairs."""
    for each in held:
        terms: dict[str, list[list[Any]]] = defaultdict(list)
        for row in _rows(connection, tables.term, each.id):
            terms[row["relation"]].append([row["sign"], row["figure"]])
        for row in _rows(connection, tables.relation, each.id):
            evidence = [row.pop("evidence_start"), row.pop("evidence_end")]
            yield {"document": each.name, **row, "terms": terms[row["relation"]], "evidence": evidence}


def report_rows(connection: Connection, held: Sequence[Held]) -> Iterator[Row]:
    """The heads of the reports in these documents, in their order."""
    for each in held:
        query = select(tables.report).where(tables.report.c.document_id == each.id).order_by(tables.report.c.report)
        yield from (rows.to_report(row).row(each.name) for row in connection.execute(query).mappings())


def document_rows(connection: Connection, held: Sequence[Held]) -> Iterator[Row]:
    """These documents without what was read out of them, in their order."""
    c = tables.document.c
    query = select(c.content_hash, c.encoding, c.runner_up, c.pipeline_version, c.notes)
    for each in held:
        yield from ({"document": each.name, **row} for row in connection.execute(query.where(c.id == each.id)).mappings())


def _rows(connection: Connection, table: Table, document: int) -> Iterator[dict[str, Any]]:
    columns = [column for column in table.c if column.name not in _OWN]
    names = [column.name for column in columns]
    query = select(*columns).where(table.c.document_id == document).order_by(table.c.position)
    for row in connection.execution_options(yield_per=_AT_A_TIME).execute(
        query
    ):  # a dict each: RowMapping is slow to look into
        yield dict(zip(names, row, strict=True))
