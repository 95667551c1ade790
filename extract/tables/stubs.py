"""Labels of rows: which stand under which, which add others up, and what a label says beside its name."""

import re
from dataclasses import dataclass
from typing import Literal

from gouji.extract.tables.cells import Scaled, is_blank, is_text, read_number, read_units
from gouji.extract.tables.grid import Layout, Line, has_numbers
from gouji.extract.tables.lines import Cell
from gouji.extract.tables.words import (
    GRAND_TOTAL,
    INDEX_HEAD,
    NAMED_TOTAL,
    OPEN_LIST,
    RESULT,
    SUBTOTAL,
    TOTAL,
    UNIT_HEAD,
)

Total = Literal["", "sub", "named", "all", "grand", "result"]
RANKS: dict[Total, int] = {"sub": 1, "named": 1, "all": 2, "grand": 3}
_STYLES = tuple(
    re.compile(style)
    for style in (
        r"[一二三四五六七八九十]{1,3}[、.．]",
        r"[(（][一二三四五六七八九十]{1,3}[)）]、?",
        r"\d{1,3}[、.．](?!\d)\s?",
        r"[(（]\d{1,2}[)）]、?\s?",
        r"[①-⑳]",
    )
)
_ITEM = 2  # the style of 1. 2. 3.
# 9.20个工作日…: item 9, whose own words begin with a number; told from 9.20 by the item before it.
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[、.．]")
_BRACKET = re.compile(r"\s*[(（](?P<inside>[^()（）]*)[)）]")
# A group and the first of its items in one cell: （四）无法提供 1.本机关不掌握, 三、本年度办理结果：（一）予以公开.
_GROUP_AND_ITEM = re.compile(
    r"(?P<group>[(（][一二三四五六七八九十]{1,3}[)）]\s?[^\s\d]{2,14})[\s\u3000]+(?P<item>\d{1,2}[.．、]\s?[^\s\d].*)"
    r"|(?P<over>[一二三四五六七八九十]{1,3}、[^\s\d（(：:]{2,14})[：:\s\u3000]+(?P<under>[(（][一二三四五六七八九十]{1,3}[)）].+)"
)
# In 县（市、区）, 乡镇（街道）, 村（社区） what stands in brackets belongs to the name.
_ASIDE = re.compile(r"[(（](?!(?:[市区旗、]+|街道|社区|居|镇)[)）])[^()（）]*[)）]")


@dataclass(slots=True)
class Stub:
    """The label of a row.

    path     names from the outermost heading to the row's own, without numbering, units and total words
    total    what it adds up: "" nothing, "sub" a run (小计), "named" a named run (加分合计), "all" its level (合计),
             "grand" all of it (总计), "result" no plain sum (总得分)
    units    of the row, from brackets or a unit column
    parent   index of the line that this one details (其中), None where its headings hold no figures
    words    where the name of the row's last label begins in the text, behind its numbering
    """

    path: tuple[str, ...]
    total: Total
    units: tuple[Scaled, ...] = ()
    parent: int | None = None
    words: int = 0

    @property
    def whole(self) -> bool:
        """Whether the row is a 合计 or 总计, which names nothing else."""
        return self.total in ("all", "grand")


@dataclass(slots=True)
class Group:
    """A heading of rows that states a figure of its own in brackets: `制度建设(10分)`. `figure` is that cell's part."""

    name: str
    figure: Cell
    first: int


@dataclass(slots=True)
class _Level:
    column: int
    style: int
    indent: int
    name: str
    line: int | None
    words: int
    number: int
    listing: bool = False


def read_stubs(layout: Layout) -> tuple[list[Stub], list[Group]]:
    """A stub for every line of the table, and the headings that carry figures."""
    index = {i for i, head in enumerate(layout.stub) if INDEX_HEAD.fullmatch(head)}
    unit_column = _unit_column(layout)
    stubs: list[Stub] = []
    groups: list[Group] = []
    levels: list[_Level] = []
    for number, line in enumerate(layout.lines):
        cells = [(i, c) for i, c in enumerate(line.labels) if c is not None and not is_blank(c.text) and i != unit_column]
        named = [(i, c) for i, c in cells if i not in index]
        cells = [(i, one) for i, c in (named or [(i, c) for i, c in cells if is_text(c.text)]) for one in _two_labels(c)]
        units = _row_units(line, cells, unit_column)
        total: Total = ""
        for column, cell in cells:
            level, total = _descend(levels, column, cell, number if (column, cell) == cells[-1] and has_numbers(line) else None)
            if (figure := group_figure(cell)) is not None:
                groups.append(Group(level.name, figure, number))
        path = tuple(level.name for level in levels if level.name)
        words = levels[-1].words if levels else 0
        parent = next((level.line for level in reversed(levels[:-1]) if level.line is not None), None)
        if not units and parent is not None and unit_column is None:
            units = stubs[parent].units  # 船只检验（艘次）, 其中：客运渡轮
        if total and levels:
            levels.pop()
        stubs.append(Stub(path, total, units, parent, words))
    return stubs, groups


def _two_labels(cell: Cell) -> list[Cell]:
    """`（四）无法提供 1.本机关不掌握`: a group and the first of its items in one cell."""
    found = _GROUP_AND_ITEM.fullmatch(cell.text)
    if found is None:
        return [cell]
    parts = ("group", "item") if found["group"] else ("over", "under")
    return [Cell(cell.start + found.start(part), cell.start + found.end(part), found[part], cell.indent) for part in parts]


def _unit_column(layout: Layout) -> int | None:
    for i, head in enumerate(layout.stub):
        if i and UNIT_HEAD.fullmatch(head):
            cells = [line.labels[i] for line in layout.lines]
            if all(cell is None or is_blank(cell.text) or read_units(cell.text) for cell in cells):
                return i
    return None


def _row_units(line: Line, cells: list[tuple[int, Cell]], unit_column: int | None) -> tuple[Scaled, ...]:
    if unit_column is not None and (cell := line.labels[unit_column]) is not None:
        return read_units(cell.text)
    for _, cell in reversed(cells):
        for match in reversed(list(_BRACKET.finditer(cell.text))):
            if units := read_units(match["inside"].removeprefix("单位").lstrip(":：")):
                return units
    return ()


def group_figure(cell: Cell) -> Cell | None:
    """The number with its unit in the brackets that end a heading: `日常管理(8分)` -> `8分`."""
    match = re.search(r"[(（]\s*(?:共|计|满分)?(?P<figure>[^()（）]+?)\s*[)）]$", cell.text)
    if match is None:
        return None
    number = read_number(match["figure"])
    if number is None or number.unit is None or number.unit.family != "score":
        return None
    return Cell(cell.start + match.start("figure"), cell.start + match.end("figure"), match["figure"])


def _descend(levels: list[_Level], column: int, cell: Cell, line: int | None) -> tuple[_Level, Total]:
    """Takes the label to its depth: closes the levels that it ends and opens its own; returns it and what it adds up."""
    listing = OPEN_LIST.match(cell.text)
    rest = cell.text[listing.end() :] if listing else cell.text
    style, length, number = _numbering(rest, levels)
    name, total = label_name(rest[length:])
    words = cell.start + len(cell.text) - len(rest) + length
    level = _Level(column, style, cell.indent, name, line, words, number, listing is not None)
    if listing:
        while levels and levels[-1].listing:
            levels.pop()
    elif style >= 0:
        _close_numbered(levels, level)
    else:
        _close_plain(levels, level, total)
    levels.append(level)
    return level, total


def _numbering(label: str, levels: list[_Level]) -> tuple[int, int, int]:
    """Style of the numbering before a label (-1 for none), its length, and the number where it is one of 1. 2. 3."""
    for style, pattern in enumerate(_STYLES):
        if match := pattern.match(label):
            return style, match.end(), int(match.group().strip(" 、.．")) if style == _ITEM else 0
    before = next((level.number for level in levels if level.style == _ITEM), 0)
    match = _NUMBERED.match(label)
    if before and match and int(match["number"]) == before + 1:
        return _ITEM, match.end(), before + 1
    return -1, 0, 0


def _close_numbered(levels: list[_Level], level: _Level) -> None:
    """A numbered label follows the last one of its style, or opens a level under what stands above it."""
    same = next((i for i, upper in enumerate(levels) if upper.style == level.style), None)
    if same is not None:
        level.listing = levels[same].listing
        del levels[same:]
    while levels and levels[-1].style > level.style:
        levels.pop()


def _close_plain(levels: list[_Level], level: _Level, total: Total) -> None:
    """A label without number stands under one in an earlier column, one less indented, or a heading without figures."""
    while levels:
        top = levels[-1]
        if top.column < level.column:
            return
        if top.column == level.column:
            if top.listing and len(levels) > 1 and level.indent > levels[-2].indent:
                level.listing = True
                levels.pop()
                return
            heads = top.line is None and level.line is not None and not total
            if heads or (level.indent > top.indent + 1 and not top.listing):
                return
        levels.pop()


def label_name(label: str) -> tuple[str, Total]:
    """The name in a label without brackets, blanks and total words, and what a total word in it says.

    >>> label_name("制度 建设(10分)"), label_name("合　计"), label_name("加分合计")
    (('制度建设', ''), ('', 'all'), ('加分', 'named'))
    """
    bare = re.sub(r"\s", "", label)
    bare = _ASIDE.sub("", bare).strip("：:。；;") or bare
    if RESULT.fullmatch(bare):
        return bare, "result"
    if SUBTOTAL.fullmatch(bare):
        return "", "sub"
    if TOTAL.fullmatch(bare):
        return "", "grand" if GRAND_TOTAL.fullmatch(bare) else "all"
    if NAMED_TOTAL.fullmatch(bare):
        return bare[:-2], "named"
    return bare, ""
