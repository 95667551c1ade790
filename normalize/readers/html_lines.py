"""The elements of a page as lines: one a paragraph, item, heading or line end, and pipe rows for tables."""

import re

from lxml import etree

from gouji.normalize.readers.html_article import Article
from gouji.normalize.readers.html_tags import BLOCKS, tag_of
from gouji.normalize.readers.numbering import written
from gouji.normalize.readers.pipes import spread, table_lines

MAX_COLSPAN, MAX_ROWSPAN = 1000, 65534  # HTML Living Standard, section 4.9.11
_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SMALL = re.compile(r"\s*[\[【〔(]?([-+]?\d{1,3})[\]】〕)]?\s*")
# White space as HTML has it; the ideographic and the non-breaking space are characters of the text.
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]")
_WIDE_OR_DIGIT = re.compile(rf"{_WIDE.pattern}|[\d%]")
_NUMBERED = re.compile(
    r"\s*(?:[(（]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3}|[a-zA-Z])[、.．)）]|[①-⑳㈠-㈩]|第[一二三四五六七八九十百\d]{1,4}[章节条款项部])"
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}|[(（](?:[a-z]{1,4}|\d{1,2})[)）]")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w -]+)", re.I)
# CSS list-style-type and the type attribute, by the numbering of Word that looks the same, with what stands behind it.
_STYLES = {
    "1": ("decimal", "."),
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "a": ("lowerLetter", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "A": ("upperLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "i": ("lowerRoman", "."),
    "lower-roman": ("lowerRoman", "."),
    "I": ("upperRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCounting", "、"),
    "cjk-decimal": ("chineseCounting", "、"),
    "simp-chinese-informal": ("chineseCounting", "、"),
    "trad-chinese-informal": ("chineseCounting", "、"),
    "none": ("none", ""),
}


def page_lines(article: Article) -> list[str]:
    """The title where it stands outside the article, and the lines of the article; OverflowError for an endless table."""
    writer = _Writer(article)
    writer.walk(article.root)
    lines = writer.done()
    return lines if article.title is None or not lines or article.title in lines[:6] else [article.title, *lines]


class _List:
    """An open list: its next number, the step, and how the number is written."""

    def __init__(self, element: etree._Element) -> None:
        self.style, self.behind = _style(element)
        backwards = element.get("reversed") is not None
        self.step = -1 if backwards else 1
        self.next = _whole(element.get("start"), sum(tag_of(item) == "li" for item in element) if backwards else 1)


class _Writer:
    def __init__(self, article: Article, indented: bool = False) -> None:
        self.article = article
        self.indented = indented  # in a cell, the blanks before a label say how deep it stands
        self.lines: list[str] = []
        self.parts: list[str] = []
        self.mark = ""  # the number of the list item that begins
        self.lists: list[_List | None] = []

    def done(self) -> list[str]:
        self._end()
        return self.lines

    def walk(self, element: etree._Element) -> None:
        tag = tag_of(element)
        if tag == "br":
            self._end()
        elif tag == "table" and self._table(element):
            pass
        elif tag in ("sup", "sub") and (small := _SMALL.fullmatch("".join(element.itertext()))):
            # 10 to the fourth power must not become 104.
            self.parts.append(small[1].translate(_RAISED if tag == "sup" else _LOWERED))
        elif tag == "pre":
            self._preformatted(element)
        elif tag in BLOCKS:
            self._block(element, tag)
        else:
            self._children(element)

    def _block(self, element: etree._Element, tag: str) -> None:
        self._end()
        if tag in ("ol", "ul"):
            self.lists.append(_List(element) if tag == "ol" else None)
            self._children(element)
            self._end()
            self.lists.pop()
            return
        if tag == "li":
            self._number(element)
        self._children(element)
        self._end()
        if tag == "li":
            self.mark = ""

    def _number(self, element: etree._Element) -> None:
        ordered = self.lists[-1] if self.lists else None
        if ordered is None:
            return
        number = _whole(element.get("value"), ordered.next)
        ordered.next = number + ordered.step
        mark = written(number, ordered.style)
        self.mark = mark + ordered.behind if mark else ""

    def _children(self, element: etree._Element) -> None:
        self.parts.append(element.text or "")
        for child in element:
            if child not in self.article.skip:
                self.walk(child)
            self.parts.append(child.tail or "")

    def _preformatted(self, element: etree._Element) -> None:
        self._end()
        inner = _Writer(self.article, indented=True)
        for part in "".join(element.itertext()).replace("\r", "").split("\n"):
            inner.parts.append(part.expandtabs(8).replace(" ", "\xa0"))
            inner._end()
        self.lines += inner.lines

    def _end(self) -> None:
        """Closes the line. A line end in the file is no blank between Chinese characters."""
        line = _SPACE.sub(_blank, "".join(self.parts)).strip(" ").replace("\xa0", " ").rstrip()
        self.parts.clear()
        if not line.strip():
            return
        if self.mark:
            said = line.lstrip()
            gap = " " if said[0].isdigit() else ""
            line = said if _NUMBERED.match(said) else self.mark + gap + said
            self.mark = ""
        self.lines.append(line if self.indented else line.lstrip())

    def _table(self, table: etree._Element) -> bool:
        """Writes a table of cells; False for one that holds tables, whose cells are walked as blocks."""
        if any(inner is not table and inner not in self.article.skip for inner in table.iter("table")):
            return False
        self._end()
        rows = self._rows(table)
        grid = spread([self._cell(cell, len(rows) - i) for cell in row] for i, row in enumerate(rows))
        self._end()
        self.lines += table_lines(grid)
        return True

    def _rows(self, part: etree._Element) -> list[list[etree._Element]]:
        """The cells of a table or a part of it, row by row, those of a foot last. What stands in no cell (a caption, text
        gone astray) is written at once, so that it comes before the table."""
        rows: list[list[etree._Element]] = []
        foot: list[list[etree._Element]] = []
        cells: list[etree._Element] = []
        self.parts.append(part.text or "")
        for child in part:
            tag = tag_of(child)
            if child in self.article.skip:
                pass
            elif tag in ("td", "th"):
                cells.append(child)
            elif tag in ("thead", "tbody", "tr"):
                rows += self._rows(child)
            elif tag == "tfoot":
                foot += self._rows(child)
            else:
                self.walk(child)
            self.parts.append(child.tail or "")
        return rows + ([cells] if cells or tag_of(part) == "tr" else []) + foot

    def _cell(self, element: etree._Element, rows_left: int) -> tuple[list[str], int, int]:
        inner = _Writer(self.article, indented=True)
        inner._children(element)
        columns = min(max(_whole(element.get("colspan"), 1), 1), MAX_COLSPAN)
        depth = min(_whole(element.get("rowspan"), 1) or MAX_ROWSPAN, MAX_ROWSPAN, rows_left)
        return inner.done(), columns, max(depth, 1)


def _blank(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    if "\n" not in match[0] and "\r" not in match[0]:
        # Word's tab behind the number of a paragraph; with a blank 2.4 would be a quantity.
        return "\t" if "\t" in match[0] and _SECTION.fullmatch(match.string[: match.start()].strip()) else " "
    wide = _WIDE.match(before) or _WIDE.match(after)
    return "" if wide and _WIDE_OR_DIGIT.match(before) and _WIDE_OR_DIGIT.match(after) else " "


def _style(element: etree._Element) -> tuple[str, str]:
    kind = element.get("type") or ""
    if css := _LIST_STYLE.search(element.get("style") or ""):
        kind = next((word for word in css[1].lower().split() if word in _STYLES), kind)
    return _STYLES.get(kind, ("decimal", "."))


def _whole(value: str | None, otherwise: int) -> int:
    match = re.match(r"\s*(-?\d{1,9})(?!\d)", value or "")
    return int(match[1]) if match else otherwise
