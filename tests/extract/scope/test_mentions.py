"""The words around a quantity and the cues in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.extract.periods import find_moments
from gouji.extract.quantities import find_quantities
from gouji.extract.scope import cues
from gouji.extract.scope.clauses import depth_after, last_stop, near_of
from gouji.extract.scope.mentions import Mention, build_mentions, noun_after

chinese = st.text(alphabet="县编制名中的，。；：（）()共有增加到12.\n", max_size=40)


def mentions(text: str) -> list[Mention]:
    end = len(text)
    return build_mentions(text, 0, end, find_quantities(text, 0, end), find_moments(text, 0, end, "2016"), 0, 0)


@pytest.mark.parametrize(
    ("tail", "near"),
    [
        ("", ""),
        ("，", ""),
        ("编制", "编制"),
        ("全市共有，到人(户)", "到人(户)"),
        ("（含专项编制", "含专项编制"),
        ("规模（亿元）较大，资金", "资金"),
        ("增长1.5倍", "增长1.5倍"),
        ("撤并.行政编制", "行政编制"),
    ],
)
def test_near_of(tail: str, near: str) -> None:
    assert near_of(tail) == near


@given(chinese)
def test_near_is_the_end_of_its_tail(tail: str) -> None:
    assert tail.endswith(near_of(tail))


@given(chinese.map(lambda tail: tail.translate(dict.fromkeys(map(ord, "（）()")))))
def test_near_crosses_no_clause_mark_outside_brackets(tail: str) -> None:
    assert not set("，。；：\n") & set(near_of(tail))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("36家立档单位开展检查", "立档单位"),
        ("36家，立档单位", ""),
        ("36家", ""),
        ("36家的", ""),
        ("36家。", ""),
        ("36名在编教师", ""),
        ("36名干部被录用", "干部"),
    ],
)
def test_noun_after(text: str, noun: str) -> None:
    assert noun_after(text, 3, len(text)) == noun


@pytest.mark.parametrize(("gap", "start", "ended"), [("", 0, 0), ("其中", 0, 0), ("。其中", 1, 1), ("甲。乙；丙", 4, 2)])
def test_last_stop(gap: str, start: int, ended: int) -> None:
    assert last_stop(gap) == (start, ended)


@pytest.mark.parametrize(
    ("gap", "before", "after"), [("", 2, 2), ("其中", 1, 1), ("（其中", 0, 1), ("）", 0, 0), ("（一）（", 0, 1)]
)
def test_depth_after(gap: str, before: int, after: int) -> None:
    assert depth_after(gap, before) == after


@given(chinese)
def test_words_of_a_mention_hang_together(text: str) -> None:
    for mention in mentions(text):
        assert mention.gap.endswith(mention.tail)
        assert mention.tail.endswith(mention.near)
        assert text[: mention.draft.start].endswith(mention.gap)
        assert text[mention.draft.end :].startswith(mention.rest)


@pytest.mark.parametrize(
    ("near", "compared", "change"),
    [
        ("人员减少", False, ("减少", "", -1)),
        ("比上年净增加", True, ("净增加", "", 1)),
        ("比上年多", True, ("多", "", 1)),
        ("种类多", False, ("", "", 0)),
        ("人员减至", False, ("", "to", -1)),
        ("增加到", False, ("", "to", 1)),
        ("调整为", False, ("", "to", 1)),
        ("由上年", False, ("", "from", 0)),
        ("从事管理", False, ("", "", 0)),
        ("编制为", False, ("", "", 0)),
        ("", False, ("", "", 0)),
    ],
)
def test_read_change(near: str, compared: bool, change: tuple[str, str, int]) -> None:
    assert tuple(cues.read_change(near, compared)) == change


@pytest.mark.parametrize(
    ("tail", "opens", "closed"),
    [
        ("其中行政编制", True, False),
        ("男、女分别为", True, True),
        ("包括全额", True, False),
        ("按渠道分，电话", True, True),
        ("行政编制", False, False),
        ("不含专项", False, False),
        ("人员（其中女性）编制", False, False),
    ],
)
def test_read_list(tail: str, opens: bool, closed: bool) -> None:
    assert cues.read_list(tail) == (opens, closed)


@pytest.mark.parametrize(
    ("near", "yes"), [("两项合计", True), ("总计为", True), ("公共窗口", False), ("共青团员", False), ("", False)]
)
def test_is_sum(near: str, yes: bool) -> None:
    assert cues.is_sum(near, near) is yes


@pytest.mark.parametrize(("near", "yes"), [("占总数的", True), ("占", True), ("占地", False), ("", False)])
def test_is_share(near: str, yes: bool) -> None:
    assert cues.is_share(near) is yes


@pytest.mark.parametrize(("near", "yes"), [("办结率达", True), ("比例为", True), ("率先", False), ("办结", False)])
def test_is_rate(near: str, yes: bool) -> None:
    assert cues.is_rate(near) is yes


@pytest.mark.parametrize(("near", "yes"), [("人均", True), ("每千人口医师", True), ("均衡", False), ("", False)])
def test_is_per_head(near: str, yes: bool) -> None:
    assert cues.is_per_head(near) is yes


def test_one_unit_for_people_and_times_cut_out_of_the_label() -> None:
    [one, two] = mentions("2015年底行政人员40名，工勤人员3位")
    assert (one.unit, two.unit, one.label) == ("人", "人", "行政人员")
    assert [moment.level for moment in one.times] == ["2015-12-31"]
