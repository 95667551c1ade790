"""Full-width digits, letters, and the signs that belong to numbers."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

DIGIT = "0-9０-９"
WORD = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
SIMPLE = "０-９Ａ-Ｚａ-ｚ％"

TRIGGER = re.compile(f"[{SIMPLE}．－＋／]")
# The leading class lets the search skip fast; what follows it looks at the neighbours. A sign is folded only where it
# belongs to a number or joins letters, since the same sign is punctuation elsewhere; the comma and the colon only
# between full-width digits, the comma only before a group of three.
WIDE = re.compile(
    f"[{SIMPLE}．－＋／：，](?:"
    f"(?<=[{SIMPLE}])"
    f"|(?<=[{DIGIT}]．)|(?<=．)(?=[{DIGIT}])"
    f"|(?<=[－＋])(?=[{DIGIT}])"
    f"|(?<=[{WORD}％][－＋／])(?=[{WORD}])"
    "|(?<=[０-９]：)(?=[０-９])"
    rf"|(?<=[０-９]，)(?=[０-９][{DIGIT}]{{2}}(?![{DIGIT}])))"
)
HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def fullwidth(text: str) -> Iterator[Edit]:
    """Full-width digits, letters and ％ are folded, and ．－＋／：， where they are part of a number; prose keeps its signs.

    Harm: a list of full-width numbers such as １，２３４ reads as one number.

    >>> [edit.replacement for edit in fullwidth("床位５，２３６张，占６１．６％；第１，２，３类")]
    ['5,236', '61.6%', '1', '2', '3']
    """
    if TRIGGER.search(text) is None:
        return
    start = end = -1
    for match in WIDE.finditer(text):
        if match.start() != end:
            if end > 0:
                yield Edit(start, end, text[start:end].translate(HALF), "fullwidth")
            start = match.start()
        end = match.end()
    if end > 0:
        yield Edit(start, end, text[start:end].translate(HALF), "fullwidth")
