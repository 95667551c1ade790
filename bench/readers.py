"""How fast files of each kind are read, and how long the library beneath takes alone: python bench/readers.py

The files are made on the spot from the reports of corpora/documents, each of them one after another as often as it takes.
Everything runs in one process, and speeds are per second of processor time, but for OCR, whose library brings its threads.
"""

import io
import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pdfplumber
import pypdfium2
from clock import best, print_table
from lxml import html

from gouji.corpora.documents.blocks import Report, Table, reports
from gouji.corpora.documents.office import save_docx, save_xlsx
from gouji.corpora.documents.pdf import embedded_font, print_pdf
from gouji.corpora.documents.scan import CLEAN, HARD, Quality, scan, write_pictures
from gouji.corpora.documents.web import save_page
from gouji.normalize import clean, has_ocr, read_source
from gouji.normalize.readers import read_bytes

Peer = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Way:
    """One row: files of a kind made of reports by `save`, and what their own library takes for the bare text (`peer`)."""

    name: str
    save: Callable[[Report, Path], object]
    tables: bool
    peer_name: str
    peer: Peer


def _by_pdfplumber(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_text() for page in document.pages]


def _by_python_docx(data: bytes) -> object:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def _by_openpyxl(data: bytes) -> object:
    return [list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(io.BytesIO(data))]


def _by_lxml(data: bytes) -> object:
    return html.fromstring(data).text_content()


def _saved_page(report: Report, path: Path) -> None:
    save_page(report, path, "utf-8")


WAYS = (
    Way("PDF, text alone", print_pdf, False, "pdfplumber", _by_pdfplumber),
    Way("PDF, text and tables", print_pdf, True, "pdfplumber", _by_pdfplumber),
    Way("DOCX", save_docx, True, "python-docx", _by_python_docx),
    Way("XLSX", save_xlsx, True, "openpyxl", _by_openpyxl),
    Way("HTML", _saved_page, True, "lxml", _by_lxml),
)


def repeated(given: Sequence[Report], times: int) -> Report:
    """One report of all of these, one after another, so many times."""
    return Report("repeated", tuple(block for report in given for block in report.blocks) * times, "", ())


def print_readers(given: Sequence[Report], times: int, rounds: int) -> None:
    """A row for each kind of file: how fast gouji reads it, and how many times as long the library alone takes."""
    rows = []
    for way in WAYS:
        chosen = [one for one in given if way.tables == any(isinstance(block, Table) for block in one.blocks)]
        data = _made(way.save, repeated(chosen, times))
        characters = len(read_bytes(way.name, data).text)
        ours = best(rounds, partial(read_bytes, way.name, data)).cpu
        theirs = best(rounds, partial(way.peer, data)).cpu
        pages = len(pypdfium2.PdfDocument(data)) if way.name.startswith("PDF") else 0
        speeds = [f"{characters / ours:,.0f}", f"{pages / ours:,.0f}" if pages else "–"]
        beside = [way.peer_name, f"{theirs:.3f}", f"{theirs / ours:.2f}"]
        rows.append([way.name, f"{characters:,}", f"{ours:.3f}", *speeds, *beside])
    font = "embedded" if embedded_font() else "not embedded (fonts-wqy-zenhei is not installed)"
    heads = ("file", "characters", "cpu s", "characters/s", "pages/s", "peer", "its cpu s", "× gouji")
    print_table(f"readers, best of {rounds}; fonts of the PDFs: {font}", heads, rows)


def _made(save: Callable[[Report, Path], object], report: Report) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made")
        save(report, path)
        return path.read_bytes()


def print_clean(given: Sequence[Report], characters: int, rounds: int) -> None:
    """Print the speed of clean() on text in which it finds nothing to repair."""
    whole = [report.text for report in given if not clean(report.text).plan.counts()]
    once = "".join(whole)
    rows = []
    for name, texts in (("reports one by one", whole), ("one long text", [once * max(1, characters // len(once))])):
        times = max(1, characters // sum(map(len, texts)))
        read = sum(map(len, texts)) * times
        timing = best(rounds, lambda texts=texts, times=times: [clean(text) for _ in range(times) for text in texts])
        rows.append([name, f"{read:,}", f"{timing.cpu:.3f}", f"{read / timing.cpu:,.0f}"])
    print_table(f"clean() on undamaged text, best of {rounds}", ("text", "characters", "cpu s", "characters/s"), rows)


def print_memory(given: Sequence[Report], pages: int) -> None:
    """Print the peak memory of a process that reads a PDF of so many pages, and of one that reads a single page."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for least in (1, pages):
            path = Path(folder, f"{least}.pdf")
            path.write_bytes(_of_pages(given, least))
            done = subprocess.run([sys.executable, __file__, "--measure", path], stdout=subprocess.PIPE, text=True, check=True)
            result: dict[str, Any] = json.loads(done.stdout)
            rows.append([f"{result['pages']:,}", f"{result['characters']:,}", f"{result['peak']:,.0f}"])
    print_table("memory of a process that reads one PDF", ("pages", "characters", "peak MB"), rows)


def _of_pages(given: Sequence[Report], least: int) -> bytes:
    """A PDF of at least so many pages."""
    times = 1
    while True:
        data = _made(print_pdf, repeated(given if least > 1 else given[:1], times))
        count = len(pypdfium2.PdfDocument(data))
        if count >= least:
            return data
        times = max(times + 1, -(-times * least // count))


def measure(path: str) -> dict[str, float]:
    """Read this PDF in this process: pages, characters, peak memory in MB (Linux, where alone a peak is not inherited)."""
    source = read_source(path)
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    peak = int(status.partition("VmHWM:")[2].split()[0])
    return {"pages": len({page.number for page in source.pages}), "characters": len(source.text), "peak": peak / 1024}


def print_ocr(given: Sequence[Report]) -> None:
    """Print how fast scanned pages are read, once; they need the extra `ocr` and a font that can be embedded."""
    if not has_ocr() or embedded_font() is None:
        print("scans: left out, as gouji[ocr] or the font (fonts-wqy-zenhei) is not installed")
        return
    rows = []
    for name, quality, suffix in (("200 dpi, clean", CLEAN, ".png"), ("120 dpi, noisy and askew", HARD, ".jpg")):
        pages = list(_scanned(given, quality, suffix))
        if not rows:
            read_bytes(name, pages[0])  # loads the models, which is not to be timed
        read: list[int] = []
        timing = best(1, lambda pages=pages, read=read: read.extend(len(read_bytes("scan", page).text) for page in pages))
        times = (f"{timing.cpu:.2f}", f"{timing.wall:.2f}", f"{len(pages) / timing.cpu:.2f}", f"{len(pages) / timing.wall:.2f}")
        rows.append([name, f"{len(pages):,}", f"{sum(read):,}", *times])
    heads = ("scans", "pages", "characters", "cpu s", "wall s", "pages/cpu s", "pages/s")
    print_table("OCR", heads, rows)


def _scanned(given: Sequence[Report], quality: Quality, suffix: str) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        for report in given:
            sheet = Path(folder, "sheet.pdf")
            print_pdf(report, sheet)
            for path in write_pictures(scan(sheet, quality), Path(folder, f"{report.name}{suffix}"), quality):
                yield path.read_bytes()


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10, metavar="N", help="how often the reports stand in a file")
    parser.add_argument("--characters", type=int, default=1_000_000, metavar="N", help="how much is cleaned a round")
    parser.add_argument("--pages", type=int, default=500, metavar="N", help="pages of the PDF whose memory is measured")
    parser.add_argument("--scans", type=int, default=1, metavar="N", help="reports scanned")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="the best of N is shown")
    parser.add_argument("--measure", metavar="FILE", help="measure this file alone, and print JSON")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return
    given = list(reports().values())
    print_readers(given, options.times, options.rounds)
    print_clean(given, options.characters, options.rounds)
    print_memory(given, options.pages)
    if options.scans:
        print_ocr(given[: options.scans])


if __name__ == "__main__":
    main()
