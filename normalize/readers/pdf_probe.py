"""Run as a process of its own: loads the pages of the PDF on standard input and writes a dot for each that could be."""

import resource
import sys

import pypdfium2 as pdfium

MEMORY = 640 * 1024 * 1024  # with the program itself; a page of a real report needs a tenth


def main() -> None:
    """`pdf_probe.py PAGES`: at most so many pages; ends badly where they need more than MEMORY."""
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY + 2 * len(data),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
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


if __name__ == "__main__":
    main()
