"""The views: their columns are told everywhere alike, they choose the value that the rule says, and indices serve them."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from gouji.pipeline import ingest
from gouji.schemas import Document, Figure, Finding, ReportHead
from gouji.schemas.indicators import lexicon
from gouji.store import Store
from gouji.store.connect import connect
from gouji.store.place import Place
from gouji.store.views import views

MakeFigure = Callable[..., Figure]
Write = Callable[..., int]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind, on disk, that others can look into."""
    url = str(tmp_path / "s.sqlite") if request.param == "sqlite" else request.getfixturevalue("database")
    with Store.open(url) as store:
        yield store


@pytest.fixture
def engine(kept: Store) -> Iterator[Engine]:
    engine = connect(Place.of(kept.url))
    yield engine
    engine.dispose()


@pytest.fixture
def write(kept: Store) -> Write:
    """Writes the report of an office with these figures, and returns the id of its document."""
    run = kept.begin_run([], "v", "zh")

    def write(name: str, *figures: Figure, office: str | None = "市编办", about: str | None = "2007") -> int:
        head = ReportHead(1, 0, 9, "编制情况", office, None, about)
        document = Document(name, name, "…", "utf-8", None, (), (head,), figures, ())
        return kept.write(document, path=f"/{name}", pipeline_version="v", run=run)

    return write


def rows(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_columns_are_those_that_are_told(kept: Store, engine: Engine) -> None:
    inspector = inspect(engine)
    found = {name: [column["name"] for column in inspector.get_columns(name)] for name in inspector.get_view_names()}
    assert found == {view.name: list(view.columns) for view in views().values()}


def test_the_page_tells_every_column() -> None:
    page = (ROOT / "docs" / "views.md").read_text(encoding="utf-8")
    told = {name: rest for name, rest in re.findall(r"^## `(v_\w+)`(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)}
    assert {name: re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", rest, re.MULTILINE) for name, rest in told.items()} == {
        view.name: [(column, each.heading, each.meaning) for column, each in view.columns.items()] for view in views().values()
    }
    for view in views().values():
        assert f"{view.about.heading}\n\n{view.about.meaning}\n" in told[view.name]


def test_headings_stand_beside_the_codes(kept: Store, engine: Engine) -> None:
    found = rows(engine, "SELECT code, zh, en FROM label WHERE field = 'v_indicator_year'")
    assert sorted(found) == sorted((c, told.heading, told.meaning) for c, told in views()["v_indicator_year"].columns.items())


def test_a_server_has_comments(database: str) -> None:
    Store.open(database).close()
    engine = connect(Place.of(database))
    about = dict(
        rows(
            engine, "SELECT relname, obj_description(oid) FROM pg_class WHERE relkind = 'v' AND relname LIKE 'v@_%' ESCAPE '@'"
        )
    )
    of_column = dict(
        rows(
            engine, "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = 'v_quality'::regclass"
        )
    )
    engine.dispose()
    assert about == {view.name: view.about.comment for view in views().values()}
    assert of_column == {column: told.comment for column, told in views()["v_quality"].columns.items()}


def test_rates_are_those_indicators_that_are_called_so() -> None:
    """The view tells a rate from a level by the code."""
    for code, indicator in lexicon().indicators.items():
        assert ("_RATE" in code) == ("percentage" in indicator.kinds) == (indicator.kinds == {"percentage"})


ONE = dict(indicator="QUOTA_ADMIN", period="2007-12-31")


CHOSEN = [  # two figures of one report; the value chosen, and how many contradict it
    (dict(value="100", bound="about"), dict(value="101"), "101", 1),
    (dict(value="100", bound="at_least", high=None), dict(value="101", bound="about"), "101", 0),
    (dict(value="12000", low="11500", high="12500"), dict(value="12034"), "12034", 0),
    (dict(value="45"), dict(value="46", role="total"), "46", 1),
    (dict(value="45", unit="名"), dict(value="45", unit=""), "45", 0),
    (dict(value="45", origin="ocr"), dict(value="46"), "46", 1),
    (dict(value="45", confidence=0.5), dict(value="46", confidence=0.8), "46", 1),
    (dict(value="45"), dict(value="46"), "45", 1),
    (dict(value="45"), dict(value="99", role="delta"), "45", 0),
    (dict(value="45"), dict(value="2.1", kind="percentage", unit="%", role="rate"), "45", 0),
    (dict(value="45"), dict(value="40", mode="norm"), "45", 0),
    (dict(value="45"), dict(value="40", breakdown="市直"), "45", 0),
    (dict(value="45"), dict(value="40", subject="全县"), "45", 1),
    (dict(value="45", unit="名"), dict(value="40", unit="个"), "45", 1),
    (dict(value="45", unit="元", kind="money"), dict(value="40", unit="美元", kind="money"), "45", 0),
]
RATE: dict[str, Any] = dict(indicator="REG_RATE", kind="percentage", unit="%", role="rate")
SHARES = [("98", "97.6", 0), ("98", "97.4", 1), ("97.62", "97.6", 0), ("97.66", "97.6", 1), ("98", "97", 0)]
CASES = CHOSEN + [(dict(RATE, value=first), dict(RATE, value=second), None, found) for first, second, found in SHARES]


class TestTheValueOfAYear:
    def test_what_one_report_says_twice(self, write: Write, new_figure: MakeFigure, engine: Engine) -> None:
        for number, (*both, _, _) in enumerate(CASES):
            figures = (made(new_figure, place, **{**ONE, **each}) for place, each in enumerate(both, 1))
            write(f"{number}.txt", *figures, office=f"{number:02}")
        query = "SELECT value, conflicts FROM v_indicator_year WHERE breakdown = '' ORDER BY office"
        for (value, conflicts), (first, second, chosen, expected) in zip(rows(engine, query), CASES, strict=True):
            assert (chosen or value, conflicts) == (value, expected), (first, second)

    def test_the_report_about_that_year_comes_first(self, write: Write, new_figure: MakeFigure, engine: Engine) -> None:
        write("later.txt", made(new_figure, 1, value="45", **ONE), about="2008")
        write("own.txt", made(new_figure, 1, value="46", **ONE), about="2007")
        found = rows(engine, "SELECT document, year, value, observations, distinct_values, conflicts FROM v_indicator_year")
        assert found == [("own.txt", 2007, "46", 2, 2, 1)]

    def test_reports_without_an_office_are_not_one(self, write: Write, new_figure: MakeFigure, engine: Engine) -> None:
        for name in "ab":
            write(name, made(new_figure, 1, value="45", **ONE), made(new_figure, 2, value="45", **ONE), office=None)
        assert rows(engine, "SELECT office, document, observations FROM v_indicator_year ORDER BY document") == [
            (None, "a", 2),
            (None, "b", 2),
        ]

    def test_every_other_period_is_a_row(self, write: Write, new_figure: MakeFigure, engine: Engine) -> None:
        periods = ["2007", "2007-H1", "2006-07/..", "2008-07-01/2008-11-30"]
        write("a.txt", *(made(new_figure, n, indicator="QUOTA", period=each) for n, each in enumerate([*periods, None], 1)))
        found = rows(engine, "SELECT period, year FROM v_indicator_year")
        assert sorted(found) == sorted((period, int(period[:4])) for period in periods)

    def test_only_open_findings_count(
        self, kept: Store, write: Write, new_figure: MakeFigure, new_finding: Callable[..., Finding], engine: Engine
    ) -> None:
        key = write("a.txt", made(new_figure, 1, **ONE))
        kept.write_findings(kept.begin_run([], "v", "zh"), [new_finding("a.txt")], {"a.txt": key})
        assert rows(engine, "SELECT findings FROM v_indicator_year") == [(1,)]
        assert rows(engine, "SELECT errors, settled FROM v_quality") == [(1, 0)]
        with engine.begin() as connection:
            connection.execute(text("UPDATE finding SET status = 'waived'"))
        assert rows(engine, "SELECT findings FROM v_indicator_year") == [(0,)]
        assert rows(engine, "SELECT errors, settled FROM v_quality") == [(0, 1)]


class TestOfficeNames:
    """One name for an office in all views, given when its reports are checked together."""

    def test_reports_that_write_it_differently(self, kept: Store, engine: Engine, root: Path) -> None:
        """d18 and d19 of the gold reports: the same number of 2010, of 汉洲县编办 and of its full name, in two runs."""
        for number in (19, 18):
            ingest([str(root / "corpora" / "gold" / "reports" / f"d{number}.txt")], kept, ner=False, workers=1)
        query = "SELECT value, observations, conflicts, office FROM v_indicator_year WHERE indicator = 'FISCAL_STAFF'"
        (found,) = rows(engine, f"{query} AND breakdown = '' AND period = '2010-12-31'")
        assert found[:3] == ("7652", 2, 1)
        written = rows(engine, "SELECT DISTINCT office, office_written FROM v_observation")
        assert len(written) == 2
        for view in ("v_observation", "v_quality"):
            assert rows(engine, f"SELECT DISTINCT office FROM {view}") == [found[3:]]

    def test_a_name_lasts_until_the_file_is_read_anew(
        self, kept: Store, write: Write, new_figure: MakeFigure, engine: Engine
    ) -> None:
        key = write("a.txt", made(new_figure, 1, **ONE))
        kept.name_issuers([(key, 1, "本市编办"), (key, 2, "no such report")])
        assert rows(engine, "SELECT office, office_written FROM v_observation") == [("本市编办", "市编办")]
        kept.name_issuers([(key, 1, "本市编办")])
        write("a.txt", made(new_figure, 1, **ONE))
        assert rows(engine, "SELECT office FROM v_observation") == [("市编办",)]


class TestQuality:
    def test_what_a_document_came_to(self, kept: Store, engine: Engine, new_document: Callable[..., Document]) -> None:
        run = kept.begin_run([], "v", "zh")
        kept.write(new_document(), path="/a", pipeline_version="v", run=run)
        kept.write(
            Document("empty.txt", "e", "", "utf-8", None, (), (), (), (), notes=("p. 2",)),
            path="/e",
            pipeline_version="v",
            run=run,
        )
        counted = "figures, with_indicator, with_period, with_subject, relations, holding, violated, to_review, not_testable"
        found = rows(engine, f"SELECT office, year, reports, {counted}, share_from_ocr, notes FROM v_quality ORDER BY document")
        assert found == [("市编办", 2007, 1, 3, 2, 3, 2, 1, 0, 1, 0, 0, 0.0, 2), (None, None, *[0] * 10, None, 1)]
        assert rows(engine, "SELECT round(100 * mean_confidence) FROM v_quality ORDER BY document") == [(90,), (None,)]

    def test_offices_that_differ_are_none(self, kept: Store, engine: Engine) -> None:
        heads = tuple(ReportHead(n, 0, 1, None, office, None, "2007") for n, office in enumerate(("甲局", "乙局"), 1))
        document = Document("a", "a", "", "utf-8", None, (), heads, (), ())
        kept.write(document, path="/a", pipeline_version="v", run=kept.begin_run([], "v", "zh"))
        assert rows(engine, "SELECT office, year, reports FROM v_quality") == [(None, 2007, 2)]


SEARCHED = [
    ("v_observation", "office = '市编办'"),
    ("v_observation", "indicator = 'QUOTA_ADMIN' AND period = '2007'"),
    ("v_observation", "document_id = 1"),
    ("v_indicator_year", "office = '市编办'"),
    ("v_indicator_year", "indicator = 'QUOTA_ADMIN'"),
    ("v_indicator_year", "indicator = 'QUOTA_ADMIN' AND period = '2007'"),
    ("v_indicator_year", "office = '市编办' AND year BETWEEN 2005 AND 2010"),
    ("v_finding", "document_id = 1"),
    ("v_finding", "document = 'a.txt'"),
    ("v_quality", "document = 'a.txt'"),
    ("v_observation", "document = 'a.txt'"),
    ("v_document", "id = 1"),
    ("v_quality", "document_id = 1"),
]


def test_figures_are_found_through_an_index(kept: Store, engine: Engine) -> None:
    """On a server plain scans are forbidden to the planner, since it takes them for small tables; one that is left has no
    index to go by."""
    for view, condition in SEARCHED:
        steps = list(plan(engine, f"SELECT * FROM {view} WHERE {condition}"))
        assert [
            step for step in steps if re.match(r"SCAN [frec]\b|Seq Scan on (figure|report|relation|finding_figure)", step)
        ] == []
        if engine.dialect.name == "postgresql":  # which might go through all of an index
            first = condition.split(" ")[0].replace("office", "issuer")
            assert any(re.match(rf"Index Cond: .*\b{first}( = |\)::text = )", step) for step in steps), (view, condition, steps)


def plan(engine: Engine, query: str) -> Iterator[str]:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            yield from (row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}")))
        else:
            connection.execute(text("SET enable_seqscan = off"))
            yield from (row[0].strip(" ->") for row in connection.execute(text(f"EXPLAIN {query}")))


def made(new_figure: MakeFigure, number: int, *, value: str = "120", **more: Any) -> Figure:
    """A figure printed without scale word; low and high are its value unless they are given."""
    ends = {name: more.pop(name, value) for name in ("low", "high")}
    spans = {name: None if end is None else Decimal(end) for name, end in ends.items()}
    return new_figure(number, number, value, value, decimals=len(value.partition(".")[2]), **spans, **more)
