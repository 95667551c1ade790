"""Pages to look at: of the demo, read once, and of reports made up for a test; a strict parser; and headless Chromium, driven
over a pipe by the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/)."""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from gouji.pipeline import ingest
from gouji.store import Store
from gouji.web import report_page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
VOID = {"meta", "input", "hr", "br", "link", "img"}  # of those that the page uses, and two that it must not
OF_SVG = {"polyline", "line", "circle", "polygon"}
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-pipe"
)
_READ, _WRITE = 3, 4  # the file descriptors that Chromium reads its orders from and writes its answers to


class Tree(HTMLParser):
    """A page read strictly: every element that is opened is closed in its turn, and no attribute stands twice."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.seen.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in OF_SVG, tag
        self.seen.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "script"):
            self.text.append(data)

    def all(self, tag: str, name: str = "") -> list[dict[str, str]]:
        """The attributes of every such element, of those of one class."""
        return [attrs for seen, attrs in self.seen if seen == tag and (not name or name in attrs.get("class", "").split())]


class Tab:
    """One page in the browser. `events` are all that it told of since it was opened, in order."""

    def __init__(self, orders: int, answers: int) -> None:
        self._orders, self._answers = orders, answers
        self._rest = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send an order and wait for its answer; RuntimeError where the browser refuses."""
        self._number += 1
        order: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._orders, json.dumps(order).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == self._number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                result: dict[str, Any] = message["result"]
                return result
            self.events.append(message)

    def open(self, path: Path, *, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True) -> None:
        """Open a file and wait until it is loaded."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        mobile = width < 600
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def asked_for(self) -> list[str]:
        """The addresses of all requests since the page was opened."""
        return [
            event["params"]["request"]["url"] for event in self.events if event.get("method") == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the console was told: errors, refusals by the policy."""
        told = [
            event["params"] for event in self.events if event.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")
        ]
        return [json.dumps(one, ensure_ascii=False) for one in told]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._answers, 1 << 20)
            if not piece:
                raise RuntimeError("Chromium ended")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer


def _moved_up(end: int) -> int:
    """The same end of a pipe under a number that the two which Chromium wants cannot overwrite."""
    moved = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(end)
    return moved


@contextmanager
def browser(program: str) -> Iterator[Tab]:
    """A browser with a profile of its own, ended at the end."""
    to_it, from_us = os.pipe()
    from_it, to_us = os.pipe()
    to_it, to_us = (_moved_up(end) for end in (to_it, to_us))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        wire = f'exec {_READ}<&{to_it} {_WRITE}>&{to_us}; exec "$@"'
        process = subprocess.Popen(
            ["bash", "-c", wire, "chromium", program, *FLAGS.split(), f"--user-data-dir={profile}"],
            pass_fds=(to_it, to_us),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_it)
        os.close(to_us)
        try:
            yield Tab(from_us, from_it)
        finally:
            process.kill()
            process.wait()
            os.close(from_us)
            os.close(from_it)


@pytest.fixture(scope="session")
def demo(root: Path) -> Iterator[Store]:
    """The demo, read by the patterns alone."""
    with Store.open(":memory:") as store:
        ingest([str(root / "corpora" / "demo" / "reports")], store, ner=False, workers=1)
        yield store


@pytest.fixture(scope="session")
def demo_page(demo: Store) -> str:
    return report_page(demo, "zh")


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Reads texts, each under its name, into a store."""
    stores = []

    def read(**texts: str) -> Store:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_bytes(text.encode())
        store = Store.open(":memory:")
        stores.append(store)
        ingest([str(tmp_path)], store, ner=False, workers=1)
        return store

    yield read
    for store in stores:
        store.close()


@pytest.fixture(scope="session")
def strictly() -> type[Tree]:
    """Reads a page strictly."""
    return Tree


@pytest.fixture(scope="session")
def tab() -> Iterator[Tab]:
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    with browser(program) as tab:
        yield tab
