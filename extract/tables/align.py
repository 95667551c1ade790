"""Which column the cells of a table stand in: by their separators, or counted off where only blanks part them."""

import unicodedata
from collections import Counter

from gouji.extract.tables.cells import is_text, read_number
from gouji.extract.tables.grid import Alignment, Labels, Line, is_figure_row
from gouji.extract.tables.lines import Cell, Row
from gouji.extract.tables.words import INDEX_HEAD, MEASURE, SUBTOTAL, TOTAL

_FEW = 3  # numbers under as many labels are no chance
_MOST_TOKENS = 12  # groups of digits in a row, beyond which the ways to read them are too many


def align_by_separator(heads: list[Row], body: list[Row], style: str) -> Alignment | None:
    """Cells stand in the column that their separators count; rows under a merged first cell may have slid to the left."""
    skip = min(_first_filled(row) for row in (*heads, *body))
    grid = [(row, row.cells[skip:]) for row in body]
    head_grid = [row.cells[skip:] for row in heads]
    depth = _label_columns(head_grid, [cells for _, cells in grid])
    placed = [(row, _slide(cells, depth) if style == "pipe" else cells) for row, cells in grid]
    width = max((_last_value(cells) for row, cells in placed if is_figure_row(row)), default=-1) + 1 - depth
    if width < 1:
        return None
    lines = [
        Line(row, _cut(cells, 0, depth), _cut(cells, depth, depth + width))
        for row, cells in placed
        if any(c.text for c in cells)
    ]
    stub = tuple(cell.text for cell in (head_grid[-1] if len(head_grid) == 1 else head_grid[0])[:depth])
    return Alignment(stub, _head_spans(head_grid, depth, width), lines)


def _first_filled(row: Row) -> int:
    return next(i for i, cell in enumerate(row.cells) if cell.text)


def _last_value(cells: tuple[Cell, ...]) -> int:
    return max((i for i, cell in enumerate(cells) if cell.text), default=-1)


def _cut(cells: tuple[Cell, ...], first: int, stop: int) -> Labels:
    part: list[Cell | None] = [cell if cell.text else None for cell in cells[first:stop]]
    return tuple(part + [None] * (stop - first - len(part)))


def _label_columns(heads: list[tuple[Cell, ...]], body: list[tuple[Cell, ...]]) -> int:
    """How many leading columns hold labels: the longest run of words before the first value that two rows share, up to the
    first column whose head names a measure. A column of running numbers counts as labels."""
    numbered = bool(heads) and any(row and INDEX_HEAD.fullmatch(row[0].text) for row in heads)
    runs = Counter(_words_before(cells, numbered) for cells in body if any(read_number(c.text) for c in cells))
    shared = [run for run, count in runs.items() if count > 1] or list(runs)
    depth = max(shared, default=1)
    if heads:
        numbers = {i for cells in body for i, cell in enumerate(cells) if read_number(cell.text)}
        measures = (i for i, cell in enumerate(heads[0]) if i in numbers and i and MEASURE.search(cell.text))
        depth = min(depth, next(measures, depth))
    return depth


def _words_before(cells: tuple[Cell, ...], numbered: bool) -> int:
    count = 1 if numbered and cells and read_number(cells[0].text) else 0
    while count < len(cells) and is_text(cells[count].text):
        count += 1
    return count


def _slide(cells: tuple[Cell, ...], depth: int) -> tuple[Cell, ...]:
    """Moves a row to the right by the merged cells that it lost: its first number must not stand among the labels."""
    first = next((i for i, cell in enumerate(cells) if read_number(cell.text)), None)
    if first is None or first >= depth or first == 0:
        return cells
    lost = depth - first
    blank = Cell(cells[0].start, cells[0].start, "")
    kept = cells[: len(cells) - lost] if len(cells) > lost and not any(c.text for c in cells[-lost:]) else cells
    return (blank,) * lost + kept


def _head_spans(heads: list[tuple[Cell, ...]], depth: int, width: int) -> list[Labels]:
    """The head rows over the value columns; a label over a merged cell is repeated over the columns it spans."""
    rows = [_cut(row, depth, depth + width) for row in heads]
    covered = {i for row in rows for i, cell in enumerate(row) if cell}
    last = [cell for cell in heads[-1] if cell.text]
    if len(covered) < width:
        if len(last) in (width, width + depth):
            return [tuple(last[-width:])]
        return _regrown(heads, depth, width)
    spans: list[Labels] = []
    for level, row in enumerate(rows):
        filled: list[Cell | None] = list(row)
        for i in range(1, width):
            below = any(lower[i] and lower[i - 1] for lower in rows[level + 1 :])
            same_parent = all(upper[i] is upper[i - 1] for upper in spans)
            if filled[i] is None and below and same_parent:
                filled[i] = filled[i - 1]
        spans.append(tuple(filled))
    return spans


def _regrown(heads: list[tuple[Cell, ...]], depth: int, width: int) -> list[Labels]:
    """Two head rows that lost their merged cells: the lower one stands under one label of the upper, the last that is no
    total, where the counts agree; nothing is known of the heads where they do not."""
    if len(heads) < 2:
        return []
    upper, lower = ([cell for cell in row if cell.text] for row in heads[-2:])
    if len(upper) - 1 + len(lower) != width:
        upper = upper[depth:]
    over = [i for i, cell in enumerate(upper) if not (TOTAL.fullmatch(cell.text) or SUBTOTAL.fullmatch(cell.text))]
    if len(upper) - 1 + len(lower) != width or not over:
        return []
    at = over[-1]
    first: list[Cell | None] = [*upper[:at], *[upper[at]] * len(lower), *upper[at + 1 :]]
    second: list[Cell | None] = [*[None] * at, *lower, *[None] * (len(upper) - at - 1)]
    return [tuple(first), tuple(second)]


def align_by_blanks(heads: list[Row], body: list[Row], text: str) -> Alignment | None:
    """Cells that only blanks part: the numbers of a row are counted off against the columns."""
    leaf = max((row for row in heads), key=lambda row: len(row.filled))
    body = [_regroup(row, len(leaf.cells) - 1, text) if row.style == "single" else row for row in body]
    parted = [(row, *_part(row)) for row in body]
    counts = Counter(len(values) for row, _, values in parted if values)
    width, support = counts.most_common(1)[0]
    depth = Counter(len(labels) for _, labels, values in parted if len(values) == width).most_common(1)[0][0]
    if support < 2 or depth < 1:
        return None
    edges = [_edges(text, row, values) for row, _, values in parted if len(values) == width]
    right = [sum(column) / len(edges) for column in zip(*edges, strict=True)]
    lines: list[Line] = []
    for row, labels, values in parted:
        placed = _place(text, row, values, right) if len(values) != width else tuple(values)
        if placed is not None:
            padded: list[Cell | None] = [*labels[:depth], *[None] * (depth - len(labels))]
            lines.append(Line(row, tuple(padded), placed))
    spans = [span for row in heads if (span := _count_head(text, row, depth, right)) is not None]
    if not any(width <= len(row.filled) <= width + depth for row in heads):
        return None
    stub = tuple(cell.text for cell in leaf.cells[:depth]) if len(leaf.cells) > width else ("",) * depth
    return Alignment(stub, spans, lines)


def align_one_row(head: Row, row: Row) -> Alignment | None:
    """Nothing but numbers, one for each label over it (维持  纠正  其他 over 1  0  2); None where it is anything else."""
    cells = row.filled
    if len(cells) < _FEW or len(head.filled) != len(cells) or not all(read_number(cell.text) for cell in cells):
        return None
    return Alignment(("",), [tuple(head.filled)], [Line(row, (None,), tuple(cells))])


def _part(row: Row) -> tuple[list[Cell], list[Cell]]:
    cells = row.filled
    first = next((i for i, cell in enumerate(cells) if i and not is_text(cell.text)), len(cells))
    return cells[:first], cells[first:]


def _regroup(row: Row, width: int, text: str) -> Row:
    """Numbers parted by single spaces, with spaces for thousands too: of the ways to read them as `width` numbers the one
    whose numbers are most alike in size."""
    tokens = list(row.cells[1:])
    if not 1 <= width <= len(tokens) <= _MOST_TOKENS or is_text(tokens[0].text):
        return row
    ways = [way for way in _groupings(tokens, width) if all(read_number(text[a.start : b.end]) for a, b in way)]
    if not ways:
        return row

    def spread(way: list[tuple[Cell, Cell]]) -> int:
        sizes = [b.end - a.start for a, b in way]
        return max(sizes) - min(sizes)

    best = min(ways, key=spread)
    cells = tuple(Cell(a.start, b.end, text[a.start : b.end]) for a, b in best)
    return row._replace(cells=(row.cells[0], *cells))


def _groupings(tokens: list[Cell], width: int) -> list[list[tuple[Cell, Cell]]]:
    if width == 1:
        return [[(tokens[0], tokens[-1])]]
    found: list[list[tuple[Cell, Cell]]] = []
    for size in range(1, min(len(tokens) - width + 1, 4) + 1):
        rest = _groupings(tokens[size:], width - 1) if len(tokens) - size >= width - 1 else []
        found += [[(tokens[0], tokens[size - 1]), *way] for way in rest]
    return found


def _edges(text: str, row: Row, cells: list[Cell]) -> list[int]:
    """Right edges in columns of a fixed-width screen, where a Chinese character takes two."""
    return [display_width(text[row.start : cell.end]) for cell in cells]


def display_width(words: str) -> int:
    """Columns that a text takes on a fixed-width screen."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def _place(text: str, row: Row, values: list[Cell], right: list[float]) -> Labels | None:
    """The values of a row with gaps, each in the column whose right edge is nearest; None where two claim one column."""
    placed: list[Cell | None] = [None] * len(right)
    for cell, edge in zip(values, _edges(text, row, values), strict=True):
        nearest = min(range(len(right)), key=lambda i: abs(right[i] - edge))
        if placed[nearest] is not None or abs(right[nearest] - edge) > 5:
            return None
        placed[nearest] = cell
    return tuple(placed)


def _count_head(text: str, row: Row, depth: int, right: list[float]) -> Labels | None:
    cells = row.filled
    width = len(right)
    if width <= len(cells) <= width + depth:
        return tuple(cells[-width:])
    if len(cells) > width or row.style == "label":
        return None
    middles = [display_width(text[row.start : c.start]) + display_width(c.text) / 2 for c in cells]
    centres = [edge - 2 for edge in right]
    return tuple(cells[min(range(len(cells)), key=lambda i: abs(middles[i] - centre))] for centre in centres)
