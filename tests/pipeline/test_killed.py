"""A run that is killed at any moment and given again comes to what an undisturbed one comes to: nothing twice, nothing lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
RUN = HERE / "stand_ins" / "stand_in_run.py"

# What each document came to, by its path: no ids, which depend on the order in which documents were done.
ROWS = {
    "document": "SELECT document, content_hash, encoding, source FROM document",
    "path": "SELECT p.path, p.name, d.content_hash FROM path AS p JOIN document AS d ON d.id = p.document_id",
    "report": 'SELECT d.path, r.report, r.start, r."end" FROM report AS r JOIN document AS d ON d.id = r.document_id',
    "figure": "SELECT d.path, f.figure, f.value, f.position FROM figure AS f JOIN document AS d ON d.id = f.document_id",
    "relation": "SELECT d.path, r.relation, r.outcome, r.gap FROM relation AS r JOIN document AS d ON d.id = r.document_id",
    "term": "SELECT d.path, t.position, t.figure FROM term AS t JOIN document AS d ON d.id = t.document_id",
    "finding": "SELECT finding, code, severity, documents, message, fingerprint FROM finding",
    "finding_figure": "SELECT f.finding, c.position, d.path, c.figure FROM finding_figure AS c"
    " JOIN document AS d ON d.id = c.document_id JOIN finding AS f ON f.id = c.finding_id",
    "past": "SELECT path FROM past_document",
}


def rows(place: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {table: sorted(connection.execute(query)) for table, query in ROWS.items()}


def write_archive(folder: Path, count: int, *copies: int) -> Path:
    """So many short texts, each of its own but for `copies` of the first; in every seventh the sum is off."""
    folder.mkdir()
    for number in range(count):
        like = 0 if number in copies else number
        one, other = like % 5, like // 5 % 5
        total = one + other + (like % 7 == 0)
        text = f"共{total}名,其中{one}名、{other}名" + "。" * like
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return folder


@contextmanager
def running(folder: Path, place: Path, reader: str = "sums") -> Iterator[subprocess.Popen[str]]:
    """A run in a process group of its own, of which nothing is left at the end."""
    command = [sys.executable, str(RUN), str(folder), str(place), reader]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, encoding="utf-8"
    )
    try:
        yield process
    finally:
        with closing(process.stdout), closing(process.stderr):  # type: ignore[type-var]
            for _ in range(100):
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    break
                time.sleep(0.02)
            process.wait()


def finish(folder: Path, place: Path, reader: str = "sums") -> None:
    with running(folder, place, reader) as process:
        _, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")


def kill_after(folder: Path, place: Path, lines: int, delay: float) -> bool:
    """Kill the main process when it has told of so many files, and a little later; whether it had not ended by then."""
    with running(folder, place) as process:
        assert process.stdout is not None
        for _ in range(lines):
            if not process.stdout.readline():
                break
        time.sleep(delay)
        process.kill()
        return process.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_killed_at_twenty_moments_it_loses_nothing_and_has_nothing_twice(tmp_path: Path) -> None:
    # Copies lie farther apart than files are looked up at once: of two read side by side the faster names the document.
    folder = write_archive(tmp_path / "in", 2_000, 700, 1_300, 1_999)
    finish(folder, tmp_path / "whole.sqlite")
    whole = rows(tmp_path / "whole.sqlite")
    assert (len(whole["path"]), len(whole["document"]), len(whole["figure"])) == (2_000, 1_997, 3 * 1_997)
    assert len(whole["finding"]) > 200
    moments, place = random.Random(6), tmp_path / "killed.sqlite"
    kept = [0]
    for _ in range(20):
        assert kill_after(folder, place, moments.randrange(1, 90), moments.uniform(0, 0.02))
        kept.append(len(rows(place)["path"]))
    assert kept == sorted(kept)
    assert len(set(kept)) > 5  # it came on between the kills
    finish(folder, place)
    assert rows(place) == whole


def test_killed_it_leaves_no_processes_and_goes_on(tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "in", 300)
    with running(folder, tmp_path / "s.sqlite") as process:
        assert process.stdout is not None
        while int(process.stdout.readline()) < 100:
            pass
        process.kill()
        process.wait()
        assert ended(process.pid)
    assert 0 < len(rows(tmp_path / "s.sqlite")["path"]) < 300
    finish(folder, tmp_path / "s.sqlite")
    assert len(rows(tmp_path / "s.sqlite")["document"]) == 300


def ended(group: int) -> bool:
    """Whether the processes of a group end within ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_one_worker_killed_one_hanging_one_eating_memory(tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "in", 60)
    for number, word in ((7, "kill"), (21, "hang"), (40, "eat")):
        (folder / f"{number:05}.txt").write_text(word, encoding="utf-8")
    place = tmp_path / "s.sqlite"
    finish(folder, place, "badly")
    with closing(sqlite3.connect(place)) as connection:
        failures = dict(connection.execute("SELECT document, reason FROM failure").fetchall())
        counts = connection.execute("SELECT files_read, files_failed FROM run").fetchall()
    assert {Path(name).stem: reason for name, reason in failures.items()} == {
        "00007": "the process reading it died (exit code -9)",
        "00021": "took longer than 5 seconds",
        "00040": "takes more than 1024 MiB of memory",
    }
    assert counts == [(57, 3)]
    assert Counter(path.suffix for path in folder.iterdir()) == {".txt": len(rows(place)["path"]) + 3}
