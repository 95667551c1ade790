"""gouji findings: lists, filters, explains and hands on what a store holds."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len
from rich.console import Console

from gouji.cli.console import wrapped
from gouji.cli.findings_one import print_case
from gouji.cli.options import Lang
from gouji.store import Store

pytestmark = pytest.mark.usefixtures("simple")

FLAWED = "行政编制{total}名,其中市直编制80名、乡镇编制41名。\n"


@pytest.fixture
def out(call, report, tmp_path: Path) -> Path:
    """A run over three reports with a finding each, the second with the largest gap."""
    for name, total in (("a", 120), ("b", 999), ("c", 130)):
        report(f"in/{name}.txt", FLAWED.format(total=total))
    assert call("run", tmp_path / "in", "-o", tmp_path / "out").code == 0
    return tmp_path / "out"


def listed(text: str) -> list[str]:
    """The totals of the findings listed, in order."""
    return re.findall(r"「行政编制 (\d+)名」", text)


def test_the_list_is_ranked_and_says_what_there_is(call, out: Path) -> None:
    said = call("findings", out)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("问题 3  错误 3\n\nF1  错误 SUM 分项之和\n")
    assert listed(said.out) == ["999", "130", "120"]
    assert "b.txt 第1行" in said.out
    assert f"逐行说明:gouji findings {out} F1" in said.out


def test_a_store_by_its_file_and_by_its_url(call, out: Path) -> None:
    expected = listed(call("findings", out).out)
    for place in (out / "gouji.sqlite", f"sqlite:///{out}/gouji.sqlite"):
        assert listed(call("findings", place).out) == expected


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--limit", "1"], ["999"]),
        (["--limit", "1", "--skip", "1"], ["130"]),
        (["--limit", "0"], ["999", "130", "120"]),
        (["--skip", "3"], []),
        (["--document", "c.txt"], ["130"]),
        (["--code", "sum"], ["999", "130", "120"]),
        (["--code", "RATE,EQUAL"], []),
        (["--severity", "warning"], []),
        (["--severity", "error,warning"], ["999", "130", "120"]),
        (["--period", "2007"], ["999", "130", "120"]),
        (["--period", "2008"], []),
        (["--status", "waived"], []),
        (["--status", "all"], ["999", "130", "120"]),
    ],
)
def test_filters_and_pages(call, out: Path, options: list[str], found: list[str]) -> None:
    said = call("findings", out, *options)
    assert (said.code, listed(said.out)) == (0, found)
    if "--limit" in options and found and len(found) < 3:
        assert "共 3 条" in said.out
    if not found and "--skip" not in options:
        assert said.out == "没有符合条件的问题。\n"


def test_one_finding_line_by_line(call, out: Path) -> None:
    said = call("findings", out, "F3")
    place = str(out.parent / "in" / "a.txt")
    lines = [line.split() for line in said.out.splitlines()]
    assert ["行政编制", "(2007年)", "120名", "第1行"] in lines
    assert ["+", "行政编制", "(2007年)", "80名", "第1行"] in lines
    assert ["=", "算得", "80+41=121"] in lines
    assert ["差额", "1名"] in lines and ["容差", "0名"] in lines
    assert place in said.out
    assert all(f"    第1行 │ ⟦{text}⟧\n" in said.out for text in ("120名", "80名", "41名"))
    assert "建议核对:120 → 121（一位数字）或41 → 40（一位数字）" in said.out


def test_a_finding_by_its_fingerprint_and_in_english(call, out: Path) -> None:
    row = json.loads((out / "findings.jsonl").read_text(encoding="utf-8").splitlines()[2])
    said = call("findings", out, row["fingerprint"][:8], "--lang", "en")
    assert said.code == 0
    for words in ("is not the sum of", "Arithmetic", "Sentences", "may be meant: 120 → 121 (one digit)"):
        assert words in said.out
    assert not re.search("[算差容原][得额差文]", said.out)


def test_waivers_are_shown_with_their_reason(call, out: Path, tmp_path: Path) -> None:
    file, day = tmp_path / "w.toml", ("--date", "2026-06-30")
    call("waive", out, "F1", "--reason", "口径不同", "--by", "张三", "--until", "2026-12-31", "--file", file, *day)
    assert listed(call("findings", out, "--waivers", file, *day).out) == ["130", "120"]
    said = call("findings", out, "--waivers", file, "--status", "waived", *day).out
    assert listed(said) == ["999"] and "已豁免" in said and "豁免:口径不同(张三,至 2026-12-31)" in said
    late = call("findings", out, "F1", "--waivers", file, "--date", "2027-01-01").out
    assert "豁免已过期:口径不同(张三,至 2026-12-31)" in late


def test_rows_are_those_of_the_run(call, out: Path, tmp_path: Path) -> None:
    rows = (out / "findings.jsonl").read_text(encoding="utf-8")
    assert call("findings", out, "--format", "jsonl").out == rows
    assert call("findings", out, "--format", "jsonl", "-o", tmp_path / "x.jsonl").out == ""
    assert (tmp_path / "x.jsonl").read_text(encoding="utf-8") == rows
    assert call("findings", out, "F2", "--format", "jsonl").out == rows.splitlines(keepends=True)[1]


def test_sarif_and_memo_of_a_store_and_of_a_run(call, out: Path, tmp_path: Path) -> None:
    log = json.loads(call("findings", out, "--format", "sarif").out)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["SUM"] * 3
    title = ("--title", "核查表", "--date", "2026-06-30")
    assert call("findings", out, "--format", "memo", "-o", tmp_path / "m.xlsx", *title).code == 0
    book = load_workbook(tmp_path / "m.xlsx")
    assert [book.worksheets[0]["A1"].value, book.sheetnames] == ["核查表", ["b.txt", "c.txt", "a.txt"]]
    assert call("run", tmp_path / "in", "-o", tmp_path / "two", "--format", "sarif,memo", "--date", "2026-06-30").code == 0
    assert json.loads((tmp_path / "two" / "findings.sarif").read_text(encoding="utf-8")) == log
    assert load_workbook(tmp_path / "two" / "memo.xlsx").sheetnames == book.sheetnames


def test_text_into_a_file_is_the_text_of_the_screen(call, out: Path, tmp_path: Path) -> None:
    shown = call("findings", out).out
    assert call("findings", out, "-o", tmp_path / "list.txt").out == ""
    assert (tmp_path / "list.txt").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(
    ("options", "code"),
    [([], 0), (["--fail-on", "error"], 3), (["--fail-on", "error", "--code", "RATE"], 0), (["F1", "--fail-on", "warning"], 3)],
)
def test_exit_codes(call, out: Path, options: list[str], code: int) -> None:
    assert call("findings", out, *options).code == code


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["F9"], "no finding F9 (there are 3)"),
        (["x"], "give a number such as F3"),
        (["--severity", "grave"], "--severity grave: there are error, warning"),
        (["--code", "SUMM"], "--code SUMM: there are SUM"),
        (["--status", "closed"], "--status closed"),
        (["--office", "林业局"], "no report in"),
        (["--format", "memo"], "-o FILE.xlsx"),
        (["--format", "pdf"], "pdf"),
        (["--limit", "-1"], "--limit"),
        (["-o", "/nowhere/at/all.txt"], "cannot be written"),
        (["--format", "sarif", "-o", "/nowhere/at/all.sarif"], "cannot be written"),
        (["--format", "memo", "-o", "/nowhere/at/all.xlsx"], "cannot be written"),
    ],
)
def test_wrong_usage_is_one_line(call, out: Path, options: list[str], reason: str) -> None:
    said = call("findings", out, *options)
    assert (said.code, said.out, reason in said.err) == (2, "", True), said.err


def test_no_such_store(call, tmp_path: Path) -> None:
    for place in ("x.sqlite", tmp_path):
        said = call("findings", place)
        assert (said.code, said.out, "there is no such store" in said.err) == (2, "", True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("lang", [Lang.zh, Lang.en])
def test_a_narrow_terminal_cuts_no_number(out: Path, capsys: pytest.CaptureFixture[str], width: int, lang: Lang) -> None:
    with Store.open(str(out / "gouji.sqlite")) as store:
        cases = list(store.cases(store.findings()))
    console = Console(force_terminal=True, width=width, color_system=None, highlight=False, markup=False)
    print_case(console, cases[0], lang)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(cell_len, lines)) <= width
    text = " ".join(lines)
    for number in ("999名", "80名", "41名", "80+41=121"):
        assert number in text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 8, [""]),
        ("编制120名、80名", 8, ["编制", "120名、", "80名"]),
        ("一二三四五", 4, ["一二", "三四", "五"]),
        ("一二三，四", 6, ["一二", "三，四"]),
        ("a long word", 6, ["a long", "word"]),
        ("123456789012", 5, ["12345", "67890", "12"]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines
