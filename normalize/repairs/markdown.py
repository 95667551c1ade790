"""The marks of Markdown, in which converters hand over what they read from other files."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

# CommonMark 0.31.2, sections 4.2 (ATX headings), 6.2 (strong emphasis), 2.4 (backslash escapes), 5.1 and 5.2 (quotes, lists).
HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t　]+|(?=[\u4e00-\u9fff（(【])(?<=##))(?=\S)", re.MULTILINE)
CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
STRONG = re.compile(r"(\*\*)(?=[^\s*])[^*\n]*[^\s*](\*\*)|(\*\*)[^\s*](\*\*)")
ESCAPE = re.compile(r"(\\)[.\-+*_#()\[\]{}!|~<>`]")
QUOTE = re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE)
BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?=[\u4e00-\u9fff（(“《①-⑳\d])", re.MULTILINE)
BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
# A picture says nothing that could be read, nor does a comment; of a link the words stay.
PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\s]*\)|<!--[^\n]*?-->")
LINK = re.compile(r"(?<!!)(\[)[^\[\]\n]+(\]\((?:https?:|[./#])[^)\s]*\))")


def markdown(text: str) -> Iterator[Edit]:
    """Where headings or strong words are marked as Markdown does, all its marks go; the bars of tables stay.

    Harm: a text about Markdown loses its examples.

    >>> text = "## 一、机构 - **行政编制**86名"
    >>> [text[edit.start : edit.end] for edit in markdown(text)]
    ['## ', '**', '**']
    """
    heads = list(HEADING.finditer(text)) if "#" in text else []
    strong = list(STRONG.finditer(text)) if "**" in text else []
    if not (heads or strong):
        return
    places = {(head.start(), head.end()) for head in heads}
    places |= {match.span(group) for match in strong for group in range(1, 5) if match[group]}
    for head in heads:
        end = text.find("\n", head.end())
        if closing := CLOSING.search(text, head.end(), end if end >= 0 else len(text)):
            places.add(closing.span())
    places |= {match.span(1) for match in ESCAPE.finditer(text)}
    places |= {match.span() for pattern in (QUOTE, BULLET, PICTURE) for match in pattern.finditer(text)}
    places |= {match.span(group) for match in LINK.finditer(text) for group in (1, 2)}
    done = 0
    for start, end, instead in sorted(
        [(*place, "") for place in places] + [(*match.span(), " ") for match in BREAK.finditer(text)]
    ):
        if start >= done:
            yield Edit(start, end, instead, "markdown")
            done = end
