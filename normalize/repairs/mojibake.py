"""Passages whose bytes were read in a wrong encoding and saved so: `â€œ三个一批â€`, `鍏ㄥ幙缂栧埗`, `±àÖÆ35Ãû`."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit
from gouji.normalize.tables.rarity import NO_WORDS, rarity

# Windows-1252 as programs read it: where it leaves a byte undefined, Latin-1's control character. Sign -> byte.
BYTE = {chr(byte): byte for byte in range(0x80, 0x100)}
BYTE |= {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
BYTE.pop("", None)


def _class(low: int, high: int) -> str:
    return "[" + "".join(re.escape(sign) for sign, byte in BYTE.items() if low <= byte <= high) + "]"


HIGH, NEXT = _class(0x80, 0xFF), _class(0x80, 0xBF)

# UTF-8 read as Windows-1252. The first byte of a character is a letter with an accent, the others are signs.
UTF8 = re.compile(f"(?:[Â-ß]{NEXT}|[à-ï]{NEXT}{{2}}|[ð-ô]{NEXT}{{3}})+")
# Signs that also stand in sound text; one character made of a letter and these alone, such as é“”, proves nothing.
ORDINARY = frozenset("‘’“”–—…•·°")
# Of a closing quotation mark the last byte is undefined in Windows-1252 and often lost.
CUT_QUOTE = re.compile(f"â€(?:\x9d|\ufffd|(?!{NEXT}))")
# What Chinese text holds beside its characters: symbols of Latin-1, punctuation to arrows and boxes, full-width forms.
WANTED = re.compile("[\xa0-\xbf×÷\u2010-\u203b\u2103-\u2116\u2150-\u27bf\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+")

# GBK read as Windows-1252: at least so many Chinese characters in a passage, so many together somewhere in it.
LATIN = re.compile("[\xa1-\xfe]{4}")
# Of either kind; × and é alone are no signs of it. One class in front, so that the search is fast.
TRIGGER = re.compile(f"[\xa1-\xfe](?:(?<=[Â-ô]){NEXT}|[\xa1-\xfe]{{3}})")
PASSAGE = re.compile(f"(?:{HIGH}|[\\x20-\\x7e])+")
RUN = re.compile(f"{HIGH}+")
FEWEST_HAN = 3


def _double(leads: range, trails: range) -> str:
    """A character class of what GBK reads in two bytes."""
    pairs = (bytes((lead, trail)).decode("gbk", "ignore") for lead in leads for trail in trails)
    return "[" + "".join(re.escape(sign) for sign in pairs if len(sign) == 1) + "]"


# UTF-8 read as GBK: two characters of three bytes have become three of two bytes; the third of them is whatever it may be.
FIRST, REST = range(0xE2, 0xF0), range(0x80, 0xC0)
GBK = re.compile(f"{_double(FIRST, REST)}{_double(range(0x81, 0xC0), FIRST)}[^\\x00-\\x7f]")
WIDE = re.compile("[^\x00-\x7f]{1,2000}")  # what is longer is read in parts


def mojibake(text: str) -> Iterator[Edit]:
    """A passage that makes sense when its bytes are read again is read again: UTF-8 taken for Windows-1252 or GBK, and GBK
    taken for Windows-1252. What lost bytes stays.

    Harm: examples of such damage in a text about it are repaired too.

    >>> [edit.replacement for edit in mojibake("â€œ三个一批â€，café“”")]
    ['“', '”']
    >>> [edit.replacement for edit in mojibake("鍏ㄥ幙鍏辨湁缂栧埗35名")], [edit.replacement for edit in mojibake("±àÖÆ35Ãû")]
    (['全县', '共有', '编制'], ['编', '制', '名'])
    """
    if TRIGGER.search(text) is not None:
        found = [*_utf8_as_latin(text)] or [*_gbk_as_latin(text)]
        if found:
            yield from found
            return
    yield from _utf8_as_gbk(text)


def _utf8_as_latin(text: str) -> Iterator[Edit]:
    places = [(match.start(), match.end(), match[0]) for match in UTF8.finditer(text)]
    found = [edit for start, _, run in places for edit in _sequences(start, run)]
    done = {edit.start for edit in found}
    found += [
        Edit(match.start(), match.end(), "”", "mojibake") for match in CUT_QUOTE.finditer(text) if match.start() not in done
    ]
    yield from sorted(found)


def _sequences(start: int, run: str) -> Iterator[Edit]:
    """One edit a character, so that each keeps its place; none where the run makes no Chinese text."""
    try:
        plain = bytes(map(BYTE.__getitem__, run)).decode("utf-8")
    except UnicodeDecodeError:
        return
    twice = UTF8.fullmatch(plain) or CUT_QUOTE.fullmatch(plain)
    if not twice and (WANTED.fullmatch(plain) is None or (rarity(plain) or 0) >= NO_WORDS):
        return
    if len(plain) == 1 and plain >= "\u3400" and ORDINARY.issuperset(run[1:]):
        return
    for character in plain:
        end = start + len(character.encode("utf-8"))
        yield Edit(start, end, character, "mojibake")
        start = end


def _gbk_as_latin(text: str) -> Iterator[Edit]:
    done = 0
    for trigger in LATIN.finditer(text):
        if trigger.start() < done:
            continue
        passage = PASSAGE.search(text, max(done, _begin(text, done, trigger.start())))
        if passage is None:
            continue
        done = passage.end()
        runs = [(run.start(), _as_gbk(run[0])) for run in RUN.finditer(text, *passage.span())]
        plain = "".join(read or "\ufffd" for _, read in runs)
        han = re.findall("[\u4e00-\u9fff]", plain)
        if len(han) < FEWEST_HAN or (rarity(plain) or NO_WORDS) >= NO_WORDS or WANTED.fullmatch(plain) is None:
            continue
        for start, read in runs:
            for place, character in enumerate(read or ""):
                yield Edit(start + 2 * place, start + 2 * place + 2, character, "mojibake")


def _begin(text: str, lowest: int, place: int) -> int:
    """Where the passage round `place` begins."""
    while place > lowest and PASSAGE.match(text[place - 1]):
        place -= 1
    return place


def _as_gbk(run: str) -> str | None:
    try:
        plain = bytes(map(BYTE.__getitem__, run)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return plain if 2 * len(plain) == len(run) else None


def _utf8_as_gbk(text: str) -> Iterator[Edit]:
    done = 0
    for trigger in GBK.finditer(text):
        start = trigger.start()
        run = WIDE.match(text, start) if start >= done else None
        if run is None:
            continue
        plain = _valid(_double_bytes(run[0]))
        done = start + len(plain.encode("utf-8")) // 2
        read = rarity(plain)
        if len(plain) < 2 or WANTED.fullmatch(plain) is None or read is None or read >= NO_WORDS:
            continue
        if read >= (rarity(run[0][: len(plain.encode("utf-8")) // 2]) or 0):
            continue
        yield from _groups(start, plain)


def _double_bytes(run: str) -> bytes:
    """The bytes of the characters up to the first that GBK does not have."""
    try:
        return run.encode("gbk")
    except UnicodeEncodeError as stop:
        return run[: stop.start].encode("gbk")


def _valid(data: bytes) -> str:
    """The bytes read as UTF-8, up to the first that are none."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as stop:
        return data[: stop.start].decode("utf-8")


def _groups(start: int, plain: str) -> Iterator[Edit]:
    """One edit where characters of both readings end together; an odd character at the end lost a byte and stays."""
    pending, size = "", 0
    for character in plain:
        pending += character
        size += len(character.encode("utf-8"))
        if size % 2 == 0:
            yield Edit(start, start + size // 2, pending, "mojibake")
            start, pending, size = start + size // 2, "", 0
