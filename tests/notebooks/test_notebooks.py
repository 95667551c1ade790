"""The notebooks run on a real kernel, show what they should, and hold exactly the outputs that their code gives."""

import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest
from sqlalchemy import create_engine, text

NAMES = ("1_first_steps", "2_contradictions", "3_dashboard")
LARGEST = 120_000  # bytes of a notebook with its outputs
SVG = "image/svg+xml"
NEAR = 1.0  # px by which another Chinese font may move a drawing

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def modules(root: Path) -> Iterator[tuple[ModuleType, ModuleType]]:
    """notebooks/execute.py and notebooks/charts.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "notebooks"))
        yield importlib.import_module("execute"), importlib.import_module("charts")
        sys.modules.pop("execute"), sys.modules.pop("charts")


@pytest.fixture(scope="module")
def stage(modules: tuple[ModuleType, ModuleType]) -> Iterator[Path]:
    """The folder where they run; what they write is in ../build/notebooks."""
    with modules[0].stage() as folder:
        yield folder


@pytest.fixture(scope="module")
def ran(root: Path, stage: Path, modules: tuple[ModuleType, ModuleType]) -> dict[str, Any]:
    """The notebooks by name, executed one after the other without their committed outputs."""
    found = {}
    for name in NAMES:
        notebook = committed(root, name)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = []
        found[name] = modules[0].execute(notebook, stage)
    return found


@pytest.fixture(scope="module")
def written(ran: dict[str, Any], stage: Path) -> Path:
    """The folder of what they wrote."""
    assert set(ran) == set(NAMES)
    return stage.parent / "build" / "notebooks"


def committed(root: Path, name: str) -> Any:
    return nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4)


def shown(notebook: Any, cell: str) -> str:
    """All that a cell shows, as text."""
    (found,) = (each for each in notebook.cells if each.id == cell)
    return "\n".join(kept for output in found.outputs for kept in parts(output).values())


def parts(output: Any) -> dict[str, str]:
    """MIME type → what is shown."""
    return dict(output.get("data", {})) or {output["name"]: output["text"]}


def test_these_are_all_notebooks(root: Path) -> None:
    assert sorted(path.stem for path in (root / "notebooks").glob("*.ipynb")) == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_outputs_are_those_of_the_code(
    name: str, root: Path, ran: dict[str, Any], modules: tuple[ModuleType, ModuleType]
) -> None:
    if not modules[1].installed():
        pytest.skip("no Chinese font is installed, so that words have other widths")
    kept = [cell for cell in committed(root, name).cells if cell.cell_type == "code"]
    fresh = [cell for cell in ran[name].cells if cell.cell_type == "code"]
    for one, other in zip(kept, fresh, strict=True):
        assert same(one.outputs, other.outputs), f"{one.id}: make notebooks"


def same(some: list[Any], others: list[Any]) -> bool:
    """Whether outputs show the same; of drawings the numbers need only be near."""
    if len(some) != len(others):
        return False
    pairs = [(parts(one), parts(other)) for one, other in zip(some, others, strict=True)]
    return all(
        one.keys() == other.keys()
        and all(near(one[kind], other[kind]) if kind == SVG else one[kind] == other[kind] for kind in one)
        for one, other in pairs
    )


def near(one: str, other: str) -> bool:
    ours, theirs = (re.split(r"(-?\d+\.\d+)", drawing) for drawing in (one, other))
    return ours[::2] == theirs[::2] and [*map(float, ours[1::2])] == pytest.approx([*map(float, theirs[1::2])], abs=NEAR)


def test_what_was_printed_in_two_pieces_is_one(modules: tuple[ModuleType, ModuleType]) -> None:
    pieces = [nbformat.v4.new_output("stream", name=name, text=text) for name, text in (("stdout", "一"), ("stdout", "二\n"))]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(execution_count=3, outputs=pieces)])
    (cell,) = modules[0].settled(notebook).cells
    assert [output.text for output in cell.outputs] == ["一二\n"]
    assert cell.execution_count is None


def test_outputs_that_differ_are_told_apart() -> None:
    def drawing(svg: str) -> Any:
        return {"data": {SVG: svg}}

    assert same([drawing('<path d="M 1.25 2"/>')], [drawing('<path d="M 1.75 2"/>')])
    assert not same([drawing('<path d="M 1.25 2"/>')], [drawing('<path d="M 9.25 2"/>')])
    assert not same([drawing("<text>一</text>")], [drawing("<text>二</text>")])
    assert not same([{"name": "stdout", "text": "1"}], [{"name": "stdout", "text": "2"}])
    assert not same([], [drawing("")])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_machine_or_a_moment_is_committed(name: str, root: Path) -> None:
    path = root / "notebooks" / f"{name}.ipynb"
    notebook = committed(root, name)
    assert path.stat().st_size < LARGEST
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert all(cell.get("execution_count") is None and not cell.metadata for cell in notebook.cells)
    told = json.dumps([cell.get("outputs", []) for cell in notebook.cells], ensure_ascii=False)
    assert not re.search(r"/(?:tmp|home|root|Users)/|\b20\d\d-\d\d-\d\dT\d\d:|0x[0-9a-f]{6,}|\d+\.\d+ ?s\b", told)
    assert "stderr" not in told


def test_first_steps_reads_every_figure_of_a_file(ran: dict[str, Any]) -> None:
    notebook = ran["1_first_steps"]
    assert "39 figures" in shown(notebook, "read")
    assert "8444 = 1342 + 7102 : True" in shown(notebook, "exact")
    assert "measure: '事业编制' <- ['事业编制']" in shown(notebook, "places")
    relations = shown(notebook, "relations-table")
    assert relations.count("holds") == 2 * 8  # as text and as a table
    assert "审核招聘计划" in relations


def test_first_steps_ends_with_what_was_planted(ran: dict[str, Any], root: Path) -> None:
    planted = json.loads((root / "corpora" / "demo" / "planted.json").read_text(encoding="utf-8"))
    told = shown(ran["1_first_steps"], "findings-list").splitlines()
    assert len(told) >= len(planted["across"])
    assert any(line.startswith("YEAR_DELTA establishment-2018.txt") and "92名" in line for line in told)
    assert any(line.startswith("YEAR_SAME establishment-2017.txt") and "268条" in line for line in told)


def test_what_was_planted_across_years_is_told_with_both_sentences(ran: dict[str, Any], written: Path) -> None:
    folder = written / "archive" / "gold" / "0000"
    planted = [json.loads(line) for line in (folder / "planted.jsonl").read_text(encoding="utf-8").splitlines()]
    across = [fault for fault in planted if fault["across"]]
    assert across
    notebook = ran["2_contradictions"]
    told, table = shown(notebook, "across-list"), shown(notebook, "side-by-side-table")
    for fault in across:
        assert f"{fault['document']}.txt" in told
        assert fault["printed"] in told
    documents = re.findall(r"<td>([\w-]+)\.txt:\d+</td>", table)
    assert len(set(documents)) > 1
    assert table.count("<b>") == len(documents)


def test_the_series_shows_its_contradiction(ran: dict[str, Any], written: Path) -> None:
    notebook = ran["2_contradictions"]
    office, code, indicator = shown(notebook, "series-choose").splitlines()[0].split()
    drawing = shown(notebook, "series-chart")
    assert f"{office}：{indicator}" in drawing
    with create_engine(f"sqlite:///{written / 'archive.sqlite'}").connect() as connection:
        query = text("SELECT period, value FROM v_indicator_year WHERE office = :o AND indicator = :i AND conflicts > 0")
        contradicted = connection.execute(query, {"o": office, "i": code}).all()
    assert contradicted
    for period, value in contradicted:
        said = [line.split()[1] for line in shown(notebook, "series-checks").splitlines() if line.startswith(period)]
        assert value in said
        assert len(set(said)) > 1


def test_the_dashboard_counts_what_the_store_holds(ran: dict[str, Any], written: Path) -> None:
    notebook = ran["3_dashboard"]
    with create_engine(f"sqlite:///{written / 'archive.sqlite'}").connect() as connection:
        counts = [
            connection.execute(text(f"SELECT count(*) FROM {view}")).scalar() for view in ("v_indicator_year", "v_finding")
        ]
        checks = set(connection.execute(text("SELECT code_zh FROM v_finding WHERE status = 'open'")).scalars())
        offices = set(connection.execute(text("SELECT office FROM v_quality WHERE office IS NOT NULL")).scalars())
    assert shown(notebook, "store-open").startswith(f"{counts[0]} indicator years, {counts[1]} findings")
    assert checks <= words(shown(notebook, "checks-chart"))
    assert offices <= words(shown(notebook, "heat-chart"))


def words(drawing: str) -> set[str]:
    return set(re.findall(r"<text [^>]*>([^<]+)</text>", drawing))


def test_the_page_stands_alone(written: Path) -> None:
    page = (written / "dashboard.html").read_text(encoding="utf-8")
    assert page.count("<svg ") == 3
    assert len(page) < LARGEST
    assert set(re.findall(r"https?://[^\"' ]+", page)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "<script" not in page


def test_without_a_chinese_font_the_words_stay_and_a_note_says_so(
    modules: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    charts = modules[1]
    monkeypatch.setattr(charts, "FONTS", ("No Such Font",))
    with matplotlib.rc_context():
        assert charts.use_chinese_font() == charts.NOT_FOUND
        assert charts.use_chinese_font(charts.LATIN) == charts.FOUND
        figure = matplotlib.figure.Figure(figsize=(3, 1))
        figure.text(0.5, 0.5, "事业编制")
        assert "事业编制" in words(charts.drawn(figure))
    assert not recwarn.list
