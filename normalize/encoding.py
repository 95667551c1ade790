"""Which encoding a file is in: each candidate reads the bytes, and the one whose text is the most likely Chinese wins.

The bytes are the same for all candidates, so the likelihoods of the characters that they read can be compared as they
are: no weights between encodings are needed. The characters' frequencies come from jieba's dictionary (tables/).
"""

import codecs
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from gouji.normalize.tables.frequency import HALF_NATS

# Where two read the same text, the first is named.
CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
# A mark that begins the file is better evidence than a line of text, and yet not beyond doubt.
MARKS: tuple[tuple[bytes, str], ...] = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MARK_NATS = 40.0
HZ_OPENS = b"~{"

# So many characters of three bytes, and no byte that does not fit: in GB18030 or Big5 one pair in three or so would not fit.
UTF8_SEQUENCES = 60
SLICE = 24 * 1024
# No byte below this is the second half of a character in UTF-8, GB18030 or Big5: a slice may begin after it.
LOWEST_TRAIL = 0x30

# Surprise of a character in nats, by class, where HALF_NATS has none; estimated once over reports of every period.
HAN_SHARE = 0.4  # the price of being a Chinese character at all (two in three are)
UNLISTED_HAN = 16.0
GARBAGE = 18.0
CLASSES: tuple[tuple[str, float], ...] = (
    ("，", 3.4),
    ("。、", 4.2),
    ("0123456789", 4.3),
    (" \n\r\u3000", 4.6),
    (",.:;()%-/", 5.6),
    ("（）：；《》“”％〔〕【】「」", 5.8),
    ("etaoinshrdlcu", 5.7),
    ("mwfgypbvkjxqz", 6.4),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 7.0),
    ("！？—…·『』‘’〈〉－～／∶", 7.5),
    ("!?\"'#&*+<=>@[]_{|}\t\\^`~$", 7.5),
    ("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", 8.5),
    ("①②③④⑤⑥⑦⑧⑨⑩〇○●□■◆★☆×÷±‰℃㎡㎞√→│┌┐└┘├┤┬┴┼─", 10.0),
)
BLOCKS: tuple[tuple[int, int, float], ...] = (
    (0xFF01, 0xFF5E, 8.0),  # full-width ASCII
    (0x2000, 0x27BF, 12.0),
    (0x3000, 0x303F, 11.0),
    (0x3040, 0x30FF, 13.0),  # kana
    (0x3100, 0x33FF, 13.0),
    (0xA0, 0x24F, 12.5),
    (0x2E80, 0x2FDF, 14.0),  # radicals
    (0x3400, 0x4DBF, 18.0),
    (0x4E00, 0x9FFF, UNLISTED_HAN),
    (0xAC00, 0xD7A3, 16.0),
    (0xF900, 0xFAFF, 16.0),
)
ELSEWHERE = 17.0
# Unicode general categories: control, unassigned, private use, surrogate.
NO_TEXT = ("Cc", "Cn", "Co", "Cs")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes read as text. `runner_up` is the next best encoding, None where all read the same text or only one can be meant.

    `score` is the mean log-likelihood of a sampled byte in nats (higher is likelier), `replaced` the number of U+FFFD that
    stand for bytes the encoding does not know, `garbage` the share of sampled characters that no text holds (controls,
    unassigned, private use, replaced).
    """

    text: str
    encoding: str
    runner_up: str | None
    score: float
    replaced: int
    garbage: float


def decode(data: bytes) -> Decoded:
    """The most plausible reading of `data`; bytes that do not fit become U+FFFD. Never raises.

    >>> decode("全县共有编制".encode("gb18030")).encoding, decode("全縣共有編制".encode("big5")).encoding
    ('gb18030', 'cp950')
    >>> decode("\\ufeff全县".encode("utf-8")).text
    '全县'
    """
    readings: list[tuple[float, str, str, Counter[str]]] = []
    for encoding in ("utf-8",) if _is_surely_utf8(data) else _candidates(data):
        sample = "".join(_sample(data, encoding))
        bonus = MARK_NATS if encoding in ("utf-8-sig", "utf-16") else 0.0
        counts = Counter(sample)
        readings.append((bonus - _surprise(counts), encoding, sample, counts))
    readings.sort(key=lambda reading: -reading[0])  # stable: the first candidate stays first in a draw
    score, encoding, sample, counts = readings[0]
    runner_up = next((other for _, other, text, _ in readings[1:] if text != sample), None)
    text = data.decode(encoding, "replace")
    sampled = sum(len(part) for part in _slices(data, encoding)) or 1
    return Decoded(text, encoding, runner_up, score / sampled, text.count("\ufffd"), _garbage_share(counts, len(sample)))


def _is_surely_utf8(data: bytes) -> bool:
    """UTF-8 without a fault, and no other encoding could have made so many of its sequences."""
    if b"\0" in data or data.startswith(codecs.BOM_UTF8):
        return False
    try:
        return len(data) - len(data.decode()) >= 2 * UTF8_SEQUENCES
    except UnicodeDecodeError:
        return False


def _candidates(data: bytes) -> Iterator[str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            yield encoding
            # What the mark names, without the mark, would be the same reading twice.
            yield from (other for other in CANDIDATES if other[:5] != encoding[:5])
            break
    else:
        yield from CANDIDATES
    if HZ_OPENS in data[:SLICE]:
        yield "hz"


def _slices(data: bytes, encoding: str) -> Iterator[bytes]:
    """Beginning, middle and end of a long file, each from a place where a character begins."""
    if len(data) <= 3 * SLICE:
        yield data
        return
    yield data[:SLICE]
    for start in ((len(data) - SLICE) // 2 & ~1, (len(data) - SLICE) & ~1):
        part = data[start : start + SLICE]
        if encoding.startswith("utf-16"):
            yield part
        elif encoding == "hz":
            yield part[part.find(b"\n") + 1 :]
        else:
            yield part[next((i for i, byte in enumerate(part) if byte < LOWEST_TRAIL), 0) :]


def _sample(data: bytes, encoding: str) -> Iterator[str]:
    wide = "utf-16-be" if data.startswith(b"\xfe\xff") else "utf-16-le"
    for number, part in enumerate(_slices(data, encoding)):
        # The mark stands only before the first slice.
        reader = wide if number and encoding == "utf-16" else encoding
        decoder = codecs.getincrementaldecoder(reader)("replace")
        yield decoder.decode(part, final=len(part) == len(data))


def _surprise(counts: Counter[str]) -> float:
    prices, total = _prices(), 0.0
    for character, count in counts.items():
        price = prices.get(character)
        if price is None:
            price = prices[character] = _nats(character)
        total += count * price
    return total


@cache
def _prices() -> dict[str, float]:
    """The surprise of each character: the listed ones at first, any other once it was met."""
    nats = {character: half / 2 + HAN_SHARE for half, characters in HALF_NATS.items() for character in characters}
    nats.update((character, price) for characters, price in CLASSES for character in characters)
    return nats


def _nats(character: str) -> float:
    if _is_garbage(character):
        return GARBAGE
    code = ord(character)
    return next((price for first, last, price in BLOCKS if first <= code <= last), ELSEWHERE)


@lru_cache(maxsize=1 << 14)
def _is_garbage(character: str) -> bool:
    return character == "\ufffd" or (character not in "\t\n\r\f" and unicodedata.category(character) in NO_TEXT)


def _garbage_share(counts: Counter[str], length: int) -> float:
    """Of a dozen characters, a few damaged ones do not make the file binary."""
    garbage = sum([count for character, count in counts.items() if _is_garbage(character)])
    return garbage / length if garbage > 3 else 0.0
