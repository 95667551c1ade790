"""The same reports give the same rows in either kind of store."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gouji.pipeline import ingest
from gouji.store import Store
from gouji.store.lookup import VIEWS

OF_STORE = frozenset({"id", "document_id", "run_id", "read_at"})


def test_rows_of_a_server_are_those_of_a_file(root: Path, tmp_path: Path, database: str) -> None:
    paths = [str(root / "corpora" / "gold" / "reports" / f"d{number}.txt") for number in (17, 18, 19, 20)]
    found = []
    for url in (str(tmp_path / "s.sqlite"), database):
        with Store.open(url) as store:
            result = ingest(paths, store, ner=False, workers=1)
            documents = list(store.read_documents())
            views = {what: sorted(_shown(row) for row in store.view_rows(what)) for what in VIEWS}
            found.append((documents, result.findings, views))
    assert found[0] == found[1]
    assert all(found[0][2].values())


def _shown(row: Mapping[str, Any]) -> str:
    """Means may differ in the last of their binary digits."""
    return repr({key: round(cell, 12) if isinstance(cell, float) else cell for key, cell in row.items() if key not in OF_STORE})
