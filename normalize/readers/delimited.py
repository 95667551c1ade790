"""Tables as text, a row a line and commas between the cells (CSV): pipe rows, as every other table."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace

from gouji.normalize.readers.pipes import MAX_CELLS, table_lines
from gouji.normalize.readers.reading import Reading
from gouji.normalize.readers.text import read_text
from gouji.schemas import SourceError

ENDING = ".csv"
_BETWEEN = ",;\t，"  # programs write a semicolon where the comma is the decimal mark; hands a full-width comma
_NAMED = re.compile("sep=.", re.I)  # a first line by which Excel is told what stands between the cells


def read_delimited(path: str, data: bytes) -> Reading:
    """The rows of a file named .csv; plain text where its lines are no rows of one width.

    Nothing in the bytes of a table sets it apart from prose whose lines hold a comma each, so here the name has a say.
    Raises SourceError where the file is empty, no text or over MAX_CELLS.
    """
    reading = read_text(path, data)
    text = reading.text.removeprefix("\ufeff")
    first, _, below = text.partition("\n")
    try:
        if _NAMED.fullmatch(first.strip()):
            rows = _rows(below, first[4])
        else:
            rows = max((_rows(text, mark) for mark in _BETWEEN if mark in text), key=_of_one_width, default=[])
    except OverflowError as endless:
        raise SourceError(path, f"holds more than {MAX_CELLS:,} cells") from endless
    if not _of_one_width(rows):
        return reading
    lines = table_lines([[tuple(cell.splitlines()) for cell in row] for row in rows])
    return replace(reading, text="\n".join(lines) + "\n")


def _rows(text: str, mark: str) -> list[list[str]]:
    """The cells of each row; none where a quotation mark that is never closed makes one cell of half the file."""
    found: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            cells += len(row)
            if cells > MAX_CELLS:
                raise OverflowError
            found.append(row)
    except csv.Error:
        return []
    return found


def _of_one_width(rows: list[list[str]]) -> int:
    """How many rows are as wide as most, where those are at least three in four of all and no less than two; else 0.

    >>> _of_one_width([["单位", "编制"], ["甲局", "12"], ["注"], ["乙局", "8"]]), _of_one_width([["共有在编人员12名"], ["无"]])
    (3, 0)
    """
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    wide, most = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return most if wide > 1 and most > 1 and most * 4 >= widths.total() * 3 else 0
