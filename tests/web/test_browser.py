"""The report page in headless Chromium, from disk, as its reader has it."""

from pathlib import Path
from typing import Any

import pytest

from gouji.pipeline import ingest
from gouji.store import Store
from gouji.web import report_page

OFF = "全县行政编制120名，其中县直机关80名、乡镇41名，合计120名。\n"
HOSTILE = "<script>alert(1)</script>]]></title></style>\"'><img src=x onerror=alert(2)>&lt;<!--"
SIZES = [(1280, 900), (390, 844)]
MARKED = "Object.fromEntries([...document.querySelectorAll('.body .f')].map(f => [f.id, f.textContent]))"


@pytest.fixture(scope="module")
def page(demo_page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(demo_page, encoding="utf-8", newline="")
    return path


def test_every_highlight_has_the_text_of_its_row(tab: Any, page: Path, demo: Store) -> None:
    tab.open(page)
    rows = {
        f"d{number}-{figure.figure}": figure.text
        for number, document in enumerate(demo.read_documents(), start=1)
        for figure in document.figures
    }
    assert len(rows) > 500
    assert tab.run(MARKED) == rows


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("dark", [False, True])
def test_no_request_leaves_and_nothing_is_refused(tab: Any, page: Path, width: int, height: int, dark: bool) -> None:
    tab.open(page, width=width, height=height, dark=dark)
    tab.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    tab.run("new Promise(done => setTimeout(done, 50))")
    assert tab.asked_for() == [page.as_uri()]
    assert tab.complaints() == []
    assert tab.run("document.documentElement.scrollWidth") <= width


def test_a_foreign_request_would_be_seen_and_refused(tab: Any, page: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.html"
    foreign.write_text(page.read_text(encoding="utf-8").replace("<main>", '<main><img src="other.png">'), encoding="utf-8")
    tab.open(foreign)
    assert any("Content Security Policy" in told for told in tab.complaints())


def test_line_ends_and_spaces_within_a_figure_stay(tab: Any, tmp_path: Path) -> None:
    report, shown = tmp_path / "a.txt", tmp_path / "page.html"
    report.write_bytes("全县共有行政编制1\r\n20名，事业编制2 148 個，经费1,2\n00万元，\n比上年增长3.\r\n5%。\r\n".encode())
    with Store.open(":memory:") as store:
        ingest([str(report)], store, ner=False, workers=1)
        shown.write_text(report_page(store, "zh"), encoding="utf-8", newline="")
        (document,) = store.read_documents()
    tab.open(shown)
    texts = {f"d1-{figure.figure}": figure.text for figure in document.figures}
    assert any("\n" in text for text in texts.values())
    assert tab.run(MARKED) == texts


def test_hostile_words_do_nothing(tab: Any, tmp_path: Path) -> None:
    report, shown = tmp_path / "a.txt", tmp_path / "page.html"
    report.write_text(f"{HOSTILE}\n{OFF}", encoding="utf-8")
    with Store.open(":memory:") as store:
        ingest([str(report)], store, ner=False, workers=1)
        shown.write_text(report_page(store, "zh"), encoding="utf-8", newline="")
    tab.open(shown)
    assert HOSTILE in tab.run("document.querySelector('.text .body').textContent")
    assert tab.run("document.querySelectorAll('img, iframe, script:not(body > script:last-child)').length") == 0
    assert tab.complaints() == []
    assert tab.asked_for() == [shown.as_uri()]


def test_without_script_the_list_is_whole(tab: Any, page: Path) -> None:
    tab.open(page, script=False)
    seen = "[...document.querySelectorAll('article')].filter(one => one.checkVisibility()).length"
    assert tab.run(seen) == tab.run("document.querySelectorAll('article').length") > 3
    assert tab.run("document.getElementById('filter').checkVisibility()") is False
    assert "\n" in tab.run("document.querySelector('.body .f').title")


def test_the_filters_filter(tab: Any, page: Path) -> None:
    tab.open(page)
    seen = "[...document.querySelectorAll('#findings > .card:not([hidden])')]"
    tab.run("(form => { form.code.value = 'SUM'; form.dispatchEvent(new Event('input')); })(document.getElementById('filter'))")
    assert set(tab.run(f"{seen}.map(one => one.dataset.code)")) == {"SUM"}
    tab.run("(form => { form.words.value = '没有这个词'; form.dispatchEvent(new Event('input')); })(filter)")
    assert tab.run(f"{seen}.length") == 0
    assert tab.run("document.getElementById('no-match').checkVisibility()")
    tab.run("filter.querySelector('button[type=reset]').click(); new Promise(done => setTimeout(done, 50))")
    assert tab.run(f"{seen}.length") == tab.run("document.querySelectorAll('article').length")


def test_a_link_opens_the_text_and_keys_go_from_figure_to_figure(tab: Any, page: Path) -> None:
    tab.open(page)
    tab.run("document.querySelector('.quote a').click(); new Promise(done => setTimeout(done, 100))")
    at = "document.activeElement"
    assert tab.run(f"{at}.matches('.f') && {at}.closest('details').open && {at}.checkVisibility()")
    assert tab.run("document.querySelector('#row b').textContent") == tab.run(f"{at}.textContent")
    before = tab.run(f"{at}.id")
    tab.call("Input.dispatchKeyEvent", type="keyDown", key="ArrowRight")
    after = tab.run(f"{at}.id")
    assert after != before
    assert tab.run(f"{at}.getAttribute('aria-describedby')") == "row"
    assert tab.run("document.querySelectorAll('#row dt').length") >= 5
    tab.call("Input.dispatchKeyEvent", type="keyDown", key="Escape")
    assert tab.run("document.getElementById('row').hidden")
