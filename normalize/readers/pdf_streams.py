"""The streams of a PDF as its bytes show them, whatever its tables say: how much they unpack to, and who names them."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

MAX_UNPACKED = 16 * 1024 * 1024  # bytes of one stream that is no picture and no font
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 4096
_HARMLESS = re.compile(rb"/Subtype\s*/(?:Image|CIDFontType0C|Type1C|OpenType)\b|/Length1\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_DRAWS = re.compile(rb"\bDo\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_OTHER = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL|ASCIIHexDecode|AHx)\b")
_ASCII85 = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_NUMBER = re.compile(rb"(\d{1,10})\s+\d+\s+$")
_NAMED = re.compile(rb"\b(\d{1,10})\s+\d+\s+R\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_OF_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")


@dataclass(slots=True)
class Survey:
    """`sizes` of the unpacked streams by the number of their object, how often each object is named, the pages that are
    said to be there, and whether something cannot be looked into, unpacks to more than MAX_UNPACKED or is a form that
    draws forms."""

    sizes: dict[int, int] = field(default_factory=dict)
    named: Counter[int] = field(default_factory=Counter)
    pages: int = 0
    opaque: bool = False

    def drawn(self) -> int:
        """Bytes of all streams, each as often as it is named."""
        return sum(size * self.named[number] for number, size in self.sizes.items())


def survey(data: bytes) -> Survey:
    """Goes through the bytes once, up to the first thing that is opaque."""
    found, at = Survey(), 0
    for start, end in _stretches(data):
        _note(found, data[at:start])
        begins = data.rfind(b"obj", max(at, start - _DICTIONARY), start)
        head, number = data[max(begins, at, start - _DICTIONARY) : start], _NUMBER.search(data, max(begins - 24, at), begins)
        at = end
        if _HARMLESS.search(head):
            continue
        inside = _unpacked(head, data[start:end])
        if inside is None or len(inside) > MAX_UNPACKED or (_FORM.search(head) and _DRAWS.search(inside)):
            found.opaque = True
            return found
        if _OF_OBJECTS.search(head):
            _note(found, inside)
        elif number is not None:
            found.sizes[int(number[1])] = len(inside)
    _note(found, data[at:])
    return found


def _note(found: Survey, objects: bytes) -> None:
    found.named.update(map(int, _NAMED.findall(objects)))
    found.pages += len(_PAGE.findall(objects))


def _stretches(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the bytes of each stream begin and end."""
    at = 0
    while stream := _STREAM.search(data, at):
        at = data.find(b"endstream", stream.end())
        at = len(data) if at < 0 else at
        yield stream.end(), at


def _unpacked(head: bytes, packed: bytes) -> bytes | None:
    """At most a little more than MAX_UNPACKED bytes, what comes before the damage where there is some; None for packings
    that are not undone here: rare ones, and one within the other."""
    flates = len(_FLATE.findall(head))
    if flates > 1 or _OTHER.search(head):
        return None
    if _ASCII85.search(head):
        packed = _binary(packed)
    if not flates:
        return packed
    try:
        return zlib.decompressobj().decompress(packed, MAX_UNPACKED + 1)
    except zlib.error:
        return b""


def _binary(text: bytes) -> bytes:
    """ASCII85 undone; it need not be right where the text is damaged.

    >>> _binary(b"87cURDZ~>")
    b'Hello'
    """
    text = b"".join(text.partition(b"~")[0].split()).replace(b"z", b"!!!!!")
    missing = -len(text) % 5
    groups = np.frombuffer(text + b"u" * missing, dtype=np.uint8).reshape(-1, 5).astype(np.uint64) - 33
    values = groups @ np.array([85**4, 85**3, 85**2, 85, 1], dtype=np.uint64)
    return values.astype(">u4").tobytes()[: len(values) * 4 - missing]
