"""Lines of a text that are cut into cells by pipes, tabs, box-drawing characters or runs of spaces."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

Style = Literal["pipe", "tab", "box", "spaces", "single", "label"]


class Cell(NamedTuple):
    """A cell at text[start:end], stripped; `indent` counts the blanks before it inside the cell (an ideographic one is two)."""

    start: int
    end: int
    text: str
    indent: int = 0


class Row(NamedTuple):
    """One line of a table; blank cells are kept where the separators show them (pipe, tab, box)."""

    style: Style
    start: int
    end: int
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.text]


BLANKS = " \t\u3000\xa0\r"
# One scan over the text decides whether there can be a table at all; a run of spaces that only indents a line is no sign.
_SIGN = re.compile(
    r"[|｜\t\u2500-\u257f]|[/／](?<=[\u4e00-\u9fff)）][/／])|[ \u3000\xa0](?<=\S.)[ \u3000\xa0]+(?=\S)"
    r"|\u3000(?<=\S.)(?=\S)|[ \xa0]\d[\d,.%％]*(?=\r?\n|\Z)"
)
_BOX = re.compile(r"[\u2500-\u257f]+")
_RULE = re.compile(r"[|｜\s:\u2500-\u257f_=-]+")
_SPACES = re.compile(r"[ \u3000\t\xa0]{2,}|\u3000")
_TAB = re.compile(r"\t")
_BLANK_CELLS = re.compile(r"\S *\t[ \t]*\t[ \r]*\Z")  # a label with nothing but blank cells behind it
_PIPE = re.compile(r"[|｜]")
# 职员／1,684／1,602／82, and its head: names or a label and numbers, nothing of a sentence
_SLASHES = re.compile(r"[/／]")
_SLASHED = re.compile(
    r"[^\d\s/／。；，,:：][^\n/／。；，,:：]{0,15}"
    r"(?:(?:[/／] ?[-+]?\d[\d,.]*[%％]?){2,}|(?:[/／][^\d\s/／。；，,:：][^\n/／。；，,:：]{0,13}){2,})"
)
_CJK_LETTER = re.compile(r"[\u4e00-\u9fff]")
# 甲级 15 1 032 : a label, then nothing but numbers with one space between them.
_SINGLE = re.compile(
    r"(?P<label>(?:[(（]?\d{1,2}[)）.、] ?)?[^\s\d][^\n\d。；，;]{0,40}?) "
    r"(?P<numbers>[-+]?\d[\d,.]*[%％]?(?: [-+]?\d[\d,.]*[%％]?)*)"
)
_SINGLE_HEAD = re.compile(r"[^\s\d。；，;:：]{1,14}(?: [^\s\d。；，;:：]{1,14})+")
_TABLE_NUMBER = re.compile(r"附?[表图](?:[一二三四五六七八九十]|\d{1,2})(?:[-–.]\d{1,2})?[:：]?")
_CLOSE = 2  # line ends between the rows of a table
_SPREAD = 4  # round a heading inside a table, where a blank line stands between all lines
_TITLED = 3  # cells of a line with number and title of a table, and its unit: 表1　年龄结构　　单位：人
_OF_FORM = re.compile(r"(?:计量)?单位[:：]")
_HEADING_MARK = re.compile(
    r"\d{1,2}(?:[.．]\d{1,2}){1,3}|\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|[a-z])[）)]"
)
_LABEL_LINE = re.compile(r"[^\d。；，,;:：|\t]{1,16}")


def table_rows(text: str, start: int, end: int) -> Iterator[list[Row]]:
    """Runs of neighbouring lines in text[start:end] that are cut into cells, in order, blank lines aside.

    A short line without figures between two such lines is kept as a row of one cell (a heading inside the table).
    """
    run: list[Row] = []
    last = start
    for first, stop in _signed_lines(text, start, end):
        row = split_line(text, first, stop)
        if row is None:
            continue
        between = text[last:first] if run else ""
        label = _label_row(text, last, first) if run and between.strip() else None
        far = between.count("\n") > (_SPREAD if label is not None and _is_spread(text, run) else _CLOSE)
        if run and (far or (between.strip() and label is None) or not _same_kind(run[-1].style, row.style)):
            yield run
            run, label = [], None
        if label is not None:
            run.append(label)
        if row.cells:
            run.append(row)
        last = stop
    if run:
        yield run


def _is_spread(text: str, run: list[Row]) -> bool:
    """Whether the rows of a table so far have a blank line between them, as every line of the text then has."""
    return len(run) > 1 and all(text.count("\n", one.end, other.start) > 1 for one, other in pairwise(run[-3:]))


def _signed_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines that carry a separator, and the one before a line of numbers with single spaces (its head)."""
    at, done = start, start
    while sign := _SIGN.search(text, at, end):
        first = max(text.rfind("\n", start, sign.start()) + 1, start)
        stop = text.find("\n", sign.start(), end)
        stop = end if stop < 0 else stop
        if done < first:
            last = first - 1
            while last > start and text[last - 1] == "\n" and first - last < _CLOSE:
                last -= 1
            before = max(text.rfind("\n", start, last) + 1, start) if first > start else first
            if before >= done and before < first and _SINGLE_HEAD.fullmatch(text[before:last].strip(BLANKS)):
                yield before, last
        yield first, stop
        at = done = stop + 1
        if at >= end:
            return


def split_line(text: str, start: int, end: int) -> Row | None:
    """The line text[start:end] cut into cells; None where it is no row of a table, a row without cells for a drawn rule."""
    line = text[start:end]
    if not line.strip(BLANKS):
        return None
    if "|" in line or "｜" in line:
        return _by_separator("pipe", _PIPE, text, start, end)
    if _BOX.search(line):
        return _by_separator("box", _BOX, text, start, end)
    if "\t" in line and ("\t" in line.strip(BLANKS) or _BLANK_CELLS.search(line)):
        row = _by_separator("tab", _TAB, text, start, end)
        return row if row is not None and not _is_prose(row) else None
    body = line.strip(BLANKS)
    if ("/" in body or "／" in body) and _SLASHED.fullmatch(body):
        return _by_separator("pipe", _SLASHES, text, start, end)
    if _SPACES.search(body):
        lead = line[: len(line) - len(line.lstrip(BLANKS))]
        row = _by_separator("spaces", _SPACES, text, start + len(lead), start + len(line.rstrip(BLANKS)))
        if row is not None and len(row.filled) > 1 and not (_is_prose(row) or _is_heading(row)):
            return _join_spaced_word(row._replace(start=start, end=end), _indent(lead))
    return _single_row(text, start, end)


def _by_separator(style: Style, separator: re.Pattern[str], text: str, start: int, end: int) -> Row | None:
    line = text[start:end]
    if style in ("pipe", "box") and _RULE.fullmatch(line):
        return Row(style, start, end, ())
    cells: list[Cell] = []
    at = start
    for match in [*separator.finditer(text, start, end), None]:
        stop = match.start() if match else end
        piece = text[at:stop]
        inner = piece.strip(BLANKS)
        lead = piece[: len(piece) - len(piece.lstrip(BLANKS))]
        first = at + len(lead) if inner else at
        cells.append(Cell(first, first + len(inner), inner, _indent(lead)))
        at = match.end() if match else end
    if style in ("pipe", "box") and not cells[-1].text:
        cells.pop()
    return Row(style, start, end, tuple(cells)) if any(cell.text for cell in cells) else None


def _indent(blanks: str) -> int:
    return sum(2 if blank == "\u3000" else 1 for blank in blanks)


def _join_spaced_word(row: Row, indent: int) -> Row:
    """`合　　计` is one cell, leading single characters that only blanks keep apart; so is `表1　年龄结构`, a title."""
    cells = [row.cells[0]._replace(indent=indent), *row.cells[1:]]
    if 2 <= len(cells) <= _TITLED and _TABLE_NUMBER.fullmatch(cells[0].text) and all(_OF_FORM.match(c.text) for c in cells[2:]):
        title = f"{cells[0].text}　{cells[1].text}"
        return row._replace(cells=(Cell(cells[0].start, cells[1].end, title, indent), *cells[2:]))
    count = 0
    while count < len(cells) and len(cells[count].text) == 1 and _CJK_LETTER.match(cells[count].text):
        count += 1
    if count < 2:
        return row._replace(cells=tuple(cells))
    word = "".join(cell.text for cell in cells[:count])
    return row._replace(cells=(Cell(cells[0].start, cells[count - 1].end, word, cells[0].indent), *cells[count:]))


def _single_row(text: str, start: int, end: int) -> Row | None:
    line = text[start:end]
    body = line.strip(BLANKS)
    offset = start + line.index(body)
    if match := _SINGLE.fullmatch(body):
        spans = [match.span("label")]
        spans += [
            (match.start("numbers") + m.start(), match.start("numbers") + m.end())
            for m in re.finditer(r"\S+", match["numbers"])
        ]
    elif _SINGLE_HEAD.fullmatch(body):
        spans = [m.span() for m in re.finditer(r"\S+", body)]
    else:
        return None
    return Row("single", start, end, tuple(Cell(offset + a, offset + b, body[a:b]) for a, b in spans))


def _label_row(text: str, start: int, end: int) -> Row | None:
    lines = [m for m in re.finditer(r"[^\n]+", text[start:end]) if m.group().strip(BLANKS)]
    if len(lines) != 1:
        return None
    inner = lines[0].group().strip(BLANKS)
    if not _LABEL_LINE.fullmatch(inner):
        return None
    at = start + lines[0].start() + lines[0].group().index(inner)
    return Row("label", at, at + len(inner), (Cell(at, at + len(inner), inner),))


def _is_prose(row: Row) -> bool:
    """Sentences that tabs or spaces merely indent or number: few cells, and one with the points of a sentence."""
    filled = row.filled
    return len(filled) < 3 and any(re.search(r"[。；;]", cell.text) or len(cell.text) > 60 for cell in filled)


def _is_heading(row: Row) -> bool:
    """`5.　年内主要工作`: a number with its mark, kept apart from a title."""
    first, *others = row.filled
    return len(others) == 1 and bool(_HEADING_MARK.fullmatch(first.text)) and bool(_LABEL_LINE.fullmatch(others[0].text))


def _same_kind(one: Style, other: Style) -> bool:
    loose = {"box", "spaces", "single", "label"}
    return one == other or (one in loose and other in loose) or "label" in (one, other)
