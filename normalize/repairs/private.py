"""Characters of Unicode's private use area that stand for ordinary ones."""

import re
from collections.abc import Iterator
from functools import cache

from gouji.normalize.plan import Edit

PRIVATE = "\ue000-\uf8ff"
TRIGGER = re.compile(f"[{PRIVATE}]")
KNOWN = re.compile(
    "[\ue5e5\ue78d-\ue796\ue7c7\ue7c8\ue815-\ue864]|(?m:^)([ \t\u3000]*)([\uf06c\uf06e\uf075\uf076\uf0a7\uf0b7\uf0d8\uf0fc])"
)

# GBK had no place for these in Unicode at first. Source: GB 18030-2005 and -2022, where they got one; the vertical
# punctuation as what it is in a line.
GBK = dict(
    zip(
        "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue7c8",
        "\u3000，。、：；！？〖〗…ḿǹ",
        strict=True,
    )
)
LATE = dict(
    zip("\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864", "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb", strict=True)
)
# What word processors put before items, from the Symbol and Wingdings fonts.
BULLETS = dict(zip("\uf06c\uf06e\uf075\uf076\uf0a7\uf0b7\uf0d8\uf0fc", "●■◆❖▪•➢✓", strict=True))


def private(text: str) -> Iterator[Edit]:
    """Private-use characters become what GBK means by them, at the begin of a line what symbol fonts show; others stay.

    Harm: text for a font that shows something of its own in these places.

    >>> [tuple(edit) for edit in private("\\uf0b7\\ue5e5编制35名\\uf0b7\\ue78d")]
    [(0, 1, '•', 'private'), (1, 2, '\\u3000', 'private'), (8, 9, '，', 'private')]
    """
    if TRIGGER.search(text) is None:
        return
    for match in KNOWN.finditer(text):
        plain = BULLETS[match[2]] if match[2] else _gbk().get(match[0])
        if plain is not None:
            yield Edit(match.end() - 1, match.end(), plain, "private")


@cache
def _gbk() -> dict[str, str]:
    trails = [trail for trail in range(0x50, 0xA1) if trail != 0x7F]
    block = {chr(0xE815 + place): bytes((0xFE, trail)).decode("gb18030") for place, trail in enumerate(trails)}
    return block | GBK | LATE
