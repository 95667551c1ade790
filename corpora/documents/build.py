"""Makes documents of each kind: `python -m gouji.corpora.documents.build --out DIR [--kind KIND]… [--report NAME]…`.

DIR gets a folder a kind, expected/NAME.txt (the text that a reader should make of each, heads and feet aside; pictures of
single pages have a part of it), expected/NAME.figures.jsonl (gold rows with the offsets of that text) and index.json: for
each file its kind, report, and for scans resolution, skew and the kind of document that was scanned. Some kinds need a
font that can be embedded (see pdf.py) or Chromium; without these they are left out and the command says so.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from gouji.corpora.demo.build import write_lines
from gouji.corpora.documents.blocks import Report, Table, reports
from gouji.corpora.documents.browser import chromium, print_page
from gouji.corpora.documents.office import save_docx, save_xlsx
from gouji.corpora.documents.pdf import embedded_font, print_pdf
from gouji.corpora.documents.scan import CLEAN, HARD, Quality, scan, with_pictures, write_pdf, write_pictures, write_tiff
from gouji.corpora.documents.web import save_page

HERE = Path(__file__).resolve().parent
# What is kept in made/ for the tests, in all under 3 MB: (kind, report).
KEPT = (
    ("pdf", "market-2019"),
    ("pdf", "disclosure-2021"),
    ("pdf", "establishment-2016"),
    ("pdf-columns", "collection-2010"),
    ("pdf-turned", "collection-2010"),
    ("pdf-mixed", "market-2019"),
    ("pdf-chromium", "market-2019"),
    ("scan-200-tiff", "market-2019"),
    ("scan-200-pdf", "establishment-2016"),
    ("scan-120-jpg", "establishment-2016"),
    ("scan-200-song", "market-2019"),
    ("html-utf8", "disclosure-2021"),
    ("html-gbk", "market-2019"),
    ("html-big5", "taiwan-112"),
    ("docx", "market-2019"),
    ("xlsx", "market-2019"),
)
_NARROW = 5  # columns of a table that a column of text has room for
_TRADITIONAL = {"taiwan-112", "hongkong-2022"}


def _printed(columns: int = 1, *, turned: bool = False) -> Callable[[Report, Path], list[Path]]:
    def make(report: Report, folder: Path) -> list[Path]:
        if columns > 1 and any(isinstance(block, Table) and block.width > _NARROW for block in report.blocks):
            return []
        path = folder / f"{report.name}.pdf"
        print_pdf(report, path, columns=columns, turned=turned)
        return [path]

    return make


def _mixed(report: Report, folder: Path) -> list[Path]:
    path = folder / f"{report.name}.pdf"
    with tempfile.TemporaryDirectory() as held:
        sheet = Path(held) / "sheet.pdf"
        print_pdf(report, sheet)
        with_pictures(sheet, path, CLEAN)
    return [path]


def _browsed(report: Report, folder: Path) -> list[Path]:
    path = folder / f"{report.name}.pdf"
    print_page(report, path)
    return [path]


def _scanned(
    quality: Quality, suffix: str, printer: Callable[[Report, Path], None] = print_pdf
) -> Callable[[Report, Path], list[Path]]:
    def make(report: Report, folder: Path) -> list[Path]:
        path = folder / f"{report.name}{suffix}"
        with tempfile.TemporaryDirectory() as held:
            sheet = Path(held) / "sheet.pdf"
            printer(report, sheet)
            pages = scan(sheet, quality)
        if suffix in (".png", ".jpg"):
            return write_pictures(pages, path, quality)
        (write_tiff if suffix == ".tif" else write_pdf)(pages, path, quality)
        return [path]

    return make


def _saved(encoding: str) -> Callable[[Report, Path], list[Path]]:
    def make(report: Report, folder: Path) -> list[Path]:
        if encoding == "big5" and report.name not in _TRADITIONAL:
            return []
        path = folder / f"{report.name}.html"
        save_page(report, path, encoding)
        return [path]

    return make


def _office(save: Callable[[Report, Path], None], suffix: str) -> Callable[[Report, Path], list[Path]]:
    def make(report: Report, folder: Path) -> list[Path]:
        path = folder / f"{report.name}{suffix}"
        save(report, path)
        return [path]

    return make


KINDS: dict[str, Callable[[Report, Path], list[Path]]] = {
    "pdf": _printed(),
    "pdf-columns": _printed(2),
    "pdf-turned": _printed(turned=True),
    "pdf-mixed": _mixed,
    "pdf-chromium": _browsed,
    "scan-200-png": _scanned(CLEAN, ".png"),
    "scan-200-tiff": _scanned(CLEAN, ".tif"),
    "scan-200-pdf": _scanned(CLEAN, ".pdf"),
    "scan-120-jpg": _scanned(HARD, ".jpg"),
    "scan-120-tiff": _scanned(HARD, ".tif"),
    "scan-200-song": _scanned(CLEAN, ".pdf", print_page),
    "html-utf8": _saved("utf-8"),
    "html-gbk": _saved("gbk"),
    "html-big5": _saved("big5"),
    "docx": _office(save_docx, ".docx"),
    "xlsx": _office(save_xlsx, ".xlsx"),
}


def build(out: Path, wanted: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Write the documents of these (kind, report) pairs under `out`; gives the entries of index.json."""
    known = reports()
    entries: list[dict[str, Any]] = []
    for kind, name in wanted:
        if lacking(kind):
            continue
        (out / kind).mkdir(parents=True, exist_ok=True)
        for path in KINDS[kind](known[name], out / kind):
            entries.append({"file": path.relative_to(out).as_posix(), "kind": kind, "report": name, **_scan_of(kind)})
    (out / "expected").mkdir(parents=True, exist_ok=True)
    for name in sorted({entry["report"] for entry in entries}):
        (out / "expected" / f"{name}.txt").write_text(known[name].text, encoding="utf-8", newline="\n")
        write_lines(out / "expected" / f"{name}.figures.jsonl", known[name].figures)
    (out / "index.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return entries


def lacking(kind: str) -> str | None:
    """What the system lacks to make documents of a kind, None where it has all."""
    if kind in ("pdf-chromium", "scan-200-song"):
        return None if chromium() else "Chromium is not installed"
    if kind == "pdf-mixed" or kind.startswith("scan"):
        return None if embedded_font() else "no font that can be embedded is installed (fonts-wqy-zenhei)"
    return None


def _scan_of(kind: str) -> dict[str, Any]:
    if not kind.startswith("scan"):
        return {}
    quality = CLEAN if "200" in kind else HARD
    return {"dpi": quality.dpi, "skew": quality.skew, "of": "pdf-chromium" if kind.endswith("song") else "pdf"}


def _wanted(kinds: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for kind in kinds:
        for name in names:
            yield kind, name


def main(arguments: list[str] | None = None) -> None:
    """The command; `--keep` makes made/ anew."""
    parser = argparse.ArgumentParser(prog="python -m gouji.corpora.documents.build", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--out", type=Path, help="folder to write to")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind (may be repeated)")
    parser.add_argument("--report", action="append", choices=sorted(reports()), help="only this report (may be repeated)")
    parser.add_argument("--keep", action="store_true", help="make the files that are kept for the tests, in made/")
    given = parser.parse_args(arguments)
    if (given.out is None) is not given.keep:
        parser.error("give either --out DIR or --keep")
    pairs = list(KEPT if given.keep else _wanted(given.kind or KINDS, given.report or reports()))
    left_out = {kind: reason for kind, _ in pairs if (reason := lacking(kind))}
    for kind, reason in left_out.items():
        print(f"{reason}: {kind} is left out", file=sys.stderr)
    if given.keep and left_out:
        parser.exit(1, "what is kept would lack them; nothing was made\n")
    out = HERE / "made" if given.keep else given.out
    if given.keep:
        shutil.rmtree(out, ignore_errors=True)
    for entry in build(out, pairs):
        print(entry["file"])


if __name__ == "__main__":
    main()
