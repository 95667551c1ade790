"""Old office formats: what LibreOffice makes of them is read, and where it is missing or fails, one reason says so."""

import io
import os
import stat
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from gouji.normalize.readers import office
from gouji.normalize.readers.office import read_office
from gouji.schemas import SourceError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOC = OLE + "WordDocument".encode("utf-16-le")
XLS = OLE + "Workbook".encode("utf-16-le")
XLS_95 = OLE + "Book\0".encode("utf-16-le")

BOF = b"\x09\x08\x10\0\0\x06\x05\0"

# Stands in for LibreOffice: takes the options that it would take and copies what the test laid out.
STAND_IN = """#!{python}
import pathlib, shutil, sys, time
options = sys.argv[1:]
kind = options[options.index("--convert-to") + 1]
out = pathlib.Path(options[options.index("--outdir") + 1])
given = pathlib.Path(options[-1])
assert given.exists() and options[0].startswith("-env:UserInstallation=file://") and "--headless" in options
prepared = pathlib.Path(__file__).parent / f"prepared.{{kind}}"
if (prepared.parent / "slow").exists():
    time.sleep(60)
if prepared.exists():
    out.mkdir()
    shutil.copy(prepared, out / f"{{given.stem}}.{{kind}}")
"""


@pytest.fixture
def libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "soffice"
    program.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def test_a_document(libreoffice: Path) -> None:
    document = Document()
    document.add_paragraph("共办理35件。")
    document.save(str(libreoffice / "prepared.docx"))
    for data in (DOC, b"{\\rtf1 }"):
        assert read_office("a.doc", data).text == "共办理35件。\n"


def test_a_workbook(libreoffice: Path) -> None:
    book, out = Workbook(), io.BytesIO()
    book.worksheets[0].append(["县", 12])
    book.save(out)
    (libreoffice / "prepared.xlsx").write_bytes(out.getvalue())
    for data in (XLS, XLS_95):
        assert read_office("a.xls", data).text == "表：Sheet\n县 | 12 |\n"


def test_nothing_came_of_it(libreoffice: Path) -> None:
    with pytest.raises(SourceError, match=r"^a\.wps: cannot be read by LibreOffice$"):
        read_office("a.wps", DOC)


def test_it_takes_too_long(libreoffice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (libreoffice / "slow").touch()
    monkeypatch.setattr(office, "TIME_LIMIT", 0.5)
    with pytest.raises(SourceError, match=r"^a\.doc: takes LibreOffice longer than 0 s$"):
        read_office("a.doc", DOC)


def test_it_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"no program")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="LibreOffice does not start"):
        read_office("a.doc", DOC)


def test_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match=r"^a\.doc: is an old Office file; to read it, install LibreOffice"):
        read_office("a.doc", DOC)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLE + b"\xec\xa5\xc1\0" + bytes(6) + b"\x30\x13" + bytes(500), "is encrypted and opens only with a password"),
        (OLE + BOF + bytes(12) + b"\x2f\0\x02\0" + bytes(500), "is encrypted and opens only with a password"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted and opens only with a password"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "is a presentation, which is not read"),
        (b"PK\x03\x04 META-INF/manifest.xml manifest:encryption-data", "is encrypted and opens only with a password"),
    ],
)
def test_what_it_is_not_asked(data: bytes, reason: str, libreoffice: Path) -> None:
    with pytest.raises(SourceError) as refused:
        read_office("a.doc", data)
    assert refused.value.reason == reason
