"""The demo as cases out of a store, and a small report that says what a test wants it to."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from gouji.check import evaluate, find
from gouji.pipeline import ingest
from gouji.schemas import Document, Figure, Relation, ReportHead, Term
from gouji.store import Case, Store

DAY = date(2026, 6, 30)


@pytest.fixture(scope="session")
def demo_store(root: Path) -> Iterator[Store]:
    """The reports of the demo, read and checked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        with Store.open(":memory:") as store:
            ingest(["corpora/demo/reports"], store, ner=False, workers=1)
            yield store


@pytest.fixture(scope="session")
def demo(demo_store: Store) -> list[Case]:
    """Its findings, ranked."""
    return list(demo_store.cases(demo_store.findings()))


def sum_document(text: str, numbers: list[str], name: str = "a.txt", **head: str | None) -> Document:
    """A document of this text in which the first of the numbers, all of them written in it, is the sum of the others."""
    figures, place = [], 0
    for count, number in enumerate(numbers, start=1):
        place = text.index(number, place)
        value = Decimal("".join(filter(str.isdigit, number)))
        figure = Figure(
            name, 1, f"f{count}", place, place + len(number), number, value, value, value, 0, "名", 0, "quota", "exact",
            "actual", "编制", "", None, "2007", "total" if count == 1 else "part", "", text.strip(), "text", "plain", 0.9,
        )  # fmt: skip
        figures.append(figure)
        place += len(number)
    terms = tuple(Term(1, figure.figure) for figure in figures[1:])
    relation = Relation(name, 1, "r1", "sum", "f1", terms, True, True, (0, 1), "parts")
    relations = evaluate({figure.figure: figure for figure in figures}, [relation])
    report = ReportHead(1, 0, len(text), head.get("title"), head.get("office"), None, "2007")
    content = sha256(name.encode()).hexdigest()
    return Document(name, content, text, "utf-8", None, (), (report,), tuple(figures), tuple(relations))


@pytest.fixture
def cases_of() -> Callable[..., list[Case]]:
    """Documents → the cases that the store gives of their findings, each of which `change` may alter before it is stored."""

    def make(*documents: Document, **change: object) -> list[Case]:
        with Store.open(":memory:") as store:
            run = store.begin_run(["x"], "v", "zh")
            ids = {}
            for each in documents:
                ids[each.document] = store.write(each, path=f"/{each.document}", pipeline_version="v", run=run)
            found = [replace(finding, **change) for finding in find(documents)]  # type: ignore[arg-type]
            store.write_findings(run, found, ids)
            return list(store.cases(store.findings()))

    return make


@pytest.fixture
def new_report() -> Callable[..., Document]:
    return sum_document
