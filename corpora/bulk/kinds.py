"""A generated report as a file of one kind, and its gold with the places of the text that a reader makes of that file."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gouji.corpora.documents.blocks import Report, laid_out
from gouji.corpora.documents.office import save_docx, save_xlsx
from gouji.corpora.documents.web import save_page
from gouji.corpora.generate.reports.accounts import Account
from gouji.corpora.generate.reports.values import Made


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in a file: the text to expect of it (None where the file is that text), and the figures' gold rows."""

    expected: str | None
    figures: tuple[Mapping[str, Any], ...]


def _save_text(made: Made, _account: Account, path: Path) -> Sheet:
    path.write_text(made.text, encoding="utf-8", newline="")
    return Sheet(None, tuple(row.row() for row in made.figures))


def _save(save: Callable[[Report, Account, Path], None]) -> Callable[[Made, Account, Path], Sheet]:
    def write(made: Made, account: Account, path: Path) -> Sheet:
        report = laid_out(made.name, made.text, [row.row() for row in made.figures], {})
        save(report, account, path)
        return Sheet(report.text, report.figures)

    return write


def _page(report: Report, account: Account, path: Path) -> None:
    encodings = ("utf-8", "big5") if account.genre["script"] == "hant" else ("utf-8", "gbk")
    save_page(report, path, random.Random(f"encoding {report.name}").choice(encodings))


def _print(report: Report, _account: Account, path: Path) -> None:
    from gouji.corpora.documents.pdf import print_pdf

    print_pdf(report, path, embedded=False)


def _office(save: Callable[[Report, Path], None], report: Report, _account: Account, path: Path) -> None:
    save(report, path)


KINDS: Mapping[str, Callable[[Made, Account, Path], Sheet]] = {
    "txt": _save_text,
    "html": _save(_page),
    "docx": _save(partial(_office, save_docx)),
    "xlsx": _save(partial(_office, save_xlsx)),
    "pdf": _save(_print),
}


def lacking(kind: str) -> str | None:
    """The extra of gouji that has to be installed for files of a kind, None where nothing is missing."""
    return "corpus" if kind == "pdf" and find_spec("reportlab") is None else None
