"""The report page as a file: well formed, whole, foreign to nothing, harmless whatever the reports hold."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gouji.schemas import Finding, Waiver
from gouji.store import Store
from gouji.web import report_page
from gouji.web.contents import Limits

Strictly = Callable[[str], Any]
WAIVER = Waiver("f", "v", "口径不同", "甲", date(2026, 1, 31))
OFF = "全县行政编制120名，其中县直机关80名、乡镇41名，合计120名。\n"
# What a text, a name of a file or of an office could break out of an element, an attribute, a script or a policy with.
HOSTILE = "<script>alert(1)</script>]]></title></style>\"'><img src=x onerror=alert(2)>&lt;<!--"


def of_demo(demo: Store, lang: str) -> str:
    return report_page(demo, "en" if lang == "en" else "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_well_formed_and_its_links_lead_somewhere(demo: Store, lang: str, strictly: Strictly) -> None:
    tree = strictly(of_demo(demo, lang))
    ids = [attrs["id"] for _, attrs in tree.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for attrs in tree.all("a")]
    assert len(links) > 20
    assert [link for link in links if link.removeprefix("#") not in ids] == []
    labels = [label for _, attrs in tree.seen for label in attrs.get("aria-labelledby", "").split()]
    assert set(labels) <= set(ids)


def test_the_page_asks_for_nothing_and_forbids_it(demo_page: str, strictly: Strictly) -> None:
    tree = strictly(demo_page)
    assert [attrs for _, attrs in tree.seen if {"src", "srcset", "style", "action", "data", "poster"} & set(attrs)] == []
    assert [name for _, attrs in tree.seen for name in attrs if name.startswith("on")] == []
    assert tree.all("link") + tree.all("img") == []
    assert not re.search(r"https?:|//\w|@import|url\(", demo_page)
    (policy,) = (attrs["content"] for attrs in tree.all("meta") if attrs.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", rules[name]) for name in ("style-src", "script-src"))


def test_hostile_words_are_words(stored: Callable[..., Store], strictly: Strictly) -> None:
    store = stored(a=f"{HOSTILE}县编办\n{HOSTILE}工作总结\n{OFF}{HOSTILE}编制 | 3名 |\n{HOSTILE}编制 | 4名 |\n")
    page = report_page(store, "zh")
    tree = strictly(page)
    assert len(tree.all("script")) == len(tree.all("style")) == len(tree.all("title")) == 1
    assert tree.all("img") == []
    assert HOSTILE in "".join(tree.text)
    assert page.count("<!--") == 0


def test_control_characters_become_signs(stored: Callable[..., Store]) -> None:
    page = report_page(stored(a=f"甲\x07乙\x1b[丙\n{OFF}"), "zh")
    assert "甲␇乙␛[丙" in page


def test_an_empty_store_has_a_page(strictly: Strictly) -> None:
    with Store.open(":memory:") as store:
        page = report_page(store, "zh")
    tree = strictly(page)
    assert "库中没有报告。" in page
    assert "没有发现不相符的数据。" in page
    assert tree.all("article") == tree.all("details") == []


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "这里是问题所涉的 1 份，另有 1 份未列"), ("en", "here are 1 that findings touch; 1 are left out")]
)
def test_texts_too_long_for_a_page_are_left_out_and_counted(
    stored: Callable[..., Store], lang: str, said: str, strictly: Strictly
) -> None:
    store = stored(a=OFF, b="全县事业编制500名，实有480名。\n" * 50)
    assert len(strictly(of_demo(store, lang)).all("details", "text")) == 2
    cut = report_page(store, "en" if lang == "en" else "zh", Limits(texts=5_000))
    (shown,) = strictly(cut).all("details", "text")
    assert "a.txt" in cut.split('<details class="text"')[1].split("</summary>")[0]
    assert shown["id"] == "d1"
    assert said in cut


def test_passages_are_shown_where_the_text_is_not(stored: Callable[..., Store], strictly: Strictly) -> None:
    tree = strictly(report_page(stored(a=OFF), "zh", Limits(texts=10)))
    assert tree.all("details", "text") == []
    assert tree.all("mark", "claim") != []
    assert [attrs["href"] for attrs in tree.all("a") if attrs["href"].startswith("#d")] == []


def test_findings_beyond_the_limit_are_counted(demo: Store, strictly: Strictly) -> None:
    page = report_page(demo, "zh", Limits(findings=3))
    assert len(strictly(page).all("article")) == 3
    assert f"另有 {len(demo.findings()) - 3} 条" in page


def test_the_gravest_come_first_and_are_counted(demo: Store, strictly: Strictly) -> None:
    tree = strictly(report_page(demo, "zh"))
    assert [attrs["id"] for attrs in tree.all("article")] == [kept.name for kept in demo.findings()]


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        ({"status": "waived", "waiver": WAIVER}, "甲准予保留，至 2026-01-31：口径不同"),
        ({"status": "known"}, "以前已知 1 条"),
    ],
)
def test_what_is_settled_is_folded(stored: Callable[..., Store], decided: dict[str, Any], said: str) -> None:
    store = stored(a=OFF)
    page = report_page(store, "zh", settle=lambda findings: [replace(one, **decided) for one in findings])
    folded = page.partition('<details class="settled">')[2].partition('<section id="series"')[0]
    assert folded.count("<article") == page.count("<article") == len(store.findings()) > 0
    assert "没有发现不相符的数据。" in page
    assert said in folded


@pytest.mark.parametrize(("digest", "said"), [("", "豁免已于 2026-01-31 到期"), ("other", "数值已变，豁免失效")])
def test_a_waiver_that_has_lapsed_is_told(stored: Callable[..., Store], digest: str, said: str) -> None:
    def settle(findings: Sequence[Finding]) -> list[Finding]:
        return [replace(one, waiver=replace(WAIVER, value_digest=digest or one.value_digest)) for one in findings]

    page = report_page(stored(a=OFF), "zh", settle=settle)
    assert page.count(said) == page.count("<article") > 0


def test_messages_are_in_the_language_of_the_page(demo: Store, strictly: Strictly) -> None:
    found = [kept.finding.message for kept in demo.findings()]
    english = "".join(strictly(report_page(demo, "en")).text)
    assert found and not any(message in english for message in found)
    assert "is not the sum of" in english
    assert "不相符之处" not in english


def test_every_word_is_there_in_both_languages(root: Path) -> None:
    words = tomllib.loads((root / "web" / "words.toml").read_text(encoding="utf-8"))
    assert [key for key, said in words.items() if len(said) != 2 or not all(said)] == []
    held = [set(re.findall(r"\{(\w+)\}", text)) for said in words.values() for text in said]
    assert held[::2] == held[1::2]
    used = "".join(
        path.read_text(encoding="utf-8") for path in sorted((root / "web").rglob("*.*")) if path.suffix in (".py", ".html")
    )
    unused = [key for key in words if f'"{key}"' not in used and f"'{key}'" not in used]
    assert unused == ["waiver_holds", "waiver_date", "waiver_values"]  # their names are put together
