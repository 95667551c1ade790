"""PDF files that could keep pdfium busy without end, or fill the memory: tried first in a process that can be stopped.

pdfium loads a page in one call that nothing can interrupt. What can grow beyond all measure there are streams that unpack
to a thousand times their size and forms that draw forms; honest files have neither, or little of it.
"""

import os
import re
import selectors
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from gouji.schemas import SourceError

SECONDS_A_PAGE = 5.0
SECONDS = 240.0
MAX_UNPACKED = 16 * 1024 * 1024  # bytes of one stream that is no picture and no font
_PROBE = Path(__file__).with_name("pdf_probe.py")
# What is no more than this could not unpack to more than MAX_UNPACKED (deflate packs to a thousandth at best).
_SMALL = MAX_UNPACKED // 1032
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 4096
_HARMLESS = re.compile(rb"/Subtype\s*/(?:Image|CIDFontType0C|Type1C|OpenType)\b|/Length1\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_DRAWS = re.compile(rb"\bDo\b")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")


def refuse_endless(path: str, data: bytes, pages: int) -> None:
    """SourceError where loading one of the first `pages` pages takes more than SECONDS_A_PAGE or too much memory."""
    if not is_doubtful(data):
        return
    command = [sys.executable, "-P", str(_PROBE), str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as probe:
        try:
            loaded = _watch(probe, data)
        finally:
            probe.kill()
    if loaded is not None:
        raise SourceError(path, f"is no PDF that can be read: its page {loaded + 1} takes too much time or memory")


def _watch(probe: "subprocess.Popen[bytes]", data: bytes) -> int | None:
    """The number of pages that were loaded before the probe failed; None where it did not."""
    if probe.stdin is None or probe.stdout is None:
        raise RuntimeError("the probe has no pipes")
    loaded, until = 0, time.monotonic() + SECONDS
    try:
        probe.stdin.write(data)
        probe.stdin.close()
    except BrokenPipeError:
        return loaded
    with selectors.DefaultSelector() as selector:
        selector.register(probe.stdout, selectors.EVENT_READ)
        while time.monotonic() < until and selector.select(SECONDS_A_PAGE):
            dots = os.read(probe.stdout.fileno(), 4096)
            if not dots:
                return None if probe.wait() == 0 else loaded
            loaded += len(dots)
    return loaded


def is_doubtful(data: bytes) -> bool:
    """Whether a stream is packed twice, unpacks to more than MAX_UNPACKED, cannot be looked into, or is a form that draws."""
    if b"/Encrypt" in data:
        return True
    for head, start, end in _streams(data):
        packings = len(_PACKED.findall(head))
        if packings > 1:
            return True
        form = _FORM.search(head) is not None
        if _HARMLESS.search(head) or (end - start <= _SMALL and not form):
            continue
        if packings and not re.search(rb"/(?:FlateDecode|Fl)\b", head):
            return True
        inside = _unpacked(data[start:end]) if packings else data[start:end]
        if len(inside) > MAX_UNPACKED or (form and _DRAWS.search(inside)):
            return True
    return False


def _streams(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The dictionary of each stream and where its bytes stand."""
    at = 0
    while found := _STREAM.search(data, at):
        start = found.end()
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        first = max(at, found.start() - _DICTIONARY)
        yield data[max(data.rfind(b"obj", first, found.start()), first) : found.start()], start, end
        at = end


def _unpacked(packed: bytes) -> bytes:
    """At most a little more than MAX_UNPACKED bytes; what comes before the damage where there is some."""
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(packed, MAX_UNPACKED + 1)
    except zlib.error:
        return b""
