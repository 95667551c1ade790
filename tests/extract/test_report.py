"""Title, office, number and period of a report, and where the reports of a collection begin."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from gouji.extract.document import extract
from gouji.extract.prose import read_prose
from gouji.extract.report import foot_lines, head_lines, read_number, read_office, read_title
from gouji.extract.report_period import given_year, read_period
from gouji.extract.report_work import begun, counted_on, finished
from gouji.extract.scope.state import Context
from gouji.extract.structure.collection import split_reports
from gouji.extract.structure.sections import split_blocks
from gouji.normalize import Source, clean
from gouji.schemas import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "heads.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_head(case: dict[str, str]) -> None:
    text = case["text"].lstrip("\n")
    span = Span(0, len(text))
    lines, foot = head_lines(text, span), foot_lines(text, span)
    title = read_title(lines)
    assert title == case.get("title")
    assert read_number(lines) == case.get("number")
    period = read_period(title, lines, foot, text, span)
    assert period == case.get("period")
    assert given_year(title, lines, foot, period) == case.get("given")
    if "office" in case:
        assert (read_office(title, lines, foot) or "") == case["office"]


@pytest.mark.parametrize(
    ("lead", "done"),
    [
        ("我县机构改革今年2月启动，于9月底完成。", "2010-09"),
        ("乡镇机构改革于2009年3月启动，11月底基本结束。", "2009-11"),
        ("全区事业单位清理规范工作去年3月动员，至12月底基本结束。", "2009-12-31"),
        ("改革从2008年3月起步，到2009年5月全面完成。", "2009-05"),
        ("我县去年7月启动改革，截至今年10月底，分类任务基本完成。", "2010-10-31"),
        ("今年以来，我县机构编制工作进展顺利，年度任务全部完成。", None),
    ],
)
def test_when_the_work_was_over(lead: str, done: str | None) -> None:
    text = f"机构改革工作小结\n{lead}\n全县设工作部门24个。"
    assert finished(text, Span(0, len(text)), "机构改革工作小结", "2010") == done
    assert finished(text, Span(0, len(text)), "2010年机构改革工作小结", "2010") is None


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("我局以2021年4月30日为时点，逐一核对。", "2021-04-30"),
        ("标准时点为2020年12月31日。", "2020-12-31"),
        ("核查以2020年6月30日为节点。", "2020-06-30"),
        ("除另作说明的以外，文中数据均截至2021年6月30日；上次核查的数据截至2018年6月30日。", "2021-06-30"),
        ("“改革前”指2019年3月31日，“改革后”以及没有注明时点的，均为2020年10月31日数。", "2020-10-31"),
        ("上次核查的数据截至2018年6月30日。", None),
        ("清理规范前（截至2012年12月31日），共有单位512个。截至2013年11月30日，保留407个。", "2013-11-30"),
        ("截至4月底，逐一核对。", None),
    ],
)
def test_the_day_on_which_levels_were_counted(lead: str, day: str | None) -> None:
    text = f"自查报告\n{lead}\n全局核定编制24名。"
    assert counted_on(text, Span(0, len(text))) == day


@pytest.mark.parametrize(
    ("lead", "month"),
    [
        ("自去年3月起，用一年半时间完成了清理规范工作。", "2009-03"),
        ("改革2008年5月启动，现已完成。", "2008-05"),
        ("上次核查的数据截至2008年6月30日。", "2008-06-30"),
        ("“清理前”指2009年3月31日。", "2009-03-31"),
        ("清理前（截至2009年12月31日），共有单位240个。", "2009-12-31"),
        ("编制较2007年底上次核查时净减14名。", "2007-12-31"),
        ("全年共召开会议4次。", None),
    ],
)
def test_when_the_work_began(lead: str, month: str | None) -> None:
    text = f"清理规范工作小结\n{lead}\n清理前，全县共有单位240个。"
    assert begun(text, Span(0, len(text)), "2010") == month
    blocks = split_blocks(text, Span(0, len(text)), [])
    before = read_prose(text, blocks, Context("2010", False, None, month)).drafts[-1]
    assert before.period == (month or "2010")


@pytest.mark.parametrize(
    ("marks", "count"),
    [
        (["第一篇：甲县2015年工作总结", "第二篇：乙县2016年工作总结", "第三篇：丙县2017年工作总结"], 3),
        (["篇一：甲县2015年工作总结", "篇二：乙县2016年工作总结"], 2),
        (["【范文一】甲县2015年工作总结", "【范文二】乙县2016年工作总结"], 2),
        (["工作总结（一）", "工作总结（二）"], 2),
        (["甲县2015年工作总结"], 1),
    ],
)
def test_collections(marks: list[str], count: int) -> None:
    text = "范文汇编\n" + "\n".join(f"{mark}\n全县共有单位{n}00个。" for n, mark in enumerate(marks, start=1))
    spans = split_reports(text)
    assert len(spans) == count
    assert spans[0].start == 0 and spans[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(spans))


BODY = "全镇共有单位100个，核定编制900名，实有880名。" * 4


@pytest.mark.parametrize(
    ("titles", "count"),
    [
        (["青禾镇2015年度工作总结", "青禾镇2016年工作情况汇报", "青禾镇二〇一七年工作总结及下步安排"], 3),
        (["2015年青禾镇民政工作总结", "青禾镇民政办2016年度工作报告"], 2),
        (["青禾镇公所98年度工作报告", "青禾镇公所100年业务成果报告"], 2),
        (["青禾镇2015年度工作总结", "青禾镇2015年度工作总结"], 1),  # one title, over and over
        (["青禾镇2015年度工作总结", "2015年工作情况", "2016年工作思路"], 1),  # headings
        (["青禾镇2015年度工作总结", "二、青禾镇2016年度工作情况"], 1),
        (["汇编前言", "青禾镇2015年度工作总结", "青禾镇2016年度工作总结"], 1),  # what stands before them is no report
    ],
)
def test_yearly_reports_under_each_other(titles: list[str], count: int) -> None:
    text = "\n\n".join(f"{title}\n{BODY}" for title in titles)
    spans = split_reports(text)
    assert [text[span.start : span.start + 4] for span in spans] == [title[:4] for title in titles[:count]]
    assert spans[0].start == 0 and spans[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(spans))


def test_titles_in_a_list_of_contents_begin_no_report() -> None:
    titles = [f"青禾镇{year}年度工作总结" for year in (2015, 2016, 2017)]
    assert len(split_reports("\n\n".join(titles) + "\n" + BODY)) == 1


def test_headings_nest_and_bodies_lose_their_heading() -> None:
    text = "一、机构编制\n（一）机构。全县共有单位100个。\n1、机关40个。\n（二）编制。核定编制900名。\n二、下步打算\n撤销3个。"
    blocks = split_blocks(text, Span(0, len(text)), [])
    assert [(block.section, text[block.start : block.end]) for block in blocks] == [
        ("机构编制 / 机构", "全县共有单位100个。"),
        ("机构编制 / 机构 / ", "机关40个。"),
        ("机构编制 / 编制", "核定编制900名。"),
        ("下步打算", "撤销3个。"),
    ]


@pytest.mark.parametrize(
    ("line", "section", "body"),
    [
        ("一、人员情况（2015年底）", "人员情况（2015年底）", "编制20名。"),
        ("一、2014-2015年经费", "2014-2015年经费", "编制20名。"),
        ("一、共有单位100个", "", "共有单位100个"),
        ("一、基本情况全县共有单位100个", "基本情况", "全县共有单位100个"),
        ("（一）办理工作截至6月底共办100件", "办理工作", "截至6月底共办100件"),
        ("一、推进工作力度加大的单位100个", "", "推进工作力度加大的单位100个"),
    ],
)
def test_a_year_stays_in_a_title_and_a_figure_makes_a_body(line: str, section: str, body: str) -> None:
    text = f"{line}\n编制20名。"
    block = split_blocks(text, Span(0, len(text)), [])[0]
    assert (block.section, text[block.start : block.end]) == (section, body)


def test_holes_are_left_out() -> None:
    text = "前文1个。\n表头 | 1 |\n表体 | 2 |\n后文2个。"
    table = Span(text.index("表头"), text.index("后文"))
    assert [text[b.start : b.end] for b in split_blocks(text, Span(0, len(text)), [table])] == ["前文1个。", "后文2个。"]


@pytest.mark.parametrize(
    ("title", "modes"),
    [
        ("2019年工作总结和2020年工作计划", ["actual", "norm"]),
        ("2020年工作计划", ["norm", "norm"]),
        ("2019年工作总结", ["actual", "norm"]),
    ],
)
def test_a_summary_with_a_plan_is_read_as_both(title: str, modes: list[str]) -> None:
    text = f"某市{title}\n一、主要工作\n全市有医院42个。\n二、2020年工作计划\n新建卫生院3所。\n"
    document = extract(Source("a.txt", "0", text, "utf-8", None), clean(text))
    assert [figure.mode for figure in document.figures] == modes
