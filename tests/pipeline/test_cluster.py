"""The Dask engine: on a cluster of separate processes the same comes back as here, whatever dies on the way."""

import gc
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.pipeline import cluster, ingest
from gouji.pipeline.attempt import read_file
from gouji.pipeline.cluster import batches, dask_engine
from gouji.pipeline.pool import read_apart
from gouji.pipeline.tasks import Failure, Task
from gouji.schemas import GoujiError, UsageError
from gouji.store import Packed, Store, pack

STAND_INS = Path(__file__).with_name("stand_ins")
PATIENCE = 60.0
ZIPS = [Task(f"{number}.zip", f"/{number}.zip", 100_000) for number in range(2)]


@given(st.lists(st.builds(Task, st.text(), st.text(), st.integers(0, 3_000_000), st.sampled_from([None, *ZIPS])), max_size=200))
def test_batches_hold_every_task_in_order_and_are_small(tasks: list[Task]) -> None:
    made = list(batches(tasks))
    assert [task for batch in made for task in batch] == tasks
    for batch in made:
        assert len({task.archive for task in batch}) == 1
        assert len(batch) == 1 or sum(task.size for task in batch) <= 2_000_000
        assert len(batch) <= 32 or batch[0].archive is not None


def test_batches_are_made_as_they_are_wanted() -> None:
    endless = (Task(str(number), "", 1) for number in iter(int, 1))
    assert len(next(batches(endless))) == 32


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"gouji\[dask\]"):
        dask_engine()


@pytest.mark.parametrize(
    ("scheduler", "said"),
    [
        ("tcp://127.0.0.1:1", "tcp://127.0.0.1:1: no Dask scheduler answers there"),
        ("carrier-pigeon://loft", "--scheduler carrier-pigeon://loft: "),
        ("tcp://127.0.0.1:port", "--scheduler tcp://127.0.0.1:port: "),
    ],
)
def test_a_scheduler_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch, scheduler: str, said: str) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 0.5)
    with pytest.raises(GoujiError) as refused:
        list(dask_engine(scheduler)([Task("a.txt", "/a.txt", 1)], ner=False, workers=None))
    assert str(refused.value).startswith(said) and "\n" not in str(refused.value)
    half_made = [each for each in gc.get_objects() if type(each).__name__ == "Client" and each.status != "closed"]
    assert half_made == []  # collected later, it may wait for ever for the next one, and the next one for it


def test_where_nothing_is_to_be_read_no_cluster_is_asked() -> None:
    assert list(dask_engine("tcp://127.0.0.1:1")([], ner=False, workers=None)) == []


class Cluster:
    """A scheduler and workers, each a process group of its own, started by their commands on loopback."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *workers: str) -> str:
        """Starts the scheduler and a worker for each of these options; the scheduler's address."""
        self.run("scheduler", "--port", "0", "--idle-timeout", "300")
        for option in workers:
            self.run("worker", "--nthreads", "1", "--death-timeout", "60", *option.split())
        return str(json.loads(self.file.read_text(encoding="utf-8"))["address"])

    def run(self, what: str, *options: str) -> None:
        command = [sys.executable, "-m", "dask", what, "--host", "127.0.0.1", "--no-dashboard", *options]
        environment = os.environ | {"PYTHONPATH": str(STAND_INS)}
        with (self.folder / f"log{len(self.processes)}").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--scheduler-file", str(self.file)], stdout=log, stderr=log, env=environment,
                cwd=self.folder, start_new_session=True,
            )  # fmt: skip
        self.processes.append(process)
        until = time.monotonic() + PATIENCE
        while not self.file.exists():
            assert time.monotonic() < until and process.poll() is None, (self.folder / "log0").read_text(encoding="utf-8")
            time.sleep(0.1)

    def kill(self, number: int) -> None:
        """Number 0 is the scheduler; a worker goes with all its processes, as when its machine is lost."""
        with suppress(ProcessLookupError):
            os.killpg(self.processes[number].pid, signal.SIGKILL)
        self.processes[number].wait()

    def end(self) -> None:
        for number in range(len(self.processes)):
            self.kill(number)


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "cluster").mkdir()
    started = Cluster(tmp_path / "cluster")
    yield started
    started.end()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The scheduler of a cluster for the tests that leave it whole: a worker of two threads."""
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started.start("--nthreads 2")
    started.end()


def tasks(folder: Path, texts: list[str]) -> list[Task]:
    made = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        made.append(Task(path.name, str(path), path.stat().st_size))
    return made


def by_name(results: Any) -> dict[str, Packed | Failure]:
    found: dict[str, Packed | Failure] = {}
    for task, result in results:
        assert task.name not in found
        found[task.name] = result
    return found


@pytest.mark.slow
def test_a_lost_worker_a_crash_and_a_hang_cost_nothing_else(tmp_path: Path, group: Cluster, readers: ModuleType) -> None:
    said = [f"编制{number}名" for number in range(600)]
    said[100], said[200], said[300] = "crash", "hang", "eat"
    given = tasks(tmp_path, said)
    engine = dask_engine(group.start("", "", "--no-nanny"))
    found: dict[str, Packed | Failure] = {}
    how: Any = {"ner": False, "limit": 3, "memory": 1024, "reader": readers.badly}
    for task, result in engine(iter(given), workers=None, **how):
        if len(found) == 40:
            group.kill(1)
        assert task.name not in found
        found[task.name] = result
    assert found == by_name(read_apart(given, workers=2, **how))
    assert {name: result.reason for name, result in found.items() if isinstance(result, Failure)} == {
        "100.txt": "the process reading it died (exit code 3)",
        "200.txt": "took longer than 3 seconds",
        "300.txt": "takes more than 1024 MiB of memory",
    }


@pytest.mark.slow
def test_a_lost_scheduler_ends_the_run_with_one_line(
    tmp_path: Path, group: Cluster, readers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 3.0)
    engine = dask_engine(group.start(""))
    given = tasks(tmp_path, ["编制1名"] * 2000)
    with pytest.raises(GoujiError, match="scheduler is lost"):
        for count, _ in enumerate(engine(given, ner=False, workers=None, reader=readers.well)):
            if count == 40:
                group.kill(0)


@pytest.mark.slow
def test_a_cluster_without_workers_is_not_waited_for_forever(
    tmp_path: Path, group: Cluster, readers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_JOIN", 1.0)
    monkeypatch.setattr(cluster, "_DESERTED", 0.0)
    monkeypatch.setattr(cluster, "_FETCH", 1.0)
    scheduler = group.start()
    given = tasks(tmp_path, ["编制1名"] * 2000)
    with pytest.raises(GoujiError, match="no worker has joined within 1 seconds"):
        list(dask_engine(scheduler)(given, ner=False, workers=None, reader=readers.well))
    monkeypatch.setattr(cluster, "_JOIN", PATIENCE)
    group.run("worker", "--nthreads", "1")
    with pytest.raises(GoujiError, match="no Dask worker is left"):
        for count, _ in enumerate(dask_engine(scheduler)(given, ner=False, workers=None, reader=readers.well)):
            if count == 40:
                group.kill(1)


@pytest.mark.slow
def test_members_of_archives_are_unpacked_by_the_workers(
    tmp_path: Path, standing: str, readers: ModuleType, archive: Path, store: Store
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as held:
        for number in range(40):
            held.writestr(f"{number}.txt", f"编制{number % 10}名")
    how: Any = {"ner": False, "limit": 2, "reader": readers.badly}
    result = ingest([str(tmp_path / "a.zip"), str(archive)], store, engine=dask_engine(standing), **how)
    with Store.open(":memory:") as other:
        expected = ingest([str(tmp_path / "a.zip"), str(archive)], other, engine=read_apart, workers=2, **how)
        assert [document.name for document in result.held] == [document.name for document in expected.held]
        assert result.failed == expected.failed and len(result.failed) == 4
        assert result.read == expected.read == 45
    again = ingest([str(tmp_path / "a.zip")], store, engine=dask_engine(standing), ner=False, reader=readers.never)
    assert (again.read, again.skipped, again.failed) == (0, 40, ())


@pytest.mark.slow
def test_real_reports_are_the_same_documents_as_here(root: Path, standing: str) -> None:
    reports = sorted((root / "corpora" / "demo" / "reports").glob("establishment-*.txt"))
    given = [Task(path.name, str(path), path.stat().st_size) for path in reports]
    found = by_name(dask_engine(standing)(given, ner=True, workers=None))
    here = {task.name: opened(pack(read_file(task.path, task.name, True))) for task in given}
    assert {name: opened(packed) for name, packed in found.items()} == here


def opened(packed: Packed | Failure) -> object:
    """All that it holds; its bytes also depend on which strings are one object."""
    assert isinstance(packed, Packed)
    return packed.own(), [(table.name, values) for table, values in packed.rows()]


@pytest.mark.slow
def test_a_worker_that_reads_otherwise_ends_the_run(
    tmp_path: Path, standing: str, readers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "pipeline_version", lambda ner: "0.0+other")
    with pytest.raises(GoujiError, match=r"its gouji is .* and 0\.0\+other here; the same must be installed"):
        list(dask_engine(standing)(tasks(tmp_path, ["编制1名"]), ner=False, workers=None, reader=readers.well))


@pytest.mark.slow
def test_other_versions_of_dask_are_told_before_anything_is_read(
    tmp_path: Path, standing: str, readers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = cluster._versions

    calls: list[Any] = []

    def first_differs(of: Any) -> str:
        calls.append(of)
        return "distributed 1.0" if len(calls) == 1 else mine(of)

    monkeypatch.setattr(cluster, "_versions", first_differs)
    with pytest.raises(GoujiError, match=r"scheduler has python .* and here is distributed 1\.0"):
        list(dask_engine(standing)(tasks(tmp_path, ["编制1名"]), ner=False, workers=None, reader=readers.never))


@pytest.mark.slow
def test_a_file_that_the_workers_cannot_see_is_a_failure_that_says_so(
    tmp_path: Path, standing: str, readers: ModuleType
) -> None:
    given = [*tasks(tmp_path, ["编制1名"]), Task("gone.txt", str(tmp_path / "gone.txt"), 9)]
    found = by_name(dask_engine(standing)(given, ner=False, workers=None, reader=readers.well))
    assert isinstance(found["0.txt"], Packed)
    assert "is not there on the worker" in str(found["gone.txt"])


@pytest.mark.slow
def test_closed_on_the_way_it_leaves_no_process_that_reads(tmp_path: Path, standing: str, readers: ModuleType) -> None:
    results = dask_engine(standing)(tasks(tmp_path, ["编制1名"] * 500), ner=False, workers=None, reader=readers.well)
    next(results)
    results.close()
    found = by_name(dask_engine(standing)(tasks(tmp_path, ["编制2名"]), ner=False, workers=None, reader=readers.well))
    assert isinstance(found["0.txt"], Packed)


@pytest.mark.slow
def test_without_a_scheduler_it_starts_processes_of_its_own(tmp_path: Path, readers: ModuleType) -> None:
    given = tasks(tmp_path, ["编制1名", "crash", *["编制2名"] * 60])
    how: Any = {"ner": False, "workers": 2, "reader": readers.badly}
    found = dask_engine()(given, **how)
    first = [next(found)]
    # What is raised in a callback of Dask's there, as by Ctrl-C, would be lost.
    assert [call for call in gc.callbacks if "distributed" in getattr(call, "__module__", "")] == []
    assert by_name(chain(first, found)) == by_name(read_apart(given, **how))
