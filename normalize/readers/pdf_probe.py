"""Run as a process of its own: loads the pages of the PDF on standard input and writes a dot for each that could be."""

import os
import resource
import sys
import threading
import time
from pathlib import Path

import pypdfium2 as pdfium

MEMORY = 256 * 1024 * 1024  # bytes that lie in memory, with the program itself; a page of a real report needs a tenth
_SPACE = 8 * MEMORY  # of addresses: the last resort, since pdfium takes a page that it has no room for to be empty
_STATM = Path("/proc/self/statm")
_LOOK = 0.02  # seconds


def main() -> None:
    """`pdf_probe.py PAGES`: at most so many pages; ends badly where they need more than MEMORY."""
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (_SPACE + 2 * len(data),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _STATM.exists():
        threading.Thread(target=_watch, args=(MEMORY + 2 * len(data),), daemon=True).start()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return  # the reader finds the reason
    for number in range(min(len(document), int(sys.argv[1]))):
        try:
            page = document[number]
            page.get_textpage().close()
            page.close()
        except pdfium.PdfiumError:
            pass
        sys.stdout.write(".")
        sys.stdout.flush()


def _watch(most: int) -> None:
    """Ends the process when it has grown too large; pdfium lets other threads run meanwhile."""
    size = os.sysconf("SC_PAGE_SIZE")
    while int(_STATM.read_text().split()[1]) * size < most:
        time.sleep(_LOOK)
    os._exit(1)


if __name__ == "__main__":
    main()
