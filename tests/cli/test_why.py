"""gouji show --why: how a row came about, for people."""

import re
from pathlib import Path

import pytest
from rich.console import Console

import gouji.cli.why
from gouji.cli.console import FIELD_STYLE

REPORT = """\
某县2016年机构编制工作总结
截至2016年底,全县核定行政编制120名,其中市直编制80名、乡镇编制41名。
县直机关核定编制42名,实有39人,空编3名。
部门 | 编制 | 实有人员 |
教育局 | 42 | 40 |
财政局 | 30 | 28 |
"""


@pytest.fixture
def why(call, report):
    """What `gouji show FILE --why N` prints of a report."""

    def ask(number: str, *more: str, text: str = REPORT) -> str:
        said = call("show", report(text=text), "--no-ner", "--why", number, *more)
        assert said.code == 0, said.err
        return said.out

    return ask


def fields(out: str) -> dict[str, str]:
    """The rows of the screen, by their names."""
    return dict(re.findall(r"^  (\S+)  +(\S.*)$", out, re.MULTILINE))


def test_a_part_of_a_list(why) -> None:
    out = why("f2")
    assert "\n  2 │ 截至‹2016年底›,全县核定‹行政编制›120名,其中‹市直编制›⟦80名⟧、乡镇编制41名。\n" in out
    said = fields(out)
    assert said["数值"] == "80 名"
    assert said["类别"] == "编制 · 分项"
    assert said["指标"] == "行政编制  ← 第2行第14列「行政编制」"
    assert said["主体"] == "市直编制  ← 第2行第25列「市直编制」"
    assert said["时期"] == "2016年末 (2016-12-31)  ← 第2行第3列「2016年底」"
    assert said["规则"].startswith("是一串分项中的一项") and said["规则"].endswith("  part")
    assert said["f1"] == "行政编制 120名  第2行第18列  它的总数；与它共用指标、时期的词句"


def test_the_relations_with_their_arithmetic(why) -> None:
    out = why("f1")
    assert "  r1 合计 不成立  总数之后逐项列出" in out
    assert "      f1 行政编制 120名 = f2 市直编制·行政编制 80名 + f3 乡镇编制·行政编制 41名\n" in out
    assert "      算得 121名，差 1名，容差 0名\n" in out
    vacancy = why("f6")
    assert "f6 县直机关·空编 3名 = f4 县直机关·核定编制 42名 − f5 县直机关·实有人员 39人" in vacancy


def test_words_that_are_not_there(why) -> None:
    assert fields(why("5"))["指标"] == "实有人员  ← 第3行第13列「实有」"
    said = fields(why("1", text="2016年工作总结\n登记率为97.8%,空编3名。\n"))
    assert said["时期"] == "2016年 (2016)  ← 本报告所报告的时期"


def test_a_cell_of_a_table(why) -> None:
    out = why("8")
    assert "\n  4 │ 部门 | 编制 | ‹实有人员› |\n  5 │ ‹教育局› | 42 | ⟦40⟧ |\n" in out
    assert out.splitlines()[0].endswith("f8  第5行第12列 · 表格")
    assert "取自其他数据" not in out


def test_in_english(why) -> None:
    out = why("1", "--lang", "en")
    assert fields(out)["measure"] == "行政编制  ← line 2, column 14 “行政编制”"
    assert "\nRelations it stands in\n  r1 sum violated  a list of parts behind its total  list\n" in out


def test_a_row_in_no_relation(why) -> None:
    assert why("1", text="2016年工作总结\n全县核定行政编制120名。\n").endswith("\n不在任何勾稽关系中。\n")


def test_an_interval_is_told(why) -> None:
    assert fields(why("1", text="2016年工作总结\n登记率为97.8%。\n"))["数值"] == "97.8 %  在 97.75 与 97.85 之间"


@pytest.mark.parametrize(
    ("number", "text", "reason"),
    [
        ("99", REPORT, "there is no figure f99; they run from f1 to f10"),
        ("f0", REPORT, "there is no figure f0; they run from f1 to f10"),
        ("f1", "没有数字。\n", "there is no figure f1; no figures are in it"),
        ("abc", REPORT, "--why takes the number of a figure, f17 or 17; 'abc' is none"),
        ("", REPORT, "--why takes the number of a figure, f17 or 17; '' is none"),
        ("１", REPORT, "--why takes the number of a figure, f17 or 17; '１' is none"),
    ],
)
def test_a_row_that_is_not_there(call, report, number: str, text: str, reason: str) -> None:
    said = call("show", report(text=text), "--no-ner", "--why", number)
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("gouji: ") and said.err.endswith(f"{reason}\n") and said.err.count("\n") == 1


def test_a_page_stands_for_the_line_where_there_are_pages(call, root: Path) -> None:
    report = root / "corpora" / "documents" / "made" / "pdf" / "establishment-2016.pdf"
    out = call("show", report, "--no-ner", "--why", "3").out
    assert out.splitlines()[0].endswith("f3  第1页")
    assert "\n  第1页 │ 截至‹12月底›,全县".replace(",", "，") in out
    assert fields(out)["指标"] == "事业编制  ← 第1页「事业编制」"
    assert "行第" not in out


def test_escape_sequences_of_a_report_are_not_obeyed(why) -> None:
    out = why("1", text="2016年工作总结\n全县\x1b]0;x\x07核定行政编制120名。\n")
    assert not {"\x1b", "\x07"} & set(out)


def test_on_a_terminal_words_have_the_colours_of_their_fields(call, report, monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(record=True, width=60, force_terminal=True, color_system="standard", highlight=False, markup=False)
    monkeypatch.setattr(gouji.cli.why, "screen", lambda: console)
    call("show", report(text=REPORT), "--no-ner", "--why", "2")
    from rich.style import Style

    styled = [(part.text, part.style) for part in console._record_buffer]
    for words, field in (("行政编制", "measure"), ("市直编制", "subject"), ("2016年底", "period")):
        assert (words, Style.parse(FIELD_STYLE[field])) in styled
    shown = "".join(text for text, _ in styled)
    assert not {"⟦", "‹"} & set(shown)
    assert max(len(line.encode("gb18030")) for line in shown.splitlines()[3:6]) <= 60


def test_figures_are_numbered_where_asked(call, report) -> None:
    said = call("show", report(text=REPORT), "--no-ner", "-n")
    assert "核定行政编制⟦120名⟧f1,其中市直编制⟦80名⟧f2、乡镇编制⟦41名⟧f3。" in said.out
