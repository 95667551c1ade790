"""A small document with every kind of row, and an open store in memory."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from gouji.schemas import Document, Evidence, Figure, Finding, Relation, ReportHead, Term
from gouji.store import Store

MakeDocument = Callable[..., Document]
BOX = ((1.0, 2.5, 3.0, 4.0),)
SPANS = Evidence(((4, 8),), ((13, 15),), ())
NOTES = ("page 3 could not be read (damaged)", "the hidden sheet 草稿 was left unread")
TEXT = "全市共有行政编制120名,其中市直80名、乡镇41名。"


def make_figure(number: int, start: int, text: str, value: str, **more: Any) -> Figure:
    fields: dict[str, Any] = {
        "document": "a.txt", "report": 1, "figure": f"f{number}", "start": start, "end": start + len(text), "text": text,
        "value": Decimal(value), "low": Decimal(value), "high": None, "decimals": 0, "unit": "名", "unit_mult": 0,
        "kind": "quota", "bound": "exact", "mode": "actual", "measure": "行政编制", "subject": "", "indicator": "QUOTA_ADMIN",
        "period": "2007", "role": "plain", "section": "一、编制", "sentence": TEXT, "origin": "text", "rule": "plain",
        "confidence": 0.9,
    }  # fmt: skip
    return Figure(**{**fields, **more})


def make_document(name: str = "a.txt", content: str = "c0ffee", figures: tuple[Figure, ...] | None = None) -> Document:
    own = figures or (
        make_figure(1, 8, "120名", "120", document=name, role="total"),
        make_figure(
            2, 15, "80名", "80", document=name, role="part", subject="市直", breakdown="市直", bbox=BOX, page=2, spans=SPANS
        ),
        make_figure(10, 21, "41名", "41", document=name, role="part", subject="=乡镇", indicator=None),
    )
    terms = tuple(Term(1, figure.figure) for figure in own[1:])
    relation = Relation(
        name, 1, "r1", "sum", own[0].figure, terms, True, True, (12, 14), "parts",
        outcome="violated", expected=Decimal("121"), gap=Decimal("1"), tolerance=Decimal("0"),
    )  # fmt: skip
    head = ReportHead(1, 0, len(TEXT), "编制情况", "市编办", None, "2007")
    return Document(
        name, content, TEXT, "gb18030", "big5", (("glosses", 3),), (head,), own, (relation,), ((0, 2, "年份"),), NOTES
    )


def make_finding(*documents: str) -> Finding:
    return Finding(
        finding="p1", code="SUM", severity="error", documents=documents, figures=tuple((name, "f1") for name in documents),
        relation="r1", expected=Decimal("121"), actual=Decimal("120"), gap=Decimal("1"), tolerance=Decimal("0"),
        message="120 ≠ 80 + 41 = 121", suspects=((documents[0], "f1"),), fingerprint="SUM||行政编制|2007",
    )  # fmt: skip


@pytest.fixture
def new_document() -> MakeDocument:
    return make_document


@pytest.fixture(scope="session")
def new_figure() -> Callable[..., Figure]:
    return make_figure


@pytest.fixture(scope="session")
def new_finding() -> Callable[..., Finding]:
    return make_finding


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of each kind."""
    url = ":memory:" if request.param == "sqlite" else request.getfixturevalue("database")
    with Store.open(url) as opened:
        yield opened


@pytest.fixture
def sqlite() -> Iterator[Store]:
    """An empty store in memory."""
    with Store.open(":memory:") as opened:
        yield opened
