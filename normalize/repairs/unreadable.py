"""What is lost for good: characters that stand for bytes nobody could read, and passages made of them."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Proposal
from gouji.normalize.repairs.private import PRIVATE
from gouji.normalize.tables.rarity import NO_WORDS, rarity

# U+FFFD; U+FFFD written as UTF-8 and read as GBK; memory that was never written, read as GBK.
REPLACED = r"\ufffd+|(?:锟斤拷)+锟?斤?|锟斤|烫{3,}|屯{3,}|\?{4,}"
# Signs of Latin-1 that stand together in no language: three in a row, at least one of them no letter, or a letter and what
# begins a character of UTF-8 with it.
ODD = "\x80-\x9f¡-¿€ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ"
SIGNS = f"{ODD}À-ÿ"
LATIN = f"(?=[À-ÿ]{{0,2}}[{ODD}])[{SIGNS}]{{3,}}|[à-ï](?![·°«»])[{ODD}]"
FOUND = re.compile(f"({REPLACED})|([{PRIVATE}]+)|{LATIN}")
WORDS = ("\ufffd", "锟", "烫烫烫", "屯屯屯", "????")
TRIGGER = re.compile(f"[{PRIVATE}{SIGNS}](?:(?<=[{PRIVATE}])|[{SIGNS}])")
# Half of a character fell out, and what follows was read one byte off: rare characters between question marks.
SHIFTED = re.compile(r"[?\ufffd][!?]?([\u3400-\u9fff]{2,12})[?\ufffd]")


def unreadable(text: str) -> Iterator[Proposal]:
    """Characters that replace lost ones, private ones of unknown meaning, and passages read in a wrong encoding that no
    reading again makes whole: marked, since nothing can be put in their place, and where they stand matters.

    >>> [(flag.start, flag.end, flag.reason) for flag in unreadable("共锟斤拷锟斤拷；编\\ufffd名；?!缎略谱凼?；为什么?好?")]
    [(12, 19, 'wrong_encoding'), (1, 7, 'replaced'), (9, 10, 'replaced')]
    """
    shifted = [match.span() for match in SHIFTED.finditer(text) if (rarity(match[1]) or 0) >= NO_WORDS]
    for start, end in shifted:
        yield Proposal(start, end, None, "unreadable", "wrong_encoding")
    if TRIGGER.search(text) is None and not any(word in text for word in WORDS):
        return
    for match in FOUND.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in shifted):
            reason = "replaced" if match[1] else "private_use" if match[2] else "wrong_encoding"
            yield Proposal(*match.span(), None, "unreadable", reason)
