"""A document as the rows that the store keeps of it, made where it is read, so that whoever writes has only to write.

Of each row there are the values alone, in the order of the columns, as a driver takes them; the id of the document, which
only the store knows, comes before them.
"""

import json
import pickle
import zlib
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
_LARGE = 200_000  # bytes of a pickle; below, compressing costs more than the memory is worth


@dataclass(frozen=True, slots=True)
class Packed:
    """A document ready to be written: `content_hash` makes it the same, `characters` are those of its text, and `null` says
    whether U+0000 is among them. The rest takes a fraction of what the rows take in memory; of a large document, whose rows
    may take 400 MB, a twentieth."""

    content_hash: str
    characters: int
    null: bool
    head: bytes
    parts: tuple[bytes, ...]

    def own(self) -> rows.Row:
        """Its row of table `document`, without what only the store knows."""
        found: rows.Row = _unpacked(self.head)
        return found

    def rows(self) -> Iterator[tuple[Table, list[Values]]]:
        """The rows of the other tables, some thousand at a time."""
        for part in self.parts:
            for name, values in _unpacked(part):
                yield tables.metadata.tables[name], values


def pack(document: Document) -> Packed:
    """The rows of a document."""
    null, head = "\x00" in document.source, _bytes(rows.document_row(document))
    return Packed(document.content_hash, len(document.source), null, head, tuple(_parts(_rows(document))))


def _bytes(values: object) -> bytes:
    plain = pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
    return plain if len(plain) < _LARGE else zlib.compress(plain, level=1)


def _unpacked(packed: bytes) -> Any:
    return pickle.loads(packed if packed.startswith(pickle.PROTO) else zlib.decompress(packed))


def _parts(left: Iterator[tuple[Table, rows.Row]]) -> Iterator[bytes]:
    while some := list(islice(left, _PART)):
        by_table: dict[str, list[Values]] = {}
        for table, row in some:
            by_table.setdefault(table.name, []).append(_VALUES_OF[table](row))
        yield _bytes(list(by_table.items()))


def _rows(document: Document) -> Iterator[tuple[Table, rows.Row]]:
    yield from _of(tables.report, map(rows.report_row, document.reports))
    for position, figure in enumerate(document.figures):
        row = rows.figure_row(figure, position)
        row["bbox"] = None if row["bbox"] is None else json.dumps(row["bbox"])
        row["spans"] = str(row["spans"]).replace("'", '"')  # JSON, too: no text is in it; json.dumps takes four times as long
        yield tables.figure, row
    for position, relation in enumerate(document.relations):
        yield tables.relation, rows.relation_row(relation, position)
    for relation in document.relations:
        yield from _of(tables.term, rows.term_rows(relation))


def _of(table: Table, values: Iterable[rows.Row]) -> Iterator[tuple[Table, rows.Row]]:
    return ((table, row) for row in values)
