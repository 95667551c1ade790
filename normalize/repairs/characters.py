"""Characters that print nothing, and spaces of odd widths."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

# C0 and C1 controls but tab and the line ends, soft hyphen, zero-width and direction marks, byte order mark, variation
# selectors, interlinear marks. Source: Unicode general categories Cc and Cf.
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0100-\U000e01ef"
)
# One space each, so that columns made of runs of spaces keep their width; U+3000 is Chinese and stays.
ODD_SPACES = "\xa0\u2000-\u200a\u202f\u205f"

TRIGGER = re.compile(f"[{INVISIBLE}{ODD_SPACES}]")
RUN = re.compile(f"([{INVISIBLE}]+)|[{ODD_SPACES}]+")


def characters(text: str) -> Iterator[Edit]:
    """Invisible characters go; no-break and typographic spaces become as many plain ones.

    Harm: emoji that are joined or varied by invisible characters fall into their parts.

    >>> [tuple(edit) for edit in characters("编\\u200b制\\xa0\\xa035名")]
    [(1, 2, '', 'characters'), (3, 5, '  ', 'characters')]
    """
    if TRIGGER.search(text) is None:
        return
    for match in RUN.finditer(text):
        start, end = match.span()
        yield Edit(start, end, "" if match[1] else " " * (end - start), "characters")
