"""HTML entities that a converter left in the text."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

# The named entities that office and web editors write (HTML 4, sections 24.2 to 24.4); spaces become plain ones.
NAMED = {
    "nbsp": " ",
    "ensp": " ",
    "emsp": "\u3000",
    "thinsp": " ",
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "quot": '"',
    "apos": "'",
    "ldquo": "“",
    "rdquo": "”",
    "lsquo": "‘",
    "rsquo": "’",
    "laquo": "«",
    "raquo": "»",
    "mdash": "—",
    "ndash": "–",
    "hellip": "…",
    "middot": "·",
    "bull": "•",
    "times": "×",
    "divide": "÷",
    "plusmn": "±",
    "deg": "°",
    "permil": "‰",
    "yen": "¥",
    "copy": "©",
    "reg": "®",
    "trade": "™",
    "shy": "",
    "zwnj": "",
    "zwj": "",
}
# Text that was escaped more than once holds &amp;nbsp;. A browser reads &nbsp without its semicolon too, and an editor may
# have made the semicolon full-width.
ENTITY = re.compile(r"&(?:amp;)*(?:(nbsp)[;；]?|(\w{2,6});|#(\d{2,7});|#[xX]([0-9A-Fa-f]{2,6});)")


def entities(text: str) -> Iterator[Edit]:
    """`&nbsp;` and its like become the character that they name; unknown names and bare ampersands stay.

    Harm: a text about HTML loses its examples.

    >>> [edit.replacement for edit in entities("&nbsp;&nbsp;县政府:5&#37;，R&D，AT&T;，&unknown;")]
    [' ', ' ', '%']
    """
    if "&" not in text:
        return
    for match in ENTITY.finditer(text):
        space, name, decimal, hexadecimal = match.groups()
        named = space or name
        character = NAMED.get(named) if named else _printable(int(decimal) if decimal else int(hexadecimal, 16))
        if character is not None:
            yield Edit(match.start(), match.end(), character, "entities")


def _printable(code: int) -> str | None:
    if code == 0xA0:
        return " "
    possible = 0x20 <= code < 0x110000 and not 0x7F <= code < 0xA0 and not 0xD800 <= code < 0xE000
    return chr(code) if possible else None
