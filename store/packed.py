"""A document as the rows that the store keeps of it, made where it is read, so that whoever writes has only to write.

Of each row there are the values alone, in the order of the columns, as a driver takes them; the id of the document, which
only the store knows, comes before them.
"""

import json
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Table

from gouji.schemas import Document
from gouji.store import rows, tables

Values = tuple[Any, ...]

# In an order that the foreign keys allow; the first column of each is the id of the document.
OF_DOCUMENT = (tables.report, tables.figure, tables.relation, tables.term)
_VALUES_OF = {table: itemgetter(*table.c.keys()[1:]) for table in OF_DOCUMENT}
_PART = 5_000  # rows


@dataclass(frozen=True, slots=True)
class Packed:
    """A document ready to be written: `own` is its row of table `document`, without what only the store knows."""

    own: rows.Row
    parts: tuple[bytes, ...]  # small beside the rows in them, of which a large document has hundreds of thousands

    @property
    def content_hash(self) -> str:
        """What makes it the same document."""
        return str(self.own["content_hash"])

    @property
    def characters(self) -> int:
        """The length of its text."""
        return len(self.own["source"])

    def rows(self) -> Iterator[tuple[Table, list[Values]]]:
        """The rows of the other tables, some thousand at a time."""
        for part in self.parts:
            for name, values in pickle.loads(part):
                yield tables.metadata.tables[name], values


def pack(document: Document) -> Packed:
    """The rows of a document."""
    return Packed(rows.document_row(document), tuple(_packed(_rows(document))))


def _packed(left: Iterator[tuple[Table, rows.Row]]) -> Iterator[bytes]:
    while some := list(islice(left, _PART)):
        by_table: dict[str, list[Values]] = {}
        for table, row in some:
            by_table.setdefault(table.name, []).append(_VALUES_OF[table](row))
        yield pickle.dumps(list(by_table.items()), pickle.HIGHEST_PROTOCOL)


def _rows(document: Document) -> Iterator[tuple[Table, rows.Row]]:
    yield from _of(tables.report, map(rows.report_row, document.reports))
    for position, figure in enumerate(document.figures):
        row = rows.figure_row(figure, position)
        row["bbox"] = None if row["bbox"] is None else json.dumps(row["bbox"])
        row["spans"] = json.dumps(row["spans"])
        yield tables.figure, row
    for position, relation in enumerate(document.relations):
        yield tables.relation, rows.relation_row(relation, position)
    for relation in document.relations:
        yield from _of(tables.term, rows.term_rows(relation))


def _of(table: Table, values: Iterable[rows.Row]) -> Iterator[tuple[Table, rows.Row]]:
    return ((table, row) for row in values)
