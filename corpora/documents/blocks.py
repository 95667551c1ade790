"""A marked report as blocks: lines of text, and tables with their merged cells, each figure at its place in them."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from gouji.corpora.demo.build import SOURCE as DEMO
from gouji.corpora.demo.build import read_sources

SOURCE = Path(__file__).resolve().parent / "source"
RUNNING_HEAD = "内部工作资料　注意保存"  # over every page that is printed
# Mangled on purpose (numbers cut by line breaks, glosses): a test of repairs, not of readers.
_LEFT_OUT = {"education-2015"}


class Piece(NamedTuple):
    """A stretch of text, and where it stood in the marked text."""

    text: str
    start: int


class TableCell(NamedTuple):
    """One cell as printed, at its row and column, over so many rows and columns; blank cells are not listed."""

    row: int
    column: int
    rows: int
    columns: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of a table of `height` rows and `width` columns; the first `heads` rows are printed again on the next page."""

    height: int
    width: int
    heads: int
    cells: tuple[TableCell, ...]


Block = Piece | Table


@dataclass(frozen=True, slots=True)
class Report:
    """A report to be printed. `text` is what a reader should make of it: each block a line, tables as rows of pipes."""

    name: str
    blocks: tuple[Block, ...]
    text: str
    figures: tuple[dict[str, Any], ...]


def reports() -> dict[str, Report]:
    """The demonstration reports and those of source/, by name."""
    layouts = tomllib.loads((SOURCE / "layouts.toml").read_text(encoding="utf-8"))
    marked = {**read_sources(DEMO), **read_sources(SOURCE)}
    return {
        name: laid_out(name, one.text, one.figures, layouts.get(name, {}))
        for name, one in marked.items()
        if name not in _LEFT_OUT
    }


def unmarked(name: str, text: str) -> Report:
    """A report without marks, of which no figures are known."""
    return laid_out(name, text, (), {})


def laid_out(name: str, text: str, figures: Sequence[Mapping[str, Any]], layouts: Mapping[str, list[str]]) -> Report:
    """A report with its gold rows, moved to where they stand in the text to expect; `layouts` has the merged cells of its
    tables, by their number from 1.

    Raises ValueError where a figure stands in no block.
    """
    blocks = tuple(_blocks(text, layouts))
    expected = "".join(line + "\n" for block in blocks for line, _ in _lines(block))
    moves = _moves(blocks)
    return Report(name, blocks, expected, tuple(_moved(figure, moves) for figure in figures))


def _moves(blocks: tuple[Block, ...]) -> list[tuple[int, int, int]]:
    """(start, end in the marked text, place in the text to expect) of every piece, in the order of the marked text."""
    moves: list[tuple[int, int, int]] = []
    length = 0
    for block in blocks:
        for line, inside in _lines(block):
            moves += [(piece.start, piece.start + len(piece.text), length + at) for at, piece in inside]
            length += len(line) + 1
    return sorted(moves)


def _moved(figure: Mapping[str, Any], moves: list[tuple[int, int, int]]) -> dict[str, Any]:
    for start, end, place in moves:
        if start <= figure["start"] and figure["end"] <= end:
            shift = place - start
            return {**figure, "start": figure["start"] + shift, "end": figure["end"] + shift}
    raise ValueError(f"figure {figure['id']} ({figure['text']}) stands in no block")


def _lines(block: Block) -> Iterator[tuple[str, list[tuple[int, Piece]]]]:
    """The lines to expect of a block, each with its pieces and their columns in it."""
    if isinstance(block, Piece):
        yield block.text, [(0, block)]
        return
    for row in range(block.height):
        line, inside = "", []
        cells = {cell.column: cell.piece for cell in block.cells if cell.row == row}
        for column in range(block.width):
            if column in cells:
                inside.append((len(line), cells[column]))
                line += cells[column].text + " "
            line += "| " if column < block.width - 1 else "|"
        yield line, inside


def _blocks(text: str, layouts: Mapping[str, list[str]]) -> Iterator[Block]:
    run: list[list[Piece]] = []
    tables = 0
    for match in [*re.finditer(r"[^\r\n]+", text), None]:
        if match is not None and "|" in match.group():
            run.append(_pieces(match.group(), match.start(), r"[^|]+"))
            continue
        if run:
            tables += 1
            yield _table(run, layouts.get(str(tables)))
            run = []
        if match is not None:
            yield from _pieces(match.group(), match.start(), r".+")


def _pieces(line: str, start: int, pattern: str) -> list[Piece]:
    """The stripped stretches of a line, blank ones dropped where there is something else."""
    found = [(match.group(), match.start()) for match in re.finditer(pattern, line)]
    return [Piece(text.strip(), start + at + len(text) - len(text.lstrip())) for text, at in found if text.strip()]


def _table(rows: list[list[Piece]], layout: list[str] | None) -> Table:
    sizes = [_sizes(words) for words in layout] if layout else [[(1, 1)] * len(row) for row in rows]
    taken: set[tuple[int, int]] = set()
    cells: list[TableCell] = []
    for row, (pieces, spans) in enumerate(zip(rows, sizes, strict=True)):
        column = 0
        for piece, (height, width) in zip(pieces, spans, strict=True):
            while (row, column) in taken:
                column += 1
            cells.append(TableCell(row, column, height, width, piece))
            taken |= {(row + down, column + right) for down in range(height) for right in range(width)}
    width = max(column for _, column in taken) + 1
    numbered = (row for row, pieces in enumerate(rows) if any(piece.text.isdigit() for piece in pieces))
    first = next(numbered, 1)
    return Table(len(rows), width, first, tuple(cells))


def _sizes(words: str) -> list[tuple[int, int]]:
    found = re.findall(r"(\d+)x(\d+)(?:\*(\d+))?", words)
    return [(int(rows), int(columns)) for rows, columns, times in found for _ in range(int(times or 1))]
