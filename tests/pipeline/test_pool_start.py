"""Workers that cannot start end the run with one line; a pool that breaks on the way gives its work to the next."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pebble import ProcessPool

from gouji.pipeline import ingest, workers
from gouji.schemas import GoujiError
from gouji.store import Store

Gouji = Callable[..., subprocess.CompletedProcess[str]]


def test_workers_that_cannot_start(archive: Path, store: Store, readers: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_begin", readers.die)
    with pytest.raises(GoujiError, match="worker processes cannot be started"):
        ingest([str(archive)], store, workers=2, reader=readers.well)


def test_why_they_cannot_is_told(tmp_path: Path, archive: Path, gouji: Gouji, monkeypatch: pytest.MonkeyPatch) -> None:
    far = tmp_path / ("x" * 120)  # longer than the path of a socket may be
    far.mkdir()
    monkeypatch.setenv("TMPDIR", str(far))
    done = gouji("ingest", archive, "--store", tmp_path / "s.db", "--workers", "2", "--no-ner")
    assert done.returncode != 0
    assert "worker processes cannot be started (AF_UNIX path too long)" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("before", [0, 2, 4])
def test_a_pool_that_breaks_gives_its_work_to_the_next(
    archive: Path, store: Store, readers: ModuleType, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    pools = []

    class Breaking(ProcessPool):
        """The first of them breaks when it is handed one task more than `before`."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            pools.append(self)
            self.handed = 0

        def schedule(self, *args: Any, **options: Any) -> Any:
            self.handed += 1
            if self is pools[0] and self.handed > before:
                raise RuntimeError("The Pool is not active")
            return super().schedule(*args, **options)

    monkeypatch.setattr(workers, "ProcessPool", Breaking)
    result = ingest([str(archive)], store, workers=2, reader=readers.well)
    assert len(pools) == 2
    assert [Path(held.name).name for held in result.held] == [path.name for path in sorted(archive.iterdir())]
    assert result.failed == ()
