"""Equal bytes are one document, whatever its files are called; what a file said before it was changed is kept as past."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from gouji.schemas import Document, Finding, Term
from gouji.store import File, Store, pack, tables

MakeDocument = Callable[..., Document]


@pytest.fixture
def run(store: Store) -> int:
    return store.begin_run(["/"], "v1", "zh")


def put(store: Store, run: int, path: str, document: Document, version: str = "v1") -> None:
    file = File(path, document.document)
    assert store.write_batch([(file, pack(document))], [], pipeline_version=version, run=run) == []


def meet(store: Store, run: int | None, *files: tuple[str, str], version: str = "v1") -> list[str]:
    """The paths that are known, of (path, content) with names as their paths."""
    asked = [(File(path, path.removeprefix("/"), place), content) for place, (path, content) in enumerate(files)]
    return [file.path for file, _ in store.known(asked, version, run=run)]


def rows(store: Store, table: Any, *columns: str) -> list[tuple[Any, ...]]:
    with store._engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(select(*(table.c[column] for column in columns))))


def paths(store: Store) -> dict[str, str]:
    """Path → the content of its document."""
    joined = select(tables.path.c.path, tables.document.c.content_hash).join(tables.document)
    with store._engine.connect() as connection:
        return {path: content for path, content in connection.execute(joined)}


def names(store: Store) -> list[tuple[str, str, str]]:
    """(path, name, content) of the documents."""
    return rows(store, tables.document, "path", "document", "content_hash")


def test_known_by_content_and_version(store: Store, run: int, new_document: MakeDocument) -> None:
    put(store, run, "/a.txt", new_document("a.txt", "A"))
    assert meet(store, None, ("/a.txt", "A"), ("/b.txt", "A"), ("/a.txt", "B")) == ["/a.txt", "/b.txt"]
    assert meet(store, None, ("/a.txt", "A"), version="v2") == []
    assert paths(store) == {"/a.txt": "A"}  # only asked, nothing is noted


def test_equal_bytes_are_one_document_with_two_paths(store: Store, run: int, new_document: MakeDocument) -> None:
    put(store, run, "/a.txt", new_document("a.txt", "A"))
    assert meet(store, run, ("/a.txt", "A"), ("/b.txt", "A")) == ["/a.txt", "/b.txt"]
    put(store, run, "/c.txt", new_document("c.txt", "A"))  # read beside it, before it was known
    assert paths(store) == dict.fromkeys(["/a.txt", "/b.txt", "/c.txt"], "A")
    assert names(store) == [("/a.txt", "a.txt", "A")]
    assert [held.name for held in store.held_in(run)] == ["a.txt"]


def test_a_file_given_by_another_name_takes_it(store: Store, run: int, new_document: MakeDocument) -> None:
    put(store, run, "/x/a.txt", new_document("a.txt", "A"))
    store.known([(File("/x/a.txt", "x/a.txt"), "A"), (File("/y/b.txt", "b.txt"), "A")], "v1", run=run)
    (document,) = store.read_documents()
    assert {document.document, *(figure.document for figure in document.figures)} == {"x/a.txt"}


def test_a_changed_file_keeps_its_document_and_its_past(store: Store, run: int, new_document: MakeDocument) -> None:
    before, after = new_document("a.txt", "A"), new_document("a.txt", "B")
    put(store, run, "/a.txt", before)
    (held,) = store.held()
    later = store.begin_run(["/"], "v1", "zh")
    put(store, later, "/a.txt", replace(after, figures=after.figures[:1], relations=()))
    assert store.held() == [held._replace(figures=1)]
    assert rows(store, tables.past_document, "document_id", "superseded_by", "run_id", "path", "content_hash") == [
        (held.id, later, run, "/a.txt", "A")
    ]
    past = {table.name: len(rows(store, old, "past_id")) for table, old in tables.PAST.items()}
    assert past == {"report": 1, "figure": 3, "relation": 1, "term": 2}
    assert rows(store, tables.PAST[tables.figure], "figure", "text") == [("f1", "120名"), ("f10", "41名"), ("f2", "80名")]


def test_another_version_is_no_change(store: Store, run: int, new_document: MakeDocument) -> None:
    put(store, run, "/a.txt", new_document("a.txt", "A"))
    meet(store, run, ("/b.txt", "A"))
    put(store, run, "/b.txt", new_document("b.txt", "A"), version="v2")
    assert meet(store, run, ("/a.txt", "A"), ("/b.txt", "A"), version="v2") == ["/a.txt", "/b.txt"]
    assert names(store) == [("/a.txt", "a.txt", "A")]
    assert rows(store, tables.past_document, "id") == []


def test_one_of_two_copies_changes(store: Store, run: int, new_document: MakeDocument) -> None:
    """The other keeps the document, which takes its name."""
    put(store, run, "/a.txt", new_document("a.txt", "A"))
    meet(store, run, ("/b.txt", "A"))
    put(store, run, "/a.txt", new_document("a.txt", "C"))
    assert names(store) == [("/a.txt", "a.txt", "C"), ("/b.txt", "b.txt", "A")]
    assert paths(store) == {"/a.txt": "C", "/b.txt": "A"}
    assert rows(store, tables.past_document, "id") == []


def test_a_file_that_becomes_a_copy_leaves_a_past(
    store: Store, run: int, new_document: MakeDocument, new_finding: Callable[..., Finding]
) -> None:
    put(store, run, "/a.txt", new_document("a.txt", "A"))
    put(store, run, "/b.txt", new_document("b.txt", "B"))
    ids = {held.name: held.id for held in store.held()}
    store.write_findings(run, [new_finding("a.txt", "b.txt")], ids)
    assert meet(store, run, ("/b.txt", "A")) == ["/b.txt"]
    assert names(store) == [("/a.txt", "a.txt", "A")]
    assert rows(store, tables.past_document, "path", "content_hash") == [("/b.txt", "B")]
    assert store.findings() == []


def test_two_files_exchange_their_contents(store: Store, run: int, new_document: MakeDocument) -> None:
    put(store, run, "/a.txt", new_document("a.txt", "A"))
    put(store, run, "/b.txt", new_document("b.txt", "B"))
    assert meet(store, run, ("/a.txt", "B"), ("/b.txt", "A")) == ["/a.txt", "/b.txt"]
    assert paths(store) == {"/a.txt": "B", "/b.txt": "A"}
    assert names(store) == [("/a.txt", "a.txt", "B"), ("/b.txt", "b.txt", "A")]
    assert rows(store, tables.past_document, "id") == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_the_first_of_equal_files_of_a_run_names_their_document(
    store: Store, run: int, new_document: MakeDocument, order: tuple[int, ...]
) -> None:
    for place in order:  # in whatever order they are read
        file = File(f"/{place}", f"{place}.txt", place)
        read = [(file, pack(new_document(file.name, "same")))]
        assert store.write_batch(read, [], pipeline_version="v1", run=run) == []
    assert [held.name for held in store.held()] == ["0.txt"]
    assert rows(store, tables.path, "path") == [("/0",), ("/1",), ("/2",)]


def test_a_later_run_does_not_rename_a_document(store: Store, run: int, new_document: MakeDocument) -> None:
    put(store, run, "/b", new_document("b", "same"))
    later = store.begin_run(["/"], "v1", "zh")
    read = [(File("/a", "a", 0), pack(new_document("a", "same")))]
    assert store.write_batch(read, [], pipeline_version="v1", run=later) == []
    assert [held.name for held in store.held()] == ["b"]


def test_what_a_run_met_is_in_the_order_of_its_files(store: Store, run: int, new_document: MakeDocument) -> None:
    for name in "abc":
        put(store, run, f"/{name}", new_document(name, name))
    later = store.begin_run(["/"], "v1", "zh")
    meet(store, later, ("/c", "c"), ("/a", "a"))
    assert [held.name for held in store.held_in(later)] == ["c", "a"]
    assert [held.name for held in store.held_in(run)] == ["b"]


def test_a_batch_is_kept_but_for_what_contradicts_itself(store: Store, run: int, new_document: MakeDocument) -> None:
    documents = [new_document(name, name) for name in "abc"]
    broken = replace(documents[1].relations[0], terms=(Term(1, "f99"),))
    documents[1] = replace(documents[1], relations=(broken,))
    read = [(File(f"/{each.document}", each.document), pack(each)) for each in documents]
    refused = store.write_batch(read, [], pipeline_version="v1", run=run)
    assert [(file.name, "contradict each other" in reason) for file, reason in refused] == [("b", True)]
    assert [held.name for held in store.held()] == ["a", "c"]
