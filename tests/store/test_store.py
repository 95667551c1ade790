"""What is written comes back, what changes is replaced, and what goes wrong is said in one line."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.schemas import Document, Figure, Finding, StoreError, Term
from gouji.store import Failed, File, RowError, Store, pack

MakeDocument = Callable[..., Document]


def count(place: Path | str, table: str) -> int:
    with closing(sqlite3.connect(place)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def begin(store: Store, version: str = "v1") -> int:
    return store.begin_run(["a.txt"], version, "zh")


def test_a_document_comes_back_as_it_was(store: Store, new_document: MakeDocument) -> None:
    document = new_document()
    key = store.write(document, path="/x/a.txt", pipeline_version="v1", run=begin(store))
    assert list(store.read_documents([key])) == [document]
    assert list(store.read_documents([key], source=False)) == [replace(document, source="")]


def test_any_number_and_text_come_back_exactly(store: Store) -> None:
    run = begin(store)

    @given(
        value=st.decimals(allow_nan=False, allow_infinity=False, places=None),
        text=st.text(st.characters(exclude_categories=["Cs"], min_codepoint=1), min_size=1),
    )
    def comes_back(value: Decimal, text: str) -> None:
        figure = Figure(
            "a", 1, "f1", 0, len(text), text, value, None, value, 0, "", 0, "count", "exact", "actual", text, "", None, None,
            "plain", "", text, "text", "", 0.5,
        )  # fmt: skip
        document = Document("a", "h", text, "utf-8", None, (), (), (figure,), ())
        store.write(document, path="/a", pipeline_version="v", run=run)
        assert list(store.read_documents()) == [document]

    comes_back()


def test_a_null_character_is_shown_where_a_database_cannot_hold_one(store: Store, new_document: MakeDocument) -> None:
    figures = tuple(replace(figure, sentence="全市\x00共有") for figure in new_document().figures)
    document = replace(new_document(), source="全市\x00共有", figures=figures)
    store.write(document, path="/a.txt", pipeline_version="v1", run=begin(store))
    (found,) = store.read_documents()
    shown = "全市\x00共有" if store.in_memory else "全市␀共有"
    assert {found.source, *(figure.sentence for figure in found.figures)} == {shown}


def test_the_rows_of_a_large_document_come_in_several_statements(
    store: Store, new_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.store.packed._PART", 3)
    monkeypatch.setattr("gouji.store.write._BATCH", 2)
    written = [new_document(name, name) for name in ("a.txt", "b.txt")]
    packed = [pack(document) for document in written]
    assert {len(each.parts) for each in packed} == {3}
    files = [File(f"/{each.document}", each.document) for each in written]
    batch = list(zip(files, packed, strict=True))
    assert store.write_batch(batch, [], pipeline_version="v1", run=begin(store)) == []
    assert list(store.read_documents()) == written


def test_documents_come_in_the_order_asked_for(store: Store, new_document: MakeDocument) -> None:
    run = begin(store)
    keys = [store.write(new_document(name, name), path=f"/{name}", pipeline_version="v1", run=run) for name in "cab"]
    assert [document.document for document in store.read_documents(keys[::-1])] == ["b", "a", "c"]
    assert [document.document for document in store.read_documents()] == ["a", "b", "c"]


def test_a_changed_file_replaces_its_rows_and_keeps_its_id(
    store: Store, new_document: MakeDocument, new_figure: Callable[..., Figure]
) -> None:
    run = begin(store)
    first = store.write(new_document(), path="/a.txt", pipeline_version="v1", run=run)
    changed = new_document(content="beef", figures=(new_figure(1, 8, "99名", "99"), new_figure(2, 15, "99名", "99")))
    assert store.write(changed, path="/a.txt", pipeline_version="v1", run=run) == first
    assert list(store.read_documents()) == [changed]


def test_rows_that_contradict_each_other_leave_nothing_behind(store: Store, new_document: MakeDocument) -> None:
    run = begin(store)
    document = new_document()
    broken = replace(document.relations[0], terms=(Term(1, "f99"),))
    with pytest.raises(RowError):
        store.write(replace(document, relations=(broken,)), path="/a.txt", pipeline_version="v1", run=run)
    assert list(store.read_documents()) == []
    store.write(document, path="/a.txt", pipeline_version="v1", run=run)  # the store goes on


class TestFindings:
    """The table holds the present state."""

    @pytest.fixture
    def place(self, tmp_path: Path, new_document: MakeDocument) -> Path:
        place = tmp_path / "s.sqlite"
        with Store.open(str(place)) as store:
            run = begin(store)
            for name in ("a.txt", "b.txt"):
                store.write(new_document(name, name), path=f"/{name}", pipeline_version="v1", run=run)
        return place

    def test_a_new_run_over_the_same_documents_replaces_them(self, place: Path, new_finding: Callable[..., Finding]) -> None:
        with Store.open(str(place)) as store:
            store.write_findings(begin(store), [new_finding("a.txt"), new_finding("a.txt", "b.txt")], {"a.txt": 1, "b.txt": 2})
            store.write_findings(begin(store), [new_finding("a.txt")], {"a.txt": 1, "b.txt": 2})
        assert count(place, "finding") == count(place, "finding_figure") == 1

    def test_a_run_over_some_leaves_those_that_need_others(self, place: Path, new_finding: Callable[..., Finding]) -> None:
        with Store.open(str(place)) as store:
            store.write_findings(begin(store), [new_finding("a.txt"), new_finding("a.txt", "b.txt")], {"a.txt": 1, "b.txt": 2})
            store.write_findings(begin(store), [], {"a.txt": 1})
        assert count(place, "finding") == 1

    def test_a_changed_document_takes_its_findings_along(
        self, place: Path, new_finding: Callable[..., Finding], new_document: MakeDocument
    ) -> None:
        with Store.open(str(place)) as store:
            run = begin(store)
            store.write_findings(run, [new_finding("a.txt", "b.txt"), new_finding("b.txt")], {"a.txt": 1, "b.txt": 2})
            store.write(new_document("a.txt", "new"), path="/a.txt", pipeline_version="v1", run=run)
        assert count(place, "finding") == 1

    def test_views_speak_chinese(self, place: Path, new_finding: Callable[..., Finding]) -> None:
        with Store.open(str(place)) as store:
            store.write_findings(begin(store), [new_finding("a.txt", "b.txt")], {"a.txt": 1, "b.txt": 2})
        with closing(sqlite3.connect(place)) as connection:
            query = "SELECT title, kind_zh, role_zh, value, value_number FROM v_observation ORDER BY document, start"
            observation = connection.execute(query).fetchone()
            known = connection.execute("SELECT indicator, indicator_zh, breakdown FROM v_observation LIMIT 3").fetchall()
            finding = connection.execute("SELECT severity_zh, document, measure, text FROM v_finding").fetchall()
            documents = connection.execute("SELECT document, figures, relations, violated, findings FROM v_document").fetchall()
        assert observation == ("编制情况", "编制", "总数", "120", 120.0)
        assert known == [("QUOTA_ADMIN", "行政编制", ""), ("QUOTA_ADMIN", "行政编制", "市直"), (None, None, "")]
        assert finding == [("错误", "a.txt", "行政编制", "120名")]
        assert documents == [("a.txt", 3, 1, 1, 1), ("b.txt", 3, 1, 1, 1)]


def test_a_run_is_kept_with_its_failures(tmp_path: Path) -> None:
    place = tmp_path / "s.sqlite"
    with Store.open(f"sqlite:///{place}") as store:
        run = begin(store)
        failed = Failed(4, "bad.txt", "/in/bad.txt", "is empty")
        store.write_batch([], [failed], pipeline_version="v1", run=run)
        store.end_run(run, read=1, skipped=2, failed=1, passed_over=3)
        assert store.failed_in(run) == [failed]
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("SELECT files_read, files_failed, ended_at > '' FROM run").fetchall() == [(1, 1, 1)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_store_reopens_with_its_rows(tmp_path: Path, new_document: MakeDocument) -> None:
    place = str(tmp_path / "s.sqlite")
    with Store.open(place) as store:
        store.write(new_document(), path="/a.txt", pipeline_version="v1", run=begin(store))
    with Store.open(place) as store:
        assert list(store.read_documents()) == [new_document()]


class TestErrors:
    """Every one names the store, in one line."""

    def refused(self, url: str | Path) -> str:
        with pytest.raises(StoreError) as raised:
            Store.open(str(url))
        assert "\n" not in str(raised.value)
        assert str(url) in str(raised.value)
        return str(raised.value)

    def test_not_a_database(self, tmp_path: Path) -> None:
        (tmp_path / "s.sqlite").write_text("这不是数据库" * 200, encoding="utf-8")
        assert "not a database" in self.refused(tmp_path / "s.sqlite")

    def test_no_such_folder(self, tmp_path: Path) -> None:
        assert "cannot be opened" in self.refused(tmp_path / "none" / "s.sqlite")

    def test_a_folder(self, tmp_path: Path) -> None:
        assert "cannot be opened" in self.refused(tmp_path)

    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("mysql://somewhere/db", "sqlite:///PATH"),
            ("postgresql://gouji:secret@127.0.0.1:1/x", "cannot be reached"),
            ("postgresql://gouji:secret@127.0.0.1", "names no database"),
            ("postgresql://gouji:secret@127.0.0.1:port/x", "no address"),
        ],
    )
    def test_another_kind_of_database(self, url: str, reason: str) -> None:
        with pytest.raises(StoreError, match=reason) as raised:
            Store.open(url)
        assert "\n" not in str(raised.value)
        assert url.split("://")[0] in str(raised.value)
        assert "secret" not in str(raised.value)

    def test_tables_of_another_program(self, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "s.sqlite")) as connection:
            connection.execute("CREATE TABLE document (title TEXT)")
        assert "another program" in self.refused(tmp_path / "s.sqlite")

    def test_locked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        place = tmp_path / "s.sqlite"
        Store.open(str(place)).close()
        monkeypatch.setattr("gouji.store.connect._WAIT", 0.01)
        with closing(sqlite3.connect(place)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with Store.open(str(place)) as store, pytest.raises(StoreError, match="locked by another program"):
                begin(store)

    @pytest.mark.parametrize(("pragma", "reason"), [("query_only = 1", "read-only"), ("max_page_count = 1", "no space left")])
    def test_when_writing(self, sqlite: Store, new_document: MakeDocument, pragma: str, reason: str) -> None:
        run = begin(sqlite)
        with sqlite._engine.connect() as connection:  # root may write anywhere, so the refusal is SQLite's own
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        document = replace(new_document(), source="文" * 1_000_000)
        with pytest.raises(StoreError, match=reason):
            sqlite.write(document, path="/a.txt", pipeline_version="v1", run=run)
