"""Checks over a whole store: time and memory at 10,000, 100,000 and 1,000,000 figures: python bench/check_scale.py

The store is made of the four years of one county in corpora/gold (d17 to d20: read once, with every relation and three
contradictions between the years), copied row by row to as many counties as give so many figures. Each size is checked by
`gouji check` with its workers; the peak is the largest moment of all of these processes together. On a machine that does other
work, too, the processor time tells more than the clock.
"""

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from contextlib import closing
from itertools import islice, product
from pathlib import Path
from sqlite3 import Connection, connect
from typing import NamedTuple

from clock import print_table

from gouji.pipeline import ingest
from gouji.store import Store

ROOT = Path(__file__).resolve().parents[1]
YEARS = tuple(ROOT / "corpora" / "gold" / "reports" / f"d{number}.txt" for number in (17, 18, 19, 20))
PLACE = "汉洲县"  # the county of the four reports
FIRST, SECOND = (
    "东西南北上下前后左右高长大小新古青白红黄金银玉石山水云龙凤清",
    "江河湖海溪川泉池原陵峰岭岗台坪谷林木桥门关口塘港洲丰平安宁兴昌和顺阳阴城",
)
SIZES = (10_000, 100_000, 1_000_000)
PAUSE = 0.2  # seconds between two looks at the memory


def make_store(place: Path, figures: int) -> int:
    """A store with at least so many figures; returns how many it has."""
    with Store.open(str(place)) as store:
        done = ingest([str(path) for path in YEARS], store, workers=1)
        each = sum(held.figures for held in done.held)
    copies = -(-figures // each)
    names = ("".join(letters) + "县" for letters in product(SECOND, FIRST, SECOND))
    with closing(connect(place)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM finding")
        originals = [row[0] for row in connection.execute("SELECT id FROM document ORDER BY id")]
        for number, name in enumerate(islice(names, copies - 1), start=1):
            for original in originals:
                _copy(connection, original, original + number * len(originals), name)
        connection.commit()
        return int(connection.execute("SELECT count(*) FROM figure").fetchone()[0])


def _copy(connection: Connection, original: int, copy: int, county: str) -> None:
    """A document once more, as another county's."""
    other = {"id": "?", "path": "path || ?", "document": "? || '/' || document", "content_hash": "content_hash || ?"}
    names = [row[1] for row in connection.execute("PRAGMA table_info(document)")]
    chosen = ", ".join(other.get(name, f'"{name}"') for name in names)
    connection.execute(
        f"INSERT INTO document ({', '.join(names)}) SELECT {chosen} FROM document WHERE id = ?",
        (copy, f"#{copy}", county, copy, original),
    )
    connection.execute("INSERT INTO path SELECT path, document, id, run_id, ? FROM document WHERE id = ?", (copy, copy))
    for table in ("report", "figure", "relation", "term"):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "document_id"]
        kept = ", ".join(f'"{column}"' for column in columns)
        connection.execute(
            f"INSERT INTO {table} (document_id, {kept}) SELECT ?, {kept} FROM {table} WHERE document_id = ?", (copy, original)
        )
    for name in ("office", "issuer"):
        connection.execute(f"UPDATE report SET {name} = replace({name}, ?, ?) WHERE document_id = ?", (PLACE, county, copy))


class Course(NamedTuple):
    """What a command took: seconds on the clock, seconds of processor time, and peak memory in MB, of all its processes."""

    wall: float
    cpu: float
    peak: float


def check(place: Path, workers: int) -> tuple[Course, int]:
    """How `gouji check` went, and how many findings the store then has."""
    command = [sys.executable, "-c", "from gouji.cli import main; main()", "check", str(place), "--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        course = _course_of(process)
    if process.returncode:
        raise SystemExit(f"gouji check ended with {process.returncode}")
    with closing(connect(place)) as connection:
        return course, int(connection.execute("SELECT count(*) FROM finding").fetchone()[0])


def _course_of(process: "subprocess.Popen[bytes]") -> Course:
    start, peak, cpu = time.perf_counter(), 0.0, dict[int, float]()
    while process.poll() is None:
        time.sleep(PAUSE)
        taken = 0.0
        for pid, seconds in _processes_of(process.pid):
            cpu[pid] = seconds
            taken += _memory_of(pid)
        peak = max(peak, taken)
    return Course(time.perf_counter() - start, sum(cpu.values()), peak)


def _processes_of(root: int) -> list[tuple[int, float]]:
    """A process and all below it, each with its seconds of processor time so far (Linux)."""
    children: dict[int, list[int]] = {}
    seconds: dict[int, float] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # it ended
            continue
        pid = int(status.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        seconds[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return [(pid, seconds.get(pid, 0.0)) for pid in found]


def _memory_of(pid: int) -> float:
    """MB of a process; pages that several share are shared out among them, so that a sum counts them once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=SIZES[-1], metavar="N", help="figures of the largest store")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    options = parser.parse_args()
    rows, first = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size in (*(size for size in SIZES if size < options.largest), options.largest):
            place = Path(folder, f"{size}.sqlite")
            figures = make_store(place, size)
            course, findings = check(place, options.workers)
            a_figure = course.cpu / figures
            first = first or a_figure
            counts = (f"{figures:,}", f"{findings:,}")
            cells = (*counts, f"{course.wall:.1f}", f"{course.cpu:.1f}", f"{course.peak:.0f}", f"{a_figure * 1e6:.0f}")
            rows.append((*cells, f"{a_figure / first:.2f}"))
            place.unlink()
    print_table(
        f"gouji check over a store, {options.workers} processes",
        ("figures", "findings", "wall s", "cpu s", "peak MB", "cpu µs a figure", "growth"),
        rows,
    )


if __name__ == "__main__":
    main()
