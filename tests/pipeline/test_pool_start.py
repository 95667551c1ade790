"""Workers that cannot start end the run with one line."""

from pathlib import Path
from types import ModuleType

import pytest

from gouji.pipeline import ingest, pool
from gouji.schemas import GoujiError
from gouji.store import Store


def test_workers_that_cannot_start(archive: Path, store: Store, readers: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_leave_interrupts", readers.die)
    with pytest.raises(GoujiError, match="worker processes cannot be started"):
        ingest([str(archive)], store, workers=2, reader=readers.well)
