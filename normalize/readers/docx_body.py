"""The body of a Word file as lines."""

import re
from collections.abc import Iterator

from lxml import etree

from gouji.normalize.readers.docx_numbering import Numbering
from gouji.normalize.readers.docx_styles import Styles
from gouji.normalize.readers.docx_xml import DENOMINATOR, EXPONENT, MATH_TEXT, chosen, is_alternate, number, value, w
from gouji.normalize.readers.pipes import MAX_CELLS, Cell, table_lines

# What holds paragraphs or runs and says nothing itself.
_WRAPPERS = frozenset(
    map(w, ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"))
)
# What is not read: text deleted or moved away under tracking, field codes, properties, pronunciation above characters.
_PASSED = frozenset(map(w, ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "rt", "rubyPr")))
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SMALL = re.compile(r"[-+]?\d{1,3}")
_NUMBERED = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十]{1,3}[、.．)）]|第[一二三四五六七八九十]{1,3}[章节条])")
_CHAPTER = re.compile(r"[章节節条條部编編款]$")
_DECIMAL = re.compile(r"[\dA-Za-z]$")
_MAX_SPAN = 1000


class Body:
    """Reads block after block, but not what is hidden or struck out; `references` are the ids of foot- and endnotes that the
    text refers to, in order."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering, self._styles = numbering, styles
        self.references: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._cells = 0

    def lines(self, block: etree._Element, indented: bool = False) -> list[str]:
        """The paragraphs, tables and text boxes in a block, in order; OverflowError for a table without end.

        `indented` keeps the blanks that begin a paragraph: in a cell they say how deep its label stands.
        """
        lines: list[str] = []
        for child in block:
            if child.tag == w("p"):
                lines += self._paragraph(child, indented)
            elif child.tag == w("tbl"):
                lines += table_lines(self._grid(child)) if child.find(f".//{w('tbl')}") is None else self._flat(child)
            elif child.tag in _WRAPPERS:
                lines += self.lines(child, indented)
            elif is_alternate(child) and (way := chosen(child)) is not None:
                lines += self.lines(way, indented)
        return lines

    def _paragraph(self, paragraph: etree._Element, indented: bool) -> list[str]:
        """Its lines, then those of the text boxes that hang on it."""
        parts: list[str] = []
        boxes: list[etree._Element] = []
        self._runs(paragraph, parts, boxes)
        properties = paragraph.find(w("pPr"))
        mark = self._numbering.before(properties)
        text = "".join(parts)
        said = text.strip()
        if mark and said and not (_NUMBERED.match(said) and _NUMBERED.match(mark)):
            text = mark + _gap(mark, said) + said
        lines = [line.rstrip() if indented else line.strip() for line in text.split("\n") if line.strip()]
        for box in boxes:
            lines += self.lines(box)
        return lines

    def _runs(self, parent: etree._Element, parts: list[str], boxes: list[etree._Element]) -> None:
        for child in parent:
            tag = child.tag
            if tag in _PASSED or not isinstance(tag, str):
                continue
            if tag == w("r"):
                self._run(child, parts, boxes)
            elif tag in (w("t"), MATH_TEXT):
                parts.append(child.text or "")
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag in (w("footnoteReference"), w("endnoteReference")):
                self.references[tag.rsplit("}", 1)[-1].removesuffix("Reference")].append(child.get(w("id"), ""))
            elif tag == w("txbxContent"):
                boxes.append(child)
            elif is_alternate(child):
                if (way := chosen(child)) is not None:
                    self._runs(way, parts, boxes)
            else:
                parts.append({DENOMINATOR: "/", EXPONENT: "^"}.get(tag, ""))
                self._runs(child, parts, boxes)

    def _run(self, run: etree._Element, parts: list[str], boxes: list[etree._Element]) -> None:
        properties = run.find(w("rPr"))
        if self._styles.hides(properties):
            return
        said: list[str] = []
        self._runs(run, said, boxes)
        text = "".join(said)
        if _SMALL.fullmatch(text) and (place := value(properties, "vertAlign")) in ("superscript", "subscript"):
            # 10 to the fourth power must not become 104.
            text = text.translate(_RAISED if place == "superscript" else _LOWERED)
        parts.append(text)

    def _flat(self, table: etree._Element) -> list[str]:
        """A table that holds tables only lays out the page."""
        return [line for row in _rows(table) for cell in _children(row, "tc") for line in self.lines(cell)]

    def _grid(self, table: etree._Element) -> list[list[Cell]]:
        return [self._row(row) for row in _rows(table)]

    def _row(self, row: etree._Element) -> list[Cell]:
        properties = row.find(w("trPr"))
        cells: list[Cell] = _blanks(number(properties, "gridBefore"))
        for cell in _children(row, "tc"):
            about = cell.find(w("tcPr"))
            goes_on = any(value(about, name) in ("", "continue") for name in ("vMerge", "hMerge"))
            cells.append(() if goes_on else self.lines(cell, indented=True))
            cells += _blanks((number(about, "gridSpan") or 1) - 1)
            self._cells += 1
        if self._cells + len(cells) > MAX_CELLS:
            raise OverflowError
        return cells


def _gap(mark: str, said: str) -> str:
    """What parts a number from the words: Word's tab behind 2.1, and a blank where 1. stands before 35个."""
    if _DECIMAL.search(mark):
        return "\t"
    return " " if _CHAPTER.search(mark) or (said[0].isdigit() and mark[-1] not in "、）)") else ""


def _blanks(count: int | None) -> list[Cell]:
    return [()] * min(max(count or 0, 0), _MAX_SPAN)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that were not deleted under tracking."""
    for row in _children(table, "tr"):
        properties = row.find(w("trPr"))
        if properties is None or properties.find(w("del")) is None:
            yield row


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name, also those that a content control wraps."""
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)
