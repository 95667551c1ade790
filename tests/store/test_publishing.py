"""Publishing: the other store holds what this one does, the next time nothing is copied, and a stop leaves whole documents."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from gouji.schemas import Document, Finding, StoreError
from gouji.store import Store, tables
from gouji.store.lookup import VIEWS
from gouji.store.publishing import Published, publish
from gouji.store.write import write

MakeDocument = Callable[..., Document]
MakeFinding = Callable[..., Finding]

TABLES = (
    tables.document,
    tables.path,
    tables.run,
    tables.failure,
    tables.report,
    tables.figure,
    tables.relation,
    tables.term,
    tables.finding,
)
OWN = frozenset({"id", "document_id", "run_id", "finding_id"})  # numbers that are a store's own


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = str(tmp_path / "target.sqlite") if request.param == "sqlite" else request.getfixturevalue("database")
    with Store.open(url) as store:
        yield store


@pytest.fixture
def source(tmp_path: Path, new_document: MakeDocument, new_finding: MakeFinding) -> Iterator[Store]:
    """Thirty documents, one of them in two files, and findings."""
    with Store.open(str(tmp_path / "source.sqlite")) as store:
        run = store.begin_run(["reports"], "v1", "zh")
        names = [f"{number:02}.txt" for number in range(30)]
        ids = {name: put(store, run, new_document(name, f"content {name}")) for name in names}
        put(store, run, new_document("00.txt", "content 00.txt"), "copy.txt")
        store.write_findings(run, [new_finding("00.txt"), replace(new_finding("01.txt", "02.txt"), finding="p2")], ids)
        store.end_run(run, read=30, skipped=1, failed=0, passed_over=0)
        yield store


def put(store: Store, run: int, document: Document, name: str | None = None) -> int:
    name = name or document.document
    return store.write(replace(document, document=name), path=f"/in/{name}", pipeline_version="v1", run=run)


def contents(store: Store) -> dict[str, list[str]]:
    """Every row of tables and views without a store's own numbers, in an order of their own."""
    found: dict[str, list[str]] = {}
    with store.reading() as connection:
        for table in TABLES:
            found[table.name] = sorted(_shown(row) for row in connection.execute(table.select()).mappings())
    return found | {what: sorted(_shown(row) for row in store.view_rows(what)) for what in VIEWS}


def _shown(row: Mapping[Any, Any]) -> str:
    """Means may differ in the last of their binary digits."""
    return repr({str(k): round(v, 12) if isinstance(v, float) else v for k, v in row.items() if k not in OWN})


def equal(one: Store, other: Store) -> bool:
    return contents(one) == contents(other)


@contextmanager
def writes(store: Store) -> Iterator[list[str]]:
    """The statements that change something."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.split(" ")[0] in ("INSERT", "UPDATE", "DELETE"):
            seen.append(statement)

    event.listen(store._engine, "before_cursor_execute", note)
    yield seen
    event.remove(store._engine, "before_cursor_execute", note)


def test_the_other_store_holds_the_same(source: Store, target: Store) -> None:
    told: list[tuple[int, int]] = []
    assert publish(source, target, lambda done, total: told.append((done, total))) == Published(files=31, findings=2)
    assert told[-1] == (31, 31)
    assert equal(source, target)


def test_a_second_time_copies_nothing(source: Store, target: Store) -> None:
    publish(source, target)
    with writes(target) as statements:
        assert not publish(source, target)
    assert statements == []


def test_only_what_changed_is_copied(
    source: Store, target: Store, new_document: MakeDocument, new_finding: MakeFinding
) -> None:
    publish(source, target)
    run = source.begin_run(["reports"], "v1", "zh")
    put(source, run, new_document("new.txt", "new"))
    put(source, run, new_document("03.txt", "changed"))
    put(source, run, new_document("04.txt", "content 05.txt"))  # what another file holds, too
    put(source, run, new_document("07.txt", "content 06.txt"))  # and two that exchange what they hold
    put(source, run, new_document("06.txt", "content 07.txt"))
    source.end_run(run, read=3, skipped=28, failed=0, passed_over=0)
    with writes(target) as statements:
        result = publish(source, target)
    assert equal(source, target)
    assert 5 <= result.files <= 7
    assert sum("INSERT INTO figure" in statement for statement in statements) <= 4
    assert not publish(source, target)


def test_outcomes_and_findings_of_a_later_check(
    source: Store, target: Store, new_document: MakeDocument, new_finding: MakeFinding
) -> None:
    publish(source, target)
    run = source.begin_run([], "v2", "zh")
    held = source.held()
    (relation,) = new_document("09.txt").relations
    own = next(each.id for each in held if each.name == "09.txt")
    source.rejudge([(own, replace(relation, outcome="review", gap=Decimal("0.5"), reason="why"))])
    findings = [replace(new_finding("00.txt"), status="known"), replace(new_finding("08.txt"), finding="p9")]
    source.name_issuers([(own, 1, "本市编办")])
    source.write_findings(run, findings, {each.name: each.id for each in held})
    source.end_run(run, read=0, skipped=30, failed=0, passed_over=0)
    assert publish(source, target) == Published(judged=2, findings=2, withdrawn=2)
    assert equal(source, target)
    assert not publish(source, target)


def test_what_is_there_from_elsewhere_stays(source: Store, target: Store, new_document: MakeDocument) -> None:
    run = target.begin_run(["elsewhere"], "v1", "zh")
    put(target, run, new_document("other.txt", "other"))
    publish(source, target)
    assert len(target.held()) == len(source.held()) + 1
    assert not publish(source, target)


@pytest.mark.parametrize("after", [1, 26])
def test_stopped_in_between_it_goes_on(source: Store, target: Store, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    left = iter(range(after))

    def stopping(*given: Any) -> int:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return write(*given)

    monkeypatch.setattr("gouji.store.publishing.files.write", stopping)
    with pytest.raises(KeyboardInterrupt):
        publish(source, target)
    monkeypatch.undo()
    assert whole(target)
    copied = 24 if after > 24 else 0  # and the second file of the first of them, in one transaction
    assert len(target.held()) == copied
    assert publish(source, target).files == (31 - 25 if copied else 31)
    assert equal(source, target)
    assert not publish(source, target)


def whole(store: Store) -> bool:
    """Whether every document has all its rows, and every relation its terms."""
    return all(
        (len(document.figures), len(document.relations), len(document.reports), len(document.relations[0].terms))
        == (3, 1, 1, 2)
        for document in store.read_documents()
    )


@pytest.mark.slow
def test_killed_in_between_it_goes_on(source: Store, database: str, new_document: MakeDocument) -> None:
    run = source.begin_run(["more"], "v1", "zh")
    for number in range(150):
        put(source, run, new_document(f"more {number}.txt", f"more {number}"))
    command = [sys.executable, "-c", "from gouji.cli import main; main()", "publish", source.url, database]
    with Store.open(database) as target:
        for patience in (0.05, 0.2, 0.5):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            before = len(target.held())
            while process.poll() is None and len(target.held()) == before:
                time.sleep(0.02)
            time.sleep(patience)
            process.kill()
            process.wait()
            assert whole(target)
        publish(source, target)
        assert equal(source, target)
        assert not publish(source, target)


def test_a_store_is_not_published_to_itself(source: Store) -> None:
    with Store.open(source.url) as same, pytest.raises(StoreError, match="cannot be published to itself"):
        publish(source, same)
