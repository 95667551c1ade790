"""Checks over a whole store: time and memory at 10,000, 100,000 and 1,000,000 figures: python bench/check_scale.py

The store is made of the four years of one county in corpora/gold (d17 to d20: read once, with every relation and three
contradictions between the years), copied row by row to as many counties as give so many figures. Each size is checked by
`gouji check` in a process of its own, with its workers; the peak is that of the largest moment of all of them together.
"""

import subprocess
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from contextlib import closing
from itertools import islice, product
from pathlib import Path
from sqlite3 import Connection, connect

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
        each = sum(len(document.figures) for document in done.documents)
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
    connection.execute(
        "INSERT INTO document SELECT ?, path || ?, ? || '/' || document, content_hash || ?, pipeline_version, run_id, read_at,"
        " encoding, runner_up, repairs, dropped, source FROM document WHERE id = ?",
        (copy, f"#{copy}", county, copy, original),
    )
    for table in ("report", "figure", "relation", "term"):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "document_id"]
        kept = ", ".join(f'"{column}"' for column in columns)
        connection.execute(
            f"INSERT INTO {table} (document_id, {kept}) SELECT ?, {kept} FROM {table} WHERE document_id = ?", (copy, original)
        )
    connection.execute("UPDATE report SET office = replace(office, ?, ?) WHERE document_id = ?", (PLACE, county, copy))


def check(place: Path, workers: int) -> tuple[float, float, int]:
    """Seconds, peak memory in MB of the command and its workers, and findings."""
    command = [sys.executable, "-c", "from gouji.cli import main; main()", "check", str(place), "--workers", str(workers)]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        peak = _peak_of(process)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"gouji check ended with {process.returncode}")
    with closing(connect(place)) as connection:
        return seconds, peak, int(connection.execute("SELECT count(*) FROM finding").fetchone()[0])


def _peak_of(process: "subprocess.Popen[bytes]") -> float:
    peak, ended = 0.0, threading.Event()
    threading.Thread(target=lambda: (process.wait(), ended.set()), daemon=True).start()
    while not ended.wait(PAUSE):
        peak = max(peak, _memory_of(process.pid))
    return peak


def _memory_of(root: int) -> float:
    """MB that a process and all below it take, pages that they share counted once for all (Linux)."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    waiting, total = [root], 0
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, [])
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=SIZES[-1], metavar="N", help="no store of more figures than this")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    options = parser.parse_args()
    rows, first = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size in (size for size in SIZES if size <= options.largest):
            place = Path(folder, f"{size}.sqlite")
            figures = make_store(place, size)
            seconds, peak, findings = check(place, options.workers)
            a_figure = seconds / figures
            first = first or a_figure
            cells = (f"{figures:,}", f"{findings:,}", f"{seconds:.1f}", f"{peak:.0f}", f"{a_figure * 1e6:.0f}")
            rows.append((*cells, f"{a_figure / first:.2f}"))
            place.unlink()
    print_table(
        f"gouji check over a store, {options.workers} processes",
        ("figures", "findings", "seconds", "peak MB", "µs a figure", "growth"),
        rows,
    )


if __name__ == "__main__":
    main()
