"""PDF files that could keep pdfium busy without end, or fill the memory: tried first in a process that can be stopped.

pdfium loads a page in one call that nothing can interrupt. What can grow beyond all measure there are streams that unpack
to a thousand times their size or are drawn a thousand times over, and forms that draw forms; honest files have little of it.
"""

import os
import selectors
import subprocess
import sys
import time
from pathlib import Path

from gouji.normalize.readers.pdf_streams import survey
from gouji.schemas import SourceError

SECONDS_A_PAGE = 5.0
SECONDS = 8.0  # for the file as a whole, and one more for each so many bytes
_BYTES_A_SECOND = 50_000
# Bytes of instructions to draw: a page of text takes 30,000, a map a million or two.
PLENTY, PLENTY_A_PAGE = 2_000_000, 64_000
_PROBE = Path(__file__).with_name("pdf_probe.py")


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
    loaded, until = 0, time.monotonic() + SECONDS + len(data) / _BYTES_A_SECOND
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
    """Whether the file cannot be looked into, has forms that draw forms, or has more to draw than PLENTY."""
    if b"/Encrypt" in data:
        return True
    found = survey(data)
    return found.opaque or found.drawn() > PLENTY + PLENTY_A_PAGE * found.pages
