"""A whole archive: throughput and memory as it grows, one worker and two, a second run, and the Dask engine.

    python bench/archive.py [--counts N N…] [--dask N] [--keep DIR]

Generated documents of about 2,000 characters (three or four reports of an office in one text) are read and checked by
`ingest` into SQLite, in a process of its own each time. Memory and processors' time are sampled every two seconds, for two
workers leave the processors nothing to look with: of the main process, and of all together, where memory that is shared is
counted once (PSS). A bar that is missed is printed as missed.

With Dask a cluster of a scheduler and three workers is started on loopback. The same documents, and one that crashes and
one that hangs, are read here and there; there one worker is killed on the way.
"""

import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from archive_rows import rows_digest
from clock import print_table

HERE = Path(__file__).resolve().parent
FOLDER = 100  # documents in a folder
SAMPLED = 2.0  # seconds between two looks
KILLED_AFTER = 0.3  # of the documents
HEADS = ("seconds", "documents/s", "of which checks s", "cpu s", "main MB", "all MB")


def make(out: Path, count: int) -> list[str]:
    """Folders with so many documents; those that are there already are not made again."""
    folders = [out / f"{number:04}" for number in range(-(-count // FOLDER))]
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(partial(_make_folder, count), folders):
            pass
    return [str(folder) for folder in folders]


def _make_folder(count: int, folder: Path) -> None:
    from gouji.corpora.bulk.offices import office

    first = int(folder.name) * FOLDER
    wanted = range(first, min(first + FOLDER, count))
    if folder.exists() and len(list(folder.iterdir())) == len(wanted):
        return
    shutil.rmtree(folder, ignore_errors=True)
    half = folder.with_suffix(".part")
    half.mkdir(parents=True, exist_ok=True)
    for number in wanted:
        reports = office(0, number, [True] * (3 + number % 2), 0.0).reports
        text = "\n".join(made.text for made in reports)
        (half / f"{number:06}.txt").write_text(text, encoding="utf-8", newline="")
    half.rename(folder)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds on the clock, of the checks among them, of the processors, and peak memory in MB."""

    documents: int
    failed: dict[str, str]
    seconds: float
    checking: float
    cpu: float
    main: float
    all: float

    @property
    def rate(self) -> float:
        return self.documents / self.seconds

    def cells(self) -> list[str]:
        times = (f"{self.seconds:,.1f}", f"{self.rate:,.1f}", f"{self.checking:,.1f}", f"{self.cpu:,.1f}")
        return [*times, f"{self.main:,.0f}", f"{self.all:,.0f}"]


class Watch:
    """Processes and what they have started: their memory and the time that they take."""

    def __init__(self, main: int, others: Sequence[int]) -> None:
        self.main, self.others = main, others
        self.peak_of_main = self.peak_of_all = 0.0  # MB
        self._cpu: dict[tuple[int, float], float] = {}
        self._before = dict(_times(process for pid in others for process in _family(pid)))

    def look(self) -> None:
        """Takes a sample; processes that come and go between two are missed."""
        family = [process for pid in (self.main, *self.others) for process in _family(pid)]
        memory = {process.pid: _pss(process) for process in family}
        self.peak_of_main = max(self.peak_of_main, memory.get(self.main, 0.0))
        self.peak_of_all = max(self.peak_of_all, sum(memory.values()))
        self._cpu |= dict(_times(family))

    @property
    def cpu(self) -> float:
        """Seconds of the processors, since the watch began."""
        return sum(self._cpu.values()) - sum(self._before.values())


def _times(processes: Iterable[psutil.Process]) -> Iterator[tuple[tuple[int, float], float]]:
    for process in processes:
        try:
            times = process.cpu_times()
            yield (process.pid, process.create_time()), times.user + times.system
        except psutil.NoSuchProcess:
            pass


def _family(pid: int) -> list[psutil.Process]:
    try:
        mother = psutil.Process(pid)
        return [mother, *mother.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _pss(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().pss) / 1e6
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0


def ingested(
    paths: Sequence[str],
    store: Path,
    *options: str,
    others: Sequence[int] = (),
    meanwhile: Callable[[int], None] = lambda _: None,
) -> Run:
    """Ingest in a process of its own, watched together with `others`; `meanwhile` gets the number of documents read."""
    command = [sys.executable, str(Path(__file__)), "--measure", str(store), *options, "--paths", *paths]
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=HERE)
        watch = Watch(process.pid, others)
        assert process.stdout is not None
        said = ""
        for line in process.stdout:  # a line every two seconds, and the result at last
            said = line
            watch.look()
            if not line.startswith("{"):
                meanwhile(int(line))
        if process.wait():
            errors.seek(0)
            raise SystemExit(f"bench: the run ended badly\n{errors.read()}")
    found = json.loads(said)
    times = (found["seconds"], found["checking"], watch.cpu)
    return Run(found["documents"], found["failed"], *times, watch.peak_of_main, watch.peak_of_all)


def measure(options: Namespace) -> None:
    """The process that is watched: ingests, says every two seconds how far it is, and at last what came of it."""
    from archive_reader import read

    from gouji.pipeline import ingest
    from gouji.pipeline.cluster import dask_engine
    from gouji.pipeline.pool import read_apart
    from gouji.pipeline.tasks import Progress
    from gouji.store import Store

    engine = dask_engine(options.scheduler) if options.scheduler else read_apart
    said, checked_from = 0.0, 0.0

    def tell(progress: Progress) -> None:
        nonlocal said, checked_from
        now = time.perf_counter()
        if progress.doing == "checking" and not checked_from:
            checked_from = now
        if now - said > SAMPLED:
            said = now
            print(progress.done, flush=True)

    start = time.perf_counter()
    with Store.open(options.measure) as store:
        done = ingest(
            options.paths,
            store,
            engine=engine,
            check="new",  # as `gouji ingest` does
            workers=options.workers,
            limit=options.limit,
            ner=not options.no_ner,
            reader=read,
            tell=tell,
        )
        end = time.perf_counter()
        failed = {failure.document: failure.reason for failure in done.failed}
    checking = end - checked_from if checked_from else 0.0
    documents = done.read + done.skipped
    print(json.dumps({"documents": documents, "failed": failed, "seconds": end - start, "checking": checking}))


def print_growth(folders: Sequence[str], counts: Sequence[int], workers: int, scratch: Path, way: Sequence[str]) -> None:
    """The archive at each size, the largest a second time, and the smallest with one worker; `way`: options of all."""
    runs: dict[str, Run] = {}
    for count in counts:
        store = scratch / f"{count}.sqlite"
        runs[f"{count:,}, {workers} workers"] = first = ingested(_of(folders, count), store, f"--workers={workers}", *way)
        if count == counts[0]:
            small = first
    runs[f"{counts[-1]:,} again"] = again = ingested(folders, store, f"--workers={workers}", *way)
    runs[f"{counts[0]:,}, 1 worker"] = alone = ingested(_of(folders, counts[0]), scratch / "one.sqlite", "--workers=1", *way)
    _print_runs("generated documents, read and checked", runs)
    if len(counts) > 1:
        _bar("memory of the main process, largest to smallest", first.main / small.main, most=1.2)
        _bar("memory of all processes, largest to smallest", first.all / small.all, most=1.2)
        _bar("documents a second, largest to smallest", first.rate / small.rate, least=0.9)
    _bar(f"{workers} workers to one", small.rate / alone.rate, least=1.7)
    _bar("second run to first", again.seconds / first.seconds, most=0.05)


def print_dask(folders: Sequence[str], count: int, scratch: Path, way: Sequence[str]) -> None:
    """The local pool and a cluster of as many workers; then three workers, of which one is lost, and documents that fail."""
    paths = _of(folders, count)
    runs = {"here, 2 workers": ingested(paths, scratch / "here.sqlite", "--workers=2", *way)}
    with _cluster(scratch / "two", 2) as (scheduler, cluster):
        pids = [process.pid for process in cluster]
        runs["Dask, 2 workers"] = ingested(paths, scratch / "dask.sqlite", f"--scheduler={scheduler}", *way, others=pids)
    bad = scratch / "bad"
    bad.mkdir()
    for word in ("crash", "hang"):
        (bad / f"{word}.txt").write_text(f"!bench {word}", encoding="utf-8")
    paths = [*paths, str(bad)]
    limit = "--limit=30"
    runs["here, and two fail"] = ours = ingested(paths, scratch / "ours.sqlite", "--workers=2", limit, *way)
    with _cluster(scratch / "three", 3) as (scheduler, cluster):
        killed = False

        def kill(done: int) -> None:
            nonlocal killed
            if not killed and done > KILLED_AFTER * count:
                killed = True
                _kill(cluster[1])

        runs["Dask, one of 3 killed"] = theirs = ingested(
            paths,
            scratch / "theirs.sqlite",
            f"--scheduler={scheduler}",
            limit,
            *way,
            others=[process.pid for process in cluster],
            meanwhile=kill,
        )
    _print_runs(f"the Dask engine on {count:,} documents", runs)
    same = rows_digest(scratch / "ours.sqlite") == rows_digest(scratch / "theirs.sqlite")
    print(f"a worker killed on the way: {'yes' if killed else 'no, it was over before'}")
    print(f"same rows: {'yes' if same else 'NO'}; same failures: {'yes' if ours.failed == theirs.failed else 'NO'}")
    for name, reason in sorted(theirs.failed.items()):
        print(f"  {Path(name).name}: {reason}")
    here, there = runs["here, 2 workers"], runs["Dask, 2 workers"]
    print(f"Dask to here: {there.seconds / here.seconds:.3f} of the time, {there.cpu / here.cpu:.3f} of the processors' time")


@contextmanager
def _cluster(folder: Path, count: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and so many workers of one thread, by their commands, on loopback; they can import what stands here."""
    folder.mkdir()
    place = folder / "scheduler.json"
    common = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(place)]
    commands = [["scheduler", "--port", "0", *common], *([["worker", "--nthreads", "1", *common]] * count)]
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for number, command in enumerate(commands):
            with (folder / f"log{number}").open("wb") as log:
                whole = [sys.executable, "-m", "dask", *command]
                environment: dict[str, Any] = {"cwd": HERE, "stdout": log, "stderr": log, "start_new_session": True}
                processes.append(subprocess.Popen(whole, **environment))
            while not place.exists():
                time.sleep(0.1)
        yield str(json.loads(place.read_text(encoding="utf-8"))["address"]), processes
    finally:
        for process in processes:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With all that it has started, as when its machine is lost."""
    try:
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for each in family:
        if each.is_running():
            each.kill()
    process.wait()


def _of(folders: Sequence[str], count: int) -> list[str]:
    return list(folders[: count // FOLDER])


def _print_runs(title: str, runs: dict[str, Run]) -> None:
    print_table(title, ("run", *HEADS), [[name, *run.cells()] for name, run in runs.items()])


def _bar(what: str, ratio: float, *, least: float = 0.0, most: float = math.inf) -> None:
    missed = not least <= ratio <= most
    bar = f", at least {least}" if least else f", at most {most}"
    print(f"{what}: {ratio:.3f}{bar}{', MISSED' if missed else ''}", flush=True)


def _whole_folders(given: str) -> int:
    count = int(given)
    if count <= 0 or count % FOLDER:
        raise ValueError
    return count


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    folders = {"type": _whole_folders, "metavar": "N"}
    parser.add_argument("--counts", nargs="+", default=[10_000, 100_000], help=f"documents, multiples of {FOLDER}", **folders)
    parser.add_argument("--dask", default=5000, help="documents for the Dask engine", **folders)
    parser.add_argument("--only", choices=("growth", "dask"), help="one part alone")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the documents stay for the next time")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument("--no-ner", action="store_true", help="patterns alone")
    parser.add_argument("--measure", metavar="STORE", help="ingest --paths into this store, and say what it took")
    parser.add_argument("--paths", nargs="*", metavar="PATH")
    parser.add_argument("--scheduler", metavar="URL")
    parser.add_argument("--limit", type=float, default=120.0, metavar="SECONDS")
    options = parser.parse_args()
    if options.measure:
        measure(options)
        return
    counts, way = sorted(options.counts), ["--no-ner"] if options.no_ner else []
    with tempfile.TemporaryDirectory() as held:
        scratch = Path(held)
        wanted = {"growth": counts[-1], "dask": options.dask}
        most = wanted[options.only] if options.only else max(wanted.values())
        made = make(options.keep or scratch / "documents", most)
        sizes = [len(path.read_text(encoding="utf-8")) for path in Path(made[0]).iterdir()]
        print(f"{most:,} documents, {sum(sizes) / len(sizes):,.0f} characters each", flush=True)
        if options.only != "dask":
            print_growth(_of(made, counts[-1]), counts, options.workers, scratch, way)
        if options.only != "growth":
            print_dask(made, options.dask, scratch, way)


if __name__ == "__main__":
    main()
