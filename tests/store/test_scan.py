"""A store read piece by piece gives what it gives at once, boxes and evidence aside."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.schemas import Document
from gouji.schemas.figure import NO_WORDS
from gouji.store import Held, Store

MakeDocument = Callable[..., Document]


@pytest.fixture
def filled(store: Store, new_document: MakeDocument) -> Store:
    """b.txt at /x/b.txt and at /y/b.txt, a.txt at /z/a.txt; figure f10 of the last is a plan."""
    run = store.begin_run([], "v1", "zh")
    for place, name in (("/z", "a.txt"), ("/x", "b.txt"), ("/y", "b.txt")):
        document = new_document(name, place)
        if name == "a.txt":
            *others, last = document.figures
            document = replace(document, figures=(*others, replace(last, mode="norm")))
        store.write(document, path=f"{place}/{name}", pipeline_version="v1", run=run)
    return store


def test_what_it_holds(filled: Store) -> None:
    assert filled.held() == [Held(2, "b.txt", 3), Held(3, "/y/b.txt", 3), Held(1, "a.txt", 3)]
    assert filled.held([1, 9, 2]) == [Held(1, "a.txt", 3), Held(2, "b.txt", 3)]
    tally = filled.tally([1, 2])
    assert (tally.documents, tally.reports, tally.figures, tally.outcomes) == (2, 2, {"quota": 6}, {"violated": 2})
    assert [(key, head.office) for key, head in filled.headings([3, 1])] == [(3, "市编办"), (1, "市编办")]


def test_documents_and_figures_by_their_names(filled: Store, new_document: MakeDocument) -> None:
    held = [filled.held()[1]]
    (document,) = filled.documents_called(held)
    figures = tuple(replace(figure, bbox=None, spans=NO_WORDS) for figure in new_document("/y/b.txt").figures)
    assert document.figures == figures
    assert document.relations == new_document("/y/b.txt").relations
    assert filled.report_figures([(3, "/y/b.txt", 1), (3, "/y/b.txt", 2), (1, "a.txt", 1)]) == [
        list(figures),
        [],
        [replace(figure, document="a.txt") for figure in figures[:2]],
    ]
    assert filled.figures([(3, "/y/b.txt", "f2"), (3, "/y/b.txt", "f9")]) == [figures[1]]


def test_outcomes_are_replaced(filled: Store) -> None:
    (relation,) = next(filled.read_documents([2])).relations
    after = replace(relation, outcome="review", gap=Decimal("1.50"), tolerance=None, reason="vague wording")
    filled.rejudge([(2, after)])
    assert next(filled.read_documents([2])).relations == (after,)
    assert next(filled.read_documents([1])).relations[0].outcome == "violated"
    filled.rejudge([])
