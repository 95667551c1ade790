"""Readers of the views while documents are written, read anew and checked: none of them ever fails or sees half of one."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlalchemy import text

from gouji.schemas import Document, Finding
from gouji.store import Packed, Store, pack
from gouji.store.write import File

READERS = 20
DOCUMENTS = 16
QUERIES = {  # of any document: what it can be before and after it changed
    "SELECT figures, relations, reports FROM v_document": {(3, 1, 1), (2, 0, 1)},
    "SELECT count(*), sum(value_number) FROM v_observation GROUP BY document_id": {(3, 241.0), (2, 200.0)},
    "SELECT figures, relations, with_indicator, violated FROM v_quality": {(3, 1, 2, 1), (2, 0, 2, 0)},
    "SELECT value, breakdown, conflicts FROM v_indicator_year": {("120", "", 0), ("80", "市直", 0)},
    "SELECT text, message FROM v_finding": {("120名", "120 ≠ 80 + 41 = 121")},
}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "s.sqlite") if request.param == "sqlite" else str(request.getfixturevalue("database"))


def test_readers_see_whole_documents_only(
    url: str, new_document: Callable[..., Document], new_finding: Callable[..., Finding]
) -> None:
    Store.open(url).close()
    begun, done = Barrier(READERS + 1), Event()
    with ThreadPoolExecutor(READERS) as threads:
        readers = [threads.submit(read, url, begun, done, start=number) for number in range(READERS)]
        try:
            write(url, new_document, new_finding, begun)
        finally:
            done.set()
        seen = [reader.result() for reader in readers]
    assert {row for rows in seen for row in rows} <= set().union(*QUERIES.values())
    assert min(map(len, seen)) >= 2  # each saw something of it


def write(url: str, new_document: Callable[..., Document], new_finding: Callable[..., Finding], begun: Barrier) -> None:
    """Every document twice, the second time changed, several in a transaction, the findings anew each time."""
    with Store.open(url) as store:
        begun.wait(60)
        for change in ("", "changed "):
            run = store.begin_run([], "v", "zh")
            for batch in batches(new_document, change):
                assert store.write_batch(batch, [], pipeline_version="v", run=run) == []
            held = store.held()
            findings = [] if change else [replace(new_finding(each.name), finding=f"p{each.id}") for each in held]
            store.write_findings(run, findings, {each.name: each.id for each in held})


def batches(new_document: Callable[..., Document], change: str) -> Iterator[list[tuple[File, Packed]]]:
    for first in range(0, DOCUMENTS, 4):
        batch = []
        for number in range(first, first + 4):
            document = new_document(f"{number}.txt", f"{change}{number}")
            if change:
                document = replace(document, figures=document.figures[:2], relations=())
            batch.append((File(f"/{number}.txt", document.document, number), pack(document)))
        yield batch


def read(url: str, begun: Barrier, done: Event, *, start: int) -> set[tuple[object, ...]]:
    """All rows that were seen until the writing was done, and once after it."""
    seen: set[tuple[object, ...]] = set()
    queries = list(QUERIES.items())
    with Store.existing(url) as store:
        begun.wait(60)
        last = False
        while not last:
            last = done.is_set()
            for query, allowed in (queries * 2)[start % len(queries) :][: len(queries)]:
                with store.reading() as connection:
                    rows = {tuple(row) for row in connection.execute(text(query))}
                assert rows <= allowed, query
                seen |= rows
                time.sleep(0.01)  # as many as there are, they shall not keep the writer from its processor
    return seen
