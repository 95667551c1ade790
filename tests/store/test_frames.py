"""Frames: the rows of the views with proper types, and only those that were asked for."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from sqlalchemy import event

from gouji.schemas import KINDS, Document, Figure, Finding, ReportHead, StoreError, UsageError
from gouji.store import Store
from gouji.store.frames import What, load
from gouji.store.lookup import VIEWS

LONG = "12345678901234567890.1"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    new_figure: Callable[..., Figure],
    new_finding: Callable[..., Finding],
) -> Iterator[Store]:
    """Two offices over three years, a report that names none, a finding."""
    on_disk = str(tmp_path_factory.mktemp("store") / "s.sqlite")
    url = on_disk if request.param == "sqlite" else request.getfixturevalue("module_database")
    with Store.open(url) as store:
        run, ids = store.begin_run([], "v", "zh"), {}
        for office in ("甲局", "乙局", None):
            for year in ("2007", "2008", "2010"):
                name = f"{office}{year}.txt"
                figures = (
                    new_figure(1, 0, "1", LONG, document=name, period=year),
                    new_figure(2, 2, "2", "0.1", document=name, period=f"{year}-12-31", indicator="ORG", kind="unit_count"),
                    new_figure(3, 4, "3", "0.2", document=name, period=None, indicator=None, low=None, page=3),
                )
                head = ReportHead(1, 0, 9, None, office, None, year)
                document = Document(name, name, "…", "utf-8", None, (), (head,), figures, (), notes=("第2页",))
                ids[name] = store.write(document, path=f"/{name}", pipeline_version="v", run=run)
        store.write_findings(run, [new_finding("甲局2007.txt")], ids)
        yield store


def test_types(kept: Store) -> None:
    frame = load(kept)
    assert len(frame) == 27
    assert frame.dtypes.astype(str).loc[["text", "page", "year", "value_number", "kind", "indicator", "kind_zh"]].tolist() == [
        "string", "Int64", "Int64", "float64", "category", "category", "category",
    ]  # fmt: skip
    assert not {"document_id", "id"} & set(frame.columns)
    assert list(frame["kind"].cat.categories) == list(KINDS)
    assert frame["office"].isna().sum() == 9
    assert frame["page"].isna().sum() == 18


def test_decimals_are_exact_or_fast(kept: Store) -> None:
    exact, fast = load(kept, office="甲局", years=2007), load(kept, office="甲局", years=2007, exact=False)
    assert exact["value"].tolist() == [Decimal(LONG), Decimal("0.1")]
    assert exact["value"].sum() == Decimal("12345678901234567890.2")
    assert fast["value"].dtype == "float64"
    assert fast["value"].tolist() == [float(LONG), 0.1] == exact["value_number"].tolist()
    missing = load(kept, document="甲局2007.txt")["low"]
    assert missing.tolist()[2] is None


@pytest.mark.parametrize("what", get_args(What))
def test_a_frame_is_the_view(kept: Store, what: What) -> None:
    frame, rows = load(kept, what), list(kept.view_rows(what))
    assert len(frame) == len(rows) > 0
    for name in frame.columns:
        found = [None if not isinstance(cell, list | dict) and pd.isna(cell) else cell for cell in frame[name]]
        assert found == [
            Decimal(row[name]) if isinstance(cell, Decimal) else row[name] for cell, row in zip(found, rows, strict=True)
        ]


CHOSEN: list[tuple[What, dict[str, Any], int]] = [
    ("observations", {"office": "甲局"}, 9),
    ("observations", {"office": ["甲局", "乙局"], "years": range(2007, 2009)}, 8),
    ("observations", {"indicator": "ORG"}, 9),
    ("observations", {"indicator": "行政编制", "period": "2008"}, 3),
    ("observations", {"years": [2007, 2010], "indicator": ["ORG", "QUOTA_ADMIN"]}, 12),
    ("observations", {"document": ["甲局2007.txt", "乙局2008.txt"]}, 6),
    ("observations", {"years": []}, 0),
    ("indicator_years", {"office": "乙局", "indicator": "ORG", "years": range(2008, 2050)}, 2),
    ("findings", {"office": "甲局"}, 1),
    ("findings", {"office": "乙局"}, 0),
    ("quality", {"office": "甲局", "years": 2010}, 1),
    ("documents", {"document": "乙局2007.txt"}, 1),
]


@pytest.mark.parametrize(("what", "filters", "count"), CHOSEN)
def test_filters_are_part_of_the_statement(kept: Store, what: What, filters: dict[str, Any], count: int) -> None:
    fetched: list[Any] = []

    def note(_connection: object, cursor: object, statement: str, *_: object) -> None:
        fetched.append(statement)

    event.listen(kept._engine, "before_cursor_execute", note)
    frame = load(kept, what, **filters)
    event.remove(kept._engine, "before_cursor_execute", note)
    assert len(frame) == count
    (statement,) = (each for each in fetched if VIEWS[what] in each)
    condition = statement.partition("WHERE")[2]
    for name, asked in filters.items():
        assert not asked or f".{'year' if name == 'years' else name}" in condition
    assert list(frame.columns) == list(load(kept, what).columns)


def test_frames_of_parts_go_together(kept: Store) -> None:
    both = pd.concat([load(kept, office="甲局"), load(kept, office="乙局", indicator="ORG")])
    assert both["kind"].dtype == "category"
    assert both["indicator"].dtype == "category"
    assert both.dtypes.equals(load(kept).dtypes)


def test_a_store_by_its_place(kept: Store, tmp_path: Path) -> None:
    assert len(load(kept.url, "documents")) == 9
    with pytest.raises(StoreError, match="there is no such store"):
        load(tmp_path / "none.sqlite")


@pytest.mark.parametrize(
    ("what", "filters", "said"),
    [
        ("figures", {}, "figures: there are observations, indicator_years"),
        ("documents", {"office": "甲局"}, "documents have no office to choose by"),
        ("quality", {"indicator": "ORG"}, "quality have no indicator"),
        ("observations", {"indicator": "财政供养"}, "财政供养: no such indicator"),
    ],
)
def test_what_makes_no_sense(kept: Store, what: Any, filters: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load(kept, what, **filters)


def test_the_folder_of_a_run_stands_for_its_store(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "gouji.sqlite")):
        pass
    assert load(tmp_path).empty
    with pytest.raises(StoreError):
        load(tmp_path / "elsewhere")
