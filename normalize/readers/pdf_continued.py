"""Tables of a PDF that go on over the next page or column: the same columns, the head read once, a cut row whole again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.normalize.readers.pdf_cut import row_is_cut
from gouji.normalize.readers.pdf_lines import Line
from gouji.normalize.readers.pdf_table_text import Words, text_of, words_of
from gouji.normalize.readers.pdf_tables import Table, TableCell
from gouji.normalize.readers.pipes import is_layout
from gouji.normalize.readers.table_columns import common_edges, nearest

_SAME_EDGE = 4.0  # points
_MOST_HEADS = 6
_MOST_CAPTIONS = 3  # lines over a table that may be printed again: its number, title and unit
_AGAIN = re.compile(r"[（(]?(?:续上?表?|[接转续见][上下]页)\s*\d*[)）]?[：:]?")
_CONTINUED = re.compile(r"[（(]续上?表?\s*\d*[)）]|^续(?=表)")
_FIGURES = re.compile(r"[\d.,，%％\s]*")

Item = Line | Table


@dataclass(slots=True)
class _Part:
    """A part of a table where it stands on its page, with the lines over it that repeat those over the first."""

    page: int
    items: list[Item]
    table: Table
    again: list[Line] = field(default_factory=list)


def join_tables(pages: Sequence[tuple[int, list[Item]]]) -> dict[int, list[Words]]:
    """Joins the parts of every table into the first, and puts paragraphs in the place of tables that only lay them out.

    Takes the number of each page and its items in reading order, and changes these lists. Gives by page what is printed
    again over a later part of a table: captions and heads.
    """
    aside: dict[int, list[Words]] = {}
    for chain in _chains(pages):
        if is_layout([row for part in chain for row in part.table.rows()]):
            for part in chain:
                at = _place(part.items, part.table)
                part.items[at : at + 1] = part.table.prose()
            continue
        table = chain[0].table
        for part in chain[1:]:
            again = aside.setdefault(part.page, [])
            again += [Words(part.page, line.text, line.boxes) for line in part.again]
            again += _join(table, part.table)
            gone = {id(part.table), *map(id, part.again)}
            part.items[:] = [item for item in part.items if id(item) not in gone]
    return aside


def _place(items: Sequence[Item], table: Table) -> int:
    return next(at for at, item in enumerate(items) if item is table)


def _chains(pages: Sequence[tuple[int, list[Item]]]) -> list[list[_Part]]:
    """All tables, each as its parts; a table on one page has one."""
    chains: list[list[_Part]] = []
    captions: list[str] = []  # over the first part of the last table
    before: list[Line] = []  # since the last table, on this page
    below = False  # whether something that is no part of a table has followed the last one
    for number, items in pages:
        before = []
        for item in items:
            if isinstance(item, Line):
                before.append(item)
                continue
            part = _Part(number, items, item, before)
            if chains and not below and _is_next(chains[-1], part, captions):
                chains[-1].append(part)
            else:
                captions = [line.text for line in before[-_MOST_CAPTIONS:]]
                part.again = []
                chains.append([part])
            before, below = [], False
        below = below or bool(chains and chains[-1][-1].page != number)
        below = below or any(_AGAIN.fullmatch(line.text) is None for line in before)
    return chains


def _is_next(chain: Sequence[_Part], part: _Part, captions: Sequence[str]) -> bool:
    """Whether a part follows the last one, with nothing new between them, and goes on with its table."""
    last = chain[-1]
    if last.page == part.page and not _is_beside(last.table, part.table):
        return False
    if len(part.again) > _MOST_CAPTIONS or not all(_is_again(line.text, captions) for line in part.again):
        return False
    one, other = last.table.columns, part.table.columns
    if last.table.whites or part.table.whites:
        return _are_common_whites(last.table, part.table)
    if not part.again and _lacks_label_column(one, other):
        return True
    if abs((one[-1] - one[0]) - (other[-1] - other[0])) > _SAME_EDGE:
        return False
    if _heads_again(chain[0].table, part.table):
        return True
    shift = one[0] - other[0]
    common = common_edges(one, [place + shift for place in other], _SAME_EDGE)
    # A merged cell or a missing rule may take an edge away; edges of its own on either side make another table.
    return len(common) == max(len(one), len(other)) and (len(one) == len(other) or abs(shift) <= _SAME_EDGE)


def _are_common_whites(table: Table, after: Table) -> bool:
    """Whether two parts without upright rules have the same columns: the white between them goes on, but where a column is
    blank on one page."""
    if abs(table.columns[0] - after.columns[0]) > _SAME_EDGE or abs(table.columns[-1] - after.columns[-1]) > _SAME_EDGE:
        return False
    parts = ((table.whites, after.whites), (after.whites, table.whites))
    return all(any(max(a, c) < min(b, d) for c, d in other) for one, other in parts for a, b in one)


def _is_beside(table: Table, after: Table) -> bool:
    """Whether a table stands to the right of another as its next part does: higher, or as high with the head once more."""
    if after.top < table.top:
        return True
    level = abs(after.top - table.top) < _SAME_EDGE and after.columns[0] >= table.columns[-1]
    return level and _heads_again(table, after) > 0


def _lacks_label_column(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the parts are alike but for a first column that has neither text nor rules on one page.

    A label over several rows leaves nothing on a page on which it neither begins nor ends.
    """
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) != len(shorter) + 1 or len(shorter) < 3:
        return False
    return all(abs(a - b) <= _SAME_EDGE for a, b in zip(longer[1:], shorter, strict=True))


def _is_again(text: str, captions: Sequence[str]) -> bool:
    return _AGAIN.fullmatch(text) is not None or text in captions or _CONTINUED.sub("", text).strip() in captions


def _heads_again(table: Table, after: Table) -> int:
    """How many rows at the beginning of `after` repeat those at the beginning of `table`.

    Over a head that is printed again browsers draw a strip of the row that the page end cuts, without text and open above; it
    counts as one of them.
    """
    strip = int(all(cell.cut_above and not cell.parts for cell in after.cells if cell.row == 0))
    count = 0
    for row in range(min(_MOST_HEADS, table.height, after.height - strip)):
        one = [_words(cell) for cell in table.cells if cell.row == row and cell.parts]
        other = [_words(cell) for cell in after.cells if cell.row == row + strip and cell.parts]
        if one != other or not one or (not count and all(map(_FIGURES.fullmatch, one))):
            break
        count += 1
    return count + strip if count else 0


def _words(cell: TableCell) -> str:
    """What a cell says without its marks, which a scan of the page gives now so and now so."""
    return re.sub(r"[\W_]", "", text_of(cell))


def _join(table: Table, after: Table) -> list[Words]:
    """Puts the rows of `after` under those of `table`; gives the head that it repeats."""
    heads = _heads_again(table, after)
    repeated = [words for cell in after.cells if cell.row < heads for words in words_of(cell)]
    unlabelled = len(after.columns) < len(table.columns) and _lacks_label_column(table.columns, after.columns)
    _on_common_columns(table, after)
    lower = [cell for cell in after.cells if cell.row >= heads]
    above = {cell.column: cell for cell in table.cells if cell.row + cell.rows == table.height}
    pairs = {id(cell): above[cell.column] for cell in lower if cell.row == heads and cell.column in above}
    cut = row_is_cut([(pairs[id(cell)], cell) for cell in lower if id(cell) in pairs])
    shift = table.height - heads - cut
    for cell in lower:
        cell.row += shift
        upper = pairs.get(id(cell))
        if upper is not None and (cut or _is_one(upper, cell)):
            upper.parts += cell.parts
            upper.rows = cell.row + cell.rows - upper.row
            upper.cut_below = cell.cut_below
        else:
            table.cells.append(cell)
    table.cells.sort(key=lambda cell: (cell.row, cell.column))
    table.height = after.height + shift
    if unlabelled and (label := above.get(0)):  # it stands over the whole of the page that shows nothing of it
        label.rows, label.cut_below = table.height - label.row, True
    return repeated


def _is_one(upper: TableCell, lower: TableCell) -> bool:
    """Whether a cell over several rows goes on over the page end, which here falls between two rows."""
    if upper.cut_below or (lower.cut_above and upper.rows > 1):
        return True
    return upper.rows > 1 and lower.rows > 1 and not upper.parts


def _on_common_columns(table: Table, after: Table) -> None:
    """Gives both parts all the columns that either has."""
    if table.whites and after.whites:
        _on_common_whites(table, after)
        return
    alike = _lacks_label_column(table.columns, after.columns)
    shift = 0.0 if alike else table.columns[0] - after.columns[0]
    common = common_edges(table.columns, [place + shift for place in after.columns], _SAME_EDGE)
    for part, moved in ((table, 0.0), (after, shift)):
        if len(part.columns) < len(common):
            places = [nearest(common, edge + moved) for edge in part.columns]
            for cell in part.cells:
                first, last = places[cell.column], places[cell.column + cell.columns]
                cell.column, cell.columns = first, last - first
            part.columns = tuple(edge - moved for edge in common)


def _on_common_whites(table: Table, after: Table) -> None:
    """Gives the part with fewer columns those of the other, each of its own to the one that it stands in."""
    more, fewer = (after, table) if len(after.whites) > len(table.whites) else (table, after)
    ends = [fewer.columns[0], *(edge for white in fewer.whites for edge in white), fewer.columns[-1]]
    middles = [(start + end) / 2 for start, end in zip(ends[::2], ends[1::2], strict=True)]
    places = [max(sum(edge < middle for edge in more.columns[:-1]) - 1, 0) for middle in middles]
    for cell in fewer.cells:
        first, last = places[cell.column], places[cell.column + cell.columns - 1]
        cell.column, cell.columns = first, last - first + 1
    fewer.columns, fewer.whites = more.columns, more.whites
