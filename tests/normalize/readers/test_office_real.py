"""LibreOffice itself: old files that it makes of ours are read like those; it is stopped in time and asks for no network."""

import http.server
import os
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gouji.normalize import read_source
from gouji.normalize.readers import office
from gouji.schemas import SourceError

ROOT = Path(__file__).resolve().parents[3]
MADE = ROOT / "corpora" / "documents" / "made"
SOFFICE = next((found for name in office.PROGRAMS if (found := shutil.which(name))), None)
KINDS = {"doc": "docx", "rtf": "docx", "odt": "docx", "xls": "xlsx"}  # and of what they are made

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (the program soffice) is not installed"),
]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One report as an old file of each kind."""
    folder = tmp_path_factory.mktemp("old")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind, source in KINDS.items():
        given = MADE / source / f"market-2019.{source}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(given)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {kind: folder / f"market-2019.{kind}" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_file_is_read_like_the_new_one(old: dict[str, Path], kind: str) -> None:
    new = KINDS[kind]
    assert read_source(old[kind]).text == read_source(MADE / new / f"market-2019.{new}").text


def test_calls_side_by_side_do_not_clash(old: dict[str, Path]) -> None:
    with ThreadPoolExecutor(3) as threads:
        texts = {source.text for source in threads.map(read_source, [old["doc"]] * 3)}
    assert texts == {read_source(MADE / "docx" / "market-2019.docx").text}


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_a_damaged_file_has_its_reason(old: dict[str, Path], kind: str, tmp_path: Path) -> None:
    damaged = tmp_path / f"a.{kind}"
    damaged.write_bytes(old[kind].read_bytes()[:600] + bytes(range(256)) * 20)
    with pytest.raises(SourceError) as refused:
        read_source(damaged)
    assert refused.value.reason in ("cannot be read by LibreOffice", "is a Word file without text")


def test_out_of_time_nothing_of_it_is_left(old: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIME_LIMIT", 0.7)  # started, and far from done
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(SourceError, match="takes LibreOffice longer than"):
        read_source(old["doc"])
    assert [line for line in _command_lines() if str(tmp_path) in line] == []
    assert list(tmp_path.glob("gouji-*")) == []


def _command_lines() -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if int(process.name) != os.getpid():
                yield (process / "cmdline").read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has ended
            continue


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of this machine, and what it was asked for."""
    paths: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


LINKING = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>
<office:text><text:p>共办理35件。<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{place}/a.png"
xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body>
</office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def test_a_picture_on_the_network_is_not_fetched(
    asked: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, paths = asked
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("META-INF/manifest.xml", MANIFEST)
        made.writestr("content.xml", LINKING.format(place=place))
    assert read_source(tmp_path / "a.odt").text == "共办理35件。\n"
    assert paths == []
    monkeypatch.setattr(office, "SETTINGS", ())  # as it comes, it does ask
    read_source(tmp_path / "a.odt")
    assert set(paths) == {"/a.png"}
