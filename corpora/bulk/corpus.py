"""Writing a whole archive: what stands there already is kept, several processes write folders side by side."""

import json
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from gouji.corpora.bulk.shelf import Plan, is_done, write_shelf
from gouji.schemas import GoujiError, UsageError

PLAN = "corpus.json"
_AHEAD = 2  # folders handed out to each process


def write_corpus(out: Path, plan: Plan, *, workers: int, force: bool, tell: Callable[[int], None]) -> int:
    """Write the archive to `out`, and `tell` how many reports are there each time a folder is complete; gives the reports
    that were written now.

    A folder that is complete stays as it is, unless `force`. Raises UsageError where `out` holds something else, GoujiError
    where it cannot be written.
    """
    try:
        _claim(out, plan, force=force)
        open_shelves = [shelf for shelf in plan.shelves if not is_done(out, plan, shelf)]
        there = plan.reports - sum(plan.on(shelf) for shelf in open_shelves)
        written = 0
        tell(there)
        for count in _written(out, plan, open_shelves, min(workers, len(open_shelves))):
            written += count
            tell(there + written)
    except OSError as refusal:
        raise GoujiError(f"{refusal.filename or out}: cannot be written ({refusal.strerror or refusal})") from refusal
    except BrokenProcessPool as error:
        raise GoujiError(f"{out}: a process that wrote it died; the same command goes on from there") from error
    return written


def _claim(out: Path, plan: Plan, *, force: bool) -> None:
    """Make sure that `out` is new, or holds the beginning of this archive; with `force` clear what another one left."""
    mine = {**asdict(plan), "kinds": list(plan.kinds), "made_by": _made_by()}
    found = _found(out)
    if force and found is not None:
        for folder in ("reports", "gold"):
            shutil.rmtree(out / folder, ignore_errors=True)
    elif not force and found is None and out.exists() and any(out.iterdir()):
        raise UsageError(f"{out}: is not empty; choose a new folder, or --force to write into it")
    elif not force and found is not None:
        other = [f"{name} {found.get(name)}" for name in mine if name != "reports" and found.get(name) != mine[name]]
        if other:
            raise UsageError(f"{out}: holds another archive ({', '.join(other)}); --force replaces it")
        if found["reports"] > plan.reports:
            raise UsageError(f"{out}: holds more already ({found['reports']} reports); --force replaces it")
    out.mkdir(parents=True, exist_ok=True)
    (out / PLAN).write_text(json.dumps(mine, ensure_ascii=False) + "\n", encoding="utf-8")


def _found(out: Path) -> dict[str, Any] | None:
    """What the archive in `out` is, None where there is none."""
    try:
        found = json.loads((out / PLAN).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise UsageError(f"{out / PLAN}: is not what gouji-corpus wrote") from error
    if not isinstance(found, dict) or not isinstance(found.get("reports"), int):
        raise UsageError(f"{out / PLAN}: is not what gouji-corpus wrote")
    return found


def _made_by() -> str:
    try:
        return f"gouji {version('gouji')}"
    except PackageNotFoundError:  # run from the sources
        return "gouji"


def _written(out: Path, plan: Plan, shelves: list[int], workers: int) -> Iterator[int]:
    """The reports of each folder, as they are done."""
    if workers <= 1:
        yield from (write_shelf(out, plan, shelf) for shelf in shelves)
        return
    from gouji.pipeline.workers import worker_context

    left, waiting = iter(shelves), set[Future[int]]()
    context = worker_context("gouji.corpora.bulk.shelf")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts) as pool:
        try:
            for shelf in left:
                waiting.add(pool.submit(write_shelf, out, plan, shelf))
                if len(waiting) >= workers * _AHEAD:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            yield from (future.result() for future in waiting)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; it is for the main one to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
