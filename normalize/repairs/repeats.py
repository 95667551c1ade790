"""Lines that a conversion wrote twice."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit, Proposal

# Shorter lines, and rows of a table, are often alike by right.
FEWEST_HAN = 8
COLUMNS = re.compile(r"[\t|｜]|\S {2,}\S|\S\u3000+\S")
HAN = re.compile("[\u3400-\u9fff]")
END = r"(?:\r\n?|[\n\f])"
PAGE = r"(?:第\s?\d{1,4}\s?页(?:[/，,\s]*共?\s?\d{1,4}\s?页)?|[-—–－]\s?\d{1,4}\s?[-—–－]|\d{1,4}\s?/\s?\d{1,4})"
# Where a page ends: a form feed, or a line that is a page number.
BREAK = re.compile(rf"\f|[\r\n][ \t\u3000]*{PAGE}[ \t]*[\r\n]")
OVER_BREAK = re.compile(rf"(?m:^)([^\r\n\f]{{12,}})({END}(?:[ \t\u3000]*(?:{PAGE}[ \t]*)?{END})*)(\1(?:{END}|\Z))")
TWICE = re.compile(r"(?m:^)([^\n]{12,})\n\s*?(\1(?:\n|\Z))")


def repeats(text: str) -> Iterator[Edit]:
    """A long line that ends a page and stands again at the head of the next one goes there.

    Harm: a sentence that is meant to stand twice, with a page between.

    >>> text = "全县共有事业单位35个，编制412名，\\n- 3 -\\n全县共有事业单位35个，编制412名，\\n实有396人。"
    >>> [(edit.start, edit.end) for edit in repeats(text)]
    [(26, 46)]
    """
    if BREAK.search(text) is None:
        return
    for match in OVER_BREAK.finditer(text):
        if _is_prose(match[1]) and BREAK.search(text, match.start(2), match.end(2)):
            yield Edit(*match.span(3), "", "repeats")


def repeated(text: str) -> Iterator[Proposal]:
    """A long line twice in a row, blank lines apart: the second may be too much.

    >>> [tuple(flag) for flag in repeated("全县共有事业单位35个，编制412名。\\n全县共有事业单位35个，编制412名。")]
    [(20, 39, '', 'repeats', 'line_twice')]
    """
    for match in TWICE.finditer(text):
        if _is_prose(match[1]):
            yield Proposal(*match.span(2), "", "repeats", "line_twice")


def _is_prose(line: str) -> bool:
    return len(HAN.findall(line)) >= FEWEST_HAN and COLUMNS.search(line.strip()) is None
