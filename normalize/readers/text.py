"""Plain text, in the encoding that reads it best."""

from gouji.normalize.encoding import decode
from gouji.normalize.readers.reading import Reading
from gouji.schemas import SourceError

# Above this share of characters that no text holds, the file is taken for binary; damaged text stays far below.
MAX_GARBAGE = 0.1
# Nats a byte: Chinese text stands at -2 to -4, English at -6, random bytes at -8.
MIN_SCORE = -7.6
BLANK = "\ufeff \t\r\n\u3000"


def read_text(path: str, data: bytes) -> Reading:
    """The bytes decoded, newlines as they are; SourceError where they are empty or no text."""
    decoded = decode(data)
    if decoded.garbage > MAX_GARBAGE or decoded.score < MIN_SCORE:
        raise SourceError(path, "is not text (binary, or damaged beyond reading)")
    if not decoded.text.strip(BLANK):
        raise SourceError(path, "is empty")
    return Reading(decoded.text, decoded.encoding, decoded.runner_up)
