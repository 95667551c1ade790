"""Phrases: what is trimmed off, what is measured and whose, and that the cheap looks before a pattern hide no match."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from gouji.extract.scope import cues, labels
from gouji.extract.scope.part_names import part_label
from gouji.extract.scope.words import Pattern, first_characters, last_characters, pattern, word_lists, words

LISTS = [f"{table}.{name}" for table, lists in word_lists().items() for name, found in lists.items() if isinstance(found, list)]
# The words of all lists without their regular expressions, to make phrases that come near every pattern.
_NOT_BARE = regex.compile(r"\(\?<?[=!][^()]*\)|[^\u4e00-\u9fff]")
BARE = sorted({bare for name in LISTS for word in words(name) if (bare := _NOT_BARE.sub("", word))})
phrases = st.lists(st.sampled_from([*BARE, "，", "（", "）", "县", "镇", "的"]), max_size=5).map("".join)


@pytest.mark.parametrize(
    ("phrase", "trimmed"),
    [
        ("", ""),
        ("比", ""),
        ("，其中：全县共有事业单位", "事业单位"),
        ("现核定行政编制为", "行政编制"),
        ("公共服务窗口", "公共服务窗口"),
        ("共有", ""),
        ("财政供养系数为", "财政供养系数"),
        ("总数为", ""),
        ("到位资金", "到位资金"),
        ("对象", "对象"),
        ("有关单位", "有关单位"),
        ("信息（条）", "信息"),
        ("还有问题", "问题"),
    ],
)
def test_trim(phrase: str, trimmed: str) -> None:
    assert labels.trim(phrase) == trimmed


@given(phrases)
def test_trim_twice_is_trim_once(phrase: str) -> None:
    assert labels.trim(labels.trim(phrase)) == labels.trim(phrase)


@pytest.mark.parametrize(
    ("phrase", "measure", "subject"),
    [
        ("行政编制", "行政编制", ""),
        ("市直党群部门行政编制", "行政编制", "市直党群部门"),
        ("有关编制的请示报告", "请示报告", "有关编制"),
        ("登记率", "登记率", ""),
        ("乡镇领导职数", "领导职数", "乡镇"),
    ],
)
def test_split_label(phrase: str, measure: str, subject: str) -> None:
    assert labels.split_label(phrase) == (measure, subject)


@pytest.mark.parametrize(
    ("item", "measure", "subject", "part"),
    [
        ("", "事业单位", "全县", ("事业单位", "全县")),
        ("工勤编制", "编制", "县直机关", ("工勤编制", "县直机关")),
        ("男性", "持证残疾人", "", ("持证残疾人", "男性")),
        ("男性", "持证残疾人", "城区", ("持证残疾人", "城区·男性")),
        ("城区", "持证残疾人", "城区", ("持证残疾人", "城区")),
        ("来信", "来信来访", "", ("来信", "")),
        ("医院", "医疗机构", "", ("医院", "")),
    ],
)
def test_part_label(item: str, measure: str, subject: str, part: tuple[str, str]) -> None:
    assert part_label(item, measure, subject) == part


@pytest.mark.parametrize(("phrase", "yes"), [("医院", True), ("视力", False), ("乡镇卫生院", True), ("", False)])
def test_is_countable(phrase: str, yes: bool) -> None:
    assert labels.is_countable(phrase) is yes


@pytest.mark.parametrize(
    ("phrase", "yes"), [("行政编制", True), ("实有人员", True), ("镇行政编制", False), ("窗口", False), ("", False)]
)
def test_is_bare_measure(phrase: str, yes: bool) -> None:
    assert labels.is_bare_measure(phrase) is yes


def test_a_long_phrase_is_cut_to_what_can_stand_in_a_table() -> None:
    assert len(labels.shorten("甲" * 60)) == labels.MAX_PHRASE


@given(phrases, st.text(max_size=6))
def test_a_cheap_look_hides_no_match(before: str, after: str) -> None:
    phrase = (before + after).strip("\n")
    ends: list[tuple[Pattern, frozenset[str]]] = [
        (labels._TRAIL, labels._TRAIL_LAST),
        (labels._MEASURE, labels._MEASURE_LAST),
        (cues._CHANGE, cues._CHANGE_LAST),
        (cues._CHANGE_TO, cues._CHANGE_TO_LAST),
    ]
    for find, last in ends:
        match = find.search(phrase)
        assert match is None or not match[0] or phrase[-1:] in last
    for find, first in [(labels._LEAD, labels._LEAD_FIRST), (labels._LIGHT, labels._LIGHT_FIRST)]:
        assert find.match(phrase) is None or phrase[:1] in first


@pytest.mark.parametrize("name", LISTS)
def test_every_list_compiles_and_holds_no_word_twice(name: str) -> None:
    assert len(set(words(name))) == len(words(name))
    assert pattern(f"{{{name}}}").search("") is None


def test_characters_of_a_list() -> None:
    assert first_characters(pattern("^{change.against}")) == frozenset("按同环年比较")
    assert last_characters("change.against") == frozenset("比均年")
