"""What all tests share: where the checkout is, the `gouji` command in a process of its own, a PostgreSQL server."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# A busy machine must not fail a property, and a runner must find the same examples as the last one.
settings.register_profile("house", deadline=None)
settings.register_profile("runner", parent=settings.get_profile("house"), derandomize=True, print_blob=True)
settings.load_profile("runner" if os.environ.get("CI") else "house")

Gouji = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reports and gold rows that stand beside the checkout; they are not part of it."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("there is no ../shared/gold beside this checkout")
    return folder


@pytest.fixture(scope="session")
def gouji() -> Gouji:
    """Runs `gouji ARG…` as a user would, and hands back what it printed and its exit code."""

    def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from gouji.cli import main; main()", *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)

    return run


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own, without a database name."""
    if _programs() is None:
        pytest.skip("PostgreSQL is not installed (initdb and postgres are nowhere to be found)")
    with _folder_for_all() as folder, _server(folder) as address:
        yield address


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """The URL of an empty database."""
    with _database(postgres) as url:
        yield url


@pytest.fixture(scope="module")
def module_database(postgres: str) -> Iterator[str]:
    """The URL of a database that the tests of a module share, who only read it."""
    with _database(postgres) as url:
        yield url


_PATIENCE = 30.0  # seconds for the server to come up


def _programs() -> Path | None:
    """The folder with initdb and postgres, of the newest version where there are several; None where there is none."""
    found = [Path(path).resolve() for path in (shutil.which("initdb"), shutil.which("postgres")) if path]
    places = [path.parent for path in found] + sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """The address of a server without a database name; it runs as user postgres where this is root, who may not run one."""
    user = "postgres" if os.geteuid() == 0 else None
    data, port = folder / "data", _free_port()
    if user:
        shutil.chown(folder, user)
    place = _programs()
    assert place is not None
    made = [place / "initdb", "-D", data, "-U", "gouji", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run(made, check=True, capture_output=True, user=user, cwd=folder)
    options = ["-p", port, "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "full_page_writes=off"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(part) for part in (place / "postgres", "-D", data, *options)], stdout=log, stderr=log, user=user, cwd=folder
        )
    try:
        address = f"postgresql://gouji@127.0.0.1:{port}"
        _wait_for(f"{address}/postgres", process, folder / "log")
        yield address
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


@contextmanager
def _database(address: str) -> Iterator[str]:
    """The URL of an empty database of this server, dropped afterwards."""
    name = f"gouji_{secrets.token_hex(4)}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")  # type: ignore[arg-type,unused-ignore]
        try:
            yield f"{address}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type,unused-ignore]


@contextmanager
def _folder_for_all() -> Iterator[Path]:
    """A folder that another user can enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="gouji-pg-", ignore_cleanup_errors=True) as place:
        os.chmod(place, 0o755)
        yield Path(place)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not come up: {log.read_text(errors='replace')[-500:]}")
