"""The title of a page, where it stands outside the article."""

import re

from lxml import etree

from gouji.normalize.readers.html_tags import BLOCKS, HEADINGS, SITE_LINE, tag_of

_LENGTHS = range(4, 81)  # characters


def title_over(body: etree._Element, root: etree._Element, unread: set[etree._Element]) -> str | None:
    """The heading over the article: the longest line before it that the title of the window holds, else the last h1 to h3."""
    head = body.getroottree().getroot().find(".//title")
    window = "".join(head.itertext()) if head is not None else ""
    pieces = [re.sub(r"\s", "", piece) for piece in re.split(r"[-_|–—>]", window)]
    # The last piece of several names the site.
    window = "".join(pieces[: max(len(pieces) - 1, 1)])
    best: tuple[int, str] = (0, "")
    for element in body.iter(etree.Element):
        if element is root:
            break
        if (
            element in unread
            or tag_of(element) not in BLOCKS
            or any(tag_of(inner) in BLOCKS for inner in element.iterdescendants())
        ):
            continue
        words = words_of(element)
        bare = re.sub(r"\s|[-_|–—>]", "", words)
        if len(bare) in _LENGTHS and not SITE_LINE.match(words) and next(element.iter("a"), None) is None:
            rank = len(bare) if bare in window else 1 if tag_of(element) in HEADINGS else 0
            best = max(best, (rank, words), key=lambda pair: pair[0]) if rank != 1 or best[0] > 1 else (rank, words)
    return best[1] or None


def words_of(element: etree._Element) -> str:
    """All its text, runs of white space as one space."""
    return re.sub(r"[ \t\r\n\f\xa0]+", " ", "".join(element.itertext())).strip()
