"""Old office formats (.doc, .wps, .xls, .rtf, .odt …): LibreOffice turns them into new ones, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from gouji.normalize.readers.docx import read_docx
from gouji.normalize.readers.reading import Reading
from gouji.normalize.readers.xlsx import read_xlsx
from gouji.schemas import SourceError

PROGRAMS = ("soffice", "libreoffice")
TIME_LIMIT = 90.0  # seconds for one file, with the start of the program; under what a run gives a document in all
WITHIN = 8 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_FIB, _ENCRYPTED_FLAG = b"\xec\xa5", 0x0100
_BOF, _FILE_PASS = b"\x09\x08\x10\x00\x00\x06\x05\x00", 0x2F


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


# Streams of a compound file (MS-CFB) and parts of an OpenDocument file that tell what it is.
ENCRYPTED = (_wide("EncryptedPackage"), b"manifest:encryption-data")
SHEETS = (_wide("Workbook"), _wide("Book\0"), b"opendocument.spreadsheet")
SLIDES = (_wide("PowerPoint Document"), b"opendocument.presentation")

# What a profile is set to: (path, name, value). Links of documents are not followed, macros not run; the proxy leads nowhere
# (RFC 863's port, of this machine), for what would be fetched all the same. Names: LibreOffice, officecfg/registry/schema.
SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    *(
        ("Inet/Settings", f"ooInet{kind}Proxy{what}", value)
        for kind in ("HTTP", "HTTPS", "FTP")
        for what, value in (("Name", "127.0.0.1"), ("Port", "9"))
    ),
    ("Inet/Settings", "ooInetNoProxy", ""),
)

_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
)


def read_office(path: str, data: bytes) -> Reading:
    """The file as LibreOffice reads it, with a profile of its own and within TIME_LIMIT.

    Raises SourceError where LibreOffice is missing, fails or takes too long, and for what it cannot read: encrypted files,
    slides.
    """
    head = data if data.startswith(_OLE) else data[:WITHIN]
    if any(sign in head for sign in ENCRYPTED) or (data.startswith(_OLE) and _has_password(data)):
        raise SourceError(path, "is encrypted and opens only with a password")
    if any(sign in head for sign in SLIDES):
        raise SourceError(path, "is a presentation, which is not read")
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise SourceError(
            path, "is an old Office file; to read it, install LibreOffice (the program soffice) or save it as .docx"
        )
    sheets = any(sign in head for sign in SHEETS)
    kind, read = ("xlsx", read_xlsx) if sheets else ("docx", read_docx)
    return _read_as(kind, read, program, path, data)


def _has_password(data: bytes) -> bool:
    """Whether a compound file holds a Word document or an Excel workbook that is encrypted or obfuscated by a password.

    Streams begin where a sector does. MS-DOC 2.5.2: the flag fEncrypted of FibBase; MS-XLS 2.4.117: a record FilePass
    behind the first.
    """
    for at in range(_SECTOR, min(len(data), WITHIN), _SECTOR):
        if data.startswith(_FIB, at):
            return bool(int.from_bytes(data[at + 10 : at + 12], "little") & _ENCRYPTED_FLAG)
        if data.startswith(_BOF, at):
            record = at
            for _ in range(3):
                kind, size = (int.from_bytes(data[record + part : record + part + 2], "little") for part in (0, 2))
                if kind == _FILE_PASS:
                    return True
                record += 4 + size
            return False
    return False


def _read_as(kind: str, read: Callable[[str, bytes], Reading], program: str, path: str, data: bytes) -> Reading:
    with tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as folder:
        given = Path(folder, "given.rtf" if data.startswith(b"{\\rtf") else "given.bin")
        given.write_bytes(data)
        out = Path(folder, "out")
        profile = _profile(Path(folder, "profile"))
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
        ]
        _run([*command, "--convert-to", kind, "--outdir", str(out), str(given)], path)
        made = next(iter(out.glob(f"*.{kind}")), None) if out.is_dir() else None
        if made is None:
            raise SourceError(path, "cannot be read by LibreOffice")
        return read(path, made.read_bytes())


def _profile(folder: Path) -> Path:
    """A profile with SETTINGS and nothing else; one a call, since two programs cannot share one."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in SETTINGS
    )
    place = folder / "user"
    place.mkdir(parents=True)
    (place / "registrymodifications.xcu").write_text(_REGISTRY.format(items=items), encoding="utf-8")
    return folder


def _run(command: list[str], path: str) -> None:
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as refusal:
        raise SourceError(path, f"cannot be read: LibreOffice does not start ({refusal.strerror})") from refusal
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as late:
        raise SourceError(path, f"takes LibreOffice longer than {TIME_LIMIT:.0f} s") from late
    finally:
        if process.poll() is None:
            # The starter script has children, which share its session and nothing else of ours.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
