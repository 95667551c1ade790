"""Which part of a page is the article: by how much running text stands there, and how little of it is links.

No site is known by name. What is certainly not read (scripts, hidden text) is passed over; lists of links, and what is
named or worded like furniture, are passed over where they hold little of the page's running text; then the innermost
element that still holds nearly all of it is the article, widened over the plain text that stands beside it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from gouji.normalize.readers.html_hidden import Hiding
from gouji.normalize.readers.html_tags import BLOCKS, NO_TEXT, PARAGRAPHS, RELATED, SITE_LINE, is_furniture, tag_of
from gouji.normalize.readers.html_title import title_over, words_of

MAX_SEARCHED = 150_000  # elements; a page with more is a data table
_SENTENCE = re.compile(r"[。；！？，]")
_DIGIT = re.compile(r"\d")
_LONG_LINE = 30  # a line so long is running text even without points
_SITE_LINE_LENGTH = 120
_MOST, _LITTLE = 0.95, 0.3
_LINKED, _LINKS = 0.55, 3


@dataclass(frozen=True, slots=True)
class Article:
    """The element that holds the article, what inside it is passed over, and the title where it stands outside of it."""

    root: etree._Element
    skip: frozenset[etree._Element]
    title: str | None


@dataclass(slots=True)
class _Weight:
    """Characters in an element: all, in links, of running text; the number of links, lines of site furniture, line ends."""

    size: int = 0
    linked: int = 0
    running: int = 0
    links: int = 0
    site: int = 0
    breaks: int = 0

    def add(self, other: "_Weight") -> None:
        self.size += other.size
        self.linked += other.linked
        self.running += other.running
        self.links += other.links
        self.site += other.site
        self.breaks += other.breaks


@dataclass(slots=True)
class _Line:
    """The text of a block without the blocks inside it, its size, and how much of it is in links."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    linked: int = 0


def find_article(body: etree._Element) -> Article:
    """The article of a page; all of it where no part stands out, or where it has more than MAX_SEARCHED elements."""
    hiding = Hiding(body.getroottree().getroot())
    if sum(1 for _ in body.iter(etree.Element)) > MAX_SEARCHED:
        return Article(body, frozenset(e for e in body.iter(*NO_TEXT)), None)
    unread = _skipped(body, set(), lambda element: tag_of(element) in NO_TEXT or hiding.inline(element))
    page = _Page(body, unread)
    hidden = _skipped(body, unread, hiding.by_sheet)
    if hidden != unread and _Page(body, hidden).total.size * 2 > page.total.size:
        unread, page = hidden, _Page(body, hidden)
    furniture: set[etree._Element] = set()
    for rule in (_named_furniture, _site_lines, _link_list):
        found = page.furniture(rule)
        if found:
            furniture |= found
            page = _Page(body, unread | furniture)
    if not page.total.size:
        return Article(body, frozenset(unread), None)
    root, beyond = page.innermost(furniture)
    return Article(root, frozenset(unread | furniture | beyond), title_over(body, root, unread))


def _skipped(body: etree._Element, before: set[etree._Element], out: Callable[[etree._Element], bool]) -> set[etree._Element]:
    """The outermost elements that go, with those before."""
    return before | {
        element for element in body.iter(etree.Element) if element is not body and element not in before and out(element)
    }


class _Page:
    """What every element of a page holds, what is skipped aside."""

    def __init__(self, body: etree._Element, skip: set[etree._Element]) -> None:
        self.body, self.skip = body, skip
        self.weights: dict[etree._Element, _Weight] = {}
        self.words: dict[etree._Element, str] = {}  # of each block, without the blocks inside it
        self.total = self._weigh(body, _Line(), False)

    def _weigh(self, element: etree._Element, line: _Line, linked: bool) -> _Weight:
        """What the element holds; its text goes into its own line where it is a block, else into that of its block."""
        tag = tag_of(element)
        own = _Line() if tag in BLOCKS else line
        is_link = tag == "a" and element.get("href") is not None
        linked = linked or is_link
        weight = self.weights[element] = _Weight(links=int(is_link), breaks=int(tag == "br"))
        self._say(element.text, weight, own, linked)
        for child in element:
            if child not in self.skip and tag_of(child):
                weight.add(self._weigh(child, own, linked))
            self._say(child.tail, weight, own, linked)
        if own is not line or element is self.body:
            self._judge(element, weight, own)
        return weight

    def _say(self, text: str | None, weight: _Weight, line: _Line, linked: bool) -> None:
        if text and (size := _length(text)):
            line.parts.append(text)
            line.size += size
            weight.size += size
            if linked:
                line.linked += size
                weight.linked += size

    def _judge(self, block: etree._Element, weight: _Weight, line: _Line) -> None:
        if not line.size:
            return
        words = self.words[block] = "".join(line.parts).strip()
        if line.size <= _SITE_LINE_LENGTH and SITE_LINE.match(words):
            weight.site += 1
        elif line.size > 2 * line.linked:
            cell = tag_of(block) in ("td", "th") and _DIGIT.search(words)
            if cell or line.size >= _LONG_LINE or _SENTENCE.search(words):
                weight.running += line.size - line.linked

    def furniture(self, rule: "Callable[[_Page, etree._Element, _Weight], bool]") -> set[etree._Element]:
        """The outermost elements that the rule names."""
        found: set[etree._Element] = set()
        stack = [child for child in self.body if child in self.weights]
        while stack:
            element = stack.pop()
            if tag_of(element) in BLOCKS and rule(self, element, self.weights[element]):
                found.add(element)
            else:
                stack += [child for child in element if child in self.weights]
        return found

    def innermost(self, furniture: set[etree._Element]) -> tuple[etree._Element, set[etree._Element]]:
        """The innermost element with nearly all running text, widened over neighbours of plain text up to the next
        furniture; and the neighbours beyond that."""
        path = [self.body]
        while (inner := self._heaviest(path[-1])) is not None:
            path.append(inner)
        while len(path) > 1:
            inner, outer = path.pop(), path[-1]
            beside = self._plain_beside(inner, furniture)
            if len(beside) < len(outer) - 1:
                if not beside:
                    return self._whole(inner), set()
                return outer, {other for other in outer if other is not inner and other not in beside}
        return self.body, set()

    def _whole(self, root: etree._Element) -> etree._Element:
        """The table, where a part of it was found."""
        parent = root.getparent()
        return parent if tag_of(root) in ("tbody", "thead", "tfoot") and parent is not None else root

    def _heaviest(self, element: etree._Element) -> etree._Element | None:
        """The child with nearly all the running text, unless it is a mere paragraph."""
        for child in element:
            weight = self.weights.get(child)
            if weight is None or weight.running < _MOST * self.weights[element].running or not weight.running:
                continue
            holds_blocks = any(tag_of(inner) in BLOCKS for inner in child.iterdescendants(etree.Element))
            if tag_of(child) in PARAGRAPHS or not (holds_blocks or weight.breaks > 1):
                return None
            return child
        return None

    def _plain_beside(self, inner: etree._Element, furniture: set[etree._Element]) -> set[etree._Element]:
        """The neighbours on both sides, up to one that is furniture or holds links, furniture or lines of the site."""
        plain: set[etree._Element] = set()
        for back in (True, False):
            for other in inner.itersiblings(preceding=back):
                weight = self.weights.get(other)
                if other in furniture or (weight is not None and (weight.links or weight.site)):
                    break
                if any(below in furniture for below in other.iterdescendants(etree.Element)):
                    break
                plain.add(other)
        return plain


def _little(page: _Page, weight: _Weight) -> bool:
    return weight.running < _LITTLE * page.total.running or not weight.size


def _named_furniture(page: _Page, element: etree._Element, weight: _Weight) -> bool:
    return is_furniture(element) and _little(page, weight)


def _site_lines(page: _Page, element: etree._Element, weight: _Weight) -> bool:
    """A block of nothing but lines of the site, or a heading over links."""
    words = page.words.get(element, "")
    if words and weight.size == _length(words):
        return bool(SITE_LINE.match(words) and weight.size <= _SITE_LINE_LENGTH and weight.links) or bool(
            RELATED.fullmatch(words)
        )
    return False


def _link_list(page: _Page, element: etree._Element, weight: _Weight) -> bool:
    """Links and little else; behind a heading over links, one is enough."""
    if weight.linked <= _LINKED * weight.size or not _little(page, weight):
        return False
    if weight.links >= _LINKS:
        return True
    before = element.getprevious()
    while before is not None and before in page.skip and not RELATED.fullmatch(words_of(before)):
        before = before.getprevious()
    return before is not None and before in page.skip and RELATED.fullmatch(words_of(before)) is not None


def _length(words: str) -> int:
    return len("".join(words.split()))
