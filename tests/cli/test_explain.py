"""gouji explain: what was repaired, where, and what became what; what was only marked; and the page of it."""

import re
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

DAMAGED = "標題\n縣：機構35個(gè)。\n縣：占９８．６％，參合率98.6，1O5名。\n<b onclick=x>&amp;nbsp;</b>\n锟斤拷\n"


def test_changes_are_counted_and_shown(call, report) -> None:
    said = call("explain", report(text="標題\n縣：機構35個(gè)。\n縣：占９８．６％。\n"))
    assert said.code == 0
    assert "去除括注拼音 1" in said.out
    assert "第2行" in said.out and "(gè) → ∅" in said.out
    assert "縣 → 县  ×2" in said.out


def test_english(call, report) -> None:
    said = call("explain", report(text="全縣機構35個(gè)。\n参合率98.6。"), "--lang", "en")
    assert "pinyin glosses taken out 1" in said.out
    assert "a percent sign may be lost 1  marked, left as it is" in said.out
    assert "line 1" in said.out


def test_the_limit_is_for_each_repair(call, report) -> None:
    text = "縣，機構，個，備註，標題，員額，數據。"
    full, some = call("explain", report(text=text), "--limit", "99"), call("explain", report(text=text), "--limit", "2")
    assert full.out.count("→") > 5
    assert some.out.count("→") == 2
    assert f"另有 {full.out.count('→') - 2} 条" in some.out


def test_a_text_without_damage(call, report) -> None:
    assert "没有需要修补的文字" in call("explain", report(text="全县共有行政编制120名。\n")).out


def test_marked_places_are_listed_with_their_line_in_the_source(call, report) -> None:
    said = call("explain", report(text="\r\n\r\n共1O5名。\r\n锟斤拷\r\n参合率98.6，\r\n入学率99.5，"), "--limit", "1")
    assert re.search(r"数字中有形近字母 1 .*未改动\n  第3行  ↵?共1O5名。.*1O5 → 105\?", said.out.replace("↵↵", ""))
    assert "字符已丢失 1" in said.out
    assert "可能缺百分号 2" in said.out and "另有 1 条" in said.out


class Page(HTMLParser):
    """The elements of a page with their attributes, its text, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_before_and_after_and_asks_for_nothing(call, report, tmp_path) -> None:
    target = tmp_path / "out.html"
    said = call("explain", report(text=DAMAGED), "--html", "-o", target)
    assert (said.code, said.out) == (0, "")
    html = target.read_text(encoding="utf-8")
    page = Page(html)
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "b onclick"} & {tag for tag, _ in page.elements}
    assert not any(name.startswith("on") or name in ("src", "srcset") for _, attrs in page.elements for name in attrs)
    assert all((attrs.get("href") or "#").startswith("#") for _, attrs in page.elements)
    assert "default-src 'none'" in html and "://" not in html
    assert "<b onclick=x>" in page.text
    assert ("del", {"title": "去除括注拼音 · 繁体转简体"}) in page.elements
    assert ("mark", {"title": "可能缺百分号: 或为 98.6%"}) in page.elements
    assert "去除括注拼音1" in page.text and "字符已丢失" in page.text
    anchors = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    assert {attrs["href"][1:] for _, attrs in page.elements if attrs.get("href")} <= anchors


def test_the_page_holds_the_whole_of_both_texts(call, report) -> None:
    text = "第一行。\n" * 9 + "全年共受理各类申请412件，其中网上申请305件，比上年增\n加86件。\n首页 | 概况 | 公开\n"
    html = call("explain", report(text=text), "--html", "--lang", "en").out
    page = Page(html)
    assert "9 lines unchanged" in page.text
    rows = re.findall(r'<div class=row id="L\d+"><div class=n>\d+</div><div>(.*?)</div><div>(.*?)</div></div>', html, re.DOTALL)
    before = "\n".join(re.sub("<.*?>|↵", "", left) for left, _ in rows)
    after = "\n".join(re.sub("<.*?>", "", right) for _, right in rows)
    assert before.strip() == text.strip()
    assert after.strip() == "第一行。\n" * 9 + "全年共受理各类申请412件，其中网上申请305件，比上年增加86件。"


def test_the_page_of_a_text_without_damage(call, report) -> None:
    page = Page(call("explain", report(text="全县共有行政编制120名。\n"), "--html").out)
    assert "没有需要修补的文字" in page.text
    assert not {"del", "ins", "mark"} & {tag for tag, _ in page.elements}


def test_a_page_that_cannot_be_written(call, report, tmp_path) -> None:
    said = call("explain", report(), "--html", "-o", tmp_path)
    assert said.code == 2
    assert said.err.startswith(f"gouji: {tmp_path}: cannot be written")
    said = call("explain", report(), "-o", tmp_path / "a.html")
    assert said.code == 2
    assert "--html" in said.err


def test_an_archive_is_told_of_member_by_member(call, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("甲.txt", "縣：機構35個。")
        archive.writestr("乙.txt", "")
        archive.writestr("丙.txt", "占９８．６％。")
    said = call("explain", tmp_path / "a.zip")
    assert said.code == 1
    assert said.err == f"gouji: {tmp_path}/a.zip!乙.txt: is empty\n"
    assert [line.split()[0] for line in said.out.splitlines() if "!" in line] == [
        f"{tmp_path}/a.zip!甲.txt", f"{tmp_path}/a.zip!丙.txt",
    ]  # fmt: skip
    assert "機構 → 机构" in said.out
    assert call("explain", f"{tmp_path}/a.zip!丙.txt", "--html").code == 0
    said = call("explain", tmp_path / "a.zip", "--html")
    assert (said.code, said.out) == (1, "") and "a.zip!甲.txt" in said.err
